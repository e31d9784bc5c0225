#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/desk.hpp"
#include "engine/core/memory_store.hpp"

namespace paraph::test {

/// A clock that stands until it is set.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(Instant start) : now_(start) {}
    Instant now() override { return now_; }
    bool is_virtual() const override { return true; }
    void set(Instant instant) override { now_ = instant; }

private:
    std::atomic<Instant> now_;
};

/// "2025-12-22 17:00" (seconds and milliseconds may follow) as the wall clock in Dhaka shows it.
Instant dhaka(std::string_view local);
/// A wall-clock reading in Dhaka, to the minute.
std::string dhaka(Instant instant);

/// Seeds that repeat from run to run.
std::function<id::Seed()> counted_seeds();

/// Reads a definition as the server does.
DefinitionReader definitions();

/// A house with the shipped calendar and procedures, the bodies of the cases, and one cycle at
/// hand. Every act goes through a desk, as it would in a server; due times happen as the clock is
/// moved.
class House {
public:
    explicit House(std::string_view start = "2025-12-07 10:00");
    House(Store& store, std::string_view start);  // the same, with a store of another's
    ~House();

    /// Bodies "member-1" to "member-<count>"; each has a focal point.
    std::vector<std::string> members(int count);
    /// A body with people of these functions.
    void body(const std::string& id, const std::vector<std::string>& functions);
    void publish(const std::string& source);

    /// Moves the clock; what falls due on the way happens.
    void at(std::string_view local) { to(dhaka(local)); }
    void to(Instant instant);

    Actor secretariat() const;
    Actor focal(const std::string& body) const { return person(body, "focal point"); }
    Actor person(const std::string& body, const std::string& function) const;

    /// Opens a cycle and takes it at hand.
    Result<Settled> open(OpenCycle command);
    Result<Settled> give(Command command, const Actor& actor, const std::string& cycle = {});
    Result<Settled> give(RegistryCommand command);
    Result<Settled> submit(Submission submission);
    /// A position on the text in force, for a body by its focal point.
    Result<Settled> answer(const std::string& body, const std::string& position,
                           const std::string& reason = {}, std::vector<NewComment> comments = {});
    /// An act on a level of the chain inside a body: `function` of the body signs or returns.
    Result<Settled> in_chain(const std::string& body, const std::string& function,
                             const std::string& position, const std::string& proposes = {},
                             const std::string& reason = {});

    std::shared_ptr<const State> state(const std::string& id = {}) const;
    const Definition& definition(const State& state) const;
    Round round() const { return *state()->rounds.back(); }
    Assignment seat(const std::string& body) const;  // of the newest round that was not undone
    std::string inside(const std::string& body) const { return seat(body).child; }
    std::vector<Entry> entries(const std::string& id = {}) const;
    std::vector<std::string> kinds(const std::string& id = {});  // of all entries, in order

    void restart();  // a new desk on the same store

    MemoryStore own_store;
    Store* store = &own_store;
    VirtualClock clock;
    std::unique_ptr<Desk> desk;
    std::string cycle;
};

/// The code of a refusal, "accepted", or "no change".
std::string outcome(const Result<Settled>& result);

std::vector<std::string> awaited(const House& house);  // bodies that must act now
std::string stage(const House& house);                 // where it stands, or its outcome
std::string missing_codes(const House& house);         // "open condition, answer"
int count_of(const House& house, const Round& round, std::string_view position);
int silent_of(const House& house, const Round& round, std::string_view position);

OpenCycle silence_procedure(std::vector<std::string> members);
OpenCycle write_round(std::vector<std::string> members);
/// A ballot whose answers are hidden until it closes; `publish(sealed_ballot_source())` first.
std::string sealed_ballot_source();
OpenCycle sealed_ballot(std::vector<std::string> members);
/// Two branches side by side, of which one may leave the block; `publish` its source first.
std::string two_branches_source();
OpenCycle two_branches(std::vector<std::string> members);

}  // namespace paraph::test
