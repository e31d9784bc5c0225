#pragma once

#include <stdexcept>

#include "engine/core/apply.hpp"
#include "engine/core/decide.hpp"

namespace paraph {

/// What `check` could not rule out: stages that lead to one another, and nobody is asked.
struct EndlessCourse : std::logic_error {
    using std::logic_error::logic_error;
};

/// A decision in the making: facts are recorded one by one and applied at once, so that each rule
/// sees what the facts before it brought about. Used by the files of engine/core only.
class Decision {
public:
    /// Throws std::logic_error when the state's definition is not in the registry.
    Decision(State state, const Actor& actor, const Setting& setting,
             std::optional<Instant> effective = std::nullopt);

    /// In a round that hides its answers what bodies say is sealed; whatever ends it opens the
    /// seals before.
    void record(Fact fact, json::object secret = {});
    void send(std::string cycle, Command command, Actor actor = by_rule());
    void made(std::string what) { decided_.made = std::move(what); }

    const State& state() const { return decided_.after; }
    const Actor& actor() const { return actor_; }
    const Registry& registry() const { return setting_.registry; }
    Instant now() const { return setting_.now; }
    /// Another cycle as it stands; nullptr: there is none.
    std::shared_ptr<const State> cycle(const std::string& id) const {
        return setting_.cycle ? setting_.cycle(id) : nullptr;
    }
    /// The person for whom the actor acts, by a delegation in force; empty: for itself.
    const std::string& behalf() const { return behalf_; }
    void act_for(std::string person) { behalf_ = std::move(person); }
    /// As of when is judged who was late: of a due time its own instant, however late it is
    /// decided.
    Instant moment() const { return effective_.value_or(setting_.now); }

    /// Of the cycle; for one that is being opened, once `bind` has named it.
    const Definition& definition() const { return *definition_; }
    const Calendar& calendar() const { return *calendar_; }
    void bind(const DefinitionVersion& definition, const CalendarVersion& calendar);

    const Round& round(int index) const { return state().round(index); }
    const Stage& stage_of(const Round& round) const { return *definition_->stage(round.stage); }

    /// Notes that the way leads to a stage; whether it did so before in this decision. Throws
    /// EndlessCourse where it leads on and on without anybody being asked.
    bool pass(const std::string& stage);

    std::string new_assignment() { return next_inside(id::assignment); }
    std::string new_comment() { return next_inside(id::comment); }
    std::string new_commitment() { return next_inside(id::commitment); }
    /// Randomness for a lot; recorded with what was drawn by it.
    Digest new_lot();
    std::string new_cycle();

    /// The answer that is being decided, whose words go out with a chain's last signature.
    void answering(const TakePosition* command) { answering_ = command; }
    const TakePosition* answering() const { return answering_; }

    /// Refused where a text that was recorded has a character that none may have.
    const Result<>& written() const { return written_; }

    Decided finish() && { return std::move(decided_); }

private:
    std::string next_inside(std::string_view prefix);
    id::Seed draw();
    void write(Fact fact, json::object secret);

    const Actor& actor_;
    const Setting& setting_;
    std::optional<Instant> effective_;
    std::string behalf_;
    const Definition* definition_ = nullptr;
    const Calendar* calendar_ = nullptr;
    const TakePosition* answering_ = nullptr;
    std::vector<std::string> passed_;  // stages to which the way has led
    std::uint32_t ordinal_ = 0;
    std::uint32_t drawn_ = 0;
    Result<> written_;
    Decided decided_;
};

}  // namespace paraph
