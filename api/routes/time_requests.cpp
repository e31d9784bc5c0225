#include "api/routes/time_requests.hpp"

#include "api/http/form.hpp"
#include "api/routes/page_support.hpp"
#include "api/telling/said.hpp"
#include "engine/core/overview.hpp"

namespace paraph::api {
namespace {

/// The act that gives the time, with what was asked for in its fields.
std::string extend_href(const Seen& seen, const Round& round, const Assignment& seat) {
    auto href = "/cycles/" + seen.state->id +
                "/acts/extend?stage=" + http::percent_encode(round.stage) +
                "&body=" + http::percent_encode(seat.body);
    const auto* calendar = seen.registry->calendar_of(*seen.state->opening);
    if (!seat.more_time->until || !calendar) return href;
    const auto wanted = fields_of(*calendar, *seat.more_time->until);
    return href + "&date=" + wanted.day + "&hour=" + http::percent_encode(wanted.hour);
}

std::string words(const Assignment& seat, const Naming& naming) {
    const auto& language = naming.language();
    const auto body = naming.body(seat.body);
    if (!seat.more_time->until) return language.say("cycle.asks_time", {{"body", body}});
    return language.say(
        "cycle.asks_time_until",
        {{"body", body}, {"until", language.date_time(*seat.more_time->until, naming.zone())}});
}

}  // namespace

std::vector<pages::TimeRequestRow> time_requests(const House& house, const Seen& seen,
                                                 const Naming& naming) {
    std::vector<pages::TimeRequestRow> rows;
    if (!seen.view.secretariat) return rows;
    const Said said(house.archive, *seen.state);
    const bool runs = seen.state->status == CycleStatus::running;
    for (const auto* round : rounds_at_work(*seen.state))
        for (const auto& seat : round->assignments)
            if (takes_part(*seat) && seat->more_time)
                rows.push_back({.words = words(*seat, naming),
                                .reason = said.reason(seat->more_time->entry),
                                .extend_href = runs ? extend_href(seen, *round, *seat) : ""});
    return rows;
}

}  // namespace paraph::api
