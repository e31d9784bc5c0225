#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model/definition.hpp"
#include "workflows/tools/draw.hpp"

namespace paraph {

/// A definition as boxes and ways, before anything is placed. Lengths in pixels.
struct Picture {
    struct Dot {
        Standing::Dot::Kind kind;
        std::string label;
    };
    struct Box {
        std::string id;
        bool end = false;
        bool join = false;  // where the branches of a block come together
        bool start = false;
        Standing::State state = Standing::State::to_come;
        std::vector<std::string> title;  // its lines
        std::vector<std::string> lines;  // below the title, smaller
        std::vector<Dot> dots;
        std::string more;               // below the dots: how many are not shown
        std::vector<std::string> ways;  // below: written out where no arrow shows them
        int width = 0, height = 0;
    };
    struct Way {
        std::size_t from = 0, to = 0;  // indices of boxes
        std::string label;
        bool back = false;   // leads to an earlier stage
        bool taken = false;  // by the cycle
        int label_width = 0;
    };
    std::vector<Box> boxes;  // stages in the order written, then ends
    std::vector<Way> ways;
    bool live = false;  // of a cycle, so boxes have states
    bool down = false;
};

inline constexpr int title_size = 15, line_size = 13, padding = 12, row = 19;

/// Breaks at spaces so that no line gets much wider than `width`.
std::vector<std::string> wrapped(std::string_view text, int size, int width);
/// Title and lines, with the space around them.
int head_height(const Picture::Box& box);
/// Sets width and height to what its texts need.
void size_box(Picture::Box& box);

Picture make_picture(const Definition& definition, const Standing* standing, const Look& look);

/// How wide a text comes out in Noto Sans of `size` pixels, about; never much too narrow.
int text_width(std::string_view text, int size);
/// The text in `language`, else in the definition's first, else any, else `otherwise`.
std::string in_language(const Texts& texts, const Definition& definition, std::string_view language,
                        std::string_view otherwise);
/// The language of a picture's words: the one asked for, else the definition's first.
std::string language_of(const Definition& definition, const Look& look);
/// What a dot means, as a word of the pictures.
std::string_view dot_word(Standing::Dot::Kind kind);
/// A length of time in words of the language.
std::string span_in_words(const Span& span, std::string_view language);
/// "2 weeks before session": a length of time with what it counts from or to.
std::string counted_in_words(const Deadline& due, const std::string& length,
                             std::string_view language);
/// "after 3 times": why a loop is left.
std::string times_in_words(int times, std::string_view language);
/// "all branches": when a block's branches join.
std::string join_in_words(const Stage& block, std::string_view language);
/// Latin digits as the language writes them.
std::string digits_in(std::string text, std::string_view language);

}  // namespace paraph
