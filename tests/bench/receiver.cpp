// Receives webhooks: answers 204 to every POST on the port that is its argument, until it is ended.
// GET answers with how many there were.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "tests/bench/wire.hpp"

namespace paraph::bench {
namespace {

net::awaitable<void> answer_all(tcp::socket socket, std::size_t& deliveries) try {
    std::string buffer;
    for (;;) {
        const auto request = co_await read_message(socket, buffer);
        if (request.first_line.starts_with("GET ")) {
            const auto count = std::to_string(deliveries);
            co_await write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " +
                                       std::to_string(count.size()) + "\r\n\r\n" + count);
        } else {
            ++deliveries;
            co_await write(socket, "HTTP/1.1 204 No Content\r\n\r\n");
        }
    }
} catch (const boost::system::system_error&) {
    co_return;  // the sender has gone
}

net::awaitable<void> listen(unsigned short port) {
    const auto io = co_await net::this_coro::executor;
    std::size_t deliveries = 0;
    tcp::acceptor acceptor(io, {net::ip::address_v4::loopback(), port});
    for (;;) {
        auto socket = co_await acceptor.async_accept(net::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        net::co_spawn(io, answer_all(std::move(socket), deliveries), net::detached);
    }
}

}  // namespace
}  // namespace paraph::bench

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("bench_receiver PORT\n", stderr);
        return 2;
    }
    using namespace paraph::bench;
    net::io_context io(1);
    const auto port = static_cast<unsigned short>(std::strtoul(arguments[1], nullptr, 10));
    net::co_spawn(io, listen(port), [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    io.run();
}
