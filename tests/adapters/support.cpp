#include "tests/adapters/support.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace paraph::test {
namespace {

namespace fs = std::filesystem;

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(what);
}

/// A whole request: its header, and as much body as it announces.
std::string read_request(int connection) {
    std::string request;
    std::array<char, 4096> buffer{};
    while (true) {
        const std::size_t end = request.find("\r\n\r\n");
        const std::size_t length = request.find("Content-Length: ");
        if (end != request.npos) {
            const std::size_t body =
                length < end ? std::strtoul(request.c_str() + length + 16, nullptr, 10) : 0;
            if (request.size() >= end + 4 + body) return request;
        }
        const ssize_t got = ::read(connection, buffer.data(), buffer.size());
        if (got <= 0) return request;
        request.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

void write_all(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "paraph-test-XXXXXX").string();
    require(::mkdtemp(name.data()) != nullptr, "no temporary folder");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

Program::Program(const std::vector<std::string>& command) {
    std::array<int, 2> in{}, out{};
    require(::pipe2(in.data(), O_CLOEXEC) == 0 && ::pipe2(out.data(), O_CLOEXEC) == 0, "no pipe");
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    process_ = ::fork();
    require(process_ >= 0, "no process");
    if (process_ == 0) {
        ::dup2(in[0], STDIN_FILENO);
        ::dup2(out[1], STDOUT_FILENO);
        ::execv(words[0], words.data());
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = out[0];
}

Program::~Program() {
    ::close(input_);
    ::waitpid(process_, nullptr, 0);
    ::close(output_);
}

std::string Program::read_line() {
    std::string line;
    for (char c = 0; ::read(output_, &c, 1) == 1 && c != '\n';) line += c;
    return line;
}

RawServer::RawServer(std::function<std::string(const std::string&)> answer)
    : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    require(::bind(listener_, any, size) == 0 && ::listen(listener_, 8) == 0 &&
                ::getsockname(listener_, any, &size) == 0,
            "no port on 127.0.0.1");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
    ::shutdown(listener_, SHUT_RDWR);  // wakes the accept
    thread_.join();
    ::close(listener_);
}

void RawServer::serve() {
    while (true) {
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) return;
        write_all(connection, answer_(read_request(connection)));
        ::close(connection);
    }
}

}  // namespace paraph::test
