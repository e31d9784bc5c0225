#include "api/channels/events.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "engine/base/contains.hpp"
#include "engine/core/access.hpp"
#include "engine/core/blind.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view event_prefix = "paraph.";
constexpr std::array<std::string_view, 3> registry_kinds{"body registered", "calendar published",
                                                         "definition published"};
/// Facts that would tell how a body answered in a round that still hides it.
constexpr std::array<std::string_view, 16> telling_kinds{
    "answer opened",     "block lifted",      "block maintained",  "comment lifted",
    "comment withdrawn", "comment answered",  "round qualified",   "round disqualified",
    "comments made",     "comments answered", "comment replied",   "comment maintained",
    "comments merged",   "comments grouped",  "document attached", "time requested"};

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

/// The cycles that run inside bodies have ids that nobody outside needs; nor does who was drawn to
/// review in sub-cycles, whose reviews may be blind.
void leave_out_inside(json::object& fact) {
    fact.erase("cites");
    fact.erase("inside");
    fact.erase("lot");
    const auto clean = [](json::value& seat) {
        auto* object = seat.if_object();
        if (!object) return;
        object->erase("child");
        object->erase("bound");
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
        return state.seated(assignment->get_string()).index;
    const auto* round = fact.if_contains("round");
    const bool known = round && round->is_int64() && round->get_int64() >= 0 &&
                       round->get_int64() < static_cast<std::int64_t>(state.rounds.size());
    return known ? static_cast<int>(round->get_int64()) : -1;
}

/// Whether the fact is about a round that hides its answers. One that names no round (a comment's)
/// may be about any that is open.
bool is_about_hidden(const Definition& definition, const State& state, const json::object& fact) {
    if (const int index = round_of(state, fact); index >= 0)
        return is_hidden(definition, state.round(index));
    return std::ranges::any_of(
        state.open_rounds(), [&](int index) { return is_hidden(definition, state.round(index)); });
}

/// Facts that are told of a round in which somebody sits whom not everybody may know, and what of
/// them. Of facts that are not listed nothing is told: neither who, nor when.
const std::map<std::string_view, std::vector<std::string_view>> told_of_blind_rounds{
    {"round opened", {"stage", "stage_kind", "number", "revision", "due", "waived"}},
    {"round closed", {"round", "result", "tally", "how"}},
    {"round fell due", {"round"}},
    {"round superseded", {"round"}},
    {"round cancelled", {"round"}},
    {"reopened", {"round", "due"}},
    {"escalated", {"round", "to"}}};
/// Facts about comments that say nothing of who made them.
constexpr std::array<std::string_view, 4> of_comments{"comment answered", "comments answered",
                                                      "comments merged", "comments grouped"};

void leave_out_sides(json::object& opening, const Definition& definition,
                     const std::vector<std::string>& hidden) {
    for (const auto name : {"assigned", "conflicts", "lots", "weights", "parent"})
        opening.erase(name);
    for (const auto& name : hidden) {
        if (auto* roles = opening.if_contains("roles"); roles && roles->is_object())
            roles->get_object().erase(name);
        const auto* role = definition.role(name);
        if (auto* asked = opening.if_contains("attributes"); asked && role)
            asked->as_object().erase(role->named_by);
    }
}

/// What may be told where reviews are blind; false: nothing.
bool leave_out_blind(std::string_view kind, json::object& fact, const State& state,
                     const Definition& definition) {
    const auto sides = sides_of_blind_reviews(definition);
    if (sides.reviewers.empty()) return true;
    auto hidden = sides.reviewers;
    if (sides.both) hidden.insert(hidden.end(), sides.reviewed.begin(), sides.reviewed.end());
    if (kind == "cycle opened") leave_out_sides(fact.at("opening").as_object(), definition, hidden);
    if (kind == "participant added" && contains(hidden, text_member(fact, "role"))) return false;
    const bool changes_bodies = kind == "participant removed" || kind == "commitments passed on";
    if (changes_bodies && has_any(state, text_member(fact, "body"), hidden)) return false;
    if (sides.both) fact.erase("body");  // whose commitment, whose file
    const auto stage_of = [&](const Round& round) { return definition.stage(round.stage); };
    int index = round_of(state, fact);
    for (std::size_t i = 0; kind == "round opened" && i < state.rounds.size(); ++i)
        if (state.rounds[i]->stage == text_member(fact, "stage")) index = static_cast<int>(i);
    if (index < 0) return !kind.starts_with("comment") || contains(of_comments, kind);
    const auto& round = state.round(index);
    const auto sits = [&](const auto& seat) { return sits_for(*seat, hidden); };
    const auto* stage = stage_of(round);
    const bool blind = stage && stage->blind != Blind::open;
    if (!blind && std::ranges::none_of(round.assignments, sits)) return true;
    const auto told = told_of_blind_rounds.find(kind);
    if (told == told_of_blind_rounds.end()) return false;
    json::object kept;
    for (const auto name : told->second)
        if (const auto* value = fact.if_contains(name)) kept[name] = *value;
    kept["withheld"] = true;
    fact = std::move(kept);
    return true;
}

/// That a body has answered is told as any answer is; what else it says there, is not.
std::optional<CloudEvent> sealed_answer(const Entry& entry, json::object fact, const State& after,
                                        const Definition& definition) {
    constexpr std::string_view told_as = "position taken";
    if (!fact.contains("position")) return std::nullopt;
    leave_out_answer(fact);
    leave_out_inside(fact);
    for (const auto name : {"round", "commitment"}) fact.erase(name);
    if (!leave_out_blind(told_as, fact, after, definition)) return std::nullopt;
    auto made = event(entry, std::move(fact));
    made.type = event_type(told_as);
    return made;
}

}  // namespace

std::optional<CloudEvent> event_of(const Entry& entry, const State& after,
                                   const Definition& definition) {
    if (after.is_inside() || is_own_affair(entry.kind)) return std::nullopt;
    auto fact = body_of(entry).at("fact").as_object();
    if (is_about_hidden(definition, after, fact)) {
        if (contains(telling_kinds, entry.kind)) return std::nullopt;
        if (entry.kind == "answer sealed")
            return sealed_answer(entry, std::move(fact), after, definition);
        if (entry.kind == "position taken" || entry.kind == "position late") leave_out_answer(fact);
    }
    leave_out_inside(fact);
    if (!leave_out_blind(entry.kind, fact, after, definition)) return std::nullopt;
    return event(entry, std::move(fact));
}

bool hides_answers(const Definition& definition) {
    return std::ranges::any_of(definition.stages, &Stage::hidden_until_closed);
}

std::optional<CloudEvent> event_of(const Entry& entry) {
    if (!contains(registry_kinds, entry.kind)) return std::nullopt;
    return event(entry, body_of(entry).at("fact").as_object());
}

std::string event_type(std::string_view kind) {
    std::string type(event_prefix);
    for (const char c : kind) type += c == ' ' ? '.' : c;
    return type;
}

bool asks_for(const Webhook& webhook, std::string_view type) {
    if (webhook.events.empty()) return true;
    return std::ranges::any_of(webhook.events, [&](const std::string& wanted) {
        const std::string_view bare = wanted.starts_with(event_prefix)
                                          ? std::string_view(wanted).substr(event_prefix.size())
                                          : wanted;
        return event_type(bare) == type;
    });
}

}  // namespace paraph::api
