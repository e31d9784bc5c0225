#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"

namespace paraph {

/// Where something stands in a text: line and column from 1, columns in characters (code points).
struct Place {
    int line = 1;
    int column = 1;
    auto operator<=>(const Place&) const = default;
};

/// One thing that is wrong with a definition: what, where, and how to mend it. The codes are
/// public and listed with an example each in docs/checks.md: do not change them.
struct Finding {
    /// An error keeps a definition from being published. A note says what can't be decided here,
    /// and leaves nothing to mend.
    enum class Severity { error, warning, note };
    Severity severity = Severity::error;
    std::string code;
    std::string text;
    int line = 1;
    int column = 1;
};

bool has_errors(std::span<const Finding> findings);
/// Whether there is anything to mend: an error or a warning.
bool has_faults(std::span<const Finding> findings);

/// As a compiler prints it: `FILE:LINE:COL: error: text [code]`, the line of `source` that is
/// meant, and a caret under the column. Ends with a newline.
std::string render(const Finding& finding, std::string_view file, std::string_view source);
std::string render(std::span<const Finding> findings, std::string_view file,
                   std::string_view source);

/// [{"severity", "code", "text", "line", "column"}], in the order of the findings.
json::array to_json(std::span<const Finding> findings);

/// Collects findings while a text is read; `sorted` gives them by place. Takes so many as a person
/// can use; a text that has more is no definition, and looking further would only cost time.
class Report {
public:
    static constexpr std::size_t most = 200;

    void error(Place place, std::string code, std::string text);
    void warning(Place place, std::string code, std::string text);
    /// What depends on who takes part, or is too much to try: `not-proven`.
    void not_proven(Place place, std::string text);
    bool has_errors() const { return paraph::has_errors(findings_); }
    bool is_full() const { return findings_.size() >= most; }
    std::vector<Finding> sorted() &&;

private:
    void add(Finding::Severity severity, Place place, std::string code, std::string text);

    std::vector<Finding> findings_;
};

}  // namespace paraph
