#include "workflows/tools/svg.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace paraph {
namespace {

/// For those who hear the picture: each stage, how it stands, and where its results lead.
std::string described(const Picture& picture) {
    std::string text;
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        if (box.end) continue;
        text += on_one_line(box.title) + " (" + on_one_line(box.lines) + ")";
        std::string ways;
        for (const auto& way : picture.ways) {
            if (way.from != i) continue;
            ways += (ways.empty() ? ": " : "; ") + way.label + " \xE2\x86\x92 " +
                    on_one_line(picture.boxes[way.to].title);
        }
        text += ways + ". ";
    }
    return text;
}

}  // namespace

std::string svg_head(const Definition& definition, const Look& look, const Picture& picture,
                     int width, int height) {
    const auto title = in_language(definition.title, definition, look.language, definition.name);
    const auto size = px(width) + "\" height=\"" + px(height);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" viewBox=\"0 0 " +
           px(width) + ' ' + px(height) +
           "\" role=\"img\" font-family=\"'Noto Sans','Noto Sans Bengali',sans-serif\">\n<title>" +
           escaped(title) + "</title>\n<desc>" +
           escaped(look.description.empty() ? described(picture) : look.description) + "</desc>\n";
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string px(int tenths) {
    const auto whole = std::abs(tenths) / 10, rest = std::abs(tenths) % 10;
    const auto text = (tenths < 0 ? "-" : "") + std::to_string(whole);
    return rest == 0 ? text : text + '.' + std::to_string(rest);
}

std::string at(Point p) {
    return px(p.x) + ' ' + px(p.y);
}

std::string fill(std::string_view colour) {
    return "fill=\"" + std::string{colour} + '"';
}

std::string on_one_line(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& one : lines) text += (text.empty() ? "" : " ") + one;
    return text;
}

std::string line(std::string_view colour, std::string_view width, std::string_view more) {
    return "fill=\"none\" stroke=\"" + std::string{colour} + "\" stroke-width=\"" +
           std::string{width} + '"' + (more.empty() ? "" : ' ' + std::string{more});
}

void Svg::text(Point p, std::string_view text, std::string_view colour, int size_px,
               std::string_view more) {
    out += "<text x=\"" + px(p.x) + "\" y=\"" + px(p.y) + "\" font-size=\"" +
           std::to_string(size_px) + "\" " + fill(colour) +
           (more.empty() ? "" : ' ' + std::string{more}) + '>' + escaped(text) + "</text>\n";
}

void Svg::rect(Point corner, int width, int height, int radius, std::string_view style) {
    out += "<rect x=\"" + px(corner.x) + "\" y=\"" + px(corner.y) + "\" width=\"" + px(width) +
           "\" height=\"" + px(height) + "\" rx=\"" + px(radius) + "\" " + std::string{style} +
           "/>\n";
}

void Svg::circle(Point centre, int radius, std::string_view style) {
    out += "<circle cx=\"" + px(centre.x) + "\" cy=\"" + px(centre.y) + "\" r=\"" + px(radius) +
           "\" " + std::string{style} + "/>\n";
}

void Svg::path(std::string_view data, std::string_view style) {
    out += "<path d=\"" + std::string{data} + "\" " + std::string{style} + "/>\n";
}

void Svg::stroke(Point from, Point to, std::string_view style) {
    path("M" + at(from) + " L" + at(to), style);
}

void Svg::arrow_head(Point from, Point tip, std::string_view colour) {
    const double dx = tip.x - from.x, dy = tip.y - from.y;
    const double length = std::max(1.0, std::hypot(dx, dy));
    const auto side = [&](double along, double across) {
        const double x = tip.x - dx / length * along - dy / length * across;
        const double y = tip.y - dy / length * along + dx / length * across;
        return Point{static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y))};
    };
    path("M" + at(tip) + " L" + at(side(95, 42)) + " L" + at(side(95, -42)) + " Z", fill(colour));
}

}  // namespace paraph
