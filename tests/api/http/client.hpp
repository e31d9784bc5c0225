#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace paraph::test {

/// What a client saw of one response.
struct Seen {
    int status = 0;  // 0: the connection ended before a whole response came
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

/// A blocking client on plain sockets that sends exactly the bytes it is told to.
class Client {
public:
    /// Connects to a port of 127.0.0.1, or to a Unix socket. Throws std::runtime_error.
    explicit Client(std::uint16_t port);
    explicit Client(const std::string& path);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    Client& send(std::string_view bytes);
    /// GET with a Host field.
    Client& get(std::string_view target);
    /// Says that nothing more will be sent.
    Client& half_close();
    /// Reads one response; `head`: one that has no body whatever its Content-Length says.
    Seen response(bool head = false);
    /// Reads until `mark` has come, and gives all up to its end; "" at the connection's end.
    std::string until(std::string_view mark);
    /// The server ended the connection, and nothing more had come.
    bool ended();

private:
    bool more();

    int socket_ = -1;
    std::string buffer_;
};

}  // namespace paraph::test
