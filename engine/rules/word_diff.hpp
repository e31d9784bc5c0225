#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

namespace paraph {

BOOST_DEFINE_FIXED_ENUM_CLASS(WordChange, std::uint8_t, same, deleted, inserted)

/// Words in a row that share a fate, with the blanks after them.
struct WordRun {
    WordChange change = WordChange::same;
    std::string text;
};

/// What became of a paragraph's words: the runs that are not inserted add up to `before`, those
/// that are not deleted to `after`, but that blanks between words that stayed are those of
/// `before`; what is replaced is deleted first. The fewest
/// edits (Myers, O(ND)); beyond a thousand of them the middle is deleted and inserted as a whole,
/// since nobody reads such a comparison, and its cost is bounded.
std::vector<WordRun> diff_words(std::string_view before, std::string_view after);

}  // namespace paraph
