#pragma once

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

/// Ends the test as skipped when the vectors of others are not beside the checkout.
#define NEEDS_VECTORS(folder)                                    \
    if (!std::filesystem::exists(paraph::test::vectors(folder))) \
    GTEST_SKIP() << "the public vectors " << folder << " are not beside this checkout"
