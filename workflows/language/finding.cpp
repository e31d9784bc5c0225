#include "workflows/language/finding.hpp"

#include <algorithm>
#include <tuple>

namespace paraph {
namespace {

std::string_view severity_text(Finding::Severity severity) {
    switch (severity) {
        case Finding::Severity::error:
            return "error";
        case Finding::Severity::warning:
            return "warning";
        case Finding::Severity::note:
            break;
    }
    return "note";
}

std::string_view line_of(std::string_view source, int line) {
    for (int at = 1; at < line; ++at) {
        const auto end = source.find('\n');
        if (end == std::string_view::npos) return {};
        source.remove_prefix(end + 1);
    }
    auto text = source.substr(0, source.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

/// The blank that leads to the caret: a tab stays a tab, so that both lines move alike.
std::string indent_to(std::string_view line, int column) {
    std::string blank;
    int at = 1;
    for (const char c : line) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        if (continues) continue;
        if (at++ == column) break;
        blank += c == '\t' ? '\t' : ' ';
    }
    return blank;
}

}  // namespace

bool has_errors(std::span<const Finding> findings) {
    return std::ranges::any_of(
        findings, [](const Finding& f) { return f.severity == Finding::Severity::error; });
}

bool has_faults(std::span<const Finding> findings) {
    return std::ranges::any_of(
        findings, [](const Finding& f) { return f.severity != Finding::Severity::note; });
}

std::string render(const Finding& finding, std::string_view file, std::string_view source) {
    const auto line = line_of(source, finding.line);
    std::string text{file};
    text += ':' + std::to_string(finding.line) + ':' + std::to_string(finding.column) + ": ";
    text += std::string{severity_text(finding.severity)} + ": " + finding.text;
    text += " [" + finding.code + "]\n";
    if (line.empty() || !is_valid_utf8(line)) return text;
    return text + std::string{line} + '\n' + indent_to(line, finding.column) + "^\n";
}

std::string render(std::span<const Finding> findings, std::string_view file,
                   std::string_view source) {
    std::string text;
    for (const auto& finding : findings) text += render(finding, file, source);
    return text;
}

json::array to_json(std::span<const Finding> findings) {
    json::array list;
    for (const auto& f : findings) {
        list.push_back(json::object{{"severity", severity_text(f.severity)},
                                    {"code", f.code},
                                    {"text", f.text},
                                    {"line", f.line},
                                    {"column", f.column}});
    }
    return list;
}

void Report::error(Place place, std::string code, std::string text) {
    add(Finding::Severity::error, place, std::move(code), std::move(text));
}

void Report::warning(Place place, std::string code, std::string text) {
    add(Finding::Severity::warning, place, std::move(code), std::move(text));
}

void Report::not_proven(Place place, std::string text) {
    add(Finding::Severity::note, place, "not-proven", std::move(text));
}

void Report::add(Finding::Severity severity, Place place, std::string code, std::string text) {
    const bool drops = is_full() && (severity != Finding::Severity::error || has_errors());
    if (drops) return;
    findings_.push_back({severity, std::move(code), std::move(text), place.line, place.column});
}

std::vector<Finding> Report::sorted() && {
    std::ranges::stable_sort(findings_, {}, [](const Finding& f) {
        return std::tuple{f.line, f.column};
    });
    return std::move(findings_);
}

}  // namespace paraph
