#pragma once

#include "api/pages/views/commitments.hpp"
#include "api/pages/views/form_answers.hpp"

namespace paraph::pages {

/// Why there is nothing to do for somebody who was asked.
BOOST_DEFINE_FIXED_ENUM_CLASS(Pause, std::uint8_t, not_yet, closed, suspended, deferred, abandoned,
                              ended, superseded, removed, level_over, inside_over, outer_over,
                              answered)

/// The clock stands: told on every page of a task, whatever else it says. All of it in words.
struct Standstill {
    std::string words;      // since when, and until when or for which meeting
    std::string why;        // as whoever stopped it said; empty: not known here
    std::string meanwhile;  // what the reader may still do; empty: the page says it otherwise
};
BOOST_DESCRIBE_STRUCT(Standstill, (), (words, why, meanwhile))

/// GET /l/{token}: what is asked, or that nothing is, and *Continue*, which posts to `action`.
struct LinkView {
    Asked asked;
    std::string action;
    std::string token;
    std::optional<Pause> pause = {};
    std::optional<Standstill> standstill = {};
    bool reports = false;  // the round is over; what was promised in it is still reported on
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (asked, action, token, standstill))

/// The same address for an unknown, revoked or reissued link: all of them look like this. 404.
struct DeadLinkView {};
BOOST_DESCRIBE_STRUCT(DeadLinkView, (), ())

/// The same to whoever stood in for a colleague by the link, and does so no more. 410.
struct EndedLinkView {
    std::string person;  // for whom
    std::string body;
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(EndedLinkView, (), (person, body, until))

/// What a position sets off. `stops`: the round does not pass as long as it stands. `closes`: the
/// round closes with it, and the cycle goes on elsewhere. `ends`: the cycle ends with it.
BOOST_DEFINE_FIXED_ENUM_CLASS(Effect, std::uint8_t, counts, stops, closes, ends)

struct PositionChoice {
    std::string name;   // as the definition names it; the form's value
    std::string title;  // empty for a sign-off's "signed" and "declined": the page's own words
    bool blocks = false;
    bool reason_required = false;
    bool comments_required = false;
    bool leaves_base = false;
    bool chosen = false;
    Effect effect = Effect::counts;
    std::string leads_to = {};  // closes: title of the next stage, or none; ends: of the outcome
};
BOOST_DESCRIBE_STRUCT(PositionChoice, (),
                      (name, title, blocks, reason_required, comments_required, leaves_base, chosen,
                       leads_to))

/// A comment as it is being written. Fields of the form: comment-N-paragraph, -force, -type, -text,
/// -proposed, -quote, N from 1; `comments` holds how many there are.
struct CommentDraft {
    std::string paragraph;  // id; empty: the whole text
    std::string quote;      // the words that it is about
    std::string force;      // the enum's words; empty: remark
    std::string type;       // the enum's words; empty: general
    std::string text;
    std::string proposed;
};
BOOST_DESCRIBE_STRUCT(CommentDraft, (), (paragraph, quote, force, type, text, proposed))

/// A comment that this body has sent in this stage. The buttons post act=withdraw:ID, maintain:ID
/// and reply:ID with the field reply-ID.
struct SentComment {
    CommentRow comment;
    bool may_withdraw = false;
    bool may_maintain = false;
    bool may_reply = false;
    bool may_act = false;    // one of these
    bool is_needed = false;  // by the answer, of which it is the only comment
    std::string reply = {};  // typed, and not taken
};
BOOST_DESCRIBE_STRUCT(SentComment, (),
                      (comment, may_withdraw, may_maintain, may_reply, may_act, is_needed, reply))

/// Something of this body that still blocks. The button posts act=lift:`id`.
struct OpenBlock {
    std::string id;  // of the comment; empty: the objection
    int number = 0;  // of the comment
    std::string paragraph;
    std::string text;
    bool earlier = false;  // a condition from before the answer that stands, which is no objection
};
BOOST_DESCRIBE_STRUCT(OpenBlock, (), (id, number, paragraph, text, earlier))

/// How the secretariat heard what it writes down for a body: asked where the button for it is.
struct Received {
    std::string name;  // of the field
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Received, (), (name, value))

/// Who signed below, in a ministry's chain.
struct Level {
    std::string function;
    std::string person;
    std::optional<Instant> signed_at;
    std::string proposes;  // title of the position
    std::string note;
    bool sent_back = false;  // it did not sign, but returned the file
};
BOOST_DESCRIBE_STRUCT(Level, (), (function, person, signed_at, proposes, note, sent_back))

/// The file came back from a level above.
struct Returned {
    std::string by;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(Returned, (), (by, why))

struct Chain {
    std::string next;  // "Director"; empty: this level gives the ministry's answer
    std::vector<Level> levels;
    std::vector<Choice> proposals;  // field `proposes`: the position for the ministry
    bool clears = false;            // comments go out level by level, and nothing is proposed
    std::string submits;            // the level that sends them out; empty: this one
    int waiting = 0;                // colleagues' comments that this level is to pass on
};
BOOST_DESCRIBE_STRUCT(Chain, (), (next, levels, proposals, clears, submits, waiting))

/// One question of a stage's form. Its field is `name`, which is form-QUESTION.
struct Question {
    std::string name;
    std::string title;
    std::string hint;
    bool required = false;
    bool several = false;  // of several choices any
    bool long_ = false;    // a text of more than a line
    bool number = false;
    bool date = false;
    std::vector<Choice> choices;  // empty: something is written
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Question, (), (name, title, hint, required, several, number, date, value))

BOOST_DEFINE_FIXED_ENUM_CLASS(Standing, std::uint8_t, open, answered, stale, lifted)

/// An answer that a colleague saved and nobody has sent: the form shows it.
struct SavedDraft {
    std::string person;
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(SavedDraft, (), (person, at))

/// The answer's page, for comment, ballot, silence and sign off. Its form posts to `action`:
/// position, reason, proposes, comments and comment-N-…, revision, digest, token, and
/// act = send | another comment | draft | discard | lift:ID | maintain | withdraw:ID; `draft` names
/// the version that was shown.
struct AnswerView {
    Asked asked;
    Standing standing = Standing::open;
    std::string action;
    std::string token;
    Text text;
    Changes changes;
    std::optional<Given> given;  // answered: what stands; stale: what was given before
    std::vector<PositionChoice> positions;
    std::string reason;
    std::vector<CommentDraft> drafts;  // as many fieldsets as there are; none: one, if none is sent
    std::vector<SentComment> sent;
    bool comments_welcome = true;
    std::string acknowledges;  // the only position, which one button takes; empty: there is more
    bool last_answer = false;  // nobody else is awaited: the round closes with this answer
    bool answer_is_final = false;  // what does not block can't be changed
    std::vector<OpenBlock> blocks;
    std::optional<Chain> chain;
    std::optional<Returned> returned;
    std::vector<Question> questions;  // the stage's form
    bool maintains = false;           // what stands lapses unless it is maintained: act=maintain
    std::string delegate;             // address of "Ask a colleague to answer"
    std::string colleagues;           // address of what goes on inside the body
    bool may_draft = false;
    std::optional<SavedDraft> draft;  // which the form shows
    int draft_version = 0;            // that the form goes on from
    bool records = false;             // the secretariat writes down what came otherwise
    bool takes_file = false;          // field `scan`
    bool sealed = false;  // for it: there is an answer, which nobody else reads before the close
    std::optional<Standstill> standstill;  // deferred: answers count, and nothing closes
    // Where it records; lifting and maintaining then have forms of their own.
    std::optional<Received> received, lift_received, maintain_received;
    std::string notice = {};  // what was just done
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (),
                      (asked, standing, action, token, text, changes, given, positions, reason,
                       sent, comments_welcome, acknowledges, blocks, chain, returned, maintains,
                       delegate, colleagues, may_draft, draft, draft_version, records, takes_file,
                       sealed, standstill, errors, notice))

/// The answer's page while there is nothing to do: read only.
struct PauseView {
    Asked asked;
    Pause pause = Pause::not_yet;
    std::string whose_turn;        // not yet; level over: by whom it goes on, empty: nobody;
                                   // answered: the level at which it may be changed, empty: none
    std::string outcome;           // closed, ended: title; empty: there is none to tell
    std::vector<FigureRow> tally;  // closed; empty: not for this reader
    std::optional<Instant> until;  // level over: since when
    std::string reason;            // abandoned: why
    std::optional<Standstill> standstill;
    std::optional<Given> given;
    Text text;
    std::string colleagues;  // address of what goes on inside the body
    std::string newer_href;  // superseded, closed: of the same task on the new revision
    std::string newer;       // what it is there, in words; empty: that is plain
    std::vector<SentComment> sent;
    bool may_discuss = false;  // something can be done about what was sent
    std::vector<FilledForm> forms;
    std::vector<OpenBlock> blocks;  // closed: what can still be lifted, since a revision is awaited
    std::string action, token;      // of the forms that lift them, and reply
    std::optional<Received> lift_received;  // where the secretariat records
    std::vector<FieldError> errors;         // why what was sent was not taken
    std::vector<std::string> unsent;        // the words that were sent with it
    std::string notice = {};                // what was just done
};
BOOST_DESCRIBE_STRUCT(PauseView, (),
                      (asked, pause, whose_turn, outcome, tally, until, reason, standstill, given,
                       text, colleagues, newer_href, newer, sent, may_discuss, forms, blocks,
                       action, token, errors, unsent, notice))

/// After sending.
struct ReceiptView {
    Asked asked;
    Given given;
    std::string digest;
    bool blocks = false;
    std::optional<Instant> changeable_until;
    std::string next_level;         // in a chain
    std::string change_href;        // back to the form
    std::int64_t entry = 0;         // in the log
    std::string colleagues;         // address of what goes on inside the body
    std::vector<SourceFile> files;  // that came with the answer
    std::string proposes = {};      // in a chain: title of the position for the ministry
    bool gives_answer = false;      // in a chain: this was the last level
    bool clears = false;            // comments go out level by level
    std::string submits = {};       // then: the level that sends them out; empty: they are out
    bool over = false;              // the round is closed
    std::string outcome = {};       // of the cycle, once it has ended
    std::string next_stage = {};    // title of what is open then, where the cycle goes on
    bool has_lead = true;           // somebody revises the text, and sees an objection
    bool mailed = true;             // the reader gets the receipt by mail as well
    std::vector<FilledForm> forms = {};
    std::string reason = {};
    std::vector<SentComment> sent = {};      // that came with the answer
    std::vector<OpenBlock> conditions = {};  // from before it, which still block
    std::optional<Standstill> standstill = {};
};
BOOST_DESCRIBE_STRUCT(ReceiptView, (),
                      (asked, given, digest, blocks, changeable_until, next_level, change_href,
                       entry, colleagues, files, proposes, gives_answer, forms, reason, sent,
                       conditions, standstill))

/// One that says the same: its answer is that of the comment it stands under.
struct SameComment {
    CommentRow comment;
    std::string reply = {};  // typed, and not taken
};
BOOST_DESCRIBE_STRUCT(SameComment, (), (comment, reply))

/// A comment and the answer that the lead is writing to it. Fields: disposition-ID,
/// observation-ID.
struct Disposal {
    CommentRow comment;
    std::string disposition;  // the enum's words; empty: none yet
    std::string observation;
    std::string reply;  // typed, and not taken
    std::vector<SameComment> same = {};
};
BOOST_DESCRIBE_STRUCT(Disposal, (), (comment, observation, reply, same))

/// What a body objected to in the round before.
struct ObjectionRow {
    std::string body;
    std::string position;  // title
    std::string reason;
    AssignmentStatus status = AssignmentStatus::blocking;  // or lifted
};
BOOST_DESCRIBE_STRUCT(ObjectionRow, (), (body, position, reason, status))

/// A round that a new text would open.
struct RoundAhead {
    std::string stage;                // title
    std::vector<std::string> bodies;  // that it asks; empty: the reader may not know which
    int count = 0;                    // how many they are
    std::optional<Instant> due = {};
};

/// The lead's page: answers every comment and issues the revision. act = save | issue | unchanged |
/// withdraw, which asks once more, and then act = withdrawn | stay. Fields beside the disposals':
/// text or the upload file, version_language and the upload version_file, editorial.
struct ReviseView {
    Asked asked;
    std::string action;
    std::string token;
    Text text;
    std::vector<ObjectionRow> objections;
    std::vector<Disposal> disposals;
    bool every_comment_answered = false;  // it can't finish before
    int unanswered = 0;
    std::string draft;  // the new text, as typed
    bool editorial = false;
    std::vector<Choice> languages;  // of a version of the text in another language
    std::string version_text;
    std::vector<FieldError> errors;
    std::vector<FilledForm> forms = {};  // of the reviews that are answered here
    bool may_issue = true;               // the results that the definition lets the stage have
    bool may_keep = true;
    bool may_withdraw = true;
    bool asks_withdrawal = false;   // whether it is really meant
    std::string withdrawn_as = {};  // title of the outcome that it ends the cycle with; empty: it
    std::string withdrawn_to = {};  // goes on, at the stage of that title
    int told = 0;                   // how many bodies hear of it
    std::vector<RoundAhead> ahead = {};  // what a new text opens
    std::string issue_to = {};    // title of the stage that it leads to, where that is all we know
    std::string issue_ends = {};  // title of the outcome that it ends the cycle with
    std::string notice = {};      // what was just done
    std::string delegate = {};    // as of any other task
    std::string colleagues = {};
    std::string more_time = {};
};
BOOST_DESCRIBE_STRUCT(ReviseView, (),
                      (asked, action, token, text, objections, disposals, draft, editorial,
                       version_text, errors, forms, may_issue, may_keep, may_withdraw,
                       asks_withdrawal, notice, delegate, colleagues, more_time))

/// What the body has committed itself to, each with a form for a report (act=report, fields
/// commitment, status, text), and a form for more: act=commit, fields comment, text, indicator,
/// due.
struct FollowView {
    Asked asked;
    std::string action;
    std::string token;
    std::vector<CommitmentRow> rows;
    std::vector<Choice> recommendations;  // accepted, without a commitment yet
    std::string text, indicator, due;     // as typed
    bool takes_new = true;                // else the follow-up is over, and reports go on
    bool takes_file = false;              // with a report: field `scan`
    std::vector<SourceFile> files;        // that came with reports
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(FollowView, (),
                      (asked, action, token, text, indicator, due, takes_new, takes_file, files,
                       errors))

/// The secretariat records what a meeting decided. Fields: result, minutes.
struct MeetView {
    Asked asked;
    std::string action;
    std::string token;
    std::vector<Choice> results;
    std::string minutes;
    Text text;
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(MeetView, (), (asked, action, token, results, minutes, text, errors))

/// `/cycles/{id}/public`: anyone reads the text and comments on it. Fields: name, paragraph, quote,
/// text, proposed, revision, digest.
struct PublicView {
    std::string cycle;  // title
    std::string stage;
    std::optional<Instant> due;
    std::string action;
    std::string token;
    bool sent = false;
    Text text;
    CommentDraft comment;
    std::string name;
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(PublicView, (),
                      (cycle, stage, due, action, token, sent, text, comment, name, errors))

/// Field: email. The answer is the same sentence for every address: `sent`.
struct SignInView {
    std::string token;
    std::string email;
    bool sent = false;
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(SignInView, (), (token, email, sent, errors))

struct SignInContinueView {
    std::string action;
    std::string token;
};
BOOST_DESCRIBE_STRUCT(SignInContinueView, (), (action, token))

struct SignedOutView {};
BOOST_DESCRIBE_STRUCT(SignedOutView, (), ())

/// Of a form that was sent, and is sent again as it was.
struct SentField {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(SentField, (), (name, value))

/// What a refusal or a failure looks like. Empty title and text: the status's own words.
struct ErrorView {
    int status = 500;
    std::string title;
    std::string text;
    std::string back;                    // where to go on; empty: nowhere in particular
    bool passes = false;                 // it may be over in a while: what to do then is said
    std::string action = {};             // where the form went that was not taken
    std::vector<SentField> fields = {};  // and what it held
};
BOOST_DESCRIBE_STRUCT(ErrorView, (), (status, title, text, back, passes, action, fields))

}  // namespace paraph::pages
