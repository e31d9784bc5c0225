#pragma once

#include "api/pages/views/common.hpp"

namespace paraph::pages {

/// A question about the dossier. Field: attribute-NAME (several values for some of).
struct AttributeField {
    std::string name;
    std::string ask;
    Attribute::Type type = Attribute::Type::text;
    bool required = false;
    std::string value;
    std::vector<Choice> choices;  // yes/no, one of, some of
};
BOOST_DESCRIBE_STRUCT(AttributeField, (), (name, ask, required, value, choices))

/// Who takes a role. Field: role-NAME, one value for each body. A role of one body is a select.
struct RoleField {
    std::string name;
    std::string title;
    int least = 1;
    int most = 1;
    std::string
        fixed;  // name of the body that the definition fixes; then there is nothing to choose
    std::vector<Choice> bodies;
};
BOOST_DESCRIBE_STRUCT(RoleField, (), (name, title, least, most, fixed, bodies))

/// When a stage falls due, where the opening may say. Fields: date-STAGE, hour-STAGE; where the
/// minimum may be waived, waive-STAGE: the reason.
struct DateField {
    std::string stage;  // name
    std::string title;
    std::string otherwise;  // in words: what the definition says, "10 clear working days"
    std::string minimum;    // in words
    std::string waived_by;  // title of the role that may waive it; empty: nobody may
    std::string date;
    std::string hour;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(DateField, (),
                      (stage, title, otherwise, minimum, waived_by, date, hour, reason))

/// One mail as it would go out.
struct SampleMail {
    std::string to;
    std::string subject;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(SampleMail, (), (to, subject, text))

/// `/cycles/new`: first the choice of a definition (only `definitions` is filled; GET, field
/// `definition`), then everything else on one page (POST to `action`, step = preview | do). Further
/// fields: title, language, text, file (takes the text's place), media_type, version_language,
/// version_file or version_text, predecessor. `once` is new each
/// time the page is made, so that a form that is sent twice opens one cycle; `shown` names what a
/// preview was of, so that nothing else is done.
struct KeptCycle {
    std::string href;
    std::string title;
    std::string procedure;
    std::string person;
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(KeptCycle, (), (href, title, procedure, person, at))

struct OpenCycleView {
    std::vector<Choice> definitions;
    std::vector<KeptCycle> kept;  // drafts of cycles, to go on with
    std::string action;
    std::string token;
    std::string once;
    std::string shown;
    std::string draft;  // its id, once it is kept
    int draft_version = 0;
    std::string draft_by;  // who kept it, and when
    Instant draft_at{};
    std::string source;  // of the Word file that the text was read from, for the form
    bool restricted = false;
    std::string definition;  // name
    int version = 0;
    std::string definition_title;
    std::string title;
    std::vector<AttributeField> attributes;
    std::vector<RoleField> roles;
    std::vector<DateField> dates;
    std::vector<Choice> languages;          // of the text
    std::vector<Choice> version_languages;  // of a version of it: version_language, version_file
    std::vector<Choice> predecessors;       // cycles that it may go on from
    std::string version_text;
    std::string text;
    std::string media_type;
    std::string zone;                      // whose clock the dates go by
    std::vector<std::string> will_happen;  // after a preview, as all that follows
    std::vector<std::string> warnings;     // what will not happen, though the procedure has it
    std::vector<std::string> told;
    Markup picture;
    Markup picture_narrow;
    std::optional<SampleMail> mail;  // the first
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(OpenCycleView, (),
                      (definitions, kept, action, token, once, shown, draft, draft_version,
                       draft_by, draft_at, source, restricted, definition, version,
                       definition_title, title, attributes, roles, dates, languages, text,
                       media_type, version_text, zone, will_happen, warnings, told, picture,
                       picture_narrow, mail, errors))

struct DefinitionRow {
    std::string href;
    std::string name;
    std::string title;
    int version = 0;
    int cycles = 0;  // that run under it
};
BOOST_DESCRIBE_STRUCT(DefinitionRow, (), (href, name, title, version, cycles))

struct DefinitionsView {
    std::vector<DefinitionRow> definitions;
};
BOOST_DESCRIBE_STRUCT(DefinitionsView, (), (definitions))

struct VersionRow {
    std::string href;
    int version = 0;
    std::string digest;
    bool shown = false;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (), (href, version, digest, shown))

struct DefinitionView {
    std::string name;
    std::string title;
    int version = 0;
    std::string digest;
    Markup picture;
    Markup picture_narrow;  // the same for phones
    std::string picture_text;
    std::string source;     // YAML
    std::string open_href;  // to open a cycle under it
    std::vector<VersionRow> versions;
};
BOOST_DESCRIBE_STRUCT(DefinitionView, (),
                      (name, title, version, digest, picture, picture_narrow, picture_text, source,
                       open_href, versions))

struct PersonRow {
    std::string id;
    std::string name;
    std::string function;
    std::string email;
    std::string language;  // in words
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (id, name, function, email, language, active))

struct BodyRow {
    std::string href;
    std::string name;
    std::string kind;
    int people = 0;
};
BOOST_DESCRIBE_STRUCT(BodyRow, (), (href, name, kind, people))

struct BodiesView {
    std::vector<BodyRow> bodies;
    std::string new_href;
};
BOOST_DESCRIBE_STRUCT(BodiesView, (), (bodies, new_href))

/// A body and its people. Fields: act = save (id, name-LANGUAGE, kind, version) | add person
/// (person-name, person-email, person-function, person-language) | leave:ID, which asks once more |
/// left:ID.
struct BodyView {
    std::string action;
    std::string token;
    std::string id;  // empty: a new one, and the page asks for it
    bool is_new = false;
    int version = 0;
    std::vector<Choice> names;  // value: language tag; title: the language; hint: the name so far
    std::string kind;
    std::vector<PersonRow> people;
    PersonRow adding;  // as typed
    std::vector<Choice> languages;
    std::vector<FieldError> errors;
    std::vector<std::string> functions;  // that procedures ask for
    std::string leaving;                 // id of the person who is said to have left
    std::string leaving_name;
    bool leaves_nobody = false;  // that person is the last
};
BOOST_DESCRIBE_STRUCT(BodyView, (),
                      (action, token, id, is_new, version, names, kind, people, adding, languages,
                       errors, functions, leaving, leaving_name, leaves_nobody))

struct CaughtMail {
    std::string href;
    std::string to;
    std::string subject;
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(CaughtMail, (), (href, to, subject, at))

/// `/demo/mail`: what the catcher holds, newest first.
struct CaughtMailsView {
    std::vector<CaughtMail> mails;
};
BOOST_DESCRIBE_STRUCT(CaughtMailsView, (), (mails))

/// The HTML part is shown in a sandboxed frame, from an address of its own.
struct CaughtMailView {
    std::string from;
    std::string to;
    std::string subject;
    Instant at{};
    std::string text;
    std::string html_href;
};
BOOST_DESCRIBE_STRUCT(CaughtMailView, (), (from, to, subject, at, text, html_href))

struct AuditRow {
    std::string href;
    std::string title;
    std::string id;
    CycleStatus status = CycleStatus::running;
    std::string outcome;
    Instant opened{};
    int entries = 0;
};
BOOST_DESCRIBE_STRUCT(AuditRow, (), (href, title, id, status, outcome, opened, entries))

/// `/audit`
struct AuditListView {
    std::vector<AuditRow> cycles;
    std::int64_t entries = 0;            // of the whole log
    std::string checkpoint;              // the newest, as signed
    std::vector<std::string> questions;  // by name
};
BOOST_DESCRIBE_STRUCT(AuditListView, (), (cycles, entries, checkpoint, questions))

/// An entry that answers a question.
struct FoundRow {
    std::string href;
    std::int64_t entry = 0;
    std::string cycle;  // title
    Instant at{};
    std::string who;
    std::string words;
    std::vector<std::string> quotes;
};
BOOST_DESCRIBE_STRUCT(FoundRow, (), (href, entry, cycle, at, who, words, quotes))

/// `/audit/questions/{question}`; the fields of its form are position, from and before.
struct QuestionView {
    std::string name;
    std::string action;
    bool asks_position = false;
    std::string position;
    std::string from;  // as typed, like the next
    std::string before;
    std::vector<FoundRow> rows;
    bool more = false;  // than are shown
};
BOOST_DESCRIBE_STRUCT(QuestionView, (),
                      (name, action, asks_position, position, from, before, rows, more))

/// `/audit/cycles/{id}`
struct AuditView {
    std::string title;
    std::string id;
    CycleStatus status = CycleStatus::running;
    std::string outcome;
    std::vector<TimelineRow> timeline;  // oldest first
    std::int64_t entries = 0;           // of the whole log
    std::string checkpoint;
    std::string key;  // the log's public key, as `--key` wants it
    std::string key_href;
    std::string verify_command;    // of the two files that are downloaded, as they are called
    std::string certificate_href;  // once there is an outcome
    std::string action, token;     // of the form that takes the record along
};
BOOST_DESCRIBE_STRUCT(AuditView, (),
                      (title, id, status, outcome, timeline, entries, checkpoint, key, key_href,
                       verify_command, certificate_href, action, token))

/// Before an auditor reads: what will be noted.
struct ReadingView {
    std::string title;  // of the cycle; empty: of all cycles
    std::string action, token;
};
BOOST_DESCRIBE_STRUCT(ReadingView, (), (title, action, token))

}  // namespace paraph::pages
