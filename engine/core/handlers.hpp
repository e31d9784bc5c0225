#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// One function a command; `decide` dispatches to them. Each is a ladder of refusals in the order in
// which they are documented, then the facts. Used by the files of engine/core only.

Result<> handle(Decision& decision, const OpenCycle& command);
Result<> handle(Decision& decision, const TakePosition& command);
Result<> handle(Decision& decision, const LiftBlock& command);
Result<> handle(Decision& decision, const MaintainBlock& command);
Result<> handle(Decision& decision, const LiftComment& command);
Result<> handle(Decision& decision, const WithdrawComment& command);
Result<> handle(Decision& decision, const WithdrawComments& command);
Result<> handle(Decision& decision, const AnswerComment& command);
Result<> handle(Decision& decision, const IssueRevision& command);
Result<> handle(Decision& decision, const ConcludeRevision& command);
Result<> handle(Decision& decision, const RecordMeeting& command);
Result<> handle(Decision& decision, const Extend& command);
Result<> handle(Decision& decision, const Shorten& command);
Result<> handle(Decision& decision, const Suspend& command);
Result<> handle(Decision& decision, const Resume& command);
Result<> handle(Decision& decision, const Defer& command);
Result<> handle(Decision& decision, const Reopen& command);
Result<> handle(Decision& decision, const Abandon& command);
Result<> handle(Decision& decision, const Close& command);
Result<> handle(Decision& decision, const Waive& command);
Result<> handle(Decision& decision, const AddParticipant& command);
Result<> handle(Decision& decision, const RemoveParticipant& command);
Result<> handle(Decision& decision, const ReplaceParticipant& command);
Result<> handle(Decision& decision, const IssueLink& command);
Result<> handle(Decision& decision, const RevokeLink& command);
Result<> handle(Decision& decision, const AnswerComments& command);
Result<> handle(Decision& decision, const AddComments& command);
Result<> handle(Decision& decision, const ReplyToComment& command);
Result<> handle(Decision& decision, const MaintainComment& command);
Result<> handle(Decision& decision, const MergeComments& command);
Result<> handle(Decision& decision, const PartComments& command);
Result<> handle(Decision& decision, const GroupComments& command);
Result<> handle(Decision& decision, const TakeTable& command);
Result<> handle(Decision& decision, const AttachDocument& command);
Result<> handle(Decision& decision, const RequestTime& command);
Result<> handle(Decision& decision, const VerifyComment& command);
Result<> handle(Decision& decision, const SubmitComment& command);
Result<> handle(Decision& decision, const SupportComment& command);
Result<> handle(Decision& decision, const SetEndDate& command);
Result<> handle(Decision& decision, const ClaimAssignment& command);
Result<> handle(Decision& decision, const ReleaseAssignment& command);
Result<> handle(Decision& decision, const HandOverAssignment& command);
Result<> handle(Decision& decision, const MakeCommitment& command);
Result<> handle(Decision& decision, const ReportCommitment& command);
Result<> handle(Decision& decision, const Migrate& command);
Result<> handle(Decision& decision, const OuterClosed& command);
Result<> handle(Decision& decision, const OuterMoved& command);

/// The refusals that all acts share, in their order: who may, a reason, how the cycle stands.
Result<> check_act(const Decision& decision, std::string_view act, const std::string& reason);
Result<> check_reason(const std::string& reason, bool is_needed);
json::object because(const std::string& reason);

/// A text as it is kept: without a byte order mark, its languages in one spelling.
IssueRevision as_kept(IssueRevision command);
/// A text that can't be taken, in whichever language. `first`: none is in force.
Result<> check_new_text(const Decision& decision, const IssueRevision& command);
/// Records it; its paragraphs have their ids from the revision in force.
void record_revision(Decision& decision, const IssueRevision& command);
/// The same for a procedure that runs inside: the outer cycle's revision, whose text stays there.
void record_outer_revision(Decision& decision, const Revision& outer);

/// The open round that an act is about: the one of the stage that it names, or the only one. Blocks
/// count only by name. -1: none is open.
Result<int> open_round_for(const Decision& decision, const std::string& stage);

/// The clock goes on after a stop: what was to come, moved by the time that the clock stood still.
void resume_clock(Decision& decision, json::object reason = {});

}  // namespace paraph
