
#include "workflows/tools/scenario/script.hpp"

namespace paraph::scenario {
namespace {

constexpr std::string_view none = "none";
constexpr int weight_max = 2'000'000'000;

struct Given {
    const Calendar& calendar;
    Beginning& beginning;
};

bool says_none(const Node& node) {
    return node.kind == Node::Kind::text && node.text == none;
}

void read_at(Reader& reader, const Node& node, Given& given) {
    if (const auto at = read_time(reader, node, given.calendar)) given.beginning.at = *at;
}
void read_title(Reader& reader, const Node& node, Given& given) {
    given.beginning.open.title = reader.text(node, "A title");
}
void read_text(Reader& reader, const Node& node, Given& given) {
    if (node.kind != Node::Kind::text)
        reader.error(node.place, "wrong-shape", "A text is expected here.");
    given.beginning.open.text = node.text;
}

std::vector<std::string> bodies_of(Reader& reader, const Node& node, std::string_view role,
                                   Names& names) {
    std::vector<std::string> ids;
    if (node.kind == Node::Kind::text)
        if (const auto count = parse_count(node.text, bodies_max))
            return names.add_numbered(role, *count);
    if (node.kind == Node::Kind::list && node.items.empty()) return ids;
    for (const auto* item : reader.listed(node, "A body, a list of bodies or a number")) {
        if (const auto range = range_of(item->text)) {
            const auto stem = item->text.substr(0, item->text.find(" to "));
            for (const auto& id : *range)
                ids.push_back(names.add(stem.substr(0, stem.rfind(' ')) + ' ' +
                                        id.substr(id.rfind('-') + 1)));
        } else {
            ids.push_back(names.add(item->text));
        }
    }
    return ids;
}

void read_roles(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"roles:\"")) return;
    for (const auto& entry : node.entries) {
        reader.check_role(entry.key, entry.place);
        auto& roles = given.beginning.open.roles;
        if (says_none(entry.value))
            roles.erase(entry.key);
        else
            roles[entry.key] = bodies_of(reader, entry.value, entry.key, given.beginning.names);
    }
}

json::value value_of(Reader& reader, const Node& node, const Attribute& attribute) {
    if (attribute.type == Attribute::Type::yes_no) return reader.yes_no(node, "");
    if (attribute.type == Attribute::Type::some_of) {
        json::array values;
        if (node.kind == Node::Kind::list && node.items.empty()) return values;
        for (const auto* item : reader.listed(node, "A choice")) values.emplace_back(item->text);
        return values;
    }
    const auto text = reader.text(node, "A value");
    if (attribute.type != Attribute::Type::number) return json::value(text);
    const auto number = parse_count(text, weight_max);
    if (!number) reader.error(node.place, "wrong-value", "A whole number is expected here.");
    return number.value_or(0);
}

void read_attributes(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"attributes:\"")) return;
    const auto& known = reader.definition.attributes;
    std::vector<std::string_view> names;
    for (const auto& [name, attribute] : known) names.push_back(name);
    auto& attributes = given.beginning.open.attributes;
    for (const auto& entry : node.entries) {
        const auto found = known.find(entry.key);
        if (found == known.end())
            reader.error(entry.place, "unknown-attribute",
                         "The definition has no attribute \"" + entry.key + "\"." +
                             suggestion(entry.key, names));
        else if (says_none(entry.value))
            attributes.erase(entry.key);
        else
            attributes[entry.key] = value_of(reader, entry.value, found->second);
    }
}

void read_dates(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"dates:\"")) return;
    for (const auto& entry : node.entries) {
        reader.check_stage(entry.key, entry.place);
        auto& dates = given.beginning.open.dates;
        if (says_none(entry.value))
            dates.erase(entry.key);
        else if (const auto due = read_time(reader, entry.value, given.calendar))
            dates[entry.key] = *due;
    }
}

void read_waive(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"waive:\"")) return;
    for (const auto& entry : node.entries) {
        reader.check_stage(entry.key, entry.place);
        auto& waive = given.beginning.open.waive;
        if (says_none(entry.value))
            waive.erase(entry.key);
        else
            waive[entry.key] = entry.value.text;  // an empty reason is the engine's to refuse
    }
}

/// Names with their functions, or functions alone, which are the names then.
void read_people(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"people:\"")) return;
    for (const auto& entry : node.entries) {
        auto ids = std::vector{entry.key};
        if (const auto range = range_of(entry.key))
            ids = *range;
        else
            ids = {given.beginning.names.add(entry.key)};
        std::vector<Somebody> people;
        if (entry.value.kind == Node::Kind::map) {
            for (const auto& person : entry.value.entries)
                people.push_back({person.key, reader.text(person.value, "A function")});
        } else if (entry.value.kind != Node::Kind::list || !entry.value.items.empty()) {
            for (const auto* item : reader.listed(entry.value, "A function"))
                people.push_back({item->text, item->text});
        }
        for (const auto& id : ids) given.beginning.people[id] = people;
    }
}

void read_weights(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"weights:\"")) return;
    for (const auto& weight : node.entries) {
        if (!reader.is_map(weight.value, "a weight")) continue;
        for (const auto& entry : weight.value.entries) {
            const auto number = parse_count(entry.value.text, weight_max);
            if (!number)
                reader.error(entry.value.place, "wrong-value", "A weight is a whole number.");
            given.beginning.weights[given.beginning.names.add(entry.key)][weight.key] =
                number.value_or(0);
        }
    }
}

/// Whom a body can't review.
void read_conflicts(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"conflicts:\"")) return;
    auto& names = given.beginning.names;
    for (const auto& entry : node.entries)
        for (const auto* item : reader.listed(entry.value, "A body"))
            given.beginning.open.conflicts[names.add(entry.key)].push_back(names.add(item->text));
}

/// By hand, for sub-cycles: role there, for which body, who.
void read_assigned(Reader& reader, const Node& node, Given& given) {
    if (!reader.is_map(node, "\"assigned:\"")) return;
    auto& names = given.beginning.names;
    for (const auto& role : node.entries) {
        if (!reader.is_map(role.value, "\"assigned:\"")) continue;
        for (const auto& entry : role.value.entries)
            for (const auto* item : reader.listed(entry.value, "A body"))
                given.beginning.open.assigned[role.key][names.add(entry.key)].push_back(
                    names.add(item->text));
    }
}

constexpr std::array<Field<Given>, 11> fields{{
    {"at", read_at},
    {"title", read_title},
    {"text", read_text},
    {"roles", read_roles},
    {"attributes", read_attributes},
    {"dates", read_dates},
    {"waive", read_waive},
    {"people", read_people},
    {"weights", read_weights},
    {"conflicts", read_conflicts},
    {"assigned", read_assigned},
}};

}  // namespace

void read_given(Reader& reader, const Node& node, const Calendar& calendar, Beginning& beginning) {
    Given given{calendar, beginning};
    read_fields<Given>(reader, node, fields, given, "\"given:\"", node.place);
}

void collect_names(const Definition& definition, Beginning& beginning) {
    const Names before = std::move(beginning.names);
    auto& names = beginning.names;
    names = Names{};
    names.add(secretariat);
    for (const auto& [role, bodies] : beginning.open.roles)
        for (const auto& body : bodies) names.add(before.written(body));
    for (const auto& [body, people] : beginning.people) names.add(before.written(body));
    for (const auto& [body, weights] : beginning.weights) names.add(before.written(body));
    for (const auto& role : definition.roles)
        if (!role.body.empty()) names.add(role.body);
    for (const auto& stage : definition.stages)
        for (const auto& who : stage.who)
            if (who.kind == Participant::Kind::body) names.add(who.name);
}

}  // namespace paraph::scenario
