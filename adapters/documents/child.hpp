#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/refusal.hpp"

namespace paraph {

/// What a program of others may take.
struct ChildLimits {
    std::chrono::milliseconds time{20'000};
    std::uint64_t memory_bytes = 1u << 30;  // of data; 0: as it likes
    std::uint64_t output_bytes = 16u << 20;
    bool network = false;
};

/// Runs a program with its arguments (no shell) and an empty environment but PATH, HOME and LANG,
/// in `folder`; gives what it wrote to its standard output. Without network it runs in a network
/// namespace of its own, where the kernel lets us make one. Refused: it can't be started, ended in
/// error, or took more than it may; then it is killed with all that it started. Blocks.
Result<std::string> run_child(const std::vector<std::string>& command, const std::string& input,
                              const std::string& folder, const ChildLimits& limits);

}  // namespace paraph
