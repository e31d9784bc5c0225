// The board of all commitments, by body, state and objective.

#include <algorithm>
#include <set>

#include "api/pages/view_data.hpp"
#include "api/routes/commitment_list.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

using pages::Choice;

std::vector<Choice> choices(const std::set<std::pair<std::string, std::string>>& found,
                            const std::string& chosen, const pages::Language& language) {
    std::vector<Choice> all{{"", language.say("commitments.any"), {}, chosen.empty()}};
    for (const auto& [title, value] : found) all.push_back({value, title, {}, value == chosen});
    return all;
}

std::vector<Choice> states(const CommitmentFilter& filter, const pages::Language& language) {
    std::vector<Choice> all{{"", language.say("commitments.any"), {}, !filter.state}};
    for (const auto state : enum_values<CommitmentStatus>)
        all.push_back({std::string(enum_text(state)),
                       pages::word(state, language),
                       {},
                       filter.state == state});
    return all;
}

/// What is still to be done first, the earliest on top; then what is settled, the latest on top.
void sort(std::vector<pages::CommitmentRow>& rows) {
    std::ranges::sort(rows, [](const auto& one, const auto& other) {
        if (one.is_open != other.is_open) return one.is_open;
        return one.is_open ? one.due < other.due : one.due > other.due;
    });
}

pages::CommitmentsView view_of(const House& house, const Reader& reader,
                               const CommitmentFilter& filter) {
    pages::CommitmentsView view;
    std::set<std::pair<std::string, std::string>> bodies, subjects;  // title, value
    each_commitment(house, reader.principal, [&](const Seen& seen, const Commitment& commitment) {
        const Naming naming(seen, *reader.language);
        bodies.emplace(naming.body(commitment.body), commitment.body);
        const auto title = title_of_cycle(seen, *reader.language);
        subjects.emplace(title, seen.state->title);
        if (!filter.takes(*seen.state, commitment)) return;
        auto row = commitment_row(commitment, Said(house.archive, *seen.state));
        row.body = naming.body(commitment.body);
        row.cycle = title;
        row.cycle_href = "/cycles/" + seen.state->id;
        view.rows.push_back(std::move(row));
    });
    sort(view.rows);
    view.bodies = choices(bodies, filter.body, *reader.language);
    view.subjects = choices(subjects, filter.about, *reader.language);
    view.states = states(filter, *reader.language);
    view.filtered = !filter.body.empty() || !filter.about.empty() || filter.state;
    return view;
}

}  // namespace

void bind_commitment_pages(http::Router& router, const House& house) {
    router.bind("page.commitments", [&](const http::Context& context, http::Answer answer) {
        if (context.principal.id.empty()) return answer(http::see_other("/sign-in"));
        const auto reader = reader_of(house, context, pages::Section::board);
        const auto filter = commitment_filter(context.request);
        if (!filter) return answer(refusal_page(house, reader, filter.error(), "/commitments"));
        render_later(house, reader, std::move(answer), [&house, reader, filter = *filter] {
            return page(house, reader, view_of(house, reader, filter));
        });
    });
}

}  // namespace paraph::api
