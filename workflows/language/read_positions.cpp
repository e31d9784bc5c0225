#include <array>

#include "engine/base/contains.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

/// What a stage offers where its definition names no positions of its own. Described in
/// docs/language.md; public, since answers carry these names.
std::vector<PositionRule> own_set(StageKind kind) {
    switch (kind) {
        case StageKind::comment:
            return {{.name = "comment", .comments_required = true}, {.name = "no comment"}};
        case StageKind::ballot:
            return {{.name = "agree"},
                    {.name = "agree with comments", .comments_required = true},
                    {.name = "no objection"},
                    {.name = "object", .blocks = true, .reason_required = true},
                    {.name = "abstain", .counts_as_cast = false},
                    {.name = "recuse",
                     .leaves_base = true,
                     .counts_as_cast = false,
                     .counts_for_quorum = false},
                    {.name = "not our concern",
                     .leaves_base = true,
                     .counts_as_cast = false,
                     .counts_for_quorum = false}};
        case StageKind::silence:
            return {{.name = "object", .blocks = true, .reason_required = true},
                    {.name = "amend", .blocks = true, .comments_required = true},
                    {.name = "comment"},
                    {.name = "agree"}};
        case StageKind::sign_off:
            return {{.name = "sign"}, {.name = "decline", .blocks = true, .reason_required = true}};
        case StageKind::review:
            return {{.name = "reviewed"},
                    {.name = "recuse",
                     .reason_required = true,
                     .leaves_base = true,
                     .counts_as_cast = false,
                     .counts_for_quorum = false}};
        case StageKind::circulate:
            return {{.name = "acknowledge"}};
        default:
            return {};
    }
}

constexpr std::array<std::string_view, 2> required_words{"required", "optional"};

constexpr std::array<std::string_view, 2> due_words{"stands", "lapses unless maintained"};

json::object required_or_optional() {
    return shape::one_of(required_words);
}

constexpr std::array<Field<PositionRule>, 9> position_fields{{
    {"title",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.title = reader.texts(node);
     },
     shape::texts},
    {"blocks",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.blocks = reader.yes_no(node, "blocks");
     },
     shape::yes_no},
    {"reason",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.reason_required = reader.one_of(node, required_words) == "required";
     },
     required_or_optional},
    {"comments",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.comments_required = reader.one_of(node, required_words) == "required";
     },
     required_or_optional},
    {"leaves the base",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.leaves_base = reader.yes_no(node, "leaves the base");
         if (position.leaves_base) position.counts_as_cast = position.counts_for_quorum = false;
     },
     shape::yes_no},
    {"counts as cast",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.counts_as_cast = reader.yes_no(node, "counts as cast");
     },
     shape::yes_no},
    {"counts for the quorum",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.counts_for_quorum = reader.yes_no(node, "counts for the quorum");
     },
     shape::yes_no},
    {"at due",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.lapses = reader.one_of(node, due_words) == "lapses unless maintained";
     },
     [] { return shape::one_of(due_words); }},
    {"with conditions",
     [](Reader& reader, const Node& node, PositionRule& position) {
         position.conditions_refused = reader.one_of(node, condition_words) == "refused";
     },
     [] { return shape::one_of(condition_words); }},
}};

/// A sign-off knows two answers only; a definition may leave one out or ask for a reason. What
/// they mean is fixed: to decline blocks.
void check_signature(Reader& reader, const Node::Entry& entry, PositionRule& position) {
    position.blocks = entry.key == "decline";
    if (contains(signature_words, entry.key)) return;
    reader.error(entry.place, "unknown-position",
                 "A sign-off has the positions \"sign\" and \"decline\" only." +
                     suggestion(entry.key, signature_words));
}

}  // namespace

json::object shape::position() {
    return shape::section(position_fields);
}

void read_positions(Reader& reader, const Node* node, Stage& stage) {
    if (!node) {
        stage.positions = own_set(stage.kind);
        return;
    }
    if (!reader.is_map(*node, "\"positions:\"")) return;
    for (const auto& entry : node->entries) {
        reader.check_name(entry.key, entry.place);
        if (reader.definition.attributes.contains(entry.key)) {
            reader.error(entry.place, "same-name",
                         "\"" + entry.key +
                             "\" is an attribute already. Give the position "
                             "another name, so that rules can tell them apart.");
        }
        PositionRule position{.name = entry.key};
        read_fields<PositionRule>(reader, entry.value, position_fields, position, "a position",
                                  entry.value.place);
        if (stage.kind == StageKind::sign_off) check_signature(reader, entry, position);
        stage.positions.push_back(std::move(position));
    }
    if (stage.positions.empty()) {
        reader.error(node->place, "wrong-shape",
                     "Name at least one position, or leave "
                     "\"positions\" out to take the usual ones.");
    }
}

}  // namespace paraph
