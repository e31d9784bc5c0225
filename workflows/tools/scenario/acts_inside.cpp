#include <tuple>

#include "workflows/tools/scenario/act_fields.hpp"

namespace paraph::scenario {

Result<std::string> verify_comment(const Doing& doing) {
    return doing.give(VerifyComment{comment_id(doing)});
}
Result<std::string> support_comment(const Doing& doing) {
    return doing.give(SupportComment{comment_id(doing)});
}

/// The comment's own words, unless others are given.
Result<std::string> submit_comment(const Doing& doing) {
    const auto id = comment_id(doing);
    const auto* comment = doing.state().comment(id);
    SubmitComment command{.comment = id,
                          .text = doing.fields.text,
                          .proposed = doing.fields.proposed,
                          .edited = !doing.fields.text.empty()};
    if (comment && !command.edited)
        std::tie(command.text, command.proposed) = doing.scene.words_of(doing.cycle, *comment);
    return doing.give(std::move(command));
}
Result<std::string> set_end_date(const Doing& doing) {
    return doing.give(SetEndDate{
        .function = doing.fields.function, .due = *doing.fields.due, .stage = doing.fields.stage});
}

namespace {

/// What the body owes in the open rounds: of the stage where one is named, and of the actor's own
/// level where there are levels.
std::string open_assignment(const Doing& doing) {
    std::string found;
    const auto speaker = doing.scene.house().registry().person(doing.actor.person);
    for (const int index : doing.state().open_rounds()) {
        const auto& round = doing.state().round(index);
        if (!doing.fields.stage.empty() && round.stage != doing.fields.stage) continue;
        for (const auto& seat : round.assignments)
            if (seat->body == doing.actor.body &&
                (found.empty() || (speaker && seat->function == speaker->function)))
                found = seat->id;
    }
    return found;
}

}  // namespace

Result<std::string> claim(const Doing& doing) {
    return doing.give(ClaimAssignment{open_assignment(doing)});
}
Result<std::string> release(const Doing& doing) {
    return doing.give(ReleaseAssignment{open_assignment(doing)});
}
Result<std::string> hand_over(const Doing& doing) {
    const auto person = doing.scene.person(doing.fields.person);
    if (!person) return person.error();
    return doing.give(
        HandOverAssignment{.assignment = open_assignment(doing), .person = (*person)->id});
}

Result<std::string> commit(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(MakeCommitment{.body = fields.body,
                                     .comment = fields.comment > 0 ? comment_id(doing) : "",
                                     .text = fields.text,
                                     .indicator = fields.indicator,
                                     .due = fields.due,
                                     .stage = fields.stage});
}
Result<std::string> report(const Doing& doing) {
    std::string id;
    for (const auto& commitment : doing.state().commitments)
        if (commitment->number == doing.fields.commitment) id = commitment->id;
    const auto status = enum_from_text<CommitmentStatus>(doing.fields.commitment_status);
    return doing.give(ReportCommitment{.commitment = std::move(id),
                                       .status = status.value_or(CommitmentStatus::on_track),
                                       .text = doing.fields.text});
}

Result<std::string> delegate(const Doing& doing) {
    const auto person = doing.scene.person(doing.fields.person);
    if (!person) return person.error();
    Delegate command{.person = doing.actor.person,
                     .delegate = (*person)->id,
                     .until = doing.fields.until,
                     .with_consent = doing.fields.with_consent};
    return doing.scene.tell_as(command, doing.actor);
}
Result<std::string> consent(const Doing& doing) {
    for (const auto& [id, delegation] : doing.scene.house().registry().delegations)
        if (delegation->awaits_consent)
            return doing.scene.tell_as(ConsentToDelegation{id}, doing.actor);
    return refuse(Refused::nothing_to_do, "No delegation awaits consent.");
}
Result<std::string> end_delegation(const Doing& doing) {
    for (const auto& [id, delegation] : doing.scene.house().registry().delegations)
        if (delegation->person == doing.actor.person)
            return doing.scene.tell_as(EndDelegation{id}, doing.actor);
    return refuse(Refused::nothing_to_do, "There is no delegation of this person.");
}

namespace {

template <class C>
Result<std::string> on_link(const Doing& doing) {
    const auto person = doing.scene.person(doing.fields.person);
    if (!person) return person.error();
    std::string assignment = open_assignment(doing);
    for (const auto& round : doing.state().rounds)
        for (const auto& seat : round->assignments)
            if (seat->body == (*person)->body) assignment = seat->id;
    return doing.give(C{.assignment = std::move(assignment), .person = (*person)->id});
}

}  // namespace

Result<std::string> issue_link(const Doing& doing) {
    return on_link<IssueLink>(doing);
}
Result<std::string> revoke_link(const Doing& doing) {
    return on_link<RevokeLink>(doing);
}

/// To the next version, which another file beside the scenario holds.
Result<std::string> migrate(const Doing& doing) {
    if (!doing.fields.to.empty())
        if (auto r = doing.scene.publish(doing.fields.to); !r) return r.error();
    return doing.give(
        Migrate{.version = 0, .stages = doing.fields.stages, .reason = doing.fields.reason});
}

}  // namespace paraph::scenario
