#pragma once

#include <unordered_map>
#include <utility>

#include "engine/core/desk.hpp"
#include "engine/core/effects.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph {

/// What one commit will make durable: decisions upon decisions, none of them visible yet. Used by
/// the desk only.
class Batch {
public:
    struct Ports {
        std::function<std::shared_ptr<const State>(const std::string&)>
            load;  // null: no such cycle
        const DefinitionReader& read;
        std::function<id::Seed()> seeds;
        Calendars& calendars;
    };

    Batch(Ports& ports, std::shared_ptr<const Registry> registry, const Head& head, Instant now);

    /// Decides; on a refusal nothing of the submission stays, errands included.
    Result<Settled> take(const Submission& submission);
    /// Decides the first due time of a cycle.
    void fall_due(const std::string& cycle);

    bool empty() const { return entries_.empty(); }
    std::span<const Entry> entries() const { return entries_; }
    Head head() const;
    Instant now() const { return now_; }

    using States = std::unordered_map<std::string, std::shared_ptr<const State>>;
    const States& touched() const { return touched_; }
    /// Cycles that were touched since the last call.
    std::vector<std::string> newly_touched() { return std::exchange(fresh_, {}); }
    const std::shared_ptr<const Registry>& registry() const { return registry_; }

private:
    Result<Settled> take_command(const Submission& submission, const Command& command);
    Result<Settled> take_registry(const Submission& submission, const RegistryCommand& command);
    /// `unborn` is a cycle that can't be known yet, so that nobody looks for it in the store.
    Effects::House house(std::string_view unborn = {});
    void keep(std::vector<Effect> effects, const Submission* submission);
    void accept(std::vector<Entry> entries, const Submission* submission);

    Ports& ports_;
    std::shared_ptr<const Registry> registry_;
    Frontier frontier_;
    Head before_;
    Instant now_;
    std::vector<Entry> entries_;
    States touched_;
    std::vector<std::string> fresh_;
};

}  // namespace paraph
