#include "engine/core/batch.hpp"

#include <stdexcept>

namespace paraph {
namespace {

constexpr int errand_depth_max = 8;

}  // namespace

struct Batch::Attempt {
    States touched;
    std::vector<Entry> entries;
};

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

std::shared_ptr<const State> Batch::state_of(const Attempt& attempt,
                                             const std::string& cycle) const {
    if (const auto found = attempt.touched.find(cycle); found != attempt.touched.end())
        return found->second;
    if (const auto found = touched_.find(cycle); found != touched_.end()) return found->second;
    return ports_.load(cycle);
}

void Batch::collect(Attempt& attempt, Decided decided, const Actor& actor) {
    std::int64_t sequence =
        decided.after.sequence - static_cast<std::int64_t>(decided.events.size());
    for (const auto& event : decided.events) {
        const Heading heading{.actor = actor.id,
                              .via = actor.via,
                              .stream = decided.after.id,
                              .sequence = ++sequence,
                              .at = now_};
        const bool sealed = !event.secret.empty();
        attempt.entries.push_back(
            write_entry(event, heading, sealed ? ports_.seeds() : id::Seed{}));
    }
    const std::string cycle = decided.after.id;
    attempt.touched[cycle] = std::make_shared<const State>(std::move(decided.after));
}

Result<> Batch::run_errands(Attempt& attempt, const std::vector<Errand>& errands, int depth) {
    for (const auto& errand : errands)
        if (auto done = carry_out(attempt, errand, depth); !done) return done;
    return {};
}

Result<> Batch::carry_out(Attempt& attempt, const Errand& errand, int depth) {
    if (depth > errand_depth_max)
        return refuse(Refused::out_of_order, "Procedures run inside each other without an end.");
    auto state = state_of(attempt, errand.cycle);
    State fresh;
    fresh.id = errand.cycle;
    const Setting setting{now_, ports_.seeds(), *registry_, ports_.calendars};
    auto decided = decide(state ? *state : fresh, errand.command, errand.actor, setting);
    if (!decided) return decided.error();
    const auto errands = std::move(decided->errands);
    collect(attempt, std::move(*decided), errand.actor);
    return run_errands(attempt, errands, depth + 1);
}

Result<Settled> Batch::take_command(const Submission& submission, const Command& command) {
    State fresh;
    std::shared_ptr<const State> state;
    const id::Seed seed = ports_.seeds();
    Attempt attempt;
    if (submission.stream.empty()) {
        fresh.id = id::make(id::cycle, now_, ports_.seeds());
    } else {
        state = state_of(attempt, submission.stream);
        fresh.id = submission.stream;
    }
    const Setting setting{now_, seed, *registry_, ports_.calendars};
    auto decided = decide(state ? *state : fresh, command, submission.actor, setting);
    if (!decided) return decided.error();
    const auto errands = std::move(decided->errands);
    Settled settled{
        .stream = fresh.id, .state = state, .registry = registry_, .made = decided->made};
    if (decided->events.empty() && errands.empty()) return settled;
    collect(attempt, std::move(*decided), submission.actor);
    if (auto done = run_errands(attempt, errands, 1); !done) return done.error();
    settled.state = attempt.touched.at(fresh.id);
    settled.number = before_.size + static_cast<std::int64_t>(entries_.size());
    accept(std::move(attempt), &submission);
    return settled;
}

Result<Settled> Batch::take_registry(const Submission& submission, const RegistryCommand& command) {
    auto decided = decide(registry_, command, submission.actor, now_, ports_.seeds(), ports_.read);
    if (!decided) return decided.error();
    Settled settled{.stream = std::string(registry_stream),
                    .state = {},
                    .registry = registry_,
                    .made = decided->made};
    if (decided->events.empty()) return settled;
    Attempt attempt;
    std::int64_t sequence = registry_->sequence;
    for (const auto& event : decided->events)
        attempt.entries.push_back(write_entry(event,
                                              {.actor = submission.actor.id,
                                               .via = submission.actor.via,
                                               .stream = registry_stream,
                                               .sequence = ++sequence,
                                               .at = now_},
                                              ports_.seeds()));
    registry_ = std::move(decided->after);
    settled.registry = registry_;
    settled.number = before_.size + static_cast<std::int64_t>(entries_.size());
    accept(std::move(attempt), &submission);
    return settled;
}

Result<Settled> Batch::take(const Submission& submission) {
    if (const auto* command = std::get_if<Command>(&submission.command))
        return take_command(submission, *command);
    return take_registry(submission, std::get<RegistryCommand>(submission.command));
}

void Batch::fall_due(const std::string& cycle) {
    Attempt attempt;
    const auto state = state_of(attempt, cycle);
    if (!state) throw std::logic_error("a due time of a cycle that is not there: " + cycle);
    const Setting setting{now_, ports_.seeds(), *registry_, ports_.calendars};
    auto decided = decide_due(*state, setting);
    const auto errands = std::move(decided.errands);
    collect(attempt, std::move(decided), by_rule());
    if (auto done = run_errands(attempt, errands, 1); !done)
        throw std::logic_error("what follows from a due time was refused: " + done.error().text);
    accept(std::move(attempt), nullptr);
}

void Batch::accept(Attempt attempt, const Submission* submission) {
    bool first = true;
    for (auto& entry : attempt.entries) {
        entry.number = before_.size + static_cast<std::int64_t>(entries_.size());
        if (first && submission && !submission->key.empty())
            entry.key = submission->key + submission->request;
        first = false;
        frontier_.append(entry.leaf);
        entries_.push_back(std::move(entry));
    }
    for (auto& [cycle, state] : attempt.touched) {
        fresh_.push_back(cycle);
        touched_[cycle] = std::move(state);
    }
}

}  // namespace paraph
