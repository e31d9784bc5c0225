#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/model/definition.hpp"

namespace paraph {

/// Where a cycle stands in its procedure, as far as a picture shows it. Whoever draws a cycle makes
/// it from what the reader of the picture may see.
struct Standing {
    /// `stopped`: it was the present one, and the cycle stands still; its note says how.
    enum class State { to_come, now, settled, skipped, stopped, unreached };
    struct Dot {
        /// `asked`: whether it has answered is not for the reader to see.
        enum class Kind { answered, awaited, blocking, asked };
        Kind kind = Kind::awaited;
        std::string label;  // the body's short name
    };
    struct Stage {
        State state = State::to_come;
        std::string note;         // one short line: "3 of 12 answered", "due Mon 22 Dec", a result
        std::vector<Dot> bodies;  // shown where the stage is present
    };
    std::map<std::string, Stage> stages;  // by name; a stage that is absent is to come
    std::string outcome;                  // the end that was reached; empty: none yet
    bool over = false;                    // an absent stage is not to come any more
};

struct Look {
    /// `down`: for phones, 360 pixels wide, stages one below the other, further ways in words.
    enum class Direction { right, down };
    std::string language;  // of the words; empty or unknown: the definition's first
    Direction direction = Direction::right;
    std::string description;  // for screen readers; empty: made from the stages
};

/// A word of the pictures ("ballot", "settled", "due") in a language; itself where unknown.
std::string picture_word(std::string_view word, std::string_view language);

/// The picture of a definition, or of a cycle where `standing` is given: one self-contained SVG,
/// no style sheet, no script, no reference to anything outside, so it may stand in a page, a mail
/// or a certificate. Shape and words say what colour says. Some milliseconds; callable from any
/// thread, one layout at a time (Graphviz is not thread-safe).
std::string draw_svg(const Definition& definition, const Standing* standing, const Look& look);

/// The same as text for Graphviz and for Mermaid: pure functions, nothing is placed.
std::string draw_dot(const Definition& definition, const Standing* standing, const Look& look);
std::string draw_mermaid(const Definition& definition, const Standing* standing, const Look& look);

}  // namespace paraph
