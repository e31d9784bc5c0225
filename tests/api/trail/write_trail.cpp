#include <fstream>
#include <iostream>
#include <string_view>

#include "tests/api/trail/sample.hpp"

/// Writes the sample's export, or its first cycle's, for a verifier that shares no code with ours.
int main(int argc, char** argv) {
    const bool excerpt = argc == 3 && std::string_view(argv[1]) == "--excerpt";
    if (argc != 2 && !excerpt) {
        std::cerr << "write_trail [--excerpt] FILE\n";
        return 2;
    }
    const auto& sample = paraph::test::sample();
    std::ofstream file(argv[argc - 1], std::ios::binary);
    file << (excerpt ? sample.excerpt(sample.lines().size()) : sample.write(sample.lines()))
         << std::flush;
    return file ? 0 : 1;
}
