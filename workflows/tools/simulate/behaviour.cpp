#include "workflows/tools/simulate/behaviour.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"

namespace paraph::simulation {
namespace {

constexpr int parts_max = 1'000'000;
constexpr int bodies_usual = 24;

constexpr std::string_view usual =
    R"(# How a taskforce behaves, unless a file of yours says otherwise.
behaviour: the usual
opens: 2026-01-01 to 2026-12-31

everyone:
  answers:
    agrees: 70
    comments: 15
    objects: 3
    abstains: 2
    nothing: 10
    revised: 85
    unchanged: 10
    withdrawn: 5
  after:        { half within: 4 working days, nine in ten within: 9 working days }
  once overdue: { half within: 1 working day, nine in ten within: 3 working days }
  conditions:  30
  lifts:       75
  lifts early: 10
)";

struct HabitReading {
    const scenario::Groundwork& ground;
    Habit habit;
};

std::optional<int> read_parts(Reader& reader, const Node& node, int most = parts_max) {
    const auto number = node.kind == Node::Kind::text ? parse_count(node.text, most) : std::nullopt;
    if (!number)
        reader.error(node.place, "wrong-value",
                     most == 100 ? "Write how many of a hundred, 0 to 100."
                                 : "Write a whole number: its parts of all.");
    return number;
}

bool is_answer(const Reader& reader, const scenario::Groundwork& ground, const std::string& word) {
    constexpr std::array<std::string_view, 8> common{agrees,  comments,  objects,     abstains,
                                                     nothing, "revised", "unchanged", "withdrawn"};
    const auto& positions = ground.positions();
    return contains(common, word) || contains(positions, word) ||
           std::ranges::any_of(reader.definition.stages,
                               [&](const Stage& stage) { return contains(stage.results, word); });
}

void read_answers(Reader& reader, const Node& node, HabitReading& to) {
    if (!reader.is_map(node, "\"answers:\"")) return;
    for (const auto& entry : node.entries) {
        if (!is_answer(reader, to.ground, entry.key))
            reader.error(entry.place, "unknown-position",
                         "\"" + entry.key +
                             "\" is no position, no result and no class of answers (agrees, "
                             "comments, objects, abstains, nothing).");
        to.habit.answers[entry.key] = read_parts(reader, entry.value).value_or(0);
    }
}

struct PaceReading {
    std::optional<Span> half, most;
};

constexpr std::array<Field<PaceReading>, 2> pace_fields{{
    {"half within",
     [](Reader& reader, const Node& node, PaceReading& to) {
         to.half = reader.phrase(node, parse_span);
     },
     nullptr, true},
    {"nine in ten within",
     [](Reader& reader, const Node& node, PaceReading& to) {
         to.most = reader.phrase(node, parse_span);
     },
     nullptr, true},
}};

std::optional<Pace> read_pace(Reader& reader, const Node& node) {
    PaceReading to;
    read_fields<PaceReading>(reader, node, pace_fields, to, "a pace", node.place);
    if (!to.half || !to.most) return std::nullopt;
    const auto clock = [](const Span& span) {
        return span.unit == Unit::working_days || span.unit == Unit::clear_working_days;
    };
    if (clock(*to.half) != clock(*to.most) || to.half->unit == Unit::months ||
        to.most->unit == Unit::months) {
        reader.error(node.place, "wrong-value",
                     "Give both as working days, or both as hours, days or weeks.");
        return std::nullopt;
    }
    return Pace{*to.half, *to.most};
}

template <std::optional<int> Habit::*member>
void read_percent(Reader& reader, const Node& node, HabitReading& to) {
    to.habit.*member = read_parts(reader, node, 100);
}

constexpr std::array<Field<HabitReading>, 6> habit_fields{{
    {"answers", read_answers},
    {"after", [](Reader& reader, const Node& node,
                 HabitReading& to) { to.habit.after = read_pace(reader, node); }},
    {"once overdue", [](Reader& reader, const Node& node,
                        HabitReading& to) { to.habit.once_overdue = read_pace(reader, node); }},
    {"conditions", read_percent<&Habit::conditions>},
    {"lifts", read_percent<&Habit::lifts>},
    {"lifts early", read_percent<&Habit::lifts_early>},
}};

struct Reading {
    const scenario::Groundwork& ground;
    Behaviour& behaviour;
};

Habit read_habit(Reader& reader, const Node& node, const Reading& to) {
    HabitReading habit{to.ground, {}};
    read_fields<HabitReading>(reader, node, habit_fields, habit, "a habit", node.place);
    return std::move(habit.habit);
}

template <std::map<std::string, Habit> Behaviour::*member>
void read_habits(Reader& reader, const Node& node, Reading& to) {
    if (!reader.is_map(node, "habits")) return;
    constexpr bool of_stages = member == &Behaviour::stages;
    constexpr bool of_roles = member == &Behaviour::roles;
    constexpr bool of_bodies = member == &Behaviour::bodies;
    for (const auto& entry : node.entries) {
        if (of_stages) reader.check_stage(entry.key, entry.place);
        if (of_roles) reader.check_role(entry.key, entry.place);
        auto keys = std::vector{entry.key};
        if (of_bodies) {
            const auto range = scenario::range_of(entry.key);
            keys = range ? *range : std::vector{scenario::id_of(entry.key)};
        }
        const auto habit = read_habit(reader, entry.value, to);
        for (const auto& key : keys) (to.behaviour.*member)[key].take(habit);
    }
}

void read_opens(Reader& reader, const Node& node, Reading& to) {
    const auto text = reader.text(node, "Two dates, as in 2026-01-01 to 2026-12-31,");
    const auto middle = text.find(" to ");
    const auto day = [&](const std::string& date) {
        return scenario::parse_wall_time(date + " 12:00", *to.ground.clock());
    };
    const auto from = day(text.substr(0, middle));
    const auto until = middle == std::string::npos ? from : day(text.substr(middle + 4));
    if (!from || !until || *until < *from)
        return reader.error(node.place, "wrong-value",
                            "Write two dates, as in 2026-01-01 to 2026-12-31, or one.");
    to.behaviour.from = to.ground.clock()->day_of(*from);
    to.behaviour.to = to.ground.clock()->day_of(*until);
}

void read_attributes(Reader& reader, const Node& node, Reading& to) {
    if (!reader.is_map(node, "\"attributes:\"")) return;
    for (const auto& entry : node.entries) {
        if (!reader.definition.attributes.contains(entry.key))
            reader.error(entry.place, "unknown-attribute",
                         "The definition has no attribute \"" + entry.key + "\".");
        if (!reader.is_map(entry.value, "the odds of an attribute")) continue;
        auto& odds = to.behaviour.attributes[entry.key];
        odds.clear();
        for (const auto& value : entry.value.entries)
            odds[value.key] = read_parts(reader, value.value).value_or(0);
    }
}

constexpr std::array<Field<Reading>, 10> fields{{
    {"behaviour",
     [](Reader& reader, const Node& node, Reading& to) {
         to.behaviour.title = reader.text(node, "A title");
     },
     nullptr, true},
    {"calendar", [](Reader&, const Node&, Reading&) {}},  // read before
    {"given",
     [](Reader& reader, const Node& node, Reading& to) {
         scenario::read_given(reader, node, *to.ground.clock(), to.behaviour.beginning);
     }},
    {"opens", read_opens},
    {"attributes", read_attributes},
    {"everyone", [](Reader& reader, const Node& node,
                    Reading& to) { to.behaviour.everyone.take(read_habit(reader, node, to)); }},
    {"stages", read_habits<&Behaviour::stages>},
    {"roles", read_habits<&Behaviour::roles>},
    {"functions", read_habits<&Behaviour::functions>},
    {"bodies", read_habits<&Behaviour::bodies>},
}};

/// A value for each attribute that must have one and has none: evenly drawn where there is a
/// choice.
void draw_attributes(const Definition& definition, Behaviour& behaviour) {
    for (const auto& [name, attribute] : definition.attributes) {
        if (behaviour.beginning.open.attributes.contains(name) ||
            behaviour.attributes.contains(name) || !attribute.required)
            continue;
        auto& odds = behaviour.attributes[name];
        switch (attribute.type) {
            case Attribute::Type::yes_no:
                odds = {{"yes", 1}, {"no", 1}};
                break;
            case Attribute::Type::one_of:
            case Attribute::Type::some_of:
                for (const auto& choice : attribute.choices) odds[choice] = 1;
                break;
            case Attribute::Type::number:
                odds = {{"10", 1}};
                break;
            case Attribute::Type::date:
                odds = {{"2026-12-31", 1}};
                break;
            case Attribute::Type::text:
                odds = {{"A text", 1}};
        }
    }
}

}  // namespace

void Habit::take(const Habit& closer) {
    for (const auto& [answer, parts] : closer.answers) answers[answer] = parts;
    if (closer.after) after = closer.after;
    if (closer.once_overdue) once_overdue = closer.once_overdue;
    if (closer.conditions) conditions = closer.conditions;
    if (closer.lifts) lifts = closer.lifts;
    if (closer.lifts_early) lifts_early = closer.lifts_early;
}

std::string_view class_of(const PositionRule& position) {
    if (position.blocks) return objects;
    if (position.leaves_base || !position.counts_as_cast) return abstains;
    return position.comments_required ? comments : agrees;
}

std::string_view usual_behaviour() {
    return usual;
}

void read_behaviour(Reader& reader, const Node& root, const scenario::Groundwork& ground,
                    Behaviour& behaviour) {
    Reading to{ground, behaviour};
    read_fields<Reading>(reader, root, fields, to, "a behaviour", root.place);
}

void complete(const Definition& definition, Behaviour& behaviour) {
    auto& open = behaviour.beginning.open;
    open.definition = definition.name;
    if (open.title.empty()) open.title = "A draft";
    open.media_type = "text/markdown";
    if (open.text.empty())
        open.text = "The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n";
    for (const auto& role : definition.roles) {
        if (open.roles.contains(role.name) || !role.body.empty()) continue;
        if (!role.drawn_from.empty()) continue;  // by lot, when the cycle opens
        const int count = std::min(role.most, std::max(role.least, bodies_usual));
        open.roles[role.name] = behaviour.beginning.names.add_numbered(role.name, count);
    }
    draw_attributes(definition, behaviour);
    scenario::collect_names(definition, behaviour.beginning);
}

}  // namespace paraph::simulation
