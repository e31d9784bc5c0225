// The picture as text for other programs: DOT and Mermaid.

#include <algorithm>
#include <span>

#include "workflows/tools/svg.hpp"

namespace paraph {
namespace {

/// Title, lines and the bodies of a box, one a line; each body with a word for its sign.
std::string label_of(const Picture::Box& box, std::string_view language, std::string_view between) {
    std::string text;
    for (const auto& line : box.title) text += (text.empty() ? "" : " ") + line;
    for (const auto& line : box.lines) text += std::string{between} + line;
    for (const auto& dot : box.dots) {
        text +=
            std::string{between} + dot.label + ": " + picture_word(dot_word(dot.kind), language);
    }
    if (!box.more.empty()) text += std::string{between} + box.more;
    return text;
}

struct Escape {
    char what;
    std::string_view with;
};

std::string with_escapes(std::string_view text, std::span<const Escape> escapes) {
    std::string out = "\"";
    for (const char c : text) {
        const auto found = std::ranges::find(escapes, c, &Escape::what);
        if (found == escapes.end())
            out += c;
        else
            out += found->with;
    }
    return out + '"';
}

/// A line break in a label is a character here.
std::string dot_quoted(std::string_view text) {
    static constexpr Escape escapes[] = {{'\\', "\\\\"}, {'"', "\\\""}, {'\n', "\\n"}};
    return with_escapes(text, escapes);
}

/// Mermaid has no escapes inside quotes but entities; a label is HTML to it, or Markdown.
std::string mermaid_quoted(std::string_view text) {
    static constexpr Escape escapes[] = {{'#', "#35;"}, {'"', "#quot;"}, {'&', "#amp;"},
                                         {'<', "#lt;"}, {'>', "#gt;"},   {'`', "#96;"},
                                         {'\n', "<br>"}};
    return with_escapes(text, escapes);
}

std::string dot_manner(const Picture& picture, const Picture::Box& box) {
    std::string more = box.end ? ", peripheries=2" : "";
    if (!picture.live) return more;
    const auto colour = [](std::string_view name, std::string_view value) {
        return ", " + std::string{name} + "=\"" + std::string{value} + '"';
    };
    switch (box.state) {
        case Standing::State::settled:
            return more + ", style=\"rounded,filled\"" + colour("color", done_ink) +
                   colour("fillcolor", done_ink) + colour("fontcolor", paper);
        case Standing::State::now:
            return more + ", penwidth=3" + colour("color", accent);
        case Standing::State::skipped:
        case Standing::State::stopped:
        case Standing::State::unreached:
        case Standing::State::to_come:
            break;
    }
    return more + ", style=\"rounded,dashed\"" + colour("color", quiet);
}

std::string_view mermaid_class(Standing::State state) {
    switch (state) {
        case Standing::State::settled:
            return ":::settled";
        case Standing::State::now:
            return ":::now";
        case Standing::State::skipped:
        case Standing::State::stopped:
        case Standing::State::unreached:
        case Standing::State::to_come:
            break;
    }
    return ":::open";
}

std::string mermaid_classes() {
    const auto entry = [](std::string_view name, std::string_view fill, std::string_view stroke,
                          std::string_view text, std::string_view more) {
        return "    classDef " + std::string{name} + " fill:" + std::string{fill} +
               ",stroke:" + std::string{stroke} + ",color:" + std::string{text} +
               std::string{more} + '\n';
    };
    return entry("settled", done_ink, done_ink, paper, "") +
           entry("now", paper, accent, ink, ",stroke-width:3px") +
           entry("open", paper, quiet, ink, ",stroke-dasharray:5 4");
}

std::string node(std::size_t index) {
    return "n" + std::to_string(index);
}

}  // namespace

std::string draw_dot(const Definition& definition, const Standing* standing, const Look& look) {
    const auto picture = make_picture(definition, standing, look);
    const auto language = language_of(definition, look);
    std::string out = "digraph " + dot_quoted(definition.name) +
                      " {\n    rankdir=" + (picture.down ? "TB" : "LR") +
                      ";\n    node [shape=box, style=rounded, fontname=\"Noto Sans\"];\n"
                      "    edge [fontname=\"Noto Sans\"];\n";
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        out += "    " + node(i) + " [label=" + dot_quoted(label_of(box, language, "\n")) +
               dot_manner(picture, box) + "];\n";
        if (box.start) out += "    start [shape=point];\n    start -> " + node(i) + ";\n";
    }
    for (const auto& way : picture.ways) {
        out += "    " + node(way.from) + " -> " + node(way.to) +
               " [label=" + dot_quoted(way.label) + (way.taken ? ", penwidth=2" : "") + "];\n";
    }
    return out + "}\n";
}

std::string draw_mermaid(const Definition& definition, const Standing* standing, const Look& look) {
    const auto picture = make_picture(definition, standing, look);
    const auto language = language_of(definition, look);
    std::string out = picture.down ? "flowchart TD\n" : "flowchart LR\n";
    if (picture.live) out += mermaid_classes();
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        const auto text = mermaid_quoted(label_of(box, language, "\n"));
        out += "    " + node(i) + (box.end ? "([" + text + "])" : "[" + text + "]");
        if (picture.live) out += mermaid_class(box.state);
        out += '\n';
        if (box.start) out += "    start((\" \")) --> " + node(i) + '\n';
    }
    for (const auto& way : picture.ways) {
        out += "    " + node(way.from) + (way.taken ? " ==>|" : " -->|") +
               mermaid_quoted(way.label) + "| " + node(way.to) + '\n';
    }
    return out;
}

}  // namespace paraph
