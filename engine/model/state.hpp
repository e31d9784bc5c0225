#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"
#include "engine/model/comment.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/status.hpp"

namespace paraph {

/// Which bodies a role is bound to, by its name.
using Bindings = std::map<std::string, std::vector<std::string>>;
/// The bodies of a role, in their order; none where it has none.
const std::vector<std::string>& bound_to(const Bindings& roles, const std::string& role);

/// How a position came about. Stored and hashed: do not change the names.
/// `rule`: the stage starts the body's role with it (`starts as`).
BOOST_DEFINE_FIXED_ENUM_CLASS(How, std::uint8_t, explicit_, silence, carried, rule)

/// The position that stands for a body.
struct Answer {
    std::string position;
    How how = How::explicit_;
    int revision = 0;  // the revision that was shown when it was given
    Instant at{};
    std::string person;             // who gave it; empty by rule
    bool reason = false;            // a reason was given; its text is with the entry
    std::string received;           // "by letter" …; empty: the person acted here
    std::string proposes;           // in a chain: the position proposed for the body
    std::optional<Citation> cites;  // the child cycle's entry that it rests on
    std::int64_t entry = 0;         // sequence of the entry that holds reason and comments
    bool maintained = false;        // confirmed since it was given, so that it does not lapse
    bool late = false;              // given in the grace after the due time; it counts
    bool form = false;              // a form was filled in; what it says is with the entry
    std::string behalf;             // for whom `person` acted, by delegation; empty: for itself
};
BOOST_DESCRIBE_STRUCT(Answer, (),
                      (position, how, revision, at, person, reason, received, proposes, cites,
                       entry, maintained, late, form, behalf))

/// More time, which a body has asked for.
struct TimeAsked {
    std::optional<Instant> until;  // nothing: it left that open
    std::int64_t entry = 0;        // sequence of the entry that holds the reason
};
BOOST_DESCRIBE_STRUCT(TimeAsked, (), (until, entry))

/// For whom somebody was given a link to stand in, and when.
struct StandIn {
    std::string person;
    Instant since{};
};
BOOST_DESCRIBE_STRUCT(StandIn, (), (person, since))

struct Assignment {
    std::string id;
    std::string body;  // empty where a sub-cycle stands for none
    std::string item;  // of a sub-cycle for each choice of an attribute: the choice
    std::vector<std::string> roles;
    std::string function;             // in a chain: the level, e.g. "director"
    std::vector<std::string> people;  // who gets a link
    AssignmentStatus status = AssignmentStatus::awaited;
    std::optional<Answer> answer;
    std::optional<Instant> due;                // its own, where it differs from the round's
    std::string child;                         // the cycle that runs inside the body
    std::map<std::string, int> links;          // person -> generation; negative: revoked
    std::map<std::string, StandIn> stand_ins;  // whose link lives only as long as they stand in
    std::string claimed;                       // the person who has taken it on; empty: nobody
    Bindings bound;                            // roles of its own in its sub-cycle
    std::optional<TimeAsked> more_time;        // until it has got some, or has answered
};
BOOST_DESCRIBE_STRUCT(Assignment, (),
                      (id, body, item, roles, function, people, status, answer, due, child, links,
                       stand_ins, claimed, bound, more_time))

/// A fact, here since a round keeps those that were not opened yet: something is said in a round
/// that hides its answers until it closes. Whether a body has answered, and on which text, is no
/// secret; what it said is the *sealed half*, {"salt", "fact"}: it stands in the secret as
/// "sealed", beside the words. Stored and hashed: do not change the names.
struct AnswerSealed {
    int round = 0;
    std::string assignment;
    Digest commitment{};    // SHA-256 of salt and canonical fact
    bool position = false;  // it is an answer; else something about one: a comment, a lifted block
    int revision = 0;       // of a position, what it names: as in PositionTaken
    Digest digest{};
    std::string received;
    std::optional<Citation> cites;
    bool late = false;
};
BOOST_DESCRIBE_STRUCT(AnswerSealed, (),
                      (round, assignment, commitment, position, revision, digest, received, cites,
                       late))

/// One of them in its place, until it is opened.
struct Seal {
    AnswerSealed fact;
    std::int64_t entry = 0;
    Instant at{};
    std::string actor;
    std::string behalf;  // the person for whom the actor acted; empty: for itself
    json::object half;   // empty: not known, and nothing of it stands in the state yet
};
BOOST_DESCRIBE_STRUCT(Seal, (), (fact, entry, at, actor, behalf, half))

struct Figure {
    std::string position;
    int count = 0;
    int silent = 0;  // of `count`, by the rule of silence
};
BOOST_DESCRIBE_STRUCT(Figure, (), (position, count, silent))

/// The clock stood still.
struct Stop {
    Instant from{}, until{};
};
BOOST_DESCRIBE_STRUCT(Stop, (), (from, until))

struct Round {
    std::string stage;
    StageKind kind = StageKind::comment;
    int number = 0;    // 1 for the stage's first
    int revision = 0;  // the one circulated
    RoundStatus status = RoundStatus::open;
    Instant opened{};
    std::int64_t entry = 0;  // sequence of the entry that opened it: the notice that was given
    std::optional<Instant> due;
    std::optional<Instant> due_before;  // it was extended, as long as that can be taken back
    std::vector<Stop> stops;            // since it opened
    std::vector<std::shared_ptr<const Assignment>> assignments;
    bool qualifies = false;
    std::string result;             // once closed
    std::vector<Figure> tally;      // once closed: the figures that the result was computed from
    std::vector<std::string> done;  // parallel: the branches that are done
    std::optional<Instant> closed;
    std::vector<Seal> seals;  // of a round that hides its answers: those not opened yet, in order
    std::string lot;  // of a blind review: the seed, in hex, that ordered its seats and names them

    const Assignment& seat(int index) const {
        return *assignments[static_cast<std::size_t>(index)];
    }
};
BOOST_DESCRIBE_STRUCT(Round, (),
                      (stage, kind, number, revision, status, opened, entry, due, due_before, stops,
                       assignments, qualifies, result, tally, done, closed, seals, lot))

BOOST_DEFINE_FIXED_ENUM_CLASS(CommitmentStatus, std::uint8_t, open, on_track, late, done, dropped)

/// What a body has taken on to do; its text and its indicator are with the entry that made it.
struct Commitment {
    std::string id;
    int number = 0;  // 1, 2, … in the cycle: how people name it
    int round = 0;   // of the follow-up
    std::string body;
    std::string maker;    // the body that made it; another than `body` once it was passed on
    std::string comment;  // the recommendation that it answers; empty: none
    CommitmentStatus status = CommitmentStatus::open;
    Instant due{};
    std::int64_t entry = 0;   // that made it
    std::int64_t report = 0;  // the last report; 0: none
};
BOOST_DESCRIBE_STRUCT(Commitment, (),
                      (id, number, round, body, maker, comment, status, due, entry, report))

struct Paragraph {
    std::string id;  // stays with its text from revision to revision
    Digest digest{};
    std::string sketch;  // of its words (rules/sketch.hpp): what a changed paragraph is known by
    std::map<std::string, Digest> versions;  // of it in other languages
};
BOOST_DESCRIBE_STRUCT(Paragraph, (), (id, digest, sketch, versions))

/// A file as it travels in the trail; its bytes are kept by digest, outside the log.
struct Document {
    Digest digest{};
    std::int64_t size = 0;
    std::string media_type;
};
BOOST_DESCRIBE_STRUCT(Document, (), (digest, size, media_type))

/// The same text in another language, with the same paragraphs in the same order.
struct Version {
    std::string language;
    std::string media_type;
    Digest digest{};  // of its source
    bool authoritative = false;
};
BOOST_DESCRIBE_STRUCT(Version, (), (language, media_type, digest, authoritative))

/// A file that somebody added: to the dossier, to a comment, or to a body's answer.
struct Attachment {
    Document document;
    std::string body;        // that added it; empty: the secretariat
    std::string comment;     // whoever sees the comment sees it
    std::string assignment;  // whoever sees the position sees it
    std::int64_t entry = 0;  // holds its name
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (document, body, comment, assignment, entry))

struct Revision {
    int number = 0;
    Digest digest{};  // of the manifest; docs/formats/trail.md
    std::string media_type;
    std::string language;
    Instant issued{};
    std::string person;      // who issued it
    std::int64_t entry = 0;  // holds the text
    bool editorial = false;
    std::vector<std::string> changed;  // ids of paragraphs changed, inserted or deleted since the
                                       // revision before
    std::shared_ptr<const std::vector<Paragraph>> paragraphs;
    std::vector<Version> versions;   // in other languages
    std::optional<Document> source;  // the file that the text was read from
};
BOOST_DESCRIBE_STRUCT(Revision, (),
                      (number, digest, media_type, language, issued, person, entry, editorial,
                       changed, paragraphs, versions, source))

struct DefinitionRef {
    std::string name;
    int version = 0;
    Digest digest{};
};
BOOST_DESCRIBE_STRUCT(DefinitionRef, (), (name, version, digest))

/// The round of another cycle from which this one runs: inside a body, as its own clearance, which
/// nobody else sees; or as a sub-cycle, one of several (`each`) or the only one (`call`).
BOOST_DEFINE_FIXED_ENUM_CLASS(ParentKind, std::uint8_t, inside, each, call)
struct Parent {
    std::string cycle;
    std::string assignment;
    std::string body;
    std::string stage;
    DefinitionRef definition;  // the outer cycle's: what may be proposed is what its stage knows
    ParentKind kind = ParentKind::inside;
    bool answered = false;  // the body's answer stood there already, and may be changed from here
};
BOOST_DESCRIBE_STRUCT(Parent, (), (cycle, assignment, body, stage, definition, kind, answered))

/// What was bound when the cycle opened, and never changes but by a participant's act.
struct Opening {
    DefinitionRef definition;
    std::string language;
    std::string calendar;
    int calendar_version = 0;
    Bindings roles;
    std::map<std::string, std::map<std::string, std::int64_t>> weights;  // weight -> body -> value
    json::object attributes;
    std::map<std::string, Instant> dates;             // due times that the opening sets, by stage
    std::vector<std::string> waived;                  // stages whose minimum is waived
    std::map<std::string, DefinitionRef> procedures;  // by name: those that its sub-cycles run
    std::optional<Parent> parent;
    std::optional<Instant> outer_due;
    std::string predecessor;  // the cycle that this one goes on from; empty: none
    std::map<std::string, std::vector<std::string>> conflicts;  // body -> whom it can't review
    // By hand, for sub-cycles: a role there -> for which body -> who has it.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> assigned;
    std::map<std::string, std::string> lots;  // role -> the seed, in hex, by which it was drawn
    bool restricted = false;                  // mails about it name neither title nor text
};
BOOST_DESCRIBE_STRUCT(Opening, (),
                      (definition, language, calendar, calendar_version, roles, weights, attributes,
                       dates, waived, procedures, parent, outer_due, predecessor, conflicts,
                       assigned, lots, restricted))

BOOST_DEFINE_FIXED_ENUM_CLASS(DueKind, std::uint8_t, remind, due, assignment_due, escalate, take_up,
                              grace, commitment_remind, commitment_due)

/// Something that happens by itself at an instant, unless something else comes first.
struct DueTime {
    Instant at{};
    DueKind kind = DueKind::due;
    int round = 0;     // index into State::rounds
    std::string whom;  // escalate: the role; else the assignment or the commitment
};
BOOST_DESCRIBE_STRUCT(DueTime, (), (at, kind, round, whom))

/// A commitment's own: it stays whatever becomes of the round and the cycle, until the commitment
/// is done or dropped (docs/decisions/0010-commitments-outlive-their-cycle.md).
bool is_of_commitment(const DueTime& due);

/// Where somebody is asked; it points into the state that it was found in.
struct Seated {
    int index = -1;  // of `round`, in State::rounds
    int seat = -1;   // of `assignment`, in the round's
    const Round* round = nullptr;
    const Assignment* assignment = nullptr;

    explicit operator bool() const { return assignment != nullptr; }
};

/// What the entries of one cycle add up to: figures and statuses, no texts (those stay with the
/// entries that brought them, `entry` says which). A plain value; rounds and paragraph lists are
/// shared and immutable, so a copy costs next to nothing and a reader's copy never changes.
/// A snapshot is its JSON. Everything here comes from facts; nothing is computed by reading.
struct State {
    std::string id;
    std::int64_t sequence = 0;  // of the last entry; 0: none yet
    Instant at{};               // of the last entry
    Instant opened{};
    CycleStatus status = CycleStatus::draft;
    std::string outcome;
    std::string title;  // from the erasable part; empty once erased
    std::shared_ptr<const Opening> opening;
    std::vector<std::shared_ptr<const Revision>> revisions;
    std::vector<std::shared_ptr<const Round>> rounds;  // all, in the order they were opened
    Comments comments;
    std::vector<std::shared_ptr<const Attachment>> attachments;
    std::vector<std::shared_ptr<const Commitment>> commitments;
    std::vector<std::string> skipped;  // stages that were not held when it was their turn
    std::vector<DueTime> due;          // sorted by instant
    std::vector<DueTime> parked;       // while the clock stands still
    std::uint32_t ordinal = 0;         // of the newest assignment, comment or commitment
    std::optional<Instant> stopped;    // since when the clock stands still
    bool stopped_outside = false;      // by the cycle around it, with which it goes on
    std::optional<Instant> ended;

    const Revision* revision() const;  // the newest; nullptr before the first
    /// Every round that is open, oldest first, those of blocks included.
    std::vector<int> open_rounds() const;
    /// The newest open round of the stage, or -1.
    int open_round(std::string_view stage) const;
    /// The newest open round that is not a block: what is shown where there is room for one.
    const Round* current() const;
    /// The newest closed round that asked bodies for what they think; nullptr: none.
    const Round* last_asked() const;
    /// Whether another cycle's body runs this one as its own clearance.
    bool is_inside() const;
    /// How often a stage was entered, undone rounds aside: what a loop's limit counts.
    int entered(std::string_view stage) const;
    const Round& round(int index) const { return *rounds[static_cast<std::size_t>(index)]; }
    Seated seated(int index, int seat) const;
    /// Where an assignment stands; nothing when there is none of that id.
    Seated seated(std::string_view assignment) const;
    std::optional<Instant> next_due() const;
    const Comment* comment(std::string_view comment_id) const;
    const Commitment* commitment(std::string_view commitment_id) const;
};
BOOST_DESCRIBE_STRUCT(State, (),
                      (id, sequence, at, opened, status, outcome, title, opening, revisions, rounds,
                       comments, attachments, commitments, skipped, due, parked, ordinal, stopped,
                       stopped_outside, ended))

/// Who speaks where a stage asks the public. No body can be registered by this name.
inline constexpr std::string_view anyone = "anyone";

/// Open, qualified or overdue.
bool is_open(const Round& round);
/// Whether the clock stands until the cycle is resumed or taken up again: nothing falls due.
bool stands_still(const State& state);
/// The bodies that count in a round: every assignment but the removed and the skipped ones.
bool takes_part(const Assignment& assignment);
/// By when it is due: its own date, where it differs from the round's.
std::optional<Instant> due_of(const Round& round, const Assignment& assignment);
/// The answer that counts now: not outdated, not of a removed body.
const Answer* standing(const Assignment& assignment);

}  // namespace paraph
