#include "tests/api/http/client.hpp"

#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace paraph::test {

namespace {

void limit_waiting(int socket) {
    const timeval five_seconds{5, 0};  // a test that would hang fails instead
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &five_seconds, sizeof five_seconds);
}

}  // namespace

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    limit_waiting(socket_);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("can't connect");
}

Client::Client(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    limit_waiting(socket_);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("can't connect");
}

Client::~Client() {
    ::close(socket_);
}

Client& Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) break;  // the server has closed: what it said is still to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
}

Client& Client::get(std::string_view target) {
    return send("GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n\r\n");
}

Client& Client::half_close() {
    ::shutdown(socket_, SHUT_WR);
    return *this;
}

bool Client::more() {
    std::array<char, 64 << 10> bytes{};
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::string Client::until(std::string_view mark) {
    std::size_t at;
    while ((at = buffer_.find(mark)) == buffer_.npos)
        if (!more()) return {};
    std::string text = buffer_.substr(0, at + mark.size());
    buffer_.erase(0, text.size());
    return text;
}

Seen Client::response(bool head) {
    const std::string block = until("\r\n\r\n");
    if (block.size() < 12) return {};
    Seen seen;
    seen.status = std::stoi(block.substr(9, 3));
    for (std::size_t at = block.find("\r\n") + 2; at + 2 < block.size();) {
        const std::size_t end = block.find("\r\n", at), colon = block.find(": ", at);
        std::string name = block.substr(at, colon - at);
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        seen.headers[name] = block.substr(colon + 2, end - colon - 2);
        at = end + 2;
    }
    const auto length = seen.headers.find("content-length");
    const std::size_t bytes = head || length == seen.headers.end() ? 0 : std::stoul(length->second);
    while (buffer_.size() < bytes)
        if (!more()) return {};
    seen.body = buffer_.substr(0, bytes);
    buffer_.erase(0, bytes);
    return seen;
}

bool Client::ended() {
    return buffer_.empty() && !more();
}

}  // namespace paraph::test
