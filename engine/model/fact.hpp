#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/state.hpp"

namespace paraph {

/// What happened to a cycle, in the past tense, with everything that was computed for it:
/// deadlines, figures, results. `apply` evaluates nothing. Names are stored and hashed: do not
/// change them; new members must be optional (docs/formats/facts.md). Nothing here is personal:
/// names and free text travel in the event's erasable part, for which the entry holds a seal.

struct CycleOpened {
    Opening opening;  // secret: title
};
BOOST_DESCRIBE_STRUCT(CycleOpened, (), (opening))

struct RevisionIssued {
    int number = 0;
    Digest digest{};
    std::string media_type;
    std::string language;
    Digest paragraphs{};  // of the canonical list, which is in the secret beside the text
    std::vector<std::string> inserted, deleted, changed;
    bool editorial = false;          // secret: text, paragraphs, versions {language: text}
    std::vector<std::string> moved;  // to another place; those that changed on the way are in both
    std::vector<Version> versions;
    std::optional<Document> source;
    bool reason = false;  // one is in the secret: whoever issued it was not asked for a text
};
BOOST_DESCRIBE_STRUCT(RevisionIssued, (),
                      (number, digest, media_type, language, paragraphs, inserted, deleted, changed,
                       editorial, moved, versions, source, reason))

struct Seat {  // one assignment of a round that opens
    std::string id;
    std::string body;
    std::optional<std::string> item;
    std::vector<std::string> roles;
    std::string function;
    std::vector<std::string> people;
    std::string child;
    std::optional<Answer> carried;  // over from the round before, or by rule (`starts as`)
    AssignmentStatus status = AssignmentStatus::awaited;
    Bindings bound;  // roles of its own in its sub-cycle
};
BOOST_DESCRIBE_STRUCT(Seat, (),
                      (id, body, item, roles, function, people, child, carried, status, bound))

struct RoundOpened {
    std::string stage;
    StageKind stage_kind = StageKind::comment;
    int number = 0;
    int revision = 0;
    std::optional<Instant> due;
    std::vector<DueTime> dues;  // all that follows by itself: reminders, escalations, the due time
    std::vector<Seat> seats;
    bool waived = false;  // shorter than the minimum, by leave
    std::string lot;      // the seed, in hex, by which roles of the sub-cycles were drawn, or by
                          // which the seats of a blind review are ordered
};
BOOST_DESCRIBE_STRUCT(RoundOpened, (),
                      (stage, stage_kind, number, revision, due, dues, seats, waived, lot))

struct StageSkipped {
    std::string stage;
    std::string result;  // the way that is taken instead
    std::string why;     // "condition", "nobody at this level"
};
BOOST_DESCRIBE_STRUCT(StageSkipped, (), (stage, result, why))

struct WayChosen {  // by the conditions of a `choose` stage
    std::string stage;
    std::string way;
};
BOOST_DESCRIBE_STRUCT(WayChosen, (), (stage, way))

struct CommentMade {
    std::string id;
    std::string paragraph;
    Force force = Force::remark;
    CommentType type = CommentType::general;
    std::optional<Selection> selection;
    std::optional<Clearance> clearance;
};
BOOST_DESCRIBE_STRUCT(CommentMade, (), (id, paragraph, force, type, selection, clearance))

struct PositionTaken {
    std::string assignment;
    std::string position;
    int revision = 0;
    Digest digest{};
    AssignmentStatus status = AssignmentStatus::answered;  // or blocking: what the position means
    bool reason = false;
    std::vector<CommentMade> comments;
    std::string received;
    std::optional<std::string> proposes;  // in a chain: the position proposed for the body
    std::optional<Citation> cites;        // secret: reason, comments [{text, proposed}], form
    bool late = false;                    // in the grace after the due time
    bool form = false;
};
BOOST_DESCRIBE_STRUCT(PositionTaken, (),
                      (assignment, position, revision, digest, status, reason, comments, received,
                       proposes, cites, late, form))

struct PositionLate {  // recorded, and changes nothing
    std::string assignment;
    std::string position;
    bool reason = false;   // secret: reason, comments
    std::string received;  // "by letter": written down for the body by the secretariat
};
BOOST_DESCRIBE_STRUCT(PositionLate, (), (assignment, position, reason, received))

struct BlockLifted {
    std::string assignment;
    std::string received;  // "by letter": written down for the body by the secretariat
};
BOOST_DESCRIBE_STRUCT(BlockLifted, (), (assignment, received))
struct BlockMaintained {
    std::string assignment;
    std::string received;
};
BOOST_DESCRIBE_STRUCT(BlockMaintained, (), (assignment, received))
struct CommentLifted {
    std::string comment;
    std::string received;
};
BOOST_DESCRIBE_STRUCT(CommentLifted, (), (comment, received))
struct CommentWithdrawn {
    std::string comment;
    std::string received;
};
BOOST_DESCRIBE_STRUCT(CommentWithdrawn, (), (comment, received))

struct CommentAnswered {
    std::string comment;
    Disposition disposition = Disposition::noted;  // secret: observation
};
BOOST_DESCRIBE_STRUCT(CommentAnswered, (), (comment, disposition))

// What becomes of comments besides positions and single answers.

struct CommentsMade {  // without a position; secret: comments [{text, proposed, quote, name}]
    std::string assignment;
    int revision = 0;  // whose paragraphs they name
    std::vector<CommentMade> comments;
    std::string received;  // "by letter", "by table": written down for the body by the secretariat
};
BOOST_DESCRIBE_STRUCT(CommentsMade, (), (assignment, revision, comments, received))

struct Disposed {
    std::string comment;
    Disposition disposition = Disposition::noted;
};
BOOST_DESCRIBE_STRUCT(Disposed, (), (comment, disposition))
struct CommentsAnswered {  // secret: observation for all, or observations, one for each
    std::vector<Disposed> answers;
};
BOOST_DESCRIBE_STRUCT(CommentsAnswered, (), (answers))

struct CommentReplied {  // secret: text
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(CommentReplied, (), (comment))
struct CommentMaintained {
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(CommentMaintained, (), (comment))

struct CommentsMerged {  // say the same as `comment`, and are answered with it
    std::string comment;
    std::vector<std::string> same;
    bool ends = false;  // they stand for themselves again
};
BOOST_DESCRIBE_STRUCT(CommentsMerged, (), (comment, same, ends))
struct CommentsGrouped {  // secret: group, its name
    std::vector<std::string> comments;
    bool ends = false;  // they are in no group any more
};
BOOST_DESCRIBE_STRUCT(CommentsGrouped, (), (comments, ends))

struct DocumentAttached {  // secret: name
    Document document;
    std::string body;
    std::string comment;
    std::string assignment;
};
BOOST_DESCRIBE_STRUCT(DocumentAttached, (), (document, body, comment, assignment))

struct TimeRequested {  // secret: reason
    std::string assignment;
    std::optional<Instant> until;
};
BOOST_DESCRIBE_STRUCT(TimeRequested, (), (assignment, until))

struct SilenceCounted {
    int round = 0;
    std::string position;
    std::vector<std::string> assignments;
    std::int64_t notice = 0;  // sequence of the entry by which they were asked
};
BOOST_DESCRIBE_STRUCT(SilenceCounted, (), (round, position, assignments, notice))

/// Positions that nobody maintained until the due time, and their conditions: they count as if
/// nothing had been said.
struct PositionLapsed {
    int round = 0;
    std::vector<std::string> assignments;
    std::vector<std::string> comments;
};
BOOST_DESCRIBE_STRUCT(PositionLapsed, (), (round, assignments, comments))

struct RoundQualified {
    int round = 0;
};
BOOST_DESCRIBE_STRUCT(RoundQualified, (), (round))
struct RoundDisqualified {
    int round = 0;
};
BOOST_DESCRIBE_STRUCT(RoundDisqualified, (), (round))
struct RoundFellDue {  // and stays open
    int round = 0;
    std::string assignment;  // one body's own due time; empty: the round's
    bool grace = false;      // the grace after the round's due time is over, too
};
BOOST_DESCRIBE_STRUCT(RoundFellDue, (), (round, assignment, grace))

struct Reminded {
    int round = 0;
    std::vector<std::string> assignments;
    std::string commitment;  // that will be due; empty: it is the round
    std::string level;       // the assignment of whose own end it reminds; empty: the round's
};
BOOST_DESCRIBE_STRUCT(Reminded, (), (round, assignments, commitment, level))

struct Escalated {
    int round = 0;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(Escalated, (), (round, to))

struct RoundClosed {
    int round = 0;
    std::string result;
    std::vector<Figure> tally;
    std::string how;  // "all answered", "settled", "due", … docs/formats/facts.md lists them
};
BOOST_DESCRIBE_STRUCT(RoundClosed, (), (round, result, tally, how))

struct BranchDone {
    int round = 0;  // of the block
    std::string branch;
};
BOOST_DESCRIBE_STRUCT(BranchDone, (), (round, branch))

struct RoundCancelled {  // the block that it ran in goes on without it
    int round = 0;
};
BOOST_DESCRIBE_STRUCT(RoundCancelled, (), (round))

struct RoundSuperseded {
    int round = 0;
    std::vector<std::string> outdated;  // answers, also of earlier rounds, that don't carry over
};
BOOST_DESCRIBE_STRUCT(RoundSuperseded, (), (round, outdated))
struct MeetingRecorded {
    int round = 0;
    std::string result;
};  // secret: minutes
BOOST_DESCRIBE_STRUCT(MeetingRecorded, (), (round, result))
struct CycleEnded {
    std::string outcome;
};
BOOST_DESCRIBE_STRUCT(CycleEnded, (), (outcome))

// The secretariat's acts; each with its reason in the secret.

struct Extended {
    int round = 0;
    std::optional<std::string> assignment;  // for one body only
    Instant due{};
    std::vector<DueTime> dues;         // replace the round's
    std::vector<std::string> voided;   // counted silence that is void again
    std::vector<int> undone;           // later rounds, compensated
    std::optional<Instant> outer_due;  // by rule: the outer round's, which this one follows
    std::map<std::string, std::string> inside;  // assignment -> the procedure that begins anew
};
BOOST_DESCRIBE_STRUCT(Extended, (),
                      (round, assignment, due, dues, voided, undone, outer_due, inside))

struct Shortened {  // an extension, taken back in whole or in part
    int round = 0;
    std::optional<std::string> assignment;  // of one body only
    Instant due{};
    std::vector<DueTime> dues;  // replace the round's
};
BOOST_DESCRIBE_STRUCT(Shortened, (), (round, assignment, due, dues))

struct Suspended {};
BOOST_DESCRIBE_STRUCT(Suspended, (), ())
struct Resumed {
    std::vector<DueTime> dues;  // those of rounds and bodies among them are their due times now
};
BOOST_DESCRIBE_STRUCT(Resumed, (), (dues))
struct Deferred {
    std::optional<Instant> until;
    std::string meeting;
};
BOOST_DESCRIBE_STRUCT(Deferred, (), (until, meeting))
struct TakenUp {
    std::vector<DueTime> dues;
};
BOOST_DESCRIBE_STRUCT(TakenUp, (), (dues))

struct Reopened {
    int round = 0;
    Instant due{};
    std::vector<DueTime> dues;
    std::vector<std::string> voided;
    std::vector<int> undone;
    std::map<std::string, std::string> inside;  // assignment -> the procedure that begins anew
};
BOOST_DESCRIBE_STRUCT(Reopened, (), (round, due, dues, voided, undone, inside))

struct Abandoned {
    std::string why;
};  // "" or, by rule, e.g. "outer round closed at director"
BOOST_DESCRIBE_STRUCT(Abandoned, (), (why))
struct MinimumWaived {
    std::string stage;
};
BOOST_DESCRIBE_STRUCT(MinimumWaived, (), (stage))

struct LateSeat {
    int round = 0;
    Seat seat;
};
BOOST_DESCRIBE_STRUCT(LateSeat, (), (round, seat))

struct ParticipantAdded {
    std::string role;
    std::string body;
    std::vector<LateSeat> seats;  // in the open rounds in which the role takes part
    std::map<std::string, std::int64_t> weights;
    std::string instead;  // of the body whose place in the order it takes; empty: it comes last
};
BOOST_DESCRIBE_STRUCT(ParticipantAdded, (), (role, body, seats, weights, instead))

struct ParticipantRemoved {
    std::string body;
    std::vector<std::string> assignments;
    std::string successor;  // takes on its commitments; empty: nobody
};
BOOST_DESCRIBE_STRUCT(ParticipantRemoved, (), (body, assignments, successor))

struct LinkIssued {
    std::string assignment;
    std::string person;
    int generation = 0;
    std::string stands_in_for;  // lives as long as `person` acts for this one; empty: its own
};
BOOST_DESCRIBE_STRUCT(LinkIssued, (), (assignment, person, generation, stands_in_for))
struct LinkRevoked {
    std::string assignment;
    std::string person;
};
BOOST_DESCRIBE_STRUCT(LinkRevoked, (), (assignment, person))

// Inside a body: what goes out level by level.

struct CommentVerified {
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(CommentVerified, (), (comment))
struct CommentSubmitted {  // secret: text, proposed, where the last level changed them
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(CommentSubmitted, (), (comment))
struct CommentSupported {
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(CommentSupported, (), (comment))
struct EndDateSet {  // of one level, by the last one
    int round = 0;
    std::string assignment;
    Instant due{};
    std::vector<DueTime> reminders;  // of it
};
BOOST_DESCRIBE_STRUCT(EndDateSet, (), (round, assignment, due, reminders))

// Who of a body's people does it.

struct AssignmentClaimed {
    std::string assignment;
};
BOOST_DESCRIBE_STRUCT(AssignmentClaimed, (), (assignment))
struct AssignmentReleased {
    std::string assignment;
};
BOOST_DESCRIBE_STRUCT(AssignmentReleased, (), (assignment))
struct AssignmentHandedOver {
    std::string assignment;
    std::string person;
};
BOOST_DESCRIBE_STRUCT(AssignmentHandedOver, (), (assignment, person))

// Follow-up.

struct CommitmentMade {  // secret: text, indicator
    std::string id;
    int round = 0;
    std::string body;
    std::string comment;
    Instant due{};
    std::vector<DueTime> dues;  // reminders, and the due time
};
BOOST_DESCRIBE_STRUCT(CommitmentMade, (), (id, round, body, comment, due, dues))
struct CommitmentReported {  // secret: text
    std::string commitment;
    CommitmentStatus status = CommitmentStatus::on_track;
};
BOOST_DESCRIBE_STRUCT(CommitmentReported, (), (commitment, status))
struct CommitmentFellDue {  // and was neither done nor dropped: it is late
    int round = 0;
    std::string commitment;
};
BOOST_DESCRIBE_STRUCT(CommitmentFellDue, (), (round, commitment))

/// What was left open when its follow-up was over is the successor's, as when ministries are
/// merged.
struct CommitmentsPassedOn {
    std::string body;
    std::string successor;
    std::vector<std::string> commitments;
    std::vector<LateSeat> seats;  // in those follow-ups, for the successor to report from
};
BOOST_DESCRIBE_STRUCT(CommitmentsPassedOn, (), (body, successor, commitments, seats))

/// The cycle goes on by another version of its definition. Stages that have another name there are
/// renamed in all that has happened; deadlines stay as they are.
struct Migrated {
    DefinitionRef definition;
    std::map<std::string, std::string> stages;        // old name -> new name
    std::map<std::string, DefinitionRef> procedures;  // those that its sub-cycles run from here on
};
BOOST_DESCRIBE_STRUCT(Migrated, (), (definition, stages, procedures))

/// What is sealed while its round hides its answers: what a body says, and what it says of that.
using Sealable =
    std::variant<PositionTaken, BlockLifted, BlockMaintained, CommentsMade, CommentLifted,
                 CommentWithdrawn, CommentMaintained, CommentReplied, DocumentAttached>;

/// One for each seal, when the round is over: what had been said. The words stay where they are.
struct AnswerOpened {
    int round = 0;
    std::int64_t sealed = 0;  // sequence of the entry that holds the seal
    std::string salt;         // 32 hex digits
    Sealable fact;
};
BOOST_DESCRIBE_STRUCT(AnswerOpened, (), (round, sealed, salt, fact))

/// One of them. How it is copied stands in fact.cpp, as Command's does and for its reason.
struct Fact
    : std::variant<CycleOpened, RevisionIssued, RoundOpened, StageSkipped, WayChosen, PositionTaken,
                   PositionLate, BlockLifted, BlockMaintained, CommentLifted, CommentWithdrawn,
                   CommentAnswered, SilenceCounted, RoundQualified, RoundDisqualified, RoundFellDue,
                   Reminded, Escalated, RoundClosed, BranchDone, RoundCancelled, RoundSuperseded,
                   MeetingRecorded, CycleEnded, Extended, Suspended, Resumed, Deferred, TakenUp,
                   Reopened, Abandoned, MinimumWaived, ParticipantAdded, ParticipantRemoved,
                   LinkIssued, LinkRevoked, PositionLapsed, CommentsMade, CommentsAnswered,
                   CommentReplied, CommentMaintained, CommentsMerged, CommentsGrouped,
                   DocumentAttached, TimeRequested, CommentVerified, CommentSubmitted,
                   CommentSupported, EndDateSet, AssignmentClaimed, AssignmentReleased,
                   AssignmentHandedOver, CommitmentMade, CommitmentReported, CommitmentFellDue,
                   Migrated, AnswerSealed, AnswerOpened, Shortened, CommitmentsPassedOn> {
    using variant::variant;
    Fact(const Fact&);
    Fact(Fact&&) noexcept;
    Fact& operator=(const Fact&);
    Fact& operator=(Fact&&) noexcept;
    ~Fact();
};

}  // namespace paraph
