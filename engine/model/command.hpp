#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"
#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// Who speaks, as the way in has established it.
struct Actor {
    std::string id;      // of the person or the token: what the entry names
    std::string person;  // empty for a token that is no person's
    std::string body;    // for whom it speaks; empty: for none
    std::vector<HouseRole> roles;
    std::string via;     // "link", "page", "api", "control", "rule"
    std::string behalf;  // the person for whom it acts, by delegation; empty: for itself
    std::optional<std::vector<std::string>> audits = {};  // of an auditor: these cycles; none: all

    bool is(HouseRole role) const;
};

/// What acts by itself: due times, the consequences of other cycles' facts.
Actor by_rule();

struct NewComment {
    std::string paragraph;
    Force force = Force::remark;
    CommentType type = CommentType::general;
    std::string text;
    std::string proposed;
    std::optional<Selection> selection = {};
    std::string quote = {};  // the words of the selection
    std::string name = {};   // of a table: under which somebody from the public said it
};

/// A text in one more language.
struct NewVersion {
    std::string language;
    std::string media_type;
    std::string text;
    bool authoritative = false;
};

struct OpenCycle {
    std::string definition;
    int version = 0;  // 0: the newest
    std::string title;
    json::object attributes;
    Bindings roles;
    std::string text;
    std::string media_type;
    std::string language;
    std::map<std::string, Instant> dates;      // stage -> due time of its first round
    std::map<std::string, std::string> waive;  // stage -> reason: the minimum need not hold
    std::vector<NewVersion> versions;
    std::optional<Document> source;  // the file that the text was read from
    std::string predecessor;         // a cycle that this one goes on from
    bool restricted = false;         // mails about it name neither title nor text
    std::map<std::string, std::vector<std::string>> conflicts;  // body -> whom it can't review
    // A role of sub-cycles -> for which body -> who has it; where it is empty, by lot.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> assigned;
    // Set by rule only, when another cycle's round runs this one:
    std::map<std::string, DefinitionRef> procedures;  // pinned when the outer one opened
    std::optional<Parent> parent;
    std::optional<Instant> outer_due;
    std::optional<Revision> outer_revision;
};

/// By assignment, or by body (and stage) in the round that is open.
struct TakePosition {
    std::string assignment;
    std::string body;
    std::string stage;
    std::string position;
    std::string reason;
    std::vector<NewComment> comments;
    std::optional<int> revision;  // what was shown; required of people and integrators
    std::optional<Digest> digest;
    std::string received;  // "by letter": recorded for the body by the secretariat
    std::string proposes;  // in a chain: the position for the body
    std::optional<json::object> form;
    std::string name;               // of somebody from the public
    std::optional<Citation> cites;  // by rule only
};

struct LiftBlock {
    std::string assignment;
    std::string received;  // as of a position
};
struct MaintainBlock {
    std::string assignment;
    std::string received;
};
struct LiftComment {
    std::string comment;
    std::string received;
};
struct WithdrawComment {
    std::string comment;
    std::optional<Citation> cites;  // by rule only, instead: the act inside that sent it
    std::string received = {};
    int index = 0;  // of those that the act sent
};

/// Written down for their bodies by the secretariat: a table was read in by mistake.
struct WithdrawComments {
    std::vector<std::string> comments;
    std::string received;
};

// Inside a body that clears comments level by level:

struct VerifyComment {
    std::string comment;
};
/// Sends it out as the body's. The words are given anew, since no decision reads a text.
struct SubmitComment {
    std::string comment;
    std::string text, proposed;
    bool edited = false;     // they are not what the comment said
    std::string quote = {};  // the words that it is about
};
struct SupportComment {
    std::string comment;
};
struct SetEndDate {
    std::string function;  // of the level
    Instant due{};
    std::string stage;  // needed only where several are open
};

// Within a body: who of its people does it.

struct ClaimAssignment {
    std::string assignment;
};
struct ReleaseAssignment {
    std::string assignment;
};
struct HandOverAssignment {
    std::string assignment, person;
};

struct MakeCommitment {
    std::string body;  // that owes it; empty: the actor's
    std::string comment;
    std::string text, indicator;
    std::optional<Instant> due;  // empty: as the stage says
    std::string stage;           // needed only where several are open
};
struct ReportCommitment {
    std::string commitment;
    CommitmentStatus status = CommitmentStatus::on_track;
    std::string text;
};
struct AnswerComment {
    std::string comment;
    Disposition disposition = Disposition::noted;
    std::string observation;
    std::optional<std::int64_t> if_sequence = {};  // of the cycle as it was read; nothing: any
};
/// The same answer to many, or each its own.
struct AnswerComments {
    std::vector<AnswerComment> answers;
};
/// A body's comments without a position.
struct BodyComments {
    std::string body;
    std::vector<NewComment> comments;
    std::vector<std::optional<AnswerComment>> answers;  // of a table; none, or one for each
    std::optional<int> revision = {};  // whose paragraphs they name; empty: the one in force
    // Of a table, none or one for each: its number there, the number of the comment that stands for
    // it (there, else in the cycle), the name of its group.
    struct Kinship {
        int number = 0;
        int same_as = 0;
        std::string group = {};
    };
    std::vector<Kinship> kinships = {};
    // Of a table, none or one for each: what became of it since, but for what lapsed.
    std::vector<CommentStatus> states = {};
};
struct AddComments {
    std::string assignment;  // or by body and stage, in the round that is open
    std::string stage;
    std::vector<BodyComments> bodies;
    std::string received;  // "by table": written down by the secretariat
};
struct ReplyToComment {
    std::string comment;
    std::string text;
};
struct MaintainComment {
    std::string comment;
};
struct MergeComments {
    std::string comment;
    std::vector<std::string> same;
};
/// What was merged by mistake: each stands for itself again.
struct PartComments {
    std::vector<std::string> comments;
};
struct GroupComments {
    std::vector<std::string> comments;
    std::string group;  // empty: in none any more
};
/// A table of comments that is read back in: what it says of those that the cycle has, and those
/// that it brings anew. All of it or nothing.
struct TakeTable {
    std::vector<MergeComments> merged;
    std::vector<GroupComments> grouped;
    AnswerComments answers;
    AddComments added;
    // Of the cycle that the table was held against; nothing: whatever came since is overruled.
    std::optional<std::int64_t> if_sequence = {};
};
struct AttachDocument {
    Document document;
    std::string name;
    std::string comment;
    std::string assignment;
};
struct RequestTime {
    std::string assignment;
    std::optional<Instant> until;
    std::string reason;
};
struct IssueRevision {
    std::string text;
    std::string media_type;
    std::string language;
    bool editorial = false;
    std::vector<NewVersion> versions = {};
    std::optional<Document> source = {};
    std::string reason = {};  // of whoever does not sit at the stage, and does not lead
};
struct ConcludeRevision {
    std::string result;       // "unchanged", "withdrawn"
    std::string reason = {};  // optional
};
struct RecordMeeting {
    std::string result, minutes;
    std::string stage;  // needed only where several are open
};

struct Extend {
    std::string stage;  // empty: the round that is open, else the last one
    std::string body;   // empty: for all
    Instant due{};
    std::string reason;
};
/// Takes an extension back, in whole or in part.
struct Shorten {
    std::string stage;  // needed only where several rounds are open
    std::string body;   // empty: for all
    Instant due{};
    std::string reason;
};
struct Suspend {
    std::string reason;
};
/// Also what was abandoned by mistake.
struct Resume {
    std::string reason = {};
    bool abandoned = false;  // by rule, inside: with the cycle around it, which goes on again
};
struct Defer {
    std::optional<Instant> until;
    std::string meeting;
    std::string reason;
};
struct Reopen {
    std::string stage;
    Instant due{};
    std::string reason;
};
struct Abandon {
    std::string reason;
};
struct Close {
    std::string reason;
    std::string result;  // where whoever closes may choose; empty: as the rule gives
    std::string stage;   // needed only where several rounds are open
};
struct Waive {
    std::string stage;
    std::string reason;
};
struct AddParticipant {
    std::string role, body, reason;
};
struct RemoveParticipant {
    std::string body, reason;
};
/// `successor` takes the place of a body that was merged into it, or goes by another id now.
struct ReplaceParticipant {
    std::string body, successor, reason;
};

/// Goes on by another version of the definition.
struct Migrate {
    int version = 0;                            // 0: the newest
    std::map<std::string, std::string> stages;  // old name -> new name, where they differ
    std::string reason;
};

/// Anew: the older one dies. One for somebody who stands in for a colleague, who is named, acts as
/// long as that lasts.
struct IssueLink {
    std::string assignment, person;
    std::string stands_in_for = {};
};
struct RevokeLink {
    std::string assignment, person;
};

// By rule, from the outer cycle to one that runs inside its round:

struct OuterClosed {
    std::string result;
};  // the round closed, or was undone: too late to answer
struct OuterMoved {
    std::optional<Instant> due;
};  // it falls due at another time

/// One of them. How it is copied stands in command.cpp: written out for forty alternatives in every
/// file that passes one on, it took a third of the time of a build.
struct Command
    : std::variant<OpenCycle, TakePosition, LiftBlock, MaintainBlock, LiftComment, WithdrawComment,
                   AnswerComment, IssueRevision, ConcludeRevision, RecordMeeting, Extend, Suspend,
                   Resume, Defer, Reopen, Abandon, Close, Waive, AddParticipant, RemoveParticipant,
                   IssueLink, RevokeLink, OuterClosed, OuterMoved, AnswerComments, AddComments,
                   ReplyToComment, MaintainComment, MergeComments, GroupComments, AttachDocument,
                   RequestTime, VerifyComment, SubmitComment, SupportComment, SetEndDate,
                   ClaimAssignment, ReleaseAssignment, HandOverAssignment, MakeCommitment,
                   ReportCommitment, Migrate, ReplaceParticipant, Shorten, PartComments,
                   WithdrawComments, TakeTable> {
    using variant::variant;
    Command(const Command&);
    Command(Command&&) noexcept;
    Command& operator=(const Command&);
    Command& operator=(Command&&) noexcept;
    ~Command();
};

}  // namespace paraph
