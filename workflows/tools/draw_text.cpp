// The picture as text for other programs: DOT and Mermaid.

#include "workflows/tools/picture.hpp"

namespace paraph {
namespace {

std::string joined(const Picture::Box& box, std::string_view between) {
    std::string text;
    for (const auto& line : box.title) text += (text.empty() ? "" : " ") + line;
    for (const auto& line : box.lines) text += std::string{between} + line;
    return text;
}

std::string replaced(std::string_view text, char what, std::string_view with) {
    std::string out;
    for (const char c : text) {
        if (c == what)
            out += with;
        else
            out += c;
    }
    return out;
}

std::string dot_quoted(std::string_view text) {
    return '"' + replaced(replaced(text, '\\', "\\\\"), '"', "\\\"") + '"';
}

/// Mermaid has no escapes inside quotes but entities.
std::string mermaid_quoted(std::string_view text) {
    return '"' + replaced(replaced(text, '#', "#35;"), '"', "#quot;") + '"';
}

}  // namespace

std::string draw_dot(const Definition& definition, const Look& look) {
    const auto picture = make_picture(definition, nullptr, look);
    std::string out = "digraph " + dot_quoted(definition.name) +
                      " {\n    rankdir=" + (picture.down ? "TB" : "LR") +
                      ";\n    node [shape=box, style=rounded, fontname=\"Noto Sans\"];\n"
                      "    edge [fontname=\"Noto Sans\"];\n";
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        auto label = dot_quoted(joined(box, "\n"));
        label = replaced(label, '\n', "\\n");
        out += "    n" + std::to_string(i) + " [label=" + label +
               (box.end ? ", shape=doublecircle, style=\"\"" : "") + "];\n";
        if (box.start) out += "    start [shape=point]; start -> n" + std::to_string(i) + ";\n";
    }
    for (const auto& way : picture.ways) {
        out += "    n" + std::to_string(way.from) + " -> n" + std::to_string(way.to) +
               " [label=" + dot_quoted(way.label) + "];\n";
    }
    return out + "}\n";
}

std::string draw_mermaid(const Definition& definition, const Look& look) {
    const auto picture = make_picture(definition, nullptr, look);
    std::string out = picture.down ? "flowchart TD\n" : "flowchart LR\n";
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto& box = picture.boxes[i];
        const auto id = "n" + std::to_string(i);
        const auto text = mermaid_quoted(joined(box, "<br>"));
        out += "    " + id + (box.end ? "([" + text + "])" : "[" + text + "]") + '\n';
        if (box.start) out += "    start(( )) --> " + id + '\n';
    }
    for (const auto& way : picture.ways) {
        out += "    n" + std::to_string(way.from) + " -->|" + mermaid_quoted(way.label) + "| n" +
               std::to_string(way.to) + '\n';
    }
    return out;
}

}  // namespace paraph
