#include "api/routes/act_form.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/keys/random.hpp"
#include "api/pages/view_data.hpp"
#include "api/routes/act_dates.hpp"
#include "api/routes/page_support.hpp"
#include "engine/base/enums.hpp"

namespace paraph::api {
namespace {

using pages::Act;

/// A command that tries an act: whatever it lacks is refused with the place of an input.
Command probe(Act act, const State& state) {
    const auto* round = state.rounds.empty() ? nullptr : state.rounds.back().get();
    switch (act) {
        case Act::extend:
            return Extend{.reason = "?"};
        case Act::shorten:
            return Shorten{.reason = "?"};
        case Act::suspend:
            return Suspend{.reason = "?"};
        case Act::resume:
        case Act::take_up:
            return Resume{.reason = "?"};
        case Act::defer:
            return Defer{.reason = "?"};
        case Act::reopen:
            return Reopen{.stage = round ? round->stage : "", .reason = "?"};
        case Act::abandon:
            return Abandon{.reason = "?"};
        case Act::close:
            return Close{.reason = "?"};
        case Act::waive:
            return Waive{.reason = "?"};
        case Act::add_participant:
            return AddParticipant{.reason = "?"};
        case Act::remove_participant:
            return RemoveParticipant{.reason = "?"};
        case Act::replace_participant:
            return ReplaceParticipant{.reason = "?"};
        case Act::meeting:
            return RecordMeeting{};
        case Act::revision:
            return IssueRevision{.reason = "?"};
        case Act::migrate:
            return Migrate{.version = 0, .reason = "?"};
    }
    return Close{};
}

/// Resuming and taking up are one command, and which one it is the cycle's status says.
bool fits_status(Act act, CycleStatus status) {
    if (act == Act::resume)
        return status == CycleStatus::suspended || status == CycleStatus::abandoned;
    if (act == Act::take_up) return status == CycleStatus::deferred;
    return true;
}

/// Versions of the cycle's definition beside the one that it runs by.
bool has_other_version(const Seen& seen) {
    const auto& ref = seen.state->opening->definition;
    const auto found = seen.registry->definitions.find(ref.name);
    return found != seen.registry->definitions.end() && found->second.size() > 1;
}

Migrate migration_in(const http::Form& form) {
    constexpr std::string_view stage = "stage-";
    Migrate command{.version = 0, .reason = std::string(form.get("reason"))};
    const auto version = form.get("version");
    std::from_chars(version.data(), version.data() + version.size(), command.version);
    for (const auto& [name, value] : form.fields())
        if (name.starts_with(stage) && !value.empty())
            command.stages[name.substr(stage.size())] = value;
    return command;
}

bool has_closed_round(const State& state) {
    return std::ranges::any_of(
        state.rounds, [](const auto& round) { return round->status == RoundStatus::closed; });
}

/// Whether there is an extension that can be taken back, for all or for one body.
bool has_extension(const State& state) {
    return std::ranges::any_of(state.open_rounds(), [&](int index) {
        const Round& round = state.round(index);
        return was_extended(round) ||
               std::ranges::any_of(round.assignments, [&](const auto& assignment) {
                   return was_extended(round, *assignment);
               });
    });
}

}  // namespace

std::optional<Act> act_in(std::string_view address) {
    for (const auto act : enum_values<Act>)
        if (pages::code_of(act) == address) return act;
    return std::nullopt;
}

Result<Command> act_command(Act act, const http::Form& form, const CalendarVersion& calendar) {
    const auto text = [&](std::string_view name) { return std::string(form.get(name)); };
    const auto reason = text("reason");
    const bool asks_date = act == Act::extend || act == Act::shorten || act == Act::reopen ||
                           (act == Act::defer && !form.get("date").empty());
    Instant due{};
    if (asks_date) {
        const auto said = moment_in(calendar, form.get("date"), form.get("hour"));
        if (!said) return said.error();
        due = *said;
    }
    const auto until = asks_date ? std::optional(due) : std::nullopt;
    switch (act) {
        case Act::extend:
            return Command(Extend{text("stage"), text("body"), due, reason});
        case Act::shorten:
            return Command(Shorten{text("stage"), text("body"), due, reason});
        case Act::suspend:
            return Command(Suspend{reason});
        case Act::resume:
        case Act::take_up:
            return Command(Resume{reason});
        case Act::defer:
            return Command(Defer{until, text("meeting"), reason});
        case Act::reopen:
            return Command(Reopen{text("round"), due, reason});
        case Act::abandon:
            return Command(Abandon{reason});
        case Act::close:
            return Command(
                Close{.reason = reason, .result = text("result"), .stage = text("stage")});
        case Act::waive:
            return Command(Waive{text("stage"), reason});
        case Act::add_participant:
            return Command(AddParticipant{text("role"), text("body"), reason});
        case Act::remove_participant:
            return Command(RemoveParticipant{text("body"), reason});
        case Act::replace_participant:
            return Command(ReplaceParticipant{text("body"), text("successor"), reason});
        case Act::meeting:
            return Command(RecordMeeting{text("result"), text("text"), text("stage")});
        case Act::revision:
            return Command(IssueRevision{.text = text("text"),
                                         .media_type = "text/markdown",
                                         .editorial = form.get("editorial") == "yes",
                                         .reason = reason});
        case Act::migrate:
            return Command(migration_in(form));
    }
    return refuse(Refused::not_found, "There is no such act.");
}

std::string act_field(Act act, const std::string& where) {
    if (where == "/due" || where == "/until") return "date";
    if (where == "/stage") return act == Act::reopen ? "round" : "stage";
    if (where == "/minutes") return "text";
    if (where.starts_with("/stages/")) return "stage-" + where.substr(8);
    return where.starts_with('/') ? where.substr(1) : where;
}

Result<Decided> try_out(const House& house, const Seen& seen, const Command& command,
                        const Actor& actor) {
    return try_all(house, seen, {command}, actor);
}

Result<Decided> try_all(const House& house, const Seen& seen, const std::vector<Command>& commands,
                        const Actor& actor) {
    Calendars calendars;
    const Setting setting{.now = house.clock.now(),
                          .seed = random_seed(),
                          .registry = *seen.registry,
                          .calendars = calendars,
                          .cycle = [&house](const std::string& id) { return house.cycle(id); }};
    auto decided = decide(*house.cycle(seen.state->id), commands.at(0), actor, setting);
    for (std::size_t i = 1; decided && i < commands.size(); ++i)
        decided = decide(decided->after, commands[i], actor, setting);
    return decided;
}

std::vector<Act> possible_acts(const House& house, const Seen& seen, const Actor& actor) {
    std::vector<Act> acts;
    for (const auto act : enum_values<Act>) {
        if (!fits_status(act, seen.state->status)) continue;
        if (act == Act::reopen && !has_closed_round(*seen.state)) continue;
        if (act == Act::migrate && !has_other_version(seen)) continue;
        if (act == Act::shorten && !has_extension(*seen.state)) continue;
        const auto decided = try_out(house, seen, probe(act, *seen.state), actor);
        if (decided || !decided.error().where.empty()) acts.push_back(act);
    }
    return acts;
}

}  // namespace paraph::api
