#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/core/due_index.hpp"
#include "engine/core/effects.hpp"
#include "engine/core/registrar.hpp"

namespace paraph {

/// A house on a virtual clock, for scenarios and simulation: decides what the desk decides, in the
/// same order (due times before commands, each at its own time), and writes it nowhere. The same
/// seed and the same commands give the same facts. A value: a copy goes its own way from there, and
/// costs little. One thread.
class Rehearsal {
public:
    struct Happened {
        Instant at{};
        Effect effect;
    };
    struct Given {
        std::vector<Happened> happened;  // none: nothing had to change
        std::string made;
    };

    Rehearsal(Instant start, std::uint64_t seed);

    /// Who there is, calendars, definitions.
    Result<> tell(const RegistryCommand& command, const DefinitionReader& read);
    /// The same of a person, where only some may: gives what was made.
    Result<std::string> tell_as(const RegistryCommand& command, const Actor& actor,
                                const DefinitionReader& read);
    /// Precondition: what is due by now has been decided (`advance`).
    Result<Given> give(const std::string& cycle, const Command& command, const Actor& actor);
    Result<Given> open(const OpenCycle& command, const Actor& actor);  // made: the cycle's id

    /// Moves the clock to `to`, which is not before now; what falls due on the way happens.
    std::vector<Happened> advance(Instant to);
    /// When something falls due next, in any cycle.
    std::optional<Instant> next_due() const;
    Instant now() const { return now_; }

    std::shared_ptr<const State> state(const std::string& cycle) const;  // null: no such cycle
    const Registry& registry() const { return *registry_; }
    const Definition& definition_of(const State& state) const;

private:
    id::Seed draw();
    Effects::House house(const std::function<id::Seed()>& seeds) const;  // while `seeds` lives
    std::vector<Happened> keep(std::vector<Effect> effects);

    Instant now_{};
    std::uint64_t drawn_;
    std::shared_ptr<const Registry> registry_ = std::make_shared<Registry>();
    std::shared_ptr<Calendars> calendars_ = std::make_shared<Calendars>();
    std::unordered_map<std::string, std::shared_ptr<const State>> cycles_;
    DueIndex dues_;
};

}  // namespace paraph
