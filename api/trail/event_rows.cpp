#include "api/trail/event_rows.hpp"

#include "engine/core/record.hpp"
#include "engine/model/registry.hpp"

namespace paraph::trail {
namespace {

std::int64_t number_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

/// The list under the name, as objects; empty where there is none.
std::vector<const json::object*> objects_in(const json::object& object, std::string_view name) {
    std::vector<const json::object*> found;
    const auto* list = object.if_contains(name);
    if (!list || !list->is_array()) return found;
    for (const auto& item : list->get_array())
        if (const auto* one = item.if_object()) found.push_back(one);
    return found;
}

}  // namespace

void EventRows::follow(Cycle& cycle, const json::object& fact) {
    const auto kind = text_member(fact, "kind");
    if (kind == "round opened") {
        const Place round{text_member(fact, "stage"), number_in(fact, "number"), {}};
        cycle.rounds.push_back(round);
        for (const auto* seat : objects_in(fact, "seats"))
            cycle.seats[text_member(*seat, "id")] = {round.stage, round.round,
                                                     text_member(*seat, "body")};
    }
    for (const auto* late : objects_in(fact, "seats")) {  // of a body that came in later
        const auto* seat = late->if_contains("seat");
        const auto index = static_cast<std::size_t>(number_in(*late, "round"));
        if (!seat || !seat->is_object() || index >= cycle.rounds.size()) continue;
        auto place = cycle.rounds[index];
        place.body = text_member(seat->get_object(), "body");
        cycle.seats[text_member(seat->get_object(), "id")] = std::move(place);
    }
}

void EventRows::place(EventRow& row, const Cycle& cycle, const json::object& fact) {
    row.position = text_member(fact, "position");
    row.result =
        text_member(fact, "result") + text_member(fact, "outcome") + text_member(fact, "way");
    row.body = text_member(fact, "body");
    row.stage = text_member(fact, "stage");
    if (row.kind == "round opened") row.round = number_in(fact, "number");
    const auto* round = fact.if_contains("round");
    if (round && round->is_int64()) {
        const auto index = static_cast<std::size_t>(round->get_int64());
        if (index < cycle.rounds.size()) {
            row.stage = cycle.rounds[index].stage;
            row.round = cycle.rounds[index].round;
        }
    }
    const auto seat = cycle.seats.find(text_member(fact, "assignment"));
    if (seat == cycle.seats.end()) return;
    row.stage = seat->second.stage;
    row.round = seat->second.round;
    row.body = seat->second.body;
}

Result<std::optional<EventRow>> EventRows::next(const Line& line) {
    if (line.withheld() || line.stream == registry_stream) return std::optional<EventRow>();
    auto parsed = parse_json(line.body);
    if (!parsed) return parsed.error();
    const auto* body = parsed->if_object();
    const auto* fact = body ? body->if_contains("fact") : nullptr;
    if (!fact || !fact->is_object()) return refuse(Refused::malformed, "The entry holds no fact.");
    EventRow row{.number = line.number,
                 .cycle = line.stream,
                 .sequence = number_in(*body, "sequence"),
                 .at = text_member(*body, "at"),
                 .effective = text_member(*body, "effective"),
                 .kind = text_member(fact->get_object(), "kind"),
                 .actor = text_member(*body, "actor"),
                 .via = text_member(*body, "via"),
                 .reason = text_member(open_secret(line.secret), "reason"),
                 .leaf = to_hex(line.leaf)};
    auto& cycle = cycles_[line.stream];
    follow(cycle, fact->get_object());
    // What is opened is placed by what had been sealed.
    const auto* opened = fact->get_object().if_contains("fact");
    place(row, cycle, opened && opened->is_object() ? opened->get_object() : fact->get_object());
    return std::optional(std::move(row));
}

}  // namespace paraph::trail
