#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "engine/base/instant.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"
#include "engine/model/status.hpp"
#include "engine/rules/carrying.hpp"

namespace paraph::pages {

/// What pages are made of: plain data that routes fill. Texts from people and names from
/// definitions come in the reader's language and are escaped by the template; everything else
/// (instants, numbers, enums) is put into words, digits and the reader's zone by the renderer.
/// An empty string means that there is none.

/// Markup that was made or vetted by us: the only type whose text a template does not escape.
struct Markup {
    std::string html;
};

BOOST_DEFINE_FIXED_ENUM_CLASS(Section, std::uint8_t, none, board, definitions, bodies, audit, mails)

/// What surrounds every page.
struct Frame {
    std::string house;    // name of the taskforce
    std::string contact;  // e-mail of the secretariat
    std::string path;     // of this page, with its query but without lang=; for the language links
    std::string zone;     // IANA: the reader's clock
    std::string person;   // signed in; empty: nobody
    Section section = Section::none;
    bool secretariat = false;         // shows board, definitions, bodies
    bool auditor = false;             // shows the reading room
    bool demo = false;                // shows the mail catcher
    std::string token;                // the form token of "sign out"
    std::optional<Instant> now = {};  // of another year than this a short day has its year
};
BOOST_DESCRIBE_STRUCT(Frame, (),
                      (house, contact, path, zone, person, section, secretariat, auditor, demo,
                       token))

/// What is wrong with a form. `field` is the control's name ("" for the form as a whole); the
/// sentence says how to mend it.
struct FieldError {
    std::string field;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(FieldError, (), (field, text))

/// One option of radios, check boxes or a select.
struct Choice {
    std::string value;
    std::string title;
    std::string hint;
    bool chosen = false;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (value, title, hint, chosen))

/// How a round may end before its due time.
enum class Early : std::uint8_t {
    no,
    all_answered,  // when nobody is awaited any more
    sooner,        // or before that, when so many have answered, or its result is certain
};

/// Of a procedure inside a body: what is awaited from the body as a whole, outside.
struct Outside {
    StageKind task = StageKind::ballot;
    std::optional<Instant> due;
    Silence::Kind silence = Silence::Kind::not_counted;
    std::string silence_position;  // title; with Kind::counts_as
    std::string stands = {};       // title of what the body has answered there; empty: nothing
};

/// What one body is asked in one round.
struct Asked {
    std::string cycle;  // title
    std::string stage;  // title
    StageKind task = StageKind::ballot;
    std::string body;      // name
    std::string function;  // in a chain the level, "Director"
    std::string person;
    std::optional<Instant> due;
    std::optional<int> working_days_left;
    Silence::Kind silence = Silence::Kind::not_counted;
    std::string silence_position;  // title; with Kind::counts_as
    bool own = true;        // the reader is of that body; else it looks on, or records for it
    bool answered = false;  // what it said stands: its silence means nothing any more
    Early early = Early::no;
    bool first_text = false;         // revise: there is nothing yet that could be answered
    std::optional<Outside> outside;  // a level of a procedure inside the body
    std::string next_level = {};     // then: title of the next one; empty: it is the last
    std::string stands_in_for = {};  // the colleague for whom the person acts; empty: for itself
};
BOOST_DESCRIBE_STRUCT(Asked, (),
                      (cycle, stage, task, body, function, person, due, working_days_left,
                       silence_position, own, answered, stands_in_for))

struct TextParagraph {
    std::string id;  // stable; the anchor is "p-" + id
    int number = 0;  // as counted in this revision
    bool heading = false;
    std::string text;
    Markup html;  // vetted; empty: `text` is shown
};
BOOST_DESCRIBE_STRUCT(TextParagraph, (), (id, number, heading, text, html))

struct SourceFile {
    std::string href;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(SourceFile, (), (href, name))

/// The same text in another language; `href` is an address on the same page.
struct TextVersion {
    std::string language;  // BCP 47
    std::string title;     // its own name
    std::string href;
};
BOOST_DESCRIBE_STRUCT(TextVersion, (), (language, title, href))

/// One revision, to be read.
struct Text {
    int revision = 0;
    Instant issued{};
    std::string digest;    // hex
    std::string language;  // BCP 47, of the text itself
    std::vector<TextParagraph> paragraphs;
    std::vector<SourceFile> sources;
    std::vector<TextVersion> versions;  // in other languages
    std::string only_in_file;           // what the file has that it was read from, in words
};
BOOST_DESCRIBE_STRUCT(Text, (),
                      (revision, issued, digest, language, paragraphs, sources, versions,
                       only_in_file))

/// `moved`: to another place, and nothing else.
BOOST_DEFINE_FIXED_ENUM_CLASS(Change, std::uint8_t, inserted, deleted, changed, moved)

/// Words in a row that stayed, or that were deleted or inserted.
struct ChangedWords {
    bool deleted = false;
    bool inserted = false;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ChangedWords, (), (deleted, inserted, text))

struct ChangedParagraph {
    std::string id;
    int number = 0;
    Change change = Change::changed;
    std::string before;
    std::string after;
    std::vector<ChangedWords> words;     // of a changed one; empty: before and after are shown
    std::optional<int> from;             // its number before, of one that moved
    std::vector<TextVersion> elsewhere;  // other languages in which it changed, too or
    bool only_elsewhere = false;         // alone
};
BOOST_DESCRIBE_STRUCT(ChangedParagraph, (),
                      (id, number, change, before, after, words, from, elsewhere, only_elsewhere))

/// What a revision changed. No paragraphs: nothing did (or there is no earlier one: since 0).
struct Changes {
    int since = 0;  // the earlier revision
    int revision = 0;
    bool editorial = false;
    std::vector<ChangedParagraph> paragraphs;
    std::vector<std::string> unchanged;        // ids, in the newer text's order; in no language
    std::string language;                      // BCP 47, of what is compared
    std::vector<TextVersion> versions;         // the same comparison in other languages
    std::vector<TextVersion> added, left_out;  // languages that only one of the two has
    std::string
        revised_why;  // as the secretariat said that issued the newer one; empty: the lead did
};
BOOST_DESCRIBE_STRUCT(Changes, (),
                      (since, revision, editorial, paragraphs, unchanged, language, versions, added,
                       left_out, revised_why))

/// An answer that was given.
struct Given {
    std::string position;  // title
    Instant at{};
    std::string person;
    int revision = 0;
    int comments = 0;
    How how = How::explicit_;
    std::optional<Instant> lifted = {};  // an objection that its body took back since
    std::string received = {};           // "by letter": `person` wrote it down for the body
    bool own = true;      // the reader's, or the whole body's: not what a colleague gave
    bool blocks = false;  // it is an objection that stands
};
BOOST_DESCRIBE_STRUCT(Given, (), (position, at, person, revision, comments, how, lifted, received))

/// What was said about a comment since.
struct ReplyRow {
    std::string who;
    std::optional<Instant> at;  // not for this reader
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ReplyRow, (), (who, at, text))

/// One comment with its answer.
struct CommentRow {
    std::string id;
    int number = 0;
    std::string body;
    std::string paragraph;     // "¶3" or empty: the whole text
    std::string paragraph_id;  // for the link to it
    Force force = Force::remark;
    CommentType type = CommentType::general;
    CommentStatus status = CommentStatus::open;
    std::string text;
    std::string proposed;
    std::optional<Disposition> disposition;
    std::string observation;
    std::optional<Carrying> carrying;  // where it is not on the text in force
    std::string quote;                 // the words that it is about
    std::string group;
    std::string same_as;  // the number of the comment that stands for it
    bool maintained = false;
    std::vector<ReplyRow> replies;
    bool ticked = false;  // chosen, and what was to be done with it was refused
};
BOOST_DESCRIBE_STRUCT(CommentRow, (),
                      (id, number, body, paragraph, paragraph_id, force, type, status, text,
                       proposed, disposition, observation, carrying, quote, group, same_as,
                       maintained, replies, ticked))

/// How many took a position.
struct FigureRow {
    std::string position;
    int count = 0;
    int silent = 0;
};
BOOST_DESCRIBE_STRUCT(FigureRow, (), (position, count, silent))

/// One line of a timeline. `words` come from in_words().
struct TimelineRow {
    std::int64_t entry = 0;  // number in the log
    Instant at{};
    std::string who;  // empty: by rule
    std::string words;
    std::vector<std::string> quotes;  // reasons, minutes, comments: what people wrote
    bool withheld = false;            // not for this reader: only the leaf is shown
    std::string leaf;                 // hex
};
BOOST_DESCRIBE_STRUCT(TimelineRow, (), (entry, at, who, words, quotes, withheld, leaf))

}  // namespace paraph::pages
