// What this machine allows: a server with almost no engine in it. Sessions queue transitions; one
// writer takes all that wait, writes one event row and one upsert for each, commits once with
// synchronous=FULL, and only then are they answered. `POST /CYCLE/STEP` is one transition.
// Usage: bench_ceiling PORT FILE
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tests/bench/wire.hpp"

namespace paraph::bench {
namespace {

struct Transition {
    std::string cycle;
    int step = 0;
    std::string body;
    std::function<void()> committed;  // to be called on the I/O thread
};

class Queue {
public:
    void push(Transition transition) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.push_back(std::move(transition));
        }
        filled_.notify_one();
    }
    /// All that waits, at least one.
    std::vector<Transition> take() {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [this] { return !waiting_.empty(); });
        return std::exchange(waiting_, {});
    }

private:
    std::mutex mutex_;
    std::condition_variable filled_;
    std::vector<Transition> waiting_;
};

/// A limit measured against a broken disk is none: any error ends the program.
class Store {
public:
    explicit Store(const char* file) {
        check(sqlite3_open(file, &database_));
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
        run("CREATE TABLE event(number INTEGER PRIMARY KEY, cycle TEXT NOT NULL,"
            " step INTEGER NOT NULL, body TEXT NOT NULL)");
        run("CREATE TABLE cycle(id TEXT PRIMARY KEY, step INTEGER NOT NULL) WITHOUT ROWID");
        begin_ = prepare("BEGIN IMMEDIATE");
        commit_ = prepare("COMMIT");
        event_ = prepare("INSERT INTO event(cycle, step, body) VALUES(?1, ?2, ?3)");
        cycle_ = prepare(
            "INSERT INTO cycle VALUES(?1, ?2)"
            " ON CONFLICT(id) DO UPDATE SET step = excluded.step");
    }

    void write(const std::vector<Transition>& batch) {
        step(begin_);
        for (const auto& transition : batch) {
            for (auto* statement : {event_, cycle_}) {
                bind(statement, 1, transition.cycle);
                check(sqlite3_bind_int(statement, 2, transition.step));
            }
            bind(event_, 3, transition.body);
            step(event_);
            step(cycle_);
        }
        step(commit_);
    }

private:
    void check(int code) {
        if (code == SQLITE_OK || code == SQLITE_DONE) return;
        std::fprintf(stderr, "bench_ceiling: %s\n", sqlite3_errmsg(database_));
        std::exit(1);
    }
    void run(const char* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr));
        return statement;
    }
    void bind(sqlite3_stmt* statement, int at, const std::string& text) {
        check(sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC,
                                  SQLITE_UTF8));
    }
    void step(sqlite3_stmt* statement) {
        check(sqlite3_step(statement));
        check(sqlite3_reset(statement));
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt *begin_, *commit_, *event_, *cycle_;
};

/// Queues the transition and resumes once it is durable.
net::awaitable<void> make_durable(Queue& queue, Transition transition) {
    auto initiate = [&queue, &transition](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        transition.committed = [shared] { std::move (*shared)(); };
        queue.push(std::move(transition));
    };
    co_await net::async_initiate<const net::use_awaitable_t<>&, void()>(std::move(initiate),
                                                                        net::use_awaitable);
}

net::awaitable<void> serve(tcp::socket socket, Queue& queue) {
    static const std::string answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n"
        "{\"ok\":true}";
    std::string buffer;
    try {
        for (;;) {
            auto message = co_await read_message(socket, buffer);
            const std::string_view line = message.first_line;
            const auto cycle = line.find('/') + 1, step = line.find('/', cycle) + 1;
            // Named, because g++ 12 destroys a temporary of a co_await twice.
            Transition transition{.cycle = std::string(line.substr(cycle, step - 1 - cycle)),
                                  .step = std::stoi(std::string(line.substr(step))),
                                  .body = std::move(message.body)};
            co_await make_durable(queue, std::move(transition));
            co_await write(socket, answer);
        }
    } catch (const std::exception&) {
        // The client has closed.
    }
}

net::awaitable<void> accept(tcp::acceptor& acceptor, Queue& queue) {
    for (;;) {
        auto socket = co_await acceptor.async_accept(net::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        net::co_spawn(acceptor.get_executor(), serve(std::move(socket), queue), net::detached);
    }
}

void run(unsigned short port, const char* file) {
    net::io_context io(1);
    Queue queue;
    Store store(file);
    std::thread([&] {
        for (;;) {
            auto batch = std::make_shared<std::vector<Transition>>(queue.take());
            store.write(*batch);
            net::post(io, [batch] {
                for (auto& transition : *batch) transition.committed();
            });
        }
    }).detach();
    tcp::acceptor acceptor(io, {net::ip::address_v4::loopback(), port});
    net::co_spawn(io, accept(acceptor, queue), net::detached);
    io.run();
}

}  // namespace
}  // namespace paraph::bench

int main(int count, char** arguments) {
    if (count != 3) {
        std::fputs("usage: bench_ceiling PORT FILE\n", stderr);
        return 2;
    }
    paraph::bench::run(static_cast<unsigned short>(std::stoi(arguments[1])), arguments[2]);
}
