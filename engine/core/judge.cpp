#include "engine/core/judge.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "engine/core/apply.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph {

Judge::Judge(History& history, const Record<Fact>& record, const Registry& registry,
             Calendars& calendars, const OtherCycle& other, Verification& result)
    : history_(history),
      record_(record),
      registry_(registry),
      calendars_(calendars),
      other_(other),
      result_(result) {}

void Judge::flaw(std::string text, Flaw::Kind kind) {
    result_.flaws.push_back({.sequence = record_.sequence, .text = std::move(text), .kind = kind});
}

void Judge::judge() {
    ++result_.entries;
    if (!record_.seal.empty() && record_.secret.empty()) ++result_.erased;
    if (record_.sequence != state().sequence + 1) flaw("an entry is missing before it");
    if (record_.at < state().at) flaw("it is older than the entry before it");
    if (history_.state.id.empty()) history_.state.id = record_.stream;
    if (bind()) {
        check_heading();
        check_around();
        std::visit(*this, record_.fact);
        check_behalf();
        check_link();
    }
    advance();
}

/// The definition and the calendar that the opening bound.
bool Judge::bind() {
    const auto* opened = std::get_if<CycleOpened>(&record_.fact);
    if (!opened && !state().opening) {
        flaw("a history begins with the opening");
        return false;
    }
    if (opened && state().opening) {
        flaw("the cycle was open already");
        return false;
    }
    const auto& bound = opened ? opened->opening : opening();
    const auto* found = registry_.definition(bound.definition.name, bound.definition.version);
    const bool in_force = found && found->definition && found->digest == bound.definition.digest &&
                          registry_.calendar_of(bound);
    if (!in_force) {
        if (opened) flaw("its definition or calendar was not in force");
        return false;
    }
    definition_ = found->definition.get();
    calendar_ = &calendars_.get(registry_, bound.calendar, bound.calendar_version);
    if (!opened) return history_.bound;
    history_.bound = true;
    expect({Target::Kind::stage, definition_->start}, "");
    return true;
}

void Judge::advance() try {
    const auto passed = [&] {
        return std::ranges::count_if(state().due,
                                     [&](const DueTime& due) { return due.at <= record_.at; });
    };
    const auto before = passed();
    // What is sealed counts once it is opened, and as it is opened: nothing but the public record.
    const bool sealed = std::holds_alternative<AnswerSealed>(record_.fact);
    const json::object none;
    apply(history_.state, {.fact = record_.fact,
                           .secret = sealed ? none : record_.secret,
                           .actor = record_.actor,
                           .sequence = record_.sequence,
                           .at = record_.at,
                           .behalf = record_.behalf});
    history_.last = {.actor = record_.actor, .via = record_.via, .effective = record_.effective};
    if (passed() > before) history_.behind = record_.at;
    look_at_rounds();
} catch (const std::logic_error& error) {
    flaw(std::string("it is not possible there: ") + error.what());
    history_.state.sequence = record_.sequence;
}

void Judge::look_at_rounds() {
    if (!definition_) return;
    auto& rounds = history_.owed.settles;
    const auto looked = rounds_looked_at(record_.fact, *definition_, state(), history_.falling);
    if (std::holds_alternative<RoundOpened>(record_.fact))
        rounds.insert(rounds.end(), looked.begin(), looked.end());
    else if (!looked.empty())
        rounds = looked;
}

const Round* Judge::round_at(int index) const {
    if (index < 0 || static_cast<std::size_t>(index) >= state().rounds.size()) return nullptr;
    return &state().round(index);
}

const Round* Judge::open_round_at(int index) const {
    const auto* round = round_at(index);
    return round && is_open(*round) ? round : nullptr;
}

void judge(History& history, const Record<Fact>& record, const Registry& registry,
           Calendars& calendars, const OtherCycle& other, Verification& result) {
    Judge(history, record, registry, calendars, other, result).judge();
}

Verification verify(std::span<const Entry> registry, std::span<const Entry> cycle,
                    const DefinitionReader& read) {
    Verification result;
    Registry house;
    Calendars calendars;
    History history;
    Passing passing;
    const OtherCycle nobody = [](const std::string&) { return nullptr; };
    auto next = registry.begin();
    const auto go_on_to = [&](std::int64_t number) {
        for (; next != registry.end() && next->number < number; ++next) {
            const auto record = read_registry_entry(next->body, next->secret);
            if (!record) {
                result.flaws.push_back({next->sequence, "the registry: " + record.error().text});
                continue;
            }
            apply(house, record->fact, record->secret, record->sequence, record->at, read);
            if (!std::holds_alternative<LogRestored>(record->fact)) passing.come_to(record->at);
        }
    };
    for (const auto& entry : cycle) {
        go_on_to(entry.number);
        const auto record = read_entry(entry.body, entry.secret);
        if (!record) {
            result.flaws.push_back({entry.sequence, "it can't be read: " + record.error().text});
            continue;
        }
        if (leaf_hash(entry.body) != entry.leaf)
            result.flaws.push_back({entry.sequence, "its leaf hash is not that of its body"});
        passing.come_to(record->at);
        judge_passing(history, passing.before(), result);
        judge(history, *record, house, calendars, nobody, result);
    }
    go_on_to(std::numeric_limits<std::int64_t>::max());
    judge_end(history, house, nobody, passing.now(), result);
    return result;
}

}  // namespace paraph
