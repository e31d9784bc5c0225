#include "api/routes/commitment_list.hpp"

#include <algorithm>
#include <set>

#include "engine/base/enums.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph::api {
namespace {

bool follows_up(const DefinitionVersion& version) {
    return std::ranges::any_of(version.definition->stages, [](const Stage& stage) {
        return stage.kind == StageKind::follow_up;
    });
}

/// By name: other cycles have no commitments, and need not be read.
std::set<std::string> with_follow_up(const Registry& registry) {
    std::set<std::string> names;
    for (const auto& [name, versions] : registry.definitions)
        for (const auto& version : versions)
            if (follows_up(*version)) names.insert(name);
    return names;
}

}  // namespace

bool CommitmentFilter::takes(const State& cycle, const Commitment& commitment) const {
    return (body.empty() || commitment.body == body) && (about.empty() || cycle.title == about) &&
           (!state || commitment.status == *state);
}

Result<CommitmentFilter> commitment_filter(const http::Request& request) {
    CommitmentFilter filter;
    filter.body = request.parameter("body").value_or("");
    filter.about = request.parameter("about").value_or("");
    const auto word = request.parameter("state").value_or("");
    if (word.empty()) return filter;
    filter.state = enum_from_text<CommitmentStatus>(word);
    if (filter.state) return filter;
    return refuse(Refused::invalid,
                  "A commitment's state is open, on track, late, done or dropped.", "state");
}

bool sees(const Seen& seen, const Commitment& commitment) {
    return seen.view.all_comments || commitment.body == seen.view.body;
}

void each_commitment(const House& house, const Principal& principal,
                     const std::function<void(const Seen&, const Commitment&)>& take) {
    const auto names = with_follow_up(*house.desk.registry());
    wait_for_tables(house);  // the list of cycles is written behind the log
    each_cycle(house, [&](const CycleRow& row) {
        const auto seen = names.contains(row.definition)
                              ? look_at(house, row.id, principal)
                              : Result<Seen>(refuse(Refused::not_found, ""));
        if (!seen) return;
        for (const auto& commitment : seen->state->commitments)
            if (sees(*seen, *commitment)) take(*seen, *commitment);
    });
}

pages::CommitmentRow commitment_row(const Commitment& commitment, const Said& said) {
    return {.id = commitment.id,
            .number = commitment.number,
            .text = said.text(commitment.entry, "text"),
            .indicator = said.text(commitment.entry, "indicator"),
            .report = said.text(commitment.report, "text"),
            .status = commitment.status,
            .due = commitment.due,
            .is_open = !is_settled(commitment)};
}

}  // namespace paraph::api
