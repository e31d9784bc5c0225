#include <algorithm>

#include "api/pages/view_data.hpp"
#include "api/routes/cycle_standing.hpp"
#include "api/routes/delegation_pages.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/routes.hpp"
#include "api/routes/time_requests.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/overview.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t board_rows_max = 200;
constexpr std::size_t settled_max = 20;

/// The open round that the row speaks of first: one that is overdue or blocked, else the oldest.
const Round* most_urgent(const Seen& seen) {
    const auto rounds = rounds_at_work(*seen.state);
    const auto urgent = std::ranges::find_if(rounds, [&](const Round* round) {
        const auto progress = progress_of(*seen.definition, *round);
        return progress.overdue || progress.blocking > 0;
    });
    if (urgent != rounds.end()) return *urgent;
    return rounds.empty() ? nullptr : rounds.front();
}

/// Why it is the secretariat's turn, in the order of what stops a cycle.
std::string why(const Seen& seen, const Round* round, const Naming& naming) {
    if (!round || seen.state->status != CycleStatus::running)
        return pages::word(seen.state->status, naming.language());
    const auto missing = missing_words(seen, *round, naming);
    const auto status = pages::word(round->status, naming.language());
    const bool stopped =
        round->status == RoundStatus::overdue || progress_of(*seen.definition, *round).blocking > 0;
    // What is awaited of reviewers is their turn, and those that are to be assigned are not there.
    if (!stopped || missing.empty())
        for (const auto& one : attention_for(seen))
            if (one.count > 0) return assign_words(one.count, naming);
    if (missing.empty()) return status;
    return round->status == RoundStatus::overdue ? status + ": " + missing.front()
                                                 : missing.front();
}

pages::BoardRow board_row(const House& house, const Seen& seen, const pages::Language& language) {
    const Naming naming(seen, language);
    const auto& state = *seen.state;
    pages::BoardRow row;
    row.href = "/cycles/" + state.id;
    row.title = title_of_cycle(seen, language);
    row.status = state.status;
    row.next = state.ended;
    if (!state.outcome.empty()) row.outcome = naming.position(state.outcome);
    row.why = why(seen, most_urgent(seen), naming);
    std::vector<std::string> stages;
    const bool runs = state.status == CycleStatus::running;
    for (const auto* round : rounds_at_work(state)) {
        const auto progress = progress_of(*seen.definition, *round);
        stages.push_back(naming.stage(round->stage));
        if (runs && round->due && (!row.next || *round->due < *row.next)) row.next = round->due;
        row.late = row.late || (runs && progress.overdue);
        row.answered += progress.answered;
        row.expected += progress.asked;
    }
    row.stage = language.list(stages);
    row.requests = time_requests(house, seen, naming);
    return row;
}

std::vector<pages::BoardRow> board_rows(const House& house, const Principal& principal,
                                        const pages::Language& language, std::string needs,
                                        std::size_t limit) {
    CycleFilter filter;
    filter.needs = std::move(needs);
    filter.limit = limit;
    std::vector<pages::BoardRow> rows;
    for (const auto& cycle : house.archive.cycles(filter))
        if (const auto seen = look_at(house, cycle.id, principal))
            rows.push_back(board_row(house, *seen, language));
    // What falls due first comes first; what has no due time waits for somebody, so before that.
    if (filter.needs != "settled")
        std::ranges::stable_sort(rows, {},
                                 [](const auto& row) { return row.next.value_or(Instant{}); });
    return rows;
}

pages::BoardView board(const House& house, const Principal& principal,
                       const pages::Language& language) {
    return {.needs_you = board_rows(house, principal, language, "you", board_rows_max),
            .waiting = board_rows(house, principal, language, "others", board_rows_max),
            .settled = board_rows(house, principal, language, "settled", settled_max),
            .consents = consent_rows(house, principal, language)};
}

/// The tables are written behind: they are waited for, so that the board shows what was just done.
void show_board(const House& house, const http::Context& context, http::Answer answer) {
    if (context.principal.id.empty()) return answer(http::see_other("/sign-in"));
    if (!context.principal.roles.meets(Role::secretariat | Role::participant))
        return answer(http::see_other("/audit"));
    const auto reader = reader_of(house, context, pages::Section::board);
    house.desk.catch_up([&house, reader, answer = std::move(answer)] {
        render_later(house, reader, answer, [&house, reader] {
            return page(house, reader, board(house, reader.principal, *reader.language));
        });
    });
}

}  // namespace

void bind_board_pages(http::Router& router, const House& house) {
    router.bind("page.board", handler_in(house, show_board));
}

}  // namespace paraph::api
