#include "engine/rules/commitments.hpp"

#include <algorithm>

#include "engine/core/commenting.hpp"
#include "engine/core/course.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"

namespace paraph {
namespace {

Result<int> open_follow_up(const Decision& decision, const std::string& stage) {
    std::vector<int> found;
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        if (round.kind == StageKind::follow_up && (stage.empty() || round.stage == stage))
            found.push_back(index);
    }
    if (found.size() == 1) return found.front();
    if (found.empty())
        return refuse(Refused::out_of_order,
                      "No follow-up is open, in which commitments are made.");
    return refuse(Refused::invalid, "Several follow-ups are open. Say which stage.", "/stage");
}

/// The owner itself, or the secretariat for it.
Result<> may_commit(const Decision& decision, const std::string& owner) {
    const auto& actor = decision.actor();
    if (actor.is(HouseRole::secretariat) || (!actor.body.empty() && actor.body == owner)) return {};
    // No name: a reviewer must not learn here whose text it is.
    return refuse(Refused::forbidden, "Only the body whose it is, or the secretariat, does this.");
}

Result<> check_words(const MakeCommitment& command) {
    if (command.text.empty())
        return refuse(Refused::invalid, "A commitment says what will be done.", "/text");
    if (command.text.size() + command.indicator.size() > comment_bytes_max)
        return refuse(Refused::too_large, "At most 100,000 bytes a commitment.", "/text");
    return {};
}

/// A recommendation that was accepted, once.
Result<> check_source(const Decision& decision, const Stage& stage, const std::string& name) {
    if (name.empty()) return {};
    const auto open = without_commitment(stage, decision.state());
    if (std::ranges::find(open, name, &Comment::id) != open.end()) return {};
    const bool known = decision.state().comment(name);
    return refuse(known ? Refused::nothing_to_do : Refused::not_found,
                  known ? "This is no accepted recommendation that still lacks a commitment."
                        : "There is no such comment.",
                  "/comment");
}

std::vector<DueTime> times_of(const Decision& decision, const Stage& stage,
                              const CommitmentMade& fact) {
    std::vector<DueTime> times;
    for (const auto& span : stage.remind) {
        const Instant at = decision.calendar().before(fact.due, span);
        if (at > decision.now())
            times.push_back({.at = at,
                             .kind = DueKind::commitment_remind,
                             .round = fact.round,
                             .whom = fact.id});
    }
    times.push_back(
        {.at = fact.due, .kind = DueKind::commitment_due, .round = fact.round, .whom = fact.id});
    std::ranges::stable_sort(times, {}, &DueTime::at);
    return times;
}

}  // namespace

Result<> handle(Decision& decision, const MakeCommitment& command) {
    if (auto r = must_be_running(decision.state()); !r) return r;
    const auto index = open_follow_up(decision, command.stage);
    if (!index) return index.error();
    const Round& round = decision.round(*index);
    const auto& stage = decision.stage_of(round);
    CommitmentMade fact;
    fact.round = *index;
    fact.body = command.body.empty() ? decision.actor().body : command.body;
    fact.comment = command.comment;
    if (auto r = may_commit(decision, fact.body); !r) return r;
    if (!is_seated(round, fact.body))
        return refuse(Refused::unknown_body,
                      "\"" + fact.body + "\" makes no commitments in \"" + round.stage + "\".",
                      "/body");
    if (auto r = check_words(command); !r) return r;
    if (auto r = check_source(decision, stage, command.comment); !r) return r;
    const auto due = command.due ? command.due : round.due;
    if (!due) return refuse(Refused::invalid, "Say by when: \"due\".", "/due");
    if (*due <= decision.now())
        return refuse(Refused::not_a_deadline, "This date has passed.", "/due");
    fact.due = *due;
    fact.id = decision.new_commitment();
    fact.dues = times_of(decision, stage, fact);
    decision.made(fact.id);
    json::object secret{{"text", command.text}};
    if (!command.indicator.empty()) secret["indicator"] = command.indicator;
    decision.record(std::move(fact), std::move(secret));
    settle(decision);
    return {};
}

Result<> handle(Decision& decision, const ReportCommitment& command) {
    const auto* commitment = decision.state().commitment(command.commitment);
    if (!commitment) return refuse(Refused::not_found, "There is no such commitment.");
    if (auto r = may_commit(decision, commitment->body); !r) return r;
    const bool ended = decision.state().status == CycleStatus::ended;  // what was taken on is not
    if (!ended)
        if (auto r = must_be_running(decision.state()); !r) return r;
    if (is_settled(*commitment))
        return refuse(Refused::nothing_to_do, "This commitment is done or dropped already.");
    if (command.status == CommitmentStatus::dropped && command.text.empty())
        return refuse(Refused::reason_required, "To drop a commitment takes a reason.", "/text");
    if (command.text.size() > comment_bytes_max)
        return refuse(Refused::too_large, "At most 100,000 bytes a report.", "/text");
    const bool past = decision.now() >= commitment->due;
    if (past &&
        (command.status == CommitmentStatus::on_track || command.status == CommitmentStatus::open))
        return refuse(Refused::invalid,
                      "It was due at " + decision.calendar().in_words(commitment->due) +
                          "; report it as late, done or dropped.",
                      "/status");
    json::object secret;
    if (!command.text.empty()) secret["text"] = command.text;
    decision.record(CommitmentReported{.commitment = command.commitment, .status = command.status},
                    std::move(secret));
    if (!ended) settle(decision);
    return {};
}

}  // namespace paraph
