#include "workflows/tools/draw.hpp"

#include <cmath>

#include "workflows/tools/layout.hpp"
#include "workflows/tools/picture.hpp"

namespace paraph {
namespace {

constexpr std::string_view ink = "#14213D", paper = "#FFFFFF", accent = "#1D5B8F",
                           done = "#1B6E53", blocked = "#A4262C", quiet = "#5B6470";
constexpr int margin = 34, legend_height = 34;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}

/// Tenths of a pixel as SVG writes them.
std::string px(int tenths) {
    const auto whole = std::abs(tenths) / 10, rest = std::abs(tenths) % 10;
    auto text = (tenths < 0 ? "-" : "") + std::to_string(whole);
    return rest == 0 ? text : text + '.' + std::to_string(rest);
}

/// Writes shapes. Presentation attributes only: a page's security policy need not allow styles.
class Svg {
   public:
    std::string out;

    void text(int x, int y, std::string_view text, std::string_view colour, int size,
              std::string_view more = {}) {
        out += "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\" font-size=\"" +
               std::to_string(size) + "\" fill=\"" + std::string{colour} + '"' +
               (more.empty() ? "" : ' ' + std::string{more}) + '>' + escaped(text) + "</text>\n";
    }
    void rect(int x, int y, int width, int height, int radius, std::string_view style) {
        out += "<rect x=\"" + px(x) + "\" y=\"" + px(y) + "\" width=\"" + px(width) +
               "\" height=\"" + px(height) + "\" rx=\"" + px(radius) + "\" " + std::string{style} +
               "/>\n";
    }
    void circle(int x, int y, int radius, std::string_view style) {
        out += "<circle cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"" + px(radius) + "\" " +
               std::string{style} + "/>\n";
    }
    void path(std::string_view data, std::string_view style) {
        out += "<path d=\"" + std::string{data} + "\" " + std::string{style} + "/>\n";
    }
};

std::string at(Point p) { return px(p.x) + ' ' + px(p.y); }
std::string fill(std::string_view colour) { return "fill=\"" + std::string{colour} + '"'; }
std::string line(std::string_view colour, std::string_view width, std::string_view more = {}) {
    return "fill=\"none\" stroke=\"" + std::string{colour} + "\" stroke-width=\"" +
           std::string{width} + '"' + (more.empty() ? "" : ' ' + std::string{more});
}

/// Answered: a full dot. Awaited: a ring. Blocking: a diamond. Told apart without colour.
void draw_dot(Svg& svg, Point p, Standing::Dot::Kind kind) {
    switch (kind) {
        case Standing::Dot::Kind::answered: return svg.circle(p.x, p.y, 50, fill(done));
        case Standing::Dot::Kind::awaited: return svg.circle(p.x, p.y, 45, line(accent, "2"));
        case Standing::Dot::Kind::blocking:
            return svg.path("M" + at({p.x, p.y - 65}) + " L" + at({p.x + 65, p.y}) + " L" +
                                at({p.x, p.y + 65}) + " L" + at({p.x - 65, p.y}) + " Z",
                            fill(blocked));
    }
}

void draw_arrow(Svg& svg, Point from, Point tip, std::string_view colour) {
    const double dx = tip.x - from.x, dy = tip.y - from.y;
    const double length = std::max(1.0, std::hypot(dx, dy));
    const auto side = [&](double along, double across) {
        return Point{static_cast<int>(std::lround(tip.x - dx / length * along - dy / length * across)),
                     static_cast<int>(std::lround(tip.y - dy / length * along + dx / length * across))};
    };
    svg.path("M" + at(tip) + " L" + at(side(95, 42)) + " L" + at(side(95, -42)) + " Z",
             fill(colour));
}

/// Ways that lead back, and those of stages that were not reached, step behind the others.
bool is_quiet(const Picture& picture, const Picture::Way& way) {
    const auto state = picture.boxes[way.from].state;
    const bool reached = state == Standing::State::now || state == Standing::State::settled;
    return way.back || (picture.live && !reached);
}

void draw_way(Svg& svg, const std::vector<Point>& curve, Point tip, bool behind) {
    if (curve.empty()) return;
    const auto colour = behind ? quiet : ink;
    std::string data = "M" + at(curve.front());
    for (std::size_t i = 1; i + 2 < curve.size(); i += 3) {
        data += " C" + at(curve[i]) + ' ' + at(curve[i + 1]) + ' ' + at(curve[i + 2]);
    }
    svg.path(data, line(colour, behind ? "1.2" : "1.5"));
    draw_arrow(svg, curve.back(), tip, colour);
}

void draw_label(Svg& svg, const Picture::Way& way, Point at, bool behind) {
    const int width = way.label_width * 10 - 40;
    svg.rect(at.x - width / 2, at.y - 90, width, 150, 40, "fill=\"#FFFFFF\" fill-opacity=\"0.9\"");
    svg.text(at.x, at.y + 45, way.label, behind ? quiet : ink, line_size,
             "text-anchor=\"middle\"");
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
        case Standing::State::settled: return {done, done, paper, paper};
        case Standing::State::now: return {paper, accent, paper, paper, "2.5"};
        case Standing::State::skipped: return {paper, quiet, quiet, quiet, "1", true};
        case Standing::State::to_come: break;
    }
    return {paper, quiet, ink, quiet, "1.5", true};
}

void draw_tick(Svg& svg, int right, int top) {
    svg.path("M" + at({right - 240, top + 95}) + " L" + at({right - 195, top + 140}) + " L" +
                 at({right - 115, top + 45}),
             line(paper, "2.5", "stroke-linecap=\"round\" stroke-linejoin=\"round\""));
}

void draw_dots(Svg& svg, const Picture::Box& box, int left, int top) {
    int y = top;
    for (const auto& dot : box.dots) {
        y += row * 10;
        draw_dot(svg, {left + padding * 10 + 60, y - 45}, dot.kind);
        svg.text(left + padding * 10 + 190, y, dot.label, ink, line_size);
    }
    if (!box.more.empty()) {
        svg.text(left + padding * 10, y + row * 10, box.more, quiet, line_size);
    }
}

void draw_box(Svg& svg, const Picture& picture, const Picture::Box& box, Point centre) {
    const auto manner = manner_of(picture, box);
    const int width = box.width * 10, height = box.height * 10;
    const int left = centre.x - width / 2, top = centre.y - height / 2;
    const int radius = box.end ? std::min(height / 2, 220) : 60;
    const auto rows = static_cast<int>(box.title.size() + box.lines.size());
    const int head = (rows * row + 2 * padding - 4) * 10;
    svg.rect(left, top, width, height, radius,
             fill(manner.body) + " stroke=\"" + std::string{manner.border} + "\" stroke-width=\"" +
                 std::string{manner.width} + '"' +
                 (manner.dashed ? " stroke-dasharray=\"5 4\"" : ""));
    if (box.end && !manner.dashed) {
        svg.rect(left + 35, top + 35, width - 70, height - 70, radius - 35,
                 line(box.state == Standing::State::settled ? paper : ink, "1"));
    }
    const bool present = picture.live && box.state == Standing::State::now;
    if (present) svg.rect(left, top, width, head, radius, fill(accent));
    if (picture.live && box.state == Standing::State::settled && !box.end) {
        draw_tick(svg, left + width, top + 60);
    }
    int y = top + padding * 10 - 60;
    const auto anchor = box.end ? "text-anchor=\"middle\"" : "";
    const int x = box.end ? centre.x : left + padding * 10;
    for (const auto& text : box.title) {
        svg.text(x, y += row * 10, text, manner.title, title_size,
                 "font-weight=\"600\" " + std::string{anchor});
    }
    for (const auto& text : box.lines) {
        svg.text(x, y += row * 10, text, manner.lines, line_size, anchor);
    }
    if (present) draw_dots(svg, box, left, top + head + 10);
}

/// A dot and a short line: here it begins.
void draw_start(Svg& svg, const Picture& picture, const Picture::Box& box, Point centre) {
    const Point edge = picture.down ? Point{centre.x, centre.y - box.height * 5}
                                    : Point{centre.x - box.width * 5, centre.y};
    const Point dot = picture.down ? Point{edge.x, edge.y - 210} : Point{edge.x - 210, edge.y};
    const Point end = picture.down ? Point{edge.x, edge.y - 80} : Point{edge.x - 80, edge.y};
    svg.circle(dot.x, dot.y, 45, fill(ink));
    svg.path("M" + at(dot) + " L" + at(end), line(ink, "1.5"));
    draw_arrow(svg, end, edge, ink);
}

void draw_legend(Svg& svg, std::string_view language, int y) {
    int x = margin * 10;
    const auto entry = [&](Standing::Dot::Kind kind, std::string_view word) {
        const auto text = picture_word(word, language);
        draw_dot(svg, {x + 60, y - 45}, kind);
        svg.text(x + 170, y, text, ink, line_size);
        x += 170 + text_width(text, line_size) * 10 + 160;
    };
    entry(Standing::Dot::Kind::answered, "answered");
    entry(Standing::Dot::Kind::awaited, "awaited");
    entry(Standing::Dot::Kind::blocking, "blocks");
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& one : lines) text += (text.empty() ? "" : " ") + one;
    return text;
}

/// For those who hear the picture: each stage, how it stands, and where its results lead.
std::string described(const Picture& picture) {
    std::string text;
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        if (box.end) continue;
        text += joined(box.title) + " (" + joined(box.lines) + ")";
        std::string ways;
        for (const auto& way : picture.ways) {
            if (way.from != i) continue;
            ways += (ways.empty() ? ": " : "; ") + way.label + " \xE2\x86\x92 " +
                    joined(picture.boxes[way.to].title);
        }
        text += ways + ". ";
    }
    return text;
}

std::string head(const Definition& definition, const Look& look, const Picture& picture, int width,
                 int height) {
    const auto title = in_language(definition.title, definition, look.language, definition.name);
    const auto size = px(width) + "\" height=\"" + px(height);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" viewBox=\"0 0 " +
           px(width) + ' ' + px(height) +
           "\" role=\"img\" font-family=\"'Noto Sans','Noto Sans Bengali',sans-serif\">\n<title>" +
           escaped(title) + "</title>\n<desc>" +
           escaped(look.description.empty() ? described(picture) : look.description) +
           "</desc>\n";
}

}  // namespace

std::string draw_svg(const Definition& definition, const Standing* standing, const Look& look) {
    const auto picture = make_picture(definition, standing, look);
    auto layout = lay_out(picture);
    const auto move = [](Point& p) {
        p.x += margin * 10;
        p.y += margin * 10;
    };
    for (auto& box : layout.boxes) move(box);
    for (auto& label : layout.labels) move(label);
    for (auto& tip : layout.tips) move(tip);
    for (auto& curve : layout.curves) {
        for (auto& point : curve) move(point);
    }
    const int legend = picture.live ? legend_height * 10 : 0;
    const int width = std::max(layout.width + 2 * margin * 10, picture.live ? 3400 : 0);
    const int height = layout.height + 2 * margin * 10 + legend;
    Svg svg;
    svg.out = head(definition, look, picture, width, height);
    svg.rect(0, 0, width, height, 0, fill(paper));
    for (std::size_t i = 0; i < picture.ways.size(); ++i) {
        draw_way(svg, layout.curves[i], layout.tips[i], is_quiet(picture, picture.ways[i]));
    }
    for (std::size_t i = 0; i < picture.ways.size(); ++i) {
        const auto& way = picture.ways[i];
        draw_label(svg, way, layout.labels[i], is_quiet(picture, way));
    }
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        if (picture.boxes[i].start) draw_start(svg, picture, picture.boxes[i], layout.boxes[i]);
        draw_box(svg, picture, picture.boxes[i], layout.boxes[i]);
    }
    if (legend > 0) draw_legend(svg, look.language, height - margin * 10 + 60);
    return svg.out + "</svg>\n";
}

}  // namespace paraph
