#include "api/routes/cycle_standing.hpp"

#include <algorithm>

#include "api/http/form.hpp"
#include "api/pages/owed.hpp"
#include "api/pages/positions.hpp"
#include "api/pages/view_data.hpp"
#include "api/routes/standstill.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/overview.hpp"
#include "engine/rules/drawn_roles.hpp"
#include "engine/rules/missing.hpp"

namespace paraph::api {
namespace {

/// Those who owe the same by the same time stand in one row: eighteen ministries are one line.
struct Owed {
    std::string what;
    std::optional<Instant> due;
    std::vector<std::string> who;
};

std::vector<Owed> owed(const Seen& seen, const Naming& naming) {
    std::vector<Owed> rows;
    for (const auto& one : attention_for(seen)) {
        if (one.count > 0) continue;  // put_assigning: no body's turn
        const auto seated = seen.state->seated(one.assignment);
        const auto kind = seated ? seated.round->kind : StageKind::ballot;
        auto what = pages::owed_words(one.what, kind, naming.language());
        auto who =
            one.body.empty() ? title_of_cycle(seen, naming.language()) : naming.body(one.body);
        if (!one.function.empty())
            who += " · " + pages::function_word(one.function, naming.language());
        const auto alike = std::ranges::find_if(
            rows, [&](const Owed& row) { return row.what == what && row.due == one.due; });
        if (alike == rows.end())
            rows.push_back({std::move(what), one.due, {std::move(who)}});
        else if (std::ranges::find(alike->who, who) == alike->who.end())
            alike->who.push_back(std::move(who));
    }
    return rows;
}

/// Where the lot left a role short it is the secretariat's turn, which adds bodies to it.
void put_assigning(pages::CycleView& view, const Seen& seen, const Naming& naming) {
    if (!seen.view.secretariat) return;
    for (const auto& role : seen.definition->roles)
        if (const int count = lacking(role, *seen.definition, *seen.state); count > 0)
            view.attention.push_back(
                {.what = naming.language().say("cycle.assign", {{"n", std::int64_t{count}}}),
                 .href = "/cycles/" + seen.state->id + "/acts/" +
                         pages::code_of(pages::Act::add_participant) +
                         "?role=" + http::percent_encode(role.name)});
}

/// What comes of a round in which nothing is missing; "" where that can't be said to this reader.
std::string outlook(const Seen& seen, const Round& round, const Naming& naming) {
    const auto& language = naming.language();
    const auto* stage = seen.definition->stage(round.stage);
    if (!stage || seen.state->status != CycleStatus::running) return {};
    const auto due = round.due ? language.date_time(*round.due, naming.zone()) : std::string();
    if (stage->kind == StageKind::silence)
        return due.empty() ? "" : language.say("cycle.adopts", {{"due", due}});
    // To whom the positions are withheld, so is whether they suffice.
    std::string words;
    if (seen.view.all_positions && round.qualifies) words = language.say("cycle.would_pass");
    const bool closes = stage->closes.at_due && stage->closes.by_act_of.empty() &&
                        round.status != RoundStatus::overdue;
    const bool asks = stage->kind == StageKind::ballot || stage->kind == StageKind::comment ||
                      stage->kind == StageKind::circulate;
    if (due.empty() || !closes || !asks) return words;
    return words + (words.empty() ? "" : " ") + language.say("cycle.closes", {{"due", due}});
}

void put_standstill(pages::CycleView& view, const House& house, const Seen& seen,
                    const Naming& naming) {
    const auto stop = standstill_of(house, *seen.state);
    if (!stop) return;
    view.standstill = standstill_words(*stop, seen.state->status, naming.language(), naming.zone());
    view.standstill_reason = stop->reason;
}

}  // namespace

std::string assign_words(int count, const Naming& naming) {
    return in_words(missing_reviewers(count), naming.language().code(),
                    [](std::string_view body) { return std::string(body); });
}

std::vector<std::string> missing_words(const Seen& seen, const Round& round, const Naming& naming) {
    std::vector<std::string> lines;
    for (const auto& line : missing(*seen.definition, *seen.state, round))
        if (seen.view.all_positions || line.code == "signature")
            lines.push_back(in_words(line, naming.language().code(),
                                     [&](std::string_view id) { return naming.body(id); }));
    return lines;
}

void put_standing(pages::CycleView& view, const House& house, const Seen& seen,
                  const Naming& naming) {
    const auto status = seen.state->status;
    const bool runs = status == CycleStatus::running;
    if (!runs) put_standstill(view, house, seen, naming);
    const auto rounds = rounds_at_work(*seen.state);
    std::vector<std::string> stages;
    for (const auto* round : rounds) {
        const auto stage = naming.stage(round->stage);
        const auto of_stage = [&](std::string line) {
            return rounds.size() > 1 ? stage + ": " + line : std::move(line);
        };
        stages.push_back(stage);
        if (runs && round->due && (!view.due || *round->due < *view.due)) view.due = round->due;
        auto lines = missing_words(seen, *round, naming);
        if (auto words = lines.empty() ? outlook(seen, *round, naming) : ""; !words.empty())
            view.outlook.push_back(of_stage(std::move(words)));
        for (auto& line : lines) view.missing.push_back(of_stage(std::move(line)));
        view.picture_text += (view.picture_text.empty() ? "" : "; ") + stage + ": " +
                             (runs ? pages::word(round->status, naming.language())
                                   : pages::word(status, naming.language()));
    }
    view.stage = naming.language().list(stages);
    put_assigning(view, seen, naming);
    for (auto& row : owed(seen, naming))
        view.attention.push_back(
            {.who = naming.language().list(row.who), .what = std::move(row.what), .due = row.due});
}

}  // namespace paraph::api
