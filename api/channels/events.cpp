#include "api/channels/events.hpp"

#include <algorithm>
#include <array>

#include "engine/core/access.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view prefix = "paraph.";
constexpr std::array<std::string_view, 3> registry_kinds{"body registered", "calendar published",
                                                         "definition published"};
/// Facts that would tell how a body answered in a round that still hides it.
constexpr std::array<std::string_view, 15> telling{
    "block lifted",      "block maintained",  "comment lifted",     "comment withdrawn",
    "comment answered",  "round qualified",   "round disqualified", "comments made",
    "comments answered", "comment replied",   "comment maintained", "comments merged",
    "comments grouped",  "document attached", "time requested"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

json::object body_of(const Entry& entry) {
    return json::parse(entry.body).as_object();
}

CloudEvent event(const Entry& entry, json::object fact) {
    fact.erase("kind");
    CloudEvent made;
    made.type = event_type(entry.kind);
    if (entry.stream != registry_stream) made.subject = entry.stream;
    made.time = entry.at;
    made.data = json::object{
        {"entry", entry.number}, {"sequence", entry.sequence}, {"fact", std::move(fact)}};
    return made;
}

/// The cycles that run inside bodies have ids that nobody outside needs.
void leave_out_inside(json::object& fact) {
    fact.erase("cites");
    fact.erase("inside");
    const auto clean = [](json::value& seat) {
        if (auto* object = seat.if_object()) object->erase("child");
    };
    if (auto* seat = fact.if_contains("seat")) clean(*seat);
    if (auto* seats = fact.if_contains("seats"))
        for (auto& seat : seats->as_array()) clean(seat);
}

void leave_out_answer(json::object& fact) {
    for (const auto name : {"position", "status", "reason", "comments", "proposes"})
        fact.erase(name);
    fact["withheld"] = true;
}

/// The round that the entry's fact names, by an assignment or by its index; -1: none.
int round_of(const State& state, const json::object& fact) {
    if (const auto* assignment = fact.if_contains("assignment");
        assignment && assignment->is_string())
        return state.find_assignment(assignment->get_string()).first;
    const auto* round = fact.if_contains("round");
    const bool known = round && round->is_int64() && round->get_int64() >= 0 &&
                       round->get_int64() < static_cast<std::int64_t>(state.rounds.size());
    return known ? static_cast<int>(round->get_int64()) : -1;
}

/// Whether the fact is about a round that hides its answers. One that names no round (a comment's)
/// may be about any that is open.
bool is_about_hidden(const Definition& definition, const State& state, const json::object& fact) {
    if (const int index = round_of(state, fact); index >= 0)
        return is_hidden(definition, *state.rounds[static_cast<std::size_t>(index)]);
    return std::ranges::any_of(state.open_rounds(), [&](int index) {
        return is_hidden(definition, *state.rounds[static_cast<std::size_t>(index)]);
    });
}

}  // namespace

std::optional<CloudEvent> event_of(const Entry& entry, const State& after,
                                   const Definition& definition) {
    if (after.is_inside()) return std::nullopt;
    auto fact = body_of(entry).at("fact").as_object();
    if (is_about_hidden(definition, after, fact)) {
        if (among(telling, entry.kind)) return std::nullopt;
        if (entry.kind == "position taken" || entry.kind == "position late") leave_out_answer(fact);
    }
    leave_out_inside(fact);
    return event(entry, std::move(fact));
}

bool hides_answers(const Definition& definition) {
    return std::ranges::any_of(definition.stages, &Stage::hidden_until_closed);
}

std::optional<CloudEvent> event_of(const Entry& entry) {
    if (!among(registry_kinds, entry.kind)) return std::nullopt;
    return event(entry, body_of(entry).at("fact").as_object());
}

std::string event_type(std::string_view kind) {
    std::string type(prefix);
    for (const char c : kind) type += c == ' ' ? '.' : c;
    return type;
}

bool asks_for(const Webhook& webhook, std::string_view type) {
    if (webhook.events.empty()) return true;
    return std::ranges::any_of(webhook.events, [&](const std::string& wanted) {
        const std::string_view bare =
            wanted.starts_with(prefix) ? std::string_view(wanted).substr(prefix.size()) : wanted;
        return event_type(bare) == type;
    });
}

}  // namespace paraph::api
