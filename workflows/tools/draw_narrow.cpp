#include <algorithm>

#include "workflows/tools/svg.hpp"

namespace paraph {
namespace {

constexpr int page_width = 360, box_width = 328, arrow_length = 34;
constexpr int inner_width = box_width - 2 * padding;

/// The end that was reached, or the stage that is written next: what an arrow leads to.
bool leads_on(const Picture& picture, const Picture::Way& way) {
    const auto& to = picture.boxes[way.to];
    return !to.end && way.to == way.from + 1;
}

/// Boxes of one width, with the ways that no arrow shows written into them.
Picture narrowed(Picture picture, std::string_view language) {
    for (const auto& way : picture.ways) {
        if (leads_on(picture, way)) continue;
        const auto& to = picture.boxes[way.to];
        const auto end = to.end ? picture_word("end", language) + ": " : "";
        const auto sentence = way.label + " \xE2\x86\x92 " + end + on_one_line(to.title);
        auto& ways = picture.boxes[way.from].ways;
        for (auto& text : wrapped(sentence, line_size, inner_width)) ways.push_back(text);
    }
    for (auto& box : picture.boxes) {
        box.title = wrapped(on_one_line(box.title), title_size, inner_width - 24);
        size_box(box);
        box.width = box_width;
    }
    return picture;
}

void draw_step(Svg& svg, const Picture& picture, std::size_t from, int y) {
    const int x = page_width * 5;
    const auto way = std::ranges::find_if(picture.ways, [&](const Picture::Way& one) {
        return one.from == from && leads_on(picture, one);
    });
    if (way == picture.ways.end()) return;
    svg.stroke({x, y}, {x, y + arrow_length * 10 - 80}, line(ink, "1.5"));
    svg.arrow_head({x, y}, {x, y + arrow_length * 10}, ink);
    svg.text({x + 100, y + arrow_length * 5 + 40}, way->label, ink, line_size);
}

bool is_shown(const Picture::Box& box) {
    return !box.end || box.state == Standing::State::settled;  // other ends stand in the ways
}

}  // namespace

std::string draw_narrow(const Definition& definition, const Picture& wide, const Look& look) {
    const auto picture = narrowed(wide, look.language);
    const int left = (page_width - box_width) * 5;
    int y = left;
    Svg body;
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        if (!is_shown(box)) continue;
        draw_box(body, picture, box, {left, y});
        y += box.height * 10;
        if (i + 1 < picture.boxes.size()) draw_step(body, picture, i, y);
        y += arrow_length * 10;
    }
    const bool legend = has_dots(picture);
    if (legend) draw_legend(body, picture, look.language, {left, y});
    const int height = legend ? y + left : y - arrow_length * 10 + left;
    Svg svg{svg_head(definition, look, wide, page_width * 10, height)};
    svg.rect({}, page_width * 10, height, 0, fill(paper));
    return svg.out + body.out + "</svg>\n";
}

}  // namespace paraph
