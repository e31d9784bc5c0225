#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace paraph::test {

inline std::filesystem::path vectors(const std::string& folder) {
    return std::filesystem::path{PARAPH_SHARED} / "vectors" / folder;
}

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) ADD_FAILURE() << "cannot read " << path;
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Other people's JSON, which may hold numbers and names that ours must not.
inline boost::json::value read_json(const std::filesystem::path& path) {
    return boost::json::parse(read_file(path));
}

/// The verifier key of the worked example's witness, whose seed is bytes 20 to 3f.
inline std::string worked_example_witness() {
    return "witness.example.org/w1+f3c080b6+"
           "BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
}

inline std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return bytes;
}

}  // namespace paraph::test

/// For what lies beside the checkout and not in it. A newcomer's test that lacks it is skipped;
/// under CI, which has it, such a test fails.
#define NEEDS_BESIDE(path)                                   \
    if (std::filesystem::exists(path)) {                     \
    } else if (std::getenv("CI")) {                          \
        FAIL() << (path) << " must lie beside the checkout"; \
    } else                                                   \
        GTEST_SKIP() << (path) << " is not beside this checkout; CI has it"
#define NEEDS_VECTORS(folder) NEEDS_BESIDE(paraph::test::vectors(folder))
