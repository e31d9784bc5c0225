// Who may do what, who sees what, who hears of what.

#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

constexpr std::array<std::string_view, 11> acts{
    "extend",  "suspend", "resume", "defer",           "reopen",
    "abandon", "waive",   "close",  "add participant", "remove participant",
    "migrate",
};

constexpr std::array<std::string_view, 6> views{
    "outcome", "own answers", "all comments", "all positions", "names", "everything",
};

constexpr std::array<std::string_view, 12> events{
    "opened",  "round opened", "reminder", "objection", "lifted",  "revision",
    "overdue", "round closed", "extended", "suspended", "resumed", "end",
};

constexpr std::array<std::string_view, 6> groups{
    "everyone",           "secretariat",        "those who agreed",
    "those who objected", "those who answered", "those who are silent",
};

void check_group(Reader& reader, const Node& node) {
    if (reader.definition.role(node.text)) return;
    if (contains(groups, node.text)) return;
    std::vector<std::string_view> known{groups.begin(), groups.end()};
    for (const auto& role : reader.definition.roles) known.push_back(role.name);
    reader.error(node.place, "unknown-role",
                 "\"" + node.text +
                     "\" is neither a role nor one of \"everyone\", "
                     "\"secretariat\", \"those who agreed\", \"those who objected\", \"those who "
                     "answered\", \"those who are silent\"." +
                     suggestion(node.text, known));
}

}  // namespace

json::object shape::may() {
    return shape::map_of(acts, shape::listed(shape::text()));
}

json::object shape::sees() {
    return shape::map_of(shape::one_of(views));
}

json::object shape::notify() {
    return shape::map_of(events, shape::listed(shape::text()));
}

void read_may(Reader& reader, const Node& node, Definition& definition) {
    if (!reader.is_map(node, "\"may:\"")) return;
    for (const auto& entry : node.entries) {
        if (!contains(acts, entry.key)) {
            reader.unknown(entry.key, entry.place, "\"may:\"", acts);
        }
        auto act = entry.key;  // kept by its name in the interface: add_participant
        std::ranges::replace(act, ' ', '_');
        for (const auto* role : reader.listed(entry.value, "A role")) {
            reader.check_office(role->text, role->place);
            definition.may[act].push_back(role->text);
        }
    }
}

void read_sees(Reader& reader, const Node& node, Definition& definition) {
    if (!reader.is_map(node, "\"sees:\"")) return;
    for (const auto& entry : node.entries) {
        reader.check_role(entry.key, entry.place);
        auto view = reader.one_of(entry.value, views);
        if (!view.empty()) definition.sees[entry.key] = std::move(view);
    }
}

void read_notify(Reader& reader, const Node& node, Definition& definition) {
    if (!reader.is_map(node, "\"notify:\"")) return;
    for (const auto& entry : node.entries) {
        if (!contains(events, entry.key)) {
            reader.unknown(entry.key, entry.place, "\"notify:\"", events);
        }
        for (const auto* whom : reader.listed(entry.value, "A role or \"everyone\"")) {
            check_group(reader, *whom);
            definition.notify[entry.key].push_back(whom->text);
        }
    }
}

}  // namespace paraph
