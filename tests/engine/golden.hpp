#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/engine/vectors.hpp"

namespace paraph::test {

/// Holds `text` against a file of the repository; PARAPH_UPDATE_GOLDEN=1 rewrites the file instead.
inline void expect_golden(const std::string& path, const std::string& text) {
    const auto file = std::filesystem::path{PARAPH_SOURCE} / path;
    if (std::getenv("PARAPH_UPDATE_GOLDEN")) std::ofstream{file, std::ios::binary} << text;
    EXPECT_EQ(read_file(file), text)
        << path << " is another; PARAPH_UPDATE_GOLDEN=1 rewrites it, then read the difference";
}

}  // namespace paraph::test
