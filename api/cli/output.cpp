#include "api/cli/output.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "api/cli/commands.hpp"

namespace paraph::cli {

std::optional<std::string> read_all(const std::string& name) {
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
    std::cerr << "paraph: " << *file << " can't be written.\n";
    if (out.is_open()) std::remove(file->c_str());
    return Exit::usage;
}

}  // namespace paraph::cli
