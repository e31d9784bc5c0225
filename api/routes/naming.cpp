#include "api/routes/naming.hpp"

#include "api/routes/page_support.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/record.hpp"
#include "engine/rules/rule_words.hpp"

namespace paraph::api {
namespace {

void quote(std::vector<std::string>& quotes, const json::object& text, std::string_view member) {
    if (auto quoted = text_member(text, member); !quoted.empty())
        quotes.push_back(std::move(quoted));
}

/// Reasons, minutes, observations and comments of an entry. The circulated text is not quoted.
std::vector<std::string> quotes_of(const json::object& text) {
    std::vector<std::string> quotes;
    for (const std::string_view member : {"reason", "minutes", "observation"})
        quote(quotes, text, member);
    if (const auto* waived = text.if_contains("waived"); waived && waived->is_object())
        for (const auto& [stage, reason] : waived->get_object())
            quote(quotes, waived->get_object(), stage);
    const auto* comments = text.if_contains("comments");
    if (!comments || !comments->is_array()) return quotes;
    for (const auto& comment : comments->get_array())
        if (const auto* one = comment.if_object()) quote(quotes, *one, "text");
    return quotes;
}

}  // namespace

std::string Naming::body(std::string_view id) const {
    return body_name(*seen_.registry, id, language_);
}

std::string Naming::person(std::string_view id) const {
    if (!seen_.view.names) return {};
    const auto name = person_name(*seen_.registry, id);
    return name.empty() ? std::string(id) : name;
}

std::string Naming::stage(std::string_view name) const {
    return stage_title(seen_.definition->stage(name), name, language_);
}

std::string Naming::position(std::string_view name, std::string_view stage) const {
    const PositionRule* found = nullptr;
    if (const auto* where = seen_.definition->stage(stage)) found = where->position(name);
    if (stage.empty())
        for (const auto& one : seen_.definition->stages)
            if (!found) found = one.position(name);
    if (found) return position_title(*found, language_);
    return outcome_title(*seen_.definition, std::string(name), language_);
}

std::string Naming::role(std::string_view name) const {
    const auto* role = seen_.definition->role(name);
    return role ? title_or(role->title, name, language_) : std::string(name);
}

std::string Naming::rule(const Expression& rule, std::string_view stage) const {
    return rule_in_words(rule, language_.code(),
                         {.position = [&](std::string_view name) { return position(name, stage); },
                          .role = [&](std::string_view name) { return role(name); }});
}

std::string Naming::definition() const {
    return title_or(seen_.definition->title, seen_.definition->name, language_);
}

std::string Naming::zone() const {
    const auto& opening = *seen_.state->opening;
    const auto* calendar = seen_.registry->calendar_of(opening);
    return calendar ? calendar->zone : "UTC";
}

std::string Naming::actor(std::string_view id) const {
    if (id == "rule") return {};
    const auto token = seen_.registry->tokens.find(id);
    if (token != seen_.registry->tokens.end())  // without a name for people, still not "by rule"
        return token->second->label.empty() ? std::string(id) : token->second->label;
    const auto* person = seen_.registry->person(id);
    if (!person) return std::string(id);
    return seen_.view.names ? this->person(id) : body(person->body);
}

pages::Names Naming::names() const {
    pages::Names names;
    names.body = [this](std::string_view id) { return body(id); };
    names.person = [this](std::string_view id) { return person(id); };
    names.body_of = [this](std::string_view assignment) {
        const auto seated = seen_.state->seated(assignment);
        return seated ? body(seated.assignment->body) : std::string(assignment);
    };
    names.stage = [this](std::string_view name) { return stage(name); };
    names.position = [this](std::string_view name) { return position(name); };
    names.role = [this](std::string_view name) { return role(name); };
    names.comment = [this](std::string_view id) {
        const auto* comment = seen_.state->comment(id);
        return comment ? language_.number(comment->number) : std::string(id);
    };
    names.round = [this](int index) -> const Round* {
        const auto place = static_cast<std::size_t>(index);
        return place < seen_.state->rounds.size() ? seen_.state->rounds[place].get() : nullptr;
    };
    names.zone = zone();
    return names;
}

std::vector<std::string> silence_of_roles(const Stage& stage, const Naming& naming,
                                          const Definition& definition) {
    const auto& language = naming.language();
    std::vector<std::string> lines;
    for (const auto& who : stage.who) {
        const auto* role = definition.role(who.name);
        if (who.kind != Participant::Kind::role || !role) continue;
        const auto title = naming.role(role->name);
        const auto position = naming.position(role->silence.position, stage.name);
        const bool counts = role->silence.kind == Silence::Kind::counts_as;
        const bool must = role->silence.kind == Silence::Kind::must_answer;
        const auto key = counts ? "open.silence.counts_as"
                         : must ? "open.silence.must_answer"
                                : "open.silence.not_counted";
        lines.push_back(counts ? language.say(key, {{"role", title}, {"position", position}})
                               : language.say(key, {{"role", title}}));
    }
    return lines;
}

pages::TimelineRow timeline_row(const Seen& seen, const Entry& entry, const Naming& naming) {
    pages::TimelineRow row;
    row.entry = entry.number;
    row.at = entry.at;
    row.leaf = to_hex(entry.leaf);
    const auto shown = extent_of(seen, entry);
    row.withheld = shown == Extent::leaf;
    if (row.withheld) return row;
    const auto record = read_entry(entry.body, shown == Extent::whole ? entry.secret : "");
    if (!record) return row;
    // In a blind review, who stands there tells who reviews.
    if (!seen.view.is_blinded() && !pages::only_follows(record->fact))
        row.who = naming.actor(record->actor);
    if (!record->behalf.empty() && !row.who.empty())
        row.who = naming.language().say(
            "timeline.for", {{"actor", row.who}, {"person", naming.actor(record->behalf)}});
    row.words = pages::in_words(record->fact, naming.names(), naming.language());
    row.quotes = quotes_of(record->secret);
    return row;
}

}  // namespace paraph::api
