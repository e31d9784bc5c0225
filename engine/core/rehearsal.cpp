#include "engine/core/rehearsal.hpp"

#include <algorithm>

namespace paraph {
namespace {

/// SplitMix64: ids need no secrecy here, only to differ and to be the same in every run.
std::uint64_t mixed(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

}  // namespace

Rehearsal::Rehearsal(Instant start, std::uint64_t seed) : now_(start), drawn_(mixed(seed)) {}

id::Seed Rehearsal::draw() {
    id::Seed seed{};
    for (std::size_t half = 0; half < 2; ++half) {
        const auto bits = mixed(++drawn_);
        for (std::size_t byte = 0; byte < 8; ++byte)
            seed[half * 8 + byte] = static_cast<std::uint8_t>(bits >> (byte * 8));
    }
    return seed;
}

Effects::House Rehearsal::house(const std::function<id::Seed()>& seeds) const {
    return {.find = [this](const std::string& id) { return state(id); },
            .seeds = seeds,
            .calendars = *calendars_,
            .registry = *registry_,
            .now = now_};
}

Result<> Rehearsal::tell(const RegistryCommand& command, const DefinitionReader& read) {
    const auto told = tell_as(command, by_rule(), read);
    if (!told) return told.error();
    return {};
}

Result<std::string> Rehearsal::tell_as(const RegistryCommand& command, const Actor& actor,
                                       const DefinitionReader& read) {
    auto decided = decide(registry_, command, actor, now_, draw(), read);
    if (!decided) return decided.error();
    registry_ = std::move(decided->after);
    return decided->made;
}

std::vector<Rehearsal::Happened> Rehearsal::keep(std::vector<Effect> effects) {
    std::vector<Happened> happened;
    happened.reserve(effects.size());
    for (auto& effect : effects) {
        const auto& cycle = effect.after->id;
        cycles_[cycle] = effect.after;
        dues_.set(cycle, effect.after->next_due());
        happened.push_back({now_, std::move(effect)});
    }
    return happened;
}

Result<Rehearsal::Given> Rehearsal::give(const std::string& cycle, const Command& command,
                                         const Actor& actor) {
    const std::function<id::Seed()> seeds = [this] { return draw(); };
    const auto around = house(seeds);
    Effects effects(around);
    auto made = effects.take(cycle, command, actor);
    if (!made) return made.error();
    return Given{.happened = keep(std::move(effects.all())), .made = std::move(*made)};
}

Result<Rehearsal::Given> Rehearsal::open(const OpenCycle& command, const Actor& actor) {
    return give(id::make(id::cycle, now_, draw()), command, actor);
}

std::vector<Rehearsal::Happened> Rehearsal::advance(Instant to) {
    std::vector<Happened> all;
    const std::function<id::Seed()> seeds = [this] { return draw(); };
    for (auto due = dues_.first(); due && due->first <= to; due = dues_.first()) {
        now_ = std::max(now_, due->first);
        const auto around = house(seeds);
        Effects effects(around);
        effects.fall_due(due->second);
        std::ranges::move(keep(std::move(effects.all())), std::back_inserter(all));
    }
    now_ = std::max(now_, to);
    return all;
}

std::optional<Instant> Rehearsal::next_due() const {
    const auto first = dues_.first();
    return first ? std::optional(first->first) : std::nullopt;
}

std::shared_ptr<const State> Rehearsal::state(const std::string& cycle) const {
    const auto found = cycles_.find(cycle);
    return found == cycles_.end() ? nullptr : found->second;
}

const Definition& Rehearsal::definition_of(const State& state) const {
    const auto& reference = state.opening->definition;
    return *registry_->definition(reference.name, reference.version)->definition;
}

}  // namespace paraph
