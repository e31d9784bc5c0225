#pragma once

// Inside of the server, included by server.cpp and server_core.cpp only.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

#include "api/http/server.hpp"

namespace paraph::http {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Socket =
    asio::basic_stream_socket<asio::generic::stream_protocol, asio::io_context::executor_type>;

/// One open connection as the core sees it. All on the I/O thread.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    virtual ~Connection() = default;
    virtual void start() = 0;
    /// Looks at the clock: cuts what took too long, keeps an idle event stream warm.
    virtual void tick(Clock::time_point now) = 0;
    /// The server stops: an idle connection closes, a busy one after its answer.
    virtual void drain() = 0;
    virtual void cut() = 0;
    virtual void answer(std::uint64_t serial, Response&& response) = 0;

    std::list<std::shared_ptr<Connection>>::iterator place;  // in Core::connections
};

/// What all connections share: the settings, the list of them, and the one queue through which
/// the answers of other threads come home.
class Core : public std::enable_shared_from_this<Core> {
public:
    Core(Handler handle, Server::Settings set)
        : handler(std::move(handle)), settings(std::move(set)) {}

    asio::io_context io{1};
    Handler handler;
    Server::Settings settings;
    // Owned here until they close: while a handler works, nothing else may hold a connection but an
    // Answer, and that can be dropped on any thread at any time.
    std::list<std::shared_ptr<Connection>> connections;
    bool draining = false;
    std::function<void()> on_removed;  // a connection ended

    void add(std::shared_ptr<Connection> connection);
    void remove(Connection& connection);

    /// Hands an answer to its connection: directly on the I/O thread, else through the queue.
    void complete(std::shared_ptr<Connection> connection, std::uint64_t serial, Response response);
    /// Queues `work` for the I/O thread. One wake-up serves all that has queued up until it comes
    /// round. False: the queue is closed, nothing was taken.
    bool hand_over(std::function<void()> work);
    /// Does what has queued up, and from now on takes nothing. I/O thread, or after it.
    void close_queue();

    std::size_t body_bytes_max(const Request& request) const;
    void trouble(std::string_view event, std::string_view detail) const;
    const std::string& date();  // RFC 9110 date, made once a second

private:
    void work_off();

    std::mutex mutex_;  // queue_ and closed_
    std::vector<std::function<void()>> queue_;
    bool closed_ = false;
    std::string date_;
    std::time_t date_second_ = 0;
};

/// The one answer that a request may get; what an Answer holds. If nobody answered by the time that
/// all copies of the Answer are gone, 500 does.
class Exchange {
public:
    Exchange(std::shared_ptr<Core> core, std::shared_ptr<Connection> connection,
             std::uint64_t serial)
        : core_(std::move(core)), connection_(std::move(connection)), serial_(serial) {}
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    ~Exchange();

    void answer(Response response);

private:
    std::shared_ptr<Core> core_;
    std::shared_ptr<Connection> connection_;
    std::uint64_t serial_;
    std::atomic<bool> answered_{false};
};

/// The blocks that wait to go out on one event stream. What EventSink has on any thread, the rest
/// on the I/O thread.
class EventQueue : public EventSink, public std::enable_shared_from_this<EventQueue> {
public:
    EventQueue(std::shared_ptr<Core> core, std::function<void()> wake)
        : core_(std::move(core)), wake_(std::move(wake)) {}

    bool send(std::string block) override;
    void when_drained(std::function<void()> then) override;
    void close() override;

    /// Takes all that waits; what was taken before has gone out.
    std::string take();
    bool closed();
    /// The connection ended: nothing wakes it again.
    void detach();

private:
    void wake_later();

    std::shared_ptr<Core> core_;
    std::mutex mutex_;
    std::function<void()> wake_;
    std::function<void()> drained_;
    std::string waiting_;
    bool closed_ = false;
};

}  // namespace paraph::http
