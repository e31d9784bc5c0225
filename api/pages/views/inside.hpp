#pragma once

#include "api/pages/views/common.hpp"

namespace paraph::pages {

/// A level of a body's clearance.
struct InsideLevel {
    std::string function;
    std::string people;  // who has it, in words; empty: nobody
    AssignmentStatus status = AssignmentStatus::awaited;
    std::optional<Instant> due;  // its own end date
    bool own = false;
    bool submits = false;  // it is the last that anybody has: what it submits goes out
};
BOOST_DESCRIBE_STRUCT(InsideLevel, (), (function, people, status, due, own, submits))

/// A comment on its way out of the body. Buttons: act = verify:ID | support:ID | withdraw:ID |
/// submit:ID, the last with the fields text-ID and proposed-ID.
struct InsideComment {
    CommentRow comment;
    std::string person;
    Clearance clearance = Clearance::pending;
    std::string supports;  // in words; empty: nobody
    bool may_verify = false;
    bool may_support = false;
    bool may_withdraw = false;
    bool may_submit = false;
};
BOOST_DESCRIBE_STRUCT(InsideComment, (),
                      (comment, person, clearance, supports, may_verify, may_support, may_withdraw,
                       may_submit))

/// `/task/{assignment}/colleagues`: who of the body does it, and what is on its way out. Further
/// acts: claim | release | hand over (field `person`) | end date (function, date, hour).
struct ColleaguesView {
    Asked asked;
    std::string task_href;
    std::string delegate_href;
    std::string action;
    std::string token;
    std::string claimed;  // by whom; empty: nobody
    bool may_claim = false;
    bool may_release = false;
    std::vector<Choice> people;  // to whom it can be handed over
    std::vector<InsideLevel> levels;
    std::vector<Choice> functions;  // whose end date the reader may set
    std::string date;
    std::string hour;
    bool clears = false;  // comments go out one by one
    std::vector<InsideComment> comments;
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(ColleaguesView, (),
                      (asked, task_href, delegate_href, action, token, claimed, may_claim,
                       may_release, levels, date, hour, clears, errors))

struct DelegationRow {
    std::string id;
    std::string person;
    std::string delegate;
    std::string cycle;  // title; empty: everything
    Instant from{};
    std::optional<Instant> until;
    bool awaits_consent = false;
    bool may_end = false;
    bool may_consent = false;
};
BOOST_DESCRIBE_STRUCT(DelegationRow, (),
                      (id, person, delegate, cycle, from, until, awaits_consent, may_end,
                       may_consent))

/// A delegation that the secretariat is to consent to.
struct ConsentRow {
    std::string href;
    std::string body;
    std::string person, delegate;
};
BOOST_DESCRIBE_STRUCT(ConsentRow, (), (href, body, person, delegate))

/// Who acts for whom: of a task, of whoever is signed in, or of a body. Acts: delegate (fields
/// person, delegate, scope = cycle | all, from, until, consent) | end:ID | consent:ID.
struct DelegationsView {
    std::string back_href;
    std::string back;
    std::string action;
    std::string token;
    std::string cycle;  // title, where it may be for one cycle only
    std::vector<DelegationRow> rows;
    std::vector<Choice> people;  // for whom, where that is to be said
    std::vector<Choice> delegates;
    bool all = false;  // scope
    std::string from;  // YYYY-MM-DD
    std::string until;
    bool consent = false;
    std::vector<FieldError> errors;
    std::string body;                  // its name
    std::vector<ConsentRow> consents;  // of all bodies, for the secretariat
    std::string register_href;  // where the reader adds people to the body; empty: it asks for that
};
BOOST_DESCRIBE_STRUCT(DelegationsView, (),
                      (back_href, back, action, token, cycle, rows, all, from, until, consent,
                       errors, body, consents, register_href))

}  // namespace paraph::pages
