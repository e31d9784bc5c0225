#include "api/routes/act_dates.hpp"

#include "engine/core/overview.hpp"
#include "engine/rules/calendar.hpp"

namespace paraph::api {

std::vector<std::string> dues_now(const Seen& seen, const Naming& naming) {
    auto rounds = rounds_at_work(*seen.state);
    if (rounds.empty())
        if (const auto* last = seen.state->last_asked()) rounds.push_back(last);
    std::vector<std::string> lines;
    const auto add = [&](std::string_view key, std::string who, Instant due) {
        const auto& language = naming.language();
        lines.push_back(language.say(
            key, {{"who", std::move(who)}, {"due", language.date_time(due, naming.zone())}}));
    };
    for (const auto* round : rounds) {
        const auto key = is_open(*round) ? "act.due_now" : "act.was_due";
        if (round->due) add(key, naming.stage(round->stage), *round->due);
        if (!is_open(*round)) continue;
        for (const auto& seat : round->assignments)
            if (takes_part(*seat) && seat->due && seat->due != round->due)
                add(key, naming.body(seat->body), *seat->due);
    }
    return lines;
}

bool was_extended(const Round& round) {
    return round.due_before && round.due_before < round.due;
}

bool was_extended(const Round& round, const Assignment& assignment) {
    return takes_part(assignment) && assignment.due > round.due;
}

std::optional<std::string> closed_day(const CalendarVersion& version, Instant due,
                                      const pages::Language& language) {
    const auto calendar = Calendar::make(version);
    if (!calendar || calendar->is_working_day(calendar->day_of(due))) return std::nullopt;
    const auto next = calendar->deadline(due, {1, Unit::working_days});
    const auto day = to_text(Instant{calendar->local(due).time_since_epoch()}).substr(0, 10);
    const auto holiday = version.holidays.find(day);
    const bool named = holiday != version.holidays.end();
    return language.say(named ? "act.on_holiday" : "act.on_weekend",
                        {{"day", language.day(due, version.zone)},
                         {"holiday", named ? holiday->second : ""},
                         {"next", language.day(next, version.zone)}});
}

}  // namespace paraph::api
