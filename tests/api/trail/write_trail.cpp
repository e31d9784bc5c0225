#include <fstream>
#include <iostream>

#include "tests/api/trail/sample.hpp"

/// Writes the sample's export for a verifier that shares no code with ours.
int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "write_trail FILE\n";
        return 2;
    }
    std::ofstream file(argv[1], std::ios::binary);
    file << paraph::test::sample().write(paraph::test::sample().lines()) << std::flush;
    return file ? 0 : 1;
}
