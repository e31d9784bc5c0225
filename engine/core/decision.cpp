#include "engine/core/decision.hpp"

#include <stdexcept>

#include "engine/base/contains.hpp"
#include "engine/base/writing.hpp"
#include "engine/core/sealing.hpp"

namespace paraph {

Decision::Decision(State state, const Actor& actor, const Setting& setting,
                   std::optional<Instant> effective)
    : actor_(actor), setting_(setting), effective_(effective), behalf_(actor.behalf) {
    ordinal_ = state.ordinal;
    if (state.opening) {
        const auto& opening = *state.opening;
        const auto* found =
            setting.registry.definition(opening.definition.name, opening.definition.version);
        if (!found) throw std::logic_error("no definition \"" + opening.definition.name + "\"");
        definition_ = found->definition.get();
        calendar_ =
            &setting.calendars.get(setting.registry, opening.calendar, opening.calendar_version);
    }
    decided_.after = std::move(state);
}

void Decision::bind(const DefinitionVersion& definition, const CalendarVersion& calendar) {
    definition_ = definition.definition.get();
    calendar_ = &setting_.calendars.get(setting_.registry, calendar.name, calendar.version);
}

void Decision::record(Fact fact, json::object secret) {
    if (written_) written_ = check_writing(secret);
    if (const int round = round_that_opens(fact); round >= 0)
        for (auto& opened : openings(state(), round)) write(std::move(opened), {});
    const auto where = definition_ ? hideout_of(*definition_, state(), fact) : std::nullopt;
    if (where) fact = seal(fact, *where, draw(), secret);
    write(std::move(fact), std::move(secret));
}

void Decision::write(Fact fact, json::object secret) {
    auto& event = decided_.events.emplace_back(Event{.fact = std::move(fact),
                                                     .secret = std::move(secret),
                                                     .effective = effective_,
                                                     .behalf = behalf_});
    apply(decided_.after, {.fact = event.fact,
                           .secret = event.secret,
                           .actor = actor_.id,
                           .sequence = decided_.after.sequence + 1,
                           .at = setting_.now,
                           .behalf = event.behalf});
}

void Decision::send(std::string cycle, Command command, Actor actor) {
    decided_.errands.push_back(
        {.cycle = std::move(cycle), .command = std::move(command), .actor = std::move(actor)});
}

std::string Decision::next_inside(std::string_view prefix) {
    return id::inside(prefix, state().id, ++ordinal_);
}

id::Seed Decision::draw() {
    return id::derived(setting_.seed, "id", drawn_++);
}

bool Decision::pass(const std::string& stage) {
    constexpr std::size_t passed_max = 1'000;  // no procedure has so many stages in a row
    const bool again = contains(passed_, stage);
    passed_.push_back(stage);
    if (passed_.size() > passed_max)
        throw EndlessCourse("The way leads on from \"" + stage +
                            "\" without an end, and nobody is asked.");
    return again;
}

Digest Decision::new_lot() {
    const auto drawn = draw();
    return sha256({reinterpret_cast<const char*>(drawn.data()), drawn.size()});
}

std::string Decision::new_cycle() {
    return id::make(id::cycle, setting_.now, draw());
}

}  // namespace paraph
