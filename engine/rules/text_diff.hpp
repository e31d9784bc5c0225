#pragma once

#include <span>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "engine/rules/word_diff.hpp"

namespace paraph {

/// A paragraph of a text, by the id that it keeps.
struct TextBlock {
    std::string id;
    std::string text;
    bool heading = false;
};

/// Do not change the names: the API writes them.
BOOST_DEFINE_FIXED_ENUM_CLASS(ParagraphChange, std::uint8_t, unchanged, changed, inserted, deleted)

struct ParagraphDiff {
    std::string id;
    int before = 0;  // its number in the older text, from 1; 0: it was not there
    int after = 0;   // in the newer
    ParagraphChange change = ParagraphChange::unchanged;
    bool moved = false;          // to another place among those that stayed
    std::vector<WordRun> words;  // of a changed one
};

/// What became of every paragraph, in the newer text's order; what was deleted stands where it
/// stood. Of those that changed places as few as possible are called moved. Near linear in the
/// texts, beside the words of the paragraphs that changed.
std::vector<ParagraphDiff> diff_texts(std::span<const TextBlock> before,
                                      std::span<const TextBlock> after);

}  // namespace paraph
