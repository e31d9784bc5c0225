#include "engine/core/batch.hpp"

#include "engine/core/key_book.hpp"

namespace paraph {

Batch::Batch(Ports& ports, std::shared_ptr<const Registry> registry, const Head& head, Instant now)
    : ports_(ports),
      registry_(std::move(registry)),
      frontier_(Frontier::parse(head.frontier).value()),
      before_(head),
      now_(now) {}

Head Batch::head() const {
    Head after = before_;
    after.size += static_cast<std::int64_t>(entries_.size());
    after.frontier = frontier_.to_text();
    return after;
}

Effects::House Batch::house(std::string_view unborn) {
    return {.find = [this, unborn](const std::string& cycle) -> std::shared_ptr<const State> {
                const auto found = touched_.find(cycle);
                if (found != touched_.end()) return found->second;
                return cycle == unborn ? nullptr : ports_.load(cycle);
            },
            .seeds = ports_.seeds,
            .calendars = ports_.calendars,
            .registry = *registry_,
            .now = now_};
}

Result<Settled> Batch::take_command(const Submission& submission, const Command& command) {
    const bool opens = submission.stream.empty();
    const auto cycle = opens ? id::make(id::cycle, now_, ports_.seeds()) : submission.stream;
    const auto around = house(opens ? cycle : std::string_view());
    Effects effects(around);
    auto made = effects.take(cycle, command, submission.actor);
    if (!made) return made.error();
    Settled settled{.stream = cycle,
                    .state = effects.state(cycle),
                    .registry = registry_,
                    .made = std::move(*made)};
    if (effects.all().empty()) return settled;
    settled.number = before_.size + static_cast<std::int64_t>(entries_.size());
    keep(std::move(effects.all()), &submission);
    return settled;
}

Result<Settled> Batch::take_registry(const Submission& submission, const RegistryCommand& command) {
    auto decided = decide(registry_, command, submission.actor, now_, ports_.seeds(), ports_.read);
    if (!decided) return decided.error();
    Settled settled{
        .stream = std::string(registry_stream), .registry = registry_, .made = decided->made};
    if (decided->events.empty()) return settled;
    std::vector<Entry> entries;
    std::int64_t sequence = registry_->sequence;
    for (const auto& event : decided->events)
        entries.push_back(write_entry(event,
                                      {.actor = submission.actor.id,
                                       .via = submission.actor.via,
                                       .stream = registry_stream,
                                       .sequence = ++sequence,
                                       .at = now_},
                                      ports_.seeds()));
    registry_ = std::move(decided->after);
    settled.registry = registry_;
    settled.number = before_.size + static_cast<std::int64_t>(entries_.size());
    accept(std::move(entries), &submission);
    return settled;
}

Result<Settled> Batch::take(const Submission& submission) {
    if (const auto* command = std::get_if<Command>(&submission.command))
        return take_command(submission, *command);
    return take_registry(submission, std::get<RegistryCommand>(submission.command));
}

void Batch::fall_due(const std::string& cycle) {
    const auto around = house();
    Effects effects(around);
    effects.fall_due(cycle);
    keep(std::move(effects.all()), nullptr);
}

/// Writes the entries of all effects before it takes any: one that is too long spoils nothing.
void Batch::keep(std::vector<Effect> effects, const Submission* submission) {
    std::vector<Entry> entries;
    for (const auto& effect : effects) {
        std::int64_t sequence =
            effect.after->sequence - static_cast<std::int64_t>(effect.events.size());
        for (const auto& event : effect.events) {
            const Heading heading{.actor = effect.actor.id,
                                  .via = effect.actor.via,
                                  .stream = effect.after->id,
                                  .sequence = ++sequence,
                                  .at = now_};
            const bool sealed = !event.secret.empty();
            entries.push_back(write_entry(event, heading, sealed ? ports_.seeds() : id::Seed{}));
        }
    }
    accept(std::move(entries), submission);
    for (auto& effect : effects) {
        fresh_.push_back(effect.after->id);
        touched_[effect.after->id] = std::move(effect.after);
    }
}

void Batch::accept(std::vector<Entry> entries, const Submission* submission) {
    bool first = true;
    for (auto& entry : entries) {
        entry.number = before_.size + static_cast<std::int64_t>(entries_.size());
        if (first && submission) entry.key = entry_key(*submission);
        first = false;
        frontier_.append(entry.leaf);
        entries_.push_back(std::move(entry));
    }
}

}  // namespace paraph
