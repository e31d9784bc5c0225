#include "workflows/tools/draw.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "workflows/tools/layout.hpp"
#include "workflows/tools/svg.hpp"

namespace paraph {
namespace {

/// What leads back steps behind; in a cycle, all but the ways that were taken or are open now.
bool is_quiet(const Picture& picture, const Picture::Way& way) {
    if (!picture.live) return way.back;
    return !way.taken && picture.boxes[way.from].state != Standing::State::now;
}

/// Inside a box whose left and right sides are half circles, its centre in the origin.
bool in_pill(Point p, int width, int height) {
    const int radius = height / 2, straight = width / 2 - radius;
    const int x = std::max(0, std::abs(p.x) - straight);
    return x * x + p.y * p.y <= radius * radius;
}

/// Graphviz ends a way at the corners of a box; the way to an end goes on to its round side.
Point onto_end(Point from, Point tip, const Picture::Box& box, Point centre) {
    const double dx = tip.x - from.x, dy = tip.y - from.y;
    const double length = std::max(1.0, std::hypot(dx, dy));
    Point p = tip;
    for (int step = 0; step < 250; step += 5) {
        p = {tip.x + static_cast<int>(std::lround(dx / length * step)),
             tip.y + static_cast<int>(std::lround(dy / length * step))};
        if (in_pill({p.x - centre.x, p.y - centre.y}, box.width * 10, box.height * 10)) return p;
    }
    return tip;
}

void draw_way(Svg& svg, const std::vector<Point>& curve, Point tip, const Picture::Box& to,
              Point centre, bool behind) {
    if (curve.empty()) return;
    const auto colour = behind ? quiet : ink;
    const auto head = to.end ? onto_end(curve.back(), tip, to, centre) : tip;
    std::string data = "M" + at(curve.front());
    for (std::size_t i = 1; i + 2 < curve.size(); i += 3) {
        data += " C" + at(curve[i]) + ' ' + at(curve[i + 1]) + ' ' + at(curve[i + 2]);
    }
    const Point last{curve.back().x + head.x - tip.x, curve.back().y + head.y - tip.y};
    if (head.x != tip.x || head.y != tip.y) data += " L" + at(last);
    svg.path(data, line(colour, behind ? "1.2" : "1.5"));
    svg.arrow_head(last, head, colour);
}

void draw_label(Svg& svg, const Picture::Way& way, Point p, bool behind) {
    const int width = way.label_width * 10 - 40;
    svg.rect({p.x - width / 2, p.y - 90}, width, 150, 40, fill(paper) + " fill-opacity=\"0.9\"");
    svg.text({p.x, p.y + 45}, way.label, behind ? quiet : ink, line_size, "text-anchor=\"middle\"");
}

/// A dot and a short line: here it begins.
void draw_start(Svg& svg, Point edge) {
    const Point dot{edge.x - 210, edge.y}, end{edge.x - 80, edge.y};
    svg.circle(dot, 45, fill(ink));
    svg.stroke(dot, end, line(ink, "1.5"));
    svg.arrow_head(end, edge, ink);
}

void move(Layout& layout, int by) {
    const auto shift = [by](Point& p) {
        p.x += by;
        p.y += by;
    };
    std::ranges::for_each(layout.boxes, shift);
    std::ranges::for_each(layout.labels, shift);
    std::ranges::for_each(layout.tips, shift);
    for (auto& curve : layout.curves) std::ranges::for_each(curve, shift);
}

}  // namespace

std::string draw_wide(const Definition& definition, const Picture& picture, const Look& look) {
    auto layout = lay_out(picture);
    move(layout, margin * 10);
    const int legend = has_dots(picture) ? legend_height * 10 : 0;
    const int width = std::max(layout.width + 2 * margin * 10, legend > 0 ? 3600 : 0);
    const int height = layout.height + 2 * margin * 10 + legend;
    Svg svg{svg_head(definition, look, picture, width, height)};
    svg.rect({}, width, height, 0, fill(paper));
    for (std::size_t i = 0; i < picture.ways.size(); ++i) {
        const auto to = picture.ways[i].to;
        draw_way(svg, layout.curves[i], layout.tips[i], picture.boxes[to], layout.boxes[to],
                 is_quiet(picture, picture.ways[i]));
    }
    for (std::size_t i = 0; i < picture.ways.size(); ++i) {
        const auto& way = picture.ways[i];
        draw_label(svg, way, layout.labels[i], is_quiet(picture, way));
    }
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        const Point corner{layout.boxes[i].x - box.width * 5, layout.boxes[i].y - box.height * 5};
        if (box.start) draw_start(svg, {corner.x, layout.boxes[i].y});
        draw_box(svg, picture, box, corner);
    }
    if (legend > 0)
        draw_legend(svg, picture, look.language, {margin * 10, height - margin * 10 + 60});
    return svg.out + "</svg>\n";
}

std::string draw_svg(const Definition& definition, const Standing* standing, const Look& look) {
    const auto picture = make_picture(definition, standing, look);
    return picture.down ? draw_narrow(definition, picture, look)
                        : draw_wide(definition, picture, look);
}

}  // namespace paraph
