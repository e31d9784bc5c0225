#include "api/cli/output.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace paraph::cli {

int complain(std::string_view text, int exit) {
    std::cerr << "paraph: " << text << "\n";
    return exit;
}

namespace {

bool is_directory(const std::string& name) {
    std::error_code trouble;
    return std::filesystem::is_directory(name, trouble);
}

}  // namespace

std::string could_not_read(const std::string& name) {
    return name +
           (is_directory(name) ? ": is a directory; name the files in it" : ": can't be read");
}

std::optional<std::string> read_all(const std::string& name) {
    if (is_directory(name)) return std::nullopt;
    std::ifstream file(name, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file.is_open() || file.bad()) return std::nullopt;
    return text;
}

int put_out(const std::string& text, const std::optional<std::string>& file) {
    if (!file) {
        std::cout << text << std::flush;
        return std::cout ? Exit::good : Exit::usage;
    }
    std::ofstream out(*file, std::ios::binary | std::ios::trunc);
    if (out << text << std::flush) return Exit::good;
    if (out.is_open()) std::remove(file->c_str());
    return complain(*file + " can't be written.");
}

}  // namespace paraph::cli
