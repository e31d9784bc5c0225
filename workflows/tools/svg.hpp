#pragma once

#include <string>
#include <string_view>

#include "workflows/tools/picture.hpp"

namespace paraph {

// What pictures are made of. Lengths in tenths of a pixel, so that arithmetic is exact and the same
// picture comes out everywhere. The colours are those of the pages.

inline constexpr std::string_view ink = "#14213D", paper = "#FFFFFF", accent = "#1D5B8F",
                                  done_ink = "#1B6E53", blocked_ink = "#A4262C", quiet = "#5B6470";
inline constexpr int margin = 34, legend_height = 34;  // pixels

struct Point {
    int x = 0, y = 0;  // from the upper left
};

/// Writes shapes with presentation attributes only: a page's security policy need not allow styles.
class Svg {
public:
    std::string out;

    void text(Point at, std::string_view text, std::string_view colour, int size_px,
              std::string_view more = {});
    void rect(Point corner, int width, int height, int radius, std::string_view style);
    void circle(Point centre, int radius, std::string_view style);
    void path(std::string_view data, std::string_view style);
    /// A line of two points.
    void stroke(Point from, Point to, std::string_view style);
    /// The head of an arrow that comes from the direction of `from`.
    void arrow_head(Point from, Point tip, std::string_view colour);
};

std::string escaped(std::string_view text);  // for content and attributes
std::string px(int tenths);
std::string at(Point p);
std::string fill(std::string_view colour);
std::string line(std::string_view colour, std::string_view width, std::string_view more = {});
std::string on_one_line(const std::vector<std::string>& lines);

/// One box with its title, lines, dots and ways, its upper left corner at `corner`.
void draw_box(Svg& svg, const Picture& picture, const Picture::Box& box, Point corner);
bool has_dots(const Picture& picture);
/// What the dots that occur mean, in words; its base line at `left_below`.
void draw_legend(Svg& svg, const Picture& picture, std::string_view language, Point left_below);
/// The opening tag, title and description.
std::string svg_head(const Definition& definition, const Look& look, const Picture& picture,
                     int width, int height);

/// The wide picture, placed by Graphviz, and the narrow one for phones: stages one below the other,
/// 360 pixels wide, with the ways that do not lead to the next stage written out.
std::string draw_wide(const Definition& definition, const Picture& picture, const Look& look);
std::string draw_narrow(const Definition& definition, const Picture& picture, const Look& look);

}  // namespace paraph
