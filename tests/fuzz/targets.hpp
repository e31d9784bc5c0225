#pragma once

#include <span>
#include <string_view>

namespace paraph::test {

/// One reader of foreign bytes: it takes any bytes at all, refuses in words or reads, and never
/// crashes, hangs or throws. What it reads is written again and must come out the same; where it
/// does not, the process ends.
struct FuzzTarget {
    std::string_view name;
    void (*run)(std::string_view bytes);
};

std::span<const FuzzTarget> fuzz_targets();

}  // namespace paraph::test
