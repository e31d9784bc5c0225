#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>
#include <vector>

#include "engine/base/json.hpp"

namespace paraph::test {

/// A folder of its own for one test, gone after it.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// A program of ours beside the test, for as long as this object lives: it ends when its standard
/// input does.
class Program {
public:
    explicit Program(const std::vector<std::string>& command);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    std::string read_line();  // without its end; empty at the end of the output

private:
    pid_t process_ = -1;
    int input_ = -1;
    int output_ = -1;
};

/// An HTTP server of a few lines on 127.0.0.1: one connection after the other, each given to
/// `answer` with what was asked; what it returns goes out as it is, and the connection ends.
class RawServer {
public:
    explicit RawServer(std::function<std::string(const std::string& request)> answer);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    unsigned port() const { return port_; }

private:
    void serve();

    std::function<std::string(const std::string&)> answer_;
    int listener_ = -1;
    unsigned port_ = 0;
    std::thread thread_;
};

}  // namespace paraph::test
