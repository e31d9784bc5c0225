#pragma once

#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>

#include <boost/asio.hpp>

/// Just enough HTTP/1.1 for the two programs of the benchmark, which are its only readers: each
/// message has a head and, by Content-Length, a body. It is not our server's code on purpose: the
/// limit must not share the wastes of what it is compared with.
namespace paraph::bench {

namespace net = boost::asio;
using net::ip::tcp;

struct Message {
    std::string first_line;  // "POST /7/0 HTTP/1.1" or "HTTP/1.1 200 OK"
    std::string body;
};

inline std::size_t content_length(std::string_view head) {
    static constexpr std::string_view name = "content-length:";
    const auto at = std::search(head.begin(), head.end(), name.begin(), name.end(),
                                [](unsigned char a, char b) { return std::tolower(a) == b; });
    if (at == head.end()) return 0;
    return std::stoul(std::string(at + name.size(), head.end()));
}

/// Reads one message; what came in beyond it stays in `buffer`. Throws when the peer has gone.
inline net::awaitable<Message> read_message(tcp::socket& socket, std::string& buffer) {
    const std::size_t head = co_await net::async_read_until(socket, net::dynamic_buffer(buffer),
                                                            "\r\n\r\n", net::use_awaitable);
    const std::string_view seen(buffer.data(), head);
    const std::size_t whole = head + content_length(seen);
    if (buffer.size() < whole)
        co_await net::async_read(socket, net::dynamic_buffer(buffer),
                                 net::transfer_exactly(whole - buffer.size()), net::use_awaitable);
    Message message{buffer.substr(0, buffer.find("\r\n")), buffer.substr(head, whole - head)};
    buffer.erase(0, whole);
    co_return message;
}

inline net::awaitable<void> write(tcp::socket& socket, const std::string& text) {
    co_await net::async_write(socket, net::buffer(text), net::use_awaitable);
}

}  // namespace paraph::bench
