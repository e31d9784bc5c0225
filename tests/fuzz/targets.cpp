#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "adapters/documents/archive.hpp"
#include "adapters/documents/markdown.hpp"
#include "adapters/documents/sheet.hpp"
#include "api/http/cookies.hpp"
#include "api/http/form.hpp"
#include "api/http/gate.hpp"
#include "api/http/request_reader.hpp"
#include "api/http/target.hpp"
#include "api/http/wire.hpp"
#include "api/trail/export_line.hpp"
#include "api/trail/verifier.hpp"
#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"
#include "engine/base/writing.hpp"
#include "engine/core/record.hpp"
#include "engine/rules/calendar.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/proof.hpp"
#include "workflows/language/calendar.hpp"
#include "workflows/language/expression.hpp"
#include "workflows/language/icalendar.hpp"
#include "workflows/language/read.hpp"

namespace paraph::test {
namespace {

void hold(bool truth, const char* what) {
    if (truth) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

void definition(std::string_view bytes) {
    const auto reading = read_definition(bytes);
    hold(reading.definition || !reading.findings.empty(), "a refusal says why");
}

void expression(std::string_view bytes) {
    static const Names names{.positions = {"agree", "object", "not our concern"},
                             .roles = {"members", "p members"},
                             .weights = {"population"}};
    const auto read = parse_condition(bytes, names);
    hold(read || (read.error().offset <= bytes.size() && !read.error().text.empty()),
         "an error has a place and a text");
}

void calendar(std::string_view bytes) {
    if (const auto read = read_calendar(bytes)) static_cast<void>(Calendar::make(*read));
}

void icalendar(std::string_view bytes) {
    const auto read = read_icalendar(bytes);
    if (!read) return;
    for (const auto& [day, name] : read->days)
        hold(day.size() == 10 && !name.empty() && !has_control(name), "a day has a name");
}

void json_text(std::string_view bytes) {
    const auto read = parse_json(bytes);
    if (!read) return;
    const auto text = canonical(*read);
    const auto again = parse_json(text);
    hold(again && *again == *read && canonical(*again) == text, "canonical JSON reads back");
}

/// Its body, a line end, its secret.
void entry(std::string_view bytes) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto body = bytes.substr(0, end), secret = bytes.substr(std::min(end + 1, bytes.size()));
    static_cast<void>(read_entry(body, secret));
    static_cast<void>(read_registry_entry(body, secret));
}

void checkpoint(std::string_view bytes) {
    if (const auto read = parse_checkpoint(bytes))
        hold(to_text(*read) == bytes, "one checkpoint has one text");
    if (const auto read = note::parse(bytes)) hold(to_text(*read) == bytes, "one note, one text");
    if (const auto read = note::parse_key(bytes))
        hold(to_text(*read) == bytes, "one key, one text");
    static_cast<void>(peek_checkpoint(bytes));
}

void proof(std::string_view bytes) {
    const auto read = parse_tlog_proof(bytes);
    if (!read) return;
    const auto again = parse_tlog_proof(to_tlog_proof(*read));
    hold(again && *again == *read, "a proof reads back");
    static_cast<void>(
        verify_proof(*read, Digest{}, {.name = "log", .bytes = std::string(32, 'k')}));
}

void trail_export(std::string_view bytes) {
    std::istringstream file{std::string(bytes)};
    trail::Verifier verifier({}, [](std::string_view) -> Result<std::shared_ptr<const Definition>> {
        return refuse(Refused::unsound_definition, "None is known here.");
    });
    static_cast<void>(trail::verify_export(file, verifier));
    if (const auto line = trail::read_line(bytes))
        hold(trail::write(*line) == bytes, "one line has one spelling");
}

void request(std::string_view bytes) {
    const auto end = http::header_end(bytes);
    if (end == bytes.npos) return;
    const auto block = bytes.substr(0, end);
    const auto pass = http::pass_gate(block);
    if (!pass) return;
    http::RequestReader reader;
    if (!reader.begin(block)) return;
    reader.body_limit(1u << 20);
    if (http::read_target(reader.request())) return;
    static_cast<void>(http::keeps_alive(reader.request(), pass->old_client));
    static_cast<void>(http::cookie(reader.request(), "__Host-link"));
    std::size_t taken = 0;
    for (auto rest = bytes.substr(end); !reader.done(); rest.remove_prefix(taken))
        if (reader.feed(rest, taken) != http::RequestReader::Fed::more || taken == 0) break;
}

void form(std::string_view bytes) {
    static_cast<void>(http::parse_form(bytes));
    if (const auto text = http::percent_decode(bytes))
        hold(http::percent_decode(http::percent_encode(*text)) == *text, "escapes read back");
}

/// Moments and ids, of which the lists' cursors are made.
void cursor(std::string_view bytes) {
    const auto tilde = std::min(bytes.find('~'), bytes.size());
    if (const auto at = parse_instant(bytes.substr(0, tilde)))
        hold(parse_instant(to_text(*at)).value() == *at, "a moment reads back");
    const auto name = bytes.substr(std::min(tilde + 1, bytes.size()));
    if (id::is(id::cycle, name))
        hold(id::from_bytes(id::cycle, id::bytes(name)) == name, "an id reads back");
    if (id::is(id::assignment, name)) {
        static_cast<void>(id::cycle_of(name));
        static_cast<void>(id::ordinal_of(name));
    }
}

NextRow each(const std::vector<SheetRow>& rows) {
    return [&rows, at = std::size_t{0}]() mutable -> std::optional<SheetRow> {
        if (at == rows.size()) return std::nullopt;
        return rows[at++];
    };
}

void table(std::string_view bytes) {
    auto rows = read_csv(bytes);
    if (!rows) return;
    for (auto& row : rows->rows)
        for (auto& cell : row) cell = writable(cell);  // as any table is written
    const auto again = read_csv(to_csv(each(rows->rows)));
    hold(again && again->rows == rows->rows, "a table reads back");
}

void workbook(std::string_view bytes) {
    static_cast<void>(read_xlsx(bytes));
    static_cast<void>(check_archive(bytes, {"word/document.xml"}));
}

/// Every element is one that we write, whatever people wrote.
void markdown(std::string_view bytes) {
    static constexpr std::array<std::string_view, 22> ours{
        "p",  "h3", "h4",         "h5",   "h6", "ul",     "ol", "li",    "pre",   "code",  "hr",
        "br", "em", "blockquote", "span", "a",  "strong", "s",  "table", "thead", "tbody", "tr"};
    const auto html = markdown_to_html(bytes);
    for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
        const auto start = at + (html[at + 1] == '/' ? 2 : 1);
        const auto name = html.substr(start, html.find_first_of(" >", start) - start);
        hold(std::ranges::find(ours, name) != ours.end() || name == "th" || name == "td",
             "what people write is no markup of ours");
    }
}

constexpr std::array targets{FuzzTarget{"definition", definition},
                             FuzzTarget{"expression", expression},
                             FuzzTarget{"calendar", calendar},
                             FuzzTarget{"icalendar", icalendar},
                             FuzzTarget{"json", json_text},
                             FuzzTarget{"entry", entry},
                             FuzzTarget{"checkpoint", checkpoint},
                             FuzzTarget{"proof", proof},
                             FuzzTarget{"export", trail_export},
                             FuzzTarget{"request", request},
                             FuzzTarget{"form", form},
                             FuzzTarget{"cursor", cursor},
                             FuzzTarget{"table", table},
                             FuzzTarget{"workbook", workbook},
                             FuzzTarget{"markdown", markdown}};

}  // namespace

std::span<const FuzzTarget> fuzz_targets() {
    return targets;
}

}  // namespace paraph::test
