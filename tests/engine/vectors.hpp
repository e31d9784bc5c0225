#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

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

}  // namespace paraph::test

/// Ends the test as skipped when the vectors of others are not beside the checkout.
#define NEEDS_VECTORS(folder)                                    \
    if (!std::filesystem::exists(paraph::test::vectors(folder))) \
    GTEST_SKIP() << "the public vectors " << folder << " are not beside this checkout"
