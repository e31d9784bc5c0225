#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "engine/base/enums.hpp"
#include "workflows/language/phrase_forms.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

constexpr unsigned of(StageKind kind) {
    return 1u << static_cast<unsigned>(kind);
}
constexpr unsigned comment = of(StageKind::comment), revise = of(StageKind::revise),
                   ballot = of(StageKind::ballot), silence = of(StageKind::silence),
                   sign_off = of(StageKind::sign_off), meet = of(StageKind::meet),
                   circulate = of(StageKind::circulate), choose = of(StageKind::choose),
                   parallel = of(StageKind::parallel), each = of(StageKind::each),
                   call = of(StageKind::call), review = of(StageKind::review),
                   follow_up = of(StageKind::follow_up);
constexpr unsigned rounds = comment | ballot | silence;
constexpr unsigned answers = rounds | review;
constexpr unsigned asking = answers | revise | sign_off | meet | circulate | choose | follow_up;
constexpr unsigned any = asking | parallel | each | call;

constexpr std::array<std::string_view, 2> closed_day_words{"stays", "next working day"};
constexpr std::array<std::string_view, 2> rest_words{"is abandoned", "goes on"};
constexpr std::array<std::string_view, 1> finishes_words{"when every comment is answered"};
constexpr std::array<std::string_view, 1> clearance_words{"level by level"};
constexpr std::array<std::string_view, 2> order_words{"joint", "in order"};

void read_who(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "A role")) {
        auto participant = reader.phrase(*item, parse_participant);
        if (!participant) continue;
        if (participant->kind == Participant::Kind::role) {
            reader.check_role(participant->name, item->place);
        }
        stage.who.push_back(std::move(*participant));
    }
}

void read_closed_day(Reader& reader, const Node& node, Stage& stage) {
    const bool moves = reader.one_of(node, closed_day_words) == "next working day";
    if (stage.due) stage.due->next_working_day = moves;
}

void read_remind(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "A reminder")) {
        if (const auto span = reader.phrase(*item, parse_reminder)) stage.remind.push_back(*span);
    }
}

void read_escalate(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "An escalation")) {
        const auto escalation = reader.phrase(*item, parse_escalation);
        if (!escalation) continue;
        reader.check_role(escalation->to, reader.at_end(*item, escalation->to));
        stage.escalate.push_back(*escalation);
    }
}

void read_closes(Reader& reader, const Node& node, Stage& stage) {
    const auto closes = reader.phrase(node, parse_closes);
    if (!closes) return;
    stage.closes = *closes;
    if (closes->by_act_of.empty()) return;
    const auto role = node.text.rfind(closes->by_act_of);
    reader.check_role(closes->by_act_of, reader.inside(node, role));
}

void read_starts(Reader& reader, const Node& node, Stage& stage) {
    if (!reader.is_map(node, "\"starts as:\"")) return;
    for (const auto& entry : node.entries) {
        reader.check_role(entry.key, entry.place);
        stage.starts_as[entry.key] = reader.text(entry.value, "A position");
    }
}

void read_comment_types(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "A type of comments")) {
        const auto word = reader.one_of(*item, enum_texts<CommentType>);
        if (!word.empty()) stage.comment_types.push_back(*enum_from_text<CommentType>(word));
    }
}

void read_carry_over(Reader& reader, const Node& node, Stage& stage) {
    const auto word = reader.one_of(node, enum_texts<CarryOver>);
    if (!word.empty()) stage.carry_over = *enum_from_text<CarryOver>(word);
}

void read_finishes(Reader& reader, const Node& node, Stage& stage) {
    stage.every_comment_answered = !reader.one_of(node, finishes_words).empty();
}

/// Nobody but the due time ends such a round: there may always be one more comment.
void read_clearance(Reader& reader, const Node& node, Stage& stage) {
    stage.clearance = !reader.one_of(node, clearance_words).empty();
    stage.closes.when_all_answered = false;
}

void read_commitments(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "A stage")) {
        reader.check_stage(item->text, item->place);
        stage.commitments_of.push_back(item->text);
    }
}

void read_order(Reader& reader, const Node& node, Stage& stage) {
    stage.in_order = reader.one_of(node, order_words) == "in order";
}

void read_needs(Reader& reader, const Node& node, Stage& stage) {
    if (const auto needs = reader.phrase(node, parse_needs)) stage.needs = *needs;
}

void read_blind(Reader& reader, const Node& node, Stage& stage) {
    const auto word = reader.one_of(node, enum_texts<Blind>);
    if (!word.empty()) stage.blind = *enum_from_text<Blind>(word);
}

void read_separate(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "A stage")) {
        reader.check_stage(item->text, item->place);
        stage.separate_from.push_back(item->text);
    }
}

void read_results(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "A result")) {
        if (contains(stage.results, item->text)) {
            reader.error(item->place, "duplicate", "\"" + item->text + "\" stands here twice.");
        }
        stage.results.push_back(item->text);
    }
}

void read_at_most(Reader& reader, const Node& node, Stage& stage) {
    const auto repeat = reader.phrase(node, parse_repeat);
    if (!repeat) return;
    stage.at_most = repeat->most;
    stage.at_most_then = repeat->then;
    reader.check_target(repeat->then, node);
}

void read_then(Reader& reader, const Node& node, Stage& stage) {
    if (!reader.is_map(node, "\"then:\"")) return;
    for (const auto& entry : node.entries) {
        const auto target = reader.phrase(entry.value, parse_target);
        if (!target) continue;
        reader.check_target(*target, entry.value);
        stage.then[entry.key] = *target;
    }
}

void read_then_as_outcomes(Reader& reader, const Node& node, Stage& stage) {
    read_then(reader, node, stage);
    if (stage.kind != StageKind::call) return;
    for (const auto& entry : node.entries)
        if (entry.key != "overdue") stage.positions.push_back({.name = entry.key});
}

void read_joins(Reader& reader, const Node& node, Stage& stage) {
    if (const auto joins = reader.phrase(node, parse_joins)) stage.joins = *joins;
}

void read_as(Reader& reader, const Node& node, Stage& stage) {
    stage.as = reader.text(node, "The name of a role or an attribute of the procedure");
}

void read_runs(Reader& reader, const Node& node, Stage& stage) {
    stage.procedure = reader.text(node, "The name of a definition");
}

void read_rest(Reader& reader, const Node& node, Stage& stage) {
    stage.rest_goes_on = reader.one_of(node, rest_words) == "goes on";
}

void read_figures_of(Reader& reader, const Node& node, Stage& stage) {
    stage.figures_of = reader.text(node, "The name of a stage");
    if (!stage.figures_of.empty()) reader.check_stage(stage.figures_of, node.place);
}

struct StageField {
    std::string_view word;
    unsigned kinds;
    void (*read)(Reader&, const Node&, Stage&);
    shape::Shape shape = nullptr;
    unsigned needed = 0;  // by these kinds
    std::string_view why = {};
    bool required = false;  // by all of them
};

constexpr void (*later)(Reader&, const Node&, Stage&) = [](Reader&, const Node&, Stage&) {};

json::object length() {
    return shape::phrase(form::deadline());
}

/// A position may have nothing behind its colon: it is as they usually are.
json::object positions() {
    auto map = shape::map_of(shape::or_nothing(shape::reference("position")));
    map["minProperties"] = 1;
    return map;
}

json::object way() {
    return shape::phrase(form::whither());
}

/// Of a choice; one that is always open may have nothing behind its colon.
json::object ways() {
    auto map = shape::map_of(shape::or_nothing(shape::reference("way")));
    map["minProperties"] = 1;
    return map;
}

/// Every word of a stage, and the kinds that know it. Positions and rules are read after the rest.
constexpr std::array<StageField, 40> stage_fields{{
    {"kind", any, later, [] { return shape::one_of(enum_texts<StageKind>); }, 0, {}, true},
    {"title", any, [](Reader& r, const Node& node, Stage& stage) { stage.title = r.texts(node); },
     shape::texts},
    {"who", asking | each, read_who,
     [] { return shape::listed(shape::phrase(form::participant())); }, asking & ~choose,
     "say which roles act here"},
    {"when", any & ~choose & ~call, later, shape::text},
    {"due", any, read_due, length, silence, "say when silence ends"},
    {"on a closed day", any, read_closed_day, [] { return shape::one_of(closed_day_words); }},
    {"minimum", asking, read_minimum, [] { return shape::phrase(form::minimum()); }},
    {"grace", comment | ballot, read_grace, [] { return shape::phrase(form::length()); }},
    {"remind", asking, read_remind, [] { return shape::listed(shape::phrase(form::reminder())); }},
    {"escalate", any, read_escalate,
     [] { return shape::listed(shape::phrase(form::escalation())); }},
    {"positions", answers | sign_off, later, positions},
    {"starts as", ballot, read_starts, [] { return shape::map_of(shape::text()); }},
    {"with conditions", answers, later, [] { return shape::one_of(condition_words); }},
    {"comments of type", answers, read_comment_types,
     [] { return shape::listed(shape::one_of(enum_texts<CommentType>)); }},
    {"passes", ballot | each, later, shape::text, ballot, "say when the ballot has passed"},
    {"quorum", ballot, later, shape::text},
    {"closes", comment | ballot | circulate | each, read_closes,
     [] { return shape::phrase(form::closes()); }},
    {"carry over", rounds | sign_off, read_carry_over,
     [] { return shape::one_of(enum_texts<CarryOver>); }},
    {"hidden until closed", comment | ballot | review,
     [](Reader& r, const Node& node, Stage& stage) {
         stage.hidden_until_closed = r.yes_no(node, "hidden until closed");
     },
     shape::yes_no},
    {"restores silence", silence,
     [](Reader& r, const Node& node, Stage& stage) {
         stage.restores_silence = r.yes_no(node, "restores silence");
     },
     shape::yes_no},
    {"finishes", revise, read_finishes, [] { return shape::one_of(finishes_words); }},
    {"form", comment | ballot | review, read_form, shape::form},
    {"clearance", comment, read_clearance, [] { return shape::one_of(clearance_words); }},
    {"commitments of", follow_up, read_commitments, [] { return shape::listed(shape::text()); }},
    {"needs", sign_off | review, read_needs, [] { return shape::phrase(form::needs()); }},
    {"blind", review, read_blind, [] { return shape::one_of(enum_texts<Blind>); }},
    {"order", sign_off, read_order, [] { return shape::one_of(order_words); }},
    {"separate from", asking, read_separate, [] { return shape::listed(shape::text()); }},
    {"results", meet, read_results, [] { return shape::listed(shape::text()); }, meet,
     "say what a meeting can come to"},
    {"ways", choose, later, ways, choose, "say between which ways is chosen"},
    {"figures of", choose, read_figures_of, shape::text},
    {"branches", parallel, read_branches, [] { return shape::listed(shape::text()); }, parallel,
     "say at which stages they begin"},
    {"joins", parallel, read_joins, [] { return shape::phrase(form::joins()); }},
    {"runs", each | call, read_runs, shape::text, each | call, "say which definition runs"},
    {"choices of", each, read_choices_of, shape::text},
    {"as", each, read_as, shape::text},
    {"outcomes", each, read_outcomes, [] { return shape::listed(shape::spoken_name()); }, each,
     "say how a sub-cycle can end"},
    {"the rest", each, read_rest, [] { return shape::one_of(rest_words); }},
    {"at most", any, read_at_most, [] { return shape::phrase(form::repeat()); }},
    {"then", any, read_then_as_outcomes, [] { return shape::map_of(way()); }, any,
     "say where each result leads"},
}};

/// The words of one kind, and those that it needs.
json::object only_for(StageKind kind) {
    json::array words, needed;
    for (const auto& field : stage_fields) {
        if (field.kinds & of(kind)) words.emplace_back(field.word);
        if (field.needed & of(kind)) needed.emplace_back(field.word);
    }
    json::object then{{"propertyNames", {{"enum", std::move(words)}}},
                      {"required", std::move(needed)}};
    if (kind == StageKind::each) {
        then["oneOf"] = {{{"required", {"who"}}}, {{"required", {"choices of"}}}};
    }
    if (kind == StageKind::sign_off) {
        then["properties"] = {{"positions", {{"propertyNames", shape::one_of(signature_words)}}}};
    }
    return {{"if", {{"properties", {{"kind", {{"const", enum_text(kind)}}}}}}},
            {"then", std::move(then)}};
}

void check_missing(Reader& reader, const Node::Entry& entry, const Stage& stage) {
    for (const auto& field : stage_fields) {
        if (!(field.needed & of(stage.kind)) || entry.value.find(field.word)) continue;
        reader.error(entry.place, "missing-word",
                     "\"" + std::string{field.word} + ":\" is missing in the stage \"" +
                         stage.name + "\": " + std::string{field.why} + ".");
    }
}

/// A sub-cycle for each: of the bodies of roles, or of the choices of an attribute.
void check_whom(Reader& reader, const Node::Entry& entry, const Stage& stage) {
    if (stage.kind != StageKind::each) return;
    const bool who = entry.value.find("who"), choices = entry.value.find("choices of");
    if (who != choices) return;
    reader.error(entry.place, who ? "wrong-value" : "missing-word",
                 "Say in the stage \"" + stage.name +
                     "\" for each of what a cycle runs: \"who:\" and roles, or \"choices of:\" and "
                     "an attribute" +
                     (who ? ", but not both." : "."));
}

std::optional<StageKind> read_kind(Reader& reader, const Node::Entry& entry) {
    const auto* kind = entry.value.find("kind");
    if (!kind) {
        std::string kinds;
        for (const auto word : enum_texts<StageKind>)
            kinds += (kinds.empty() ? "" : ", ") + std::string{word};
        reader.error(entry.place, "missing-word",
                     "\"kind:\" is missing in the stage \"" + entry.key + "\": " + kinds + ".");
        return std::nullopt;
    }
    return enum_from_text<StageKind>(reader.one_of(*kind, enum_texts<StageKind>));
}

void check_words(Reader& reader, const Node& node, std::optional<StageKind> kind) {
    std::vector<std::string_view> known;
    for (const auto& field : stage_fields) known.push_back(field.word);
    for (const auto& entry : node.entries) {
        const auto field = std::ranges::find(stage_fields, entry.key, &StageField::word);
        if (field == stage_fields.end()) {
            reader.unknown(entry.key, entry.place, "a stage", known);
        } else if (kind && !(field->kinds & of(*kind))) {
            reader.error(entry.place, "not-for-this-kind",
                         "\"" + entry.key + "\" does not belong to a stage of the kind \"" +
                             std::string{enum_text(*kind)} + "\".");
        }
    }
}

Closes usual_closes(StageKind kind) {
    const bool by_answers = of(kind) & (comment | ballot | circulate | each | review);
    const bool at_due = of(kind) & (comment | ballot | circulate | silence | review | follow_up);
    return {.when_all_answered = by_answers, .at_due = at_due};
}

/// What reads alike whatever the kind is, so that all slips are found in one go.
void read_without_kind(Reader& reader, const Node& node, Stage& stage) {
    for (const auto& field : stage_fields) {
        if (field.read == read_then_as_outcomes || field.read == read_outcomes) continue;
        if (const auto* value = node.find(field.word)) field.read(reader, *value, stage);
    }
    if (const auto* then = node.find("then")) read_then(reader, *then, stage);
}

/// Behind "then:" such a name would be read as an end.
void check_stage_name(Reader& reader, const Node::Entry& entry) {
    const auto target = parse_target(entry.key);
    if (target && target->to_stage() && target->name == entry.key) return;
    reader.error(entry.place, "unfit-name",
                 "No way can lead to a stage called \"" + entry.key +
                     "\": behind \"then:\" that is no stage. Give it another name.");
}

void read_stage(Reader& reader, const Node::Entry& entry, Definition& definition) {
    if (!reader.is_map(entry.value, "a stage")) return;
    const auto kind = read_kind(reader, entry);
    check_words(reader, entry.value, kind);
    Stage stage;
    stage.name = entry.key;
    if (!kind) return read_without_kind(reader, entry.value, stage);
    stage.kind = *kind;
    stage.closes = usual_closes(*kind);
    for (const auto& field : stage_fields) {
        const auto* value = entry.value.find(field.word);
        if (value && (field.kinds & of(*kind))) field.read(reader, *value, stage);
    }
    check_missing(reader, entry, stage);
    check_whom(reader, entry, stage);
    if (!(of(stage.kind) & (each | call)))
        read_positions(reader, entry.value.find("positions"), stage);
    if (const auto* conditions = entry.value.find("with conditions");
        conditions && (answers & of(*kind))) {
        const bool refused = reader.one_of(*conditions, condition_words) == "refused";
        for (auto& position : stage.positions) position.conditions_refused |= refused;
    }
    read_rules(reader, entry.value, stage);
    definition.stages.push_back(std::move(stage));
}

}  // namespace

json::object shape::stage() {
    auto stage = shape::section(stage_fields);
    json::array kinds;
    for (const auto kind : enum_values<StageKind>) kinds.push_back(only_for(kind));
    stage["allOf"] = std::move(kinds);
    return stage;
}

void read_stages(Reader& reader, const Node& node, Definition& definition) {
    if (!reader.is_map(node, "\"stages:\"")) return;
    if (reader.is_too_long(node, "stages")) return;
    for (const auto& entry : node.entries) reader.stage_names.push_back(entry.key);
    if (node.entries.empty()) {
        reader.error(node.place, "missing-word", "There is no stage. Write at least one.");
    }
    for (const auto& entry : node.entries) {
        check_stage_name(reader, entry);
        read_stage(reader, entry, definition);
    }
    for (auto& stage : definition.stages)
        if (stage.kind == StageKind::choose) read_ways(reader, *node.find(stage.name), stage);
    place_in_blocks(definition);
}

}  // namespace paraph
