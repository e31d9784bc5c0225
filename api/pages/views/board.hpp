#pragma once

#include "api/pages/views/commitments.hpp"
#include "api/pages/views/form_answers.hpp"
#include "api/pages/views/inside.hpp"

namespace paraph::pages {

/// A body that asks for more time.
struct TimeRequestRow {
    std::string words;
    std::string reason;
    std::string extend_href;  // of the act that gives it; empty: not now
};
BOOST_DESCRIBE_STRUCT(TimeRequestRow, (), (words, reason, extend_href))

struct BoardRow {
    std::string href;
    std::string title;
    CycleStatus status = CycleStatus::running;
    std::string stage;    // title
    std::string why;      // needs you: what and since when
    std::string outcome;  // settled
    int answered = 0;
    int expected = 0;
    std::optional<Instant> next;  // deadline; settled: when it ended
    bool late = false;
    std::vector<TimeRequestRow> requests;
};
BOOST_DESCRIBE_STRUCT(BoardRow, (),
                      (href, title, status, stage, why, outcome, answered, expected, next, late,
                       requests))

/// The secretariat's board, `/`.
struct BoardView {
    std::vector<BoardRow> needs_you;
    std::vector<BoardRow> waiting;
    std::vector<BoardRow> settled;
    std::vector<ConsentRow> consents;  // need the secretariat, too
};
BOOST_DESCRIBE_STRUCT(BoardView, (), (needs_you, waiting, settled, consents))

struct PositionRow {
    std::string body;
    std::string role;
    std::string function;
    AssignmentStatus status = AssignmentStatus::awaited;
    std::string position;  // title
    std::optional<How> how;
    std::string received;  // "by letter": written down for the body
    std::string done;      // where no position is taken: what it did, in words
    std::string person;
    std::optional<Instant> at;
    int revision = 0;
    std::string reason;
    std::optional<Instant> due;  // its own
    std::string link_href;       // to send its link again
    bool reason_erased = false;  // one was given, and is kept no more
    std::string unanswered;      // in place of the status, where the cycle stands still
};
BOOST_DESCRIBE_STRUCT(PositionRow, (),
                      (body, role, function, status, position, how, received, done, person, at,
                       revision, reason, due, link_href, reason_erased, unanswered))

/// A cycle that runs for one body, or for one choice, of a round.
struct SubCycleRow {
    std::string title;  // the body, or the choice
    AssignmentStatus seat = AssignmentStatus::awaited;
    std::string href;                   // empty: it is not for this reader
    std::optional<CycleStatus> status;  // and then not known
    std::string stage;                  // where it stands
    std::string outcome;
    std::optional<Instant> due;
};
BOOST_DESCRIBE_STRUCT(SubCycleRow, (), (title, seat, href, status, stage, outcome, due))

struct RoundRow {
    std::string stage;
    int number = 0;
    int revision = 0;
    RoundStatus status = RoundStatus::open;
    Instant opened{};
    std::optional<Instant> due;
    std::optional<Instant> closed;
    std::string result;
    std::vector<PositionRow> positions;
    std::vector<SubCycleRow> sub_cycles;  // of an `each` or a `call`
    std::vector<FilledForm> forms;        // that came with the positions
    std::optional<CycleStatus> stands;    // why it does not go on, though it was not closed
};
BOOST_DESCRIBE_STRUCT(RoundRow, (),
                      (stage, number, revision, status, opened, due, closed, result, positions,
                       sub_cycles, forms, stands))

struct RevisionRow {
    int number = 0;
    Instant issued{};
    std::string person;
    std::string digest;
    bool editorial = false;
    std::string href;
    std::string differences;  // address of what it changed
};
BOOST_DESCRIBE_STRUCT(RevisionRow, (),
                      (number, issued, person, digest, editorial, href, differences))

/// Those who owe the same by the same time.
struct AttentionRow {
    std::string who;
    std::string what;
    std::optional<Instant> due;
    std::string href = {};  // where the reader does it; then it is for nobody else
};
BOOST_DESCRIBE_STRUCT(AttentionRow, (), (who, what, due, href))

/// What a secretariat may do to a cycle. The words with "-" for " " are the last part of its page's
/// address, `/cycles/{id}/acts/{act}`, and the catalogue's key.
BOOST_DEFINE_FIXED_ENUM_CLASS(Act, std::uint8_t, extend, suspend, resume, defer, take_up, reopen,
                              abandon, close, waive, add_participant, remove_participant,
                              replace_participant, meeting, revision, migrate, shorten)

/// One cycle, `/cycles/{id}`.
struct CycleView {
    std::string href;
    std::string title;
    CycleStatus status = CycleStatus::running;
    std::string outcome;
    std::string definition;  // title
    std::string definition_href;
    Markup picture;            // SVG
    Markup picture_narrow;     // the same for phones
    std::string picture_text;  // the same in words, for those who do not see it
    std::string stage;
    std::optional<Instant> due;
    std::vector<std::string> missing;
    std::vector<std::string> outlook;  // of rounds in which nothing is missing
    std::vector<AttentionRow> attention;
    std::vector<RoundRow> rounds;  // newest first
    std::vector<CommitmentRow> commitments;
    std::vector<CommentRow> comments;
    Text text;
    std::vector<RevisionRow> revisions;  // newest first
    std::vector<TimelineRow> timeline;   // newest first
    std::string timeline_href;           // all of it
    std::string certificate_href;        // once there is an outcome
    std::vector<Act> acts;               // those that are possible now, for this reader
    int comments_total = 0;              // `comments` are the first of them
    std::string comments_href;           // all of them
    std::string predecessor;             // title of the cycle that this one goes on from
    std::string predecessor_href;
    std::vector<std::string> left_open;  // there, in words
    std::string parent;                  // title of the cycle that this one runs for
    std::string parent_href;
    std::string erased;               // when words were, in a sentence; empty: none of these
    std::string public_href;          // where anyone may comment now
    std::string files_action, token;  // of the form that adds a file; empty: not for this reader
    std::string standstill;           // since when it does not go on, in a sentence; empty: it does
    std::string standstill_reason;
    std::vector<TimeRequestRow> requests;  // for more time
};
BOOST_DESCRIBE_STRUCT(CycleView, (),
                      (href, title, status, outcome, definition, definition_href, picture,
                       picture_narrow, picture_text, stage, due, missing, outlook, attention,
                       rounds, commitments, comments, text, revisions, timeline, timeline_href,
                       certificate_href, comments_total, comments_href, predecessor,
                       predecessor_href, left_open, parent, parent_href, erased, public_href,
                       files_action, token, standstill, standstill_reason, requests))

/// `/cycles/{id}/revisions/{n}` and `…/differences`: a text, or what it changed. `other_href` leads
/// from the one to the other.
struct RevisionView {
    std::string cycle_href;
    std::string cycle;
    Text text;
    Changes changes;
    std::string other_href;
};
BOOST_DESCRIBE_STRUCT(RevisionView, (), (cycle_href, cycle, text, changes, other_href))

/// A stage that was held, and what may take its place in another version; "": of the same name.
struct StageMap {
    std::string stage;
    std::string title;
    std::vector<Choice> choices;
};
BOOST_DESCRIBE_STRUCT(StageMap, (), (stage, title))

/// One act, on its own page. Its form posts to `action`: the fields below that the act has,
/// reason, token, `shown` (what a preview was of), and step = preview | do. Shown again after a
/// preview with `will_change` and `told` filled; only then there is a button that does it.
struct ActView {
    Act act = Act::extend;
    std::string cycle_href;
    std::string cycle;
    std::string action;
    std::string token;
    std::string shown;
    std::vector<Choice> whom;  // extend: field `body` ("": all); add, remove, replace: the body
    std::vector<Choice> successors;  // replace participant: field `successor`
    std::vector<Choice> roles;       // add participant: field `role`
    std::vector<Choice> rounds;      // reopen: field `round`
    std::vector<Choice> stages;     // waive; extend, close, meeting where several are open: `stage`
    std::vector<Choice> results;    // meeting: field `result`; close: where there is a choice
    std::vector<Choice> versions;   // migrate: field `version`
    std::vector<StageMap> maps;     // migrate: field stage-NAME, what takes its place
    std::vector<Choice> languages;  // revision: of a version in another language
    std::string version_text;       // and its text
    std::string source;             // revision: of the Word file that the text was read from
    std::string date;               // extend, reopen: due; defer: until; YYYY-MM-DD
    std::string hour;               // HH:MM
    std::string meeting;            // defer
    std::string text;               // meeting: minutes; revision: the new text
    bool editorial = false;         // revision
    std::string reason;
    std::vector<std::string> will_change;
    std::vector<std::string> told;  // who will hear of it
    std::vector<FieldError> errors;
    bool ended = false;             // the cycle has
    std::vector<std::string> dues;  // extend, shorten: what is due when, now
    std::string closed_day;         // after a preview: nobody works on the day that was chosen
};
BOOST_DESCRIBE_STRUCT(ActView, (),
                      (cycle_href, cycle, action, token, shown, whom, successors, roles, rounds,
                       stages, results, date, hour, meeting, text, version_text, source, editorial,
                       reason, will_change, told, errors, dues, closed_day))

}  // namespace paraph::pages
