#include "engine/core/judge.hpp"

#include <algorithm>
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
} catch (const std::logic_error& error) {
    flaw(std::string("it is not possible there: ") + error.what());
    history_.state.sequence = record_.sequence;
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

void judge_end(const History& history, Verification& result) {
    if (!history.ways.empty())
        result.flaws.push_back(
            {.sequence = history.state.sequence, .text = "the history stops between two stages"});
}

Verification verify(std::span<const Entry> registry, std::span<const Entry> cycle,
                    const DefinitionReader& read) {
    Verification result;
    Registry house;
    Calendars calendars;
    History history;
    const OtherCycle nobody = [](const std::string&) { return nullptr; };
    auto next = registry.begin();
    for (const auto& entry : cycle) {
        for (; next != registry.end() && next->number < entry.number; ++next) {
            const auto record = read_registry_entry(next->body, next->secret);
            if (record)
                apply(house, record->fact, record->secret, record->sequence, record->at, read);
            else
                result.flaws.push_back({next->sequence, "the registry: " + record.error().text});
        }
        const auto record = read_entry(entry.body, entry.secret);
        if (!record) {
            result.flaws.push_back({entry.sequence, "it can't be read: " + record.error().text});
            continue;
        }
        if (leaf_hash(entry.body) != entry.leaf)
            result.flaws.push_back({entry.sequence, "its leaf hash is not that of its body"});
        judge(history, *record, house, calendars, nobody, result);
    }
    judge_end(history, result);
    return result;
}

}  // namespace paraph
