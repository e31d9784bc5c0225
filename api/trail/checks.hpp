#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paraph::trail {

/// What is asked of a trail, in the order in which it is reported. docs/formats/trail.md says what
/// each means.
enum class Check : std::uint8_t {
    form,         // every line read strictly
    canonical,    // one content, one spelling
    key,          // origin and key, and each change of the key vouched for by the key before
    witnesses,    // the policy that the auditor brought
    memory,       // it goes on from the checkpoint that was verified before
    checkpoints,  // all checkpoints that are known agree with this log, and so with each other
    tree,         // leaf hashes of the bodies, and their root
    order,        // sequences without a gap, no time goes back
    seals,        // what is sealed beside entries
    texts,        // digests of revisions, paragraphs and definitions
    steps,        // each step legal, each actor entitled
    outcomes,     // tallies, results and outcomes computed anew
};
inline constexpr std::size_t check_count = 12;

constexpr std::string_view name(Check check) {
    constexpr std::array<std::string_view, check_count> names{
        "form", "canonical bytes", "key",   "witnesses", "memory", "checkpoints",
        "tree", "order",           "seals", "texts",     "steps",  "outcomes"};
    return names[static_cast<std::size_t>(check)];
}

/// A set of checks.
class Checks {
public:
    constexpr Checks() = default;
    constexpr Checks(std::initializer_list<Check> checks) {
        for (const auto check : checks) bits_ |= bit(check);
    }
    constexpr bool has(Check check) const { return (bits_ & bit(check)) != 0; }

private:
    static constexpr unsigned bit(Check check) { return 1u << static_cast<unsigned>(check); }
    unsigned bits_ = 0;
};

/// What is wrong with a trail, and which check found it.
struct Fault {
    Check check = Check::form;
    std::string text;
};
using Found = std::optional<Fault>;  // nothing: it holds so far

/// In words, what a trail that holds has shown, check by check, and what nobody has looked at.
struct Report {
    struct Line {
        Check check;
        bool done = true;  // false: there was nothing to check it by
        std::string text;
    };
    std::vector<Line> checks;
    std::vector<std::string> unchecked;
};

}  // namespace paraph::trail
