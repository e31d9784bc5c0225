#include "workflows/language/expression.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

Node part_of(const Node& node, std::string_view text) {
    Node part = node;
    part.text = text;
    return part;
}

/// A condition of the dossier: there is no round yet when a time is set.
std::optional<Expression> condition_of(Reader& reader, const Node& node, const Case& part) {
    Names names;
    names.attributes = reader.definition.attributes;
    auto read = parse_condition(part.condition, names);
    if (read) return std::move(*read);
    reader.error(reader.inside(node, part.condition_at + read.error().offset), "rule",
                 read.error().text);
    return std::nullopt;
}

/// All parts but the last, which holds where none of their conditions does.
std::vector<SpanCase> read_cases(Reader& reader, const Node& node, std::vector<Case>& parts) {
    std::vector<SpanCase> cases;
    const Case last = parts.back();
    if (!last.condition.empty()) {
        reader.error(node.place, "wrong-value",
                     "Say what holds otherwise, as in \"10 working days if pages <= 20, else 15 "
                     "working days\".");
        return cases;
    }
    for (const auto& part : parts) {
        if (&part == &parts.back()) break;
        const auto span = reader.phrase(part_of(node, part.span), parse_span);
        auto condition = part.condition.empty() ? std::nullopt : condition_of(reader, node, part);
        if (part.condition.empty())
            reader.error(node.place, "wrong-value",
                         "Say when this holds: \"if\" and a condition, before \", else\".");
        if (span && condition) cases.push_back({*span, std::move(*condition)});
    }
    return cases;
}

/// The stage or the date that a deadline counts from.
void check_anchor(Reader& reader, const Node& node, const Deadline& due) {
    const auto at = node.text.rfind(due.of);
    const Place place = reader.inside(node, at == std::string::npos ? 0 : at);
    if (due.from == Deadline::From::opened || due.from == Deadline::From::closed)
        return reader.check_stage(due.of, place);
    if (due.from != Deadline::From::date) return;
    const auto& attributes = reader.definition.attributes;
    const auto found = attributes.find(due.of);
    std::vector<std::string_view> known;
    for (const auto& [name, attribute] : attributes)
        if (attribute.type == Attribute::Type::date) known.push_back(name);
    if (found == attributes.end())
        reader.error(place, "unknown-attribute",
                     "No attribute is called \"" + due.of + "\"." + suggestion(due.of, known));
    else if (found->second.type != Attribute::Type::date)
        reader.error(place, "wrong-value",
                     "\"" + due.of + "\" is no date, from or to which a deadline could count.");
}

}  // namespace

void read_due(Reader& reader, const Node& node, Stage& stage) {
    const bool moved = stage.due && stage.due->next_working_day;
    auto parts = split_cases(node.text);
    auto cases = read_cases(reader, node, parts);
    stage.due =
        reader.phrase(parts.size() == 1 ? node : part_of(node, parts.back().span), parse_deadline);
    if (!stage.due) return;
    stage.due->next_working_day = moved;
    stage.due->cases = std::move(cases);
    check_anchor(reader, node, *stage.due);
}

void read_minimum(Reader& reader, const Node& node, Stage& stage) {
    const std::string_view text = node.text;
    const auto waiver = waiver_at(text);
    auto parts = split_cases(text.substr(0, waiver));
    auto cases = read_cases(reader, node, parts);
    const std::string last = std::string(parts.back().span) + std::string(text.substr(waiver));
    stage.minimum = reader.phrase(parts.size() == 1 ? node : part_of(node, last), parse_minimum);
    if (!stage.minimum) return;
    stage.minimum->cases = std::move(cases);
    const auto& role = stage.minimum->waived_by;
    if (role.empty()) return;
    reader.check_office(role, reader.inside(node, text.find(role, waiver)));
}

void read_grace(Reader& reader, const Node& node, Stage& stage) {
    stage.grace = reader.phrase(node, parse_span);
}

}  // namespace paraph
