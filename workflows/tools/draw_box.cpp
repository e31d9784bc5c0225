#include <algorithm>

#include "workflows/tools/svg.hpp"

namespace paraph {
namespace {

/// Answered: a full dot. Awaited: a ring. Blocking: a diamond. Only asked: a dash. Told apart
/// without colour.
void draw_dot(Svg& svg, Point p, Standing::Dot::Kind kind) {
    switch (kind) {
        case Standing::Dot::Kind::answered:
            return svg.circle(p, 50, fill(done_ink));
        case Standing::Dot::Kind::awaited:
            return svg.circle(p, 45, line(accent, "2"));
        case Standing::Dot::Kind::asked:
            return svg.stroke({p.x - 50, p.y}, {p.x + 50, p.y}, line(quiet, "2"));
        case Standing::Dot::Kind::blocking:
            break;
    }
    svg.path("M" + at({p.x, p.y - 65}) + " L" + at({p.x + 65, p.y}) + " L" + at({p.x, p.y + 65}) +
                 " L" + at({p.x - 65, p.y}) + " Z",
             fill(blocked_ink));
}

/// How a box looks, by what it is and where the cycle stands.
struct Manner {
    std::string_view body, border, title, lines;
    std::string_view width = "1.5";
    bool dashed = false;
};

Manner manner_of(const Picture& picture, const Picture::Box& box) {
    if (!picture.live) return {paper, ink, ink, quiet};
    switch (box.state) {
        case Standing::State::settled:
            return {done_ink, done_ink, paper, paper};
        case Standing::State::now:
            return {paper, accent, paper, paper, "2.5"};
        case Standing::State::stopped:
            return {paper, quiet, paper, paper, "2.5"};
        case Standing::State::skipped:
        case Standing::State::unreached:
            return {paper, quiet, quiet, quiet, "1", true};
        case Standing::State::to_come:
            break;
    }
    return {paper, quiet, ink, quiet, "1.5", true};
}

/// The head of the stage where the cycle stands is filled: in grey where it stands still.
bool has_filled_head(const Picture& picture, const Picture::Box& box) {
    return picture.live &&
           (box.state == Standing::State::now || box.state == Standing::State::stopped);
}

void draw_frame(Svg& svg, const Picture::Box& box, const Manner& manner, Point corner,
                bool present) {
    const int width = box.width * 10, height = box.height * 10;
    const int radius = box.end ? std::min(height / 2, 220) : 60;
    svg.rect(corner, width, height, radius,
             fill(manner.body) + " stroke=\"" + std::string{manner.border} + "\" stroke-width=\"" +
                 std::string{manner.width} + '"' +
                 (manner.dashed ? " stroke-dasharray=\"5 4\"" : ""));
    if (box.end && !manner.dashed) {
        const auto colour = box.state == Standing::State::settled ? paper : ink;
        svg.rect({corner.x + 35, corner.y + 35}, width - 70, height - 70, radius - 35,
                 line(colour, "1"));
    }
    if (present) svg.rect(corner, width, head_height(box) * 10, radius, fill(manner.border));
}

void draw_tick(Svg& svg, Point p) {
    svg.path("M" + at({p.x - 240, p.y + 155}) + " L" + at({p.x - 195, p.y + 200}) + " L" +
                 at({p.x - 115, p.y + 105}),
             line(paper, "2.5", "stroke-linecap=\"round\" stroke-linejoin=\"round\""));
}

/// What stands below the head: the bodies, then the ways that are written out.
void draw_below(Svg& svg, const Picture::Box& box, const Manner& manner, Point corner) {
    const int left = corner.x + padding * 10;
    int y = corner.y + head_height(box) * 10 + 10;
    for (const auto& dot : box.dots) {
        y += row * 10;
        draw_dot(svg, {left + 60, y - 45}, dot.kind);
        svg.text({left + 190, y}, dot.label, ink, line_size);
    }
    if (!box.more.empty()) svg.text({left, y += row * 10}, box.more, quiet, line_size);
    if (!box.dots.empty()) y += padding * 10;
    const auto colour = box.state == Standing::State::settled ? manner.lines : ink;
    for (const auto& way : box.ways) svg.text({left, y += row * 10}, way, colour, line_size);
}

}  // namespace

void draw_box(Svg& svg, const Picture& picture, const Picture::Box& box, Point corner) {
    auto manner = manner_of(picture, box);
    draw_frame(svg, box, manner, corner, has_filled_head(picture, box));
    if (picture.live && box.state == Standing::State::settled && !box.end) {
        draw_tick(svg, {corner.x + box.width * 10, corner.y});
    }
    const std::string anchor = box.end ? "text-anchor=\"middle\"" : "";
    const int x = corner.x + (box.end ? box.width * 5 : padding * 10);
    int y = corner.y + padding * 10 - 60;
    for (const auto& text : box.title) {
        svg.text({x, y += row * 10}, text, manner.title, title_size,
                 "font-weight=\"600\"" + (box.end ? ' ' + anchor : ""));
    }
    for (const auto& text : box.lines) {
        svg.text({x, y += row * 10}, text, manner.lines, line_size, anchor);
    }
    draw_below(svg, box, manner, corner);
}

bool has_dots(const Picture& picture) {
    return std::ranges::any_of(picture.boxes, [](const auto& box) { return !box.dots.empty(); });
}

void draw_legend(Svg& svg, const Picture& picture, std::string_view language, Point p) {
    const auto occurs = [&](Standing::Dot::Kind kind) {
        return std::ranges::any_of(picture.boxes, [&](const Picture::Box& box) {
            return std::ranges::find(box.dots, kind, &Picture::Dot::kind) != box.dots.end();
        });
    };
    for (const auto kind : {Standing::Dot::Kind::answered, Standing::Dot::Kind::awaited,
                            Standing::Dot::Kind::blocking, Standing::Dot::Kind::asked}) {
        if (!occurs(kind)) continue;
        const auto text = picture_word(dot_word(kind), language);
        draw_dot(svg, {p.x + 60, p.y - 45}, kind);
        svg.text({p.x + 170, p.y}, text, ink, line_size);
        p.x += 170 + text_width(text, line_size) * 10 + 160;
    }
}

}  // namespace paraph
