#pragma once

#include "api/pages/views/board.hpp"
#include "api/pages/views/common.hpp"

namespace paraph::pages {

/// A role, and the bodies that had it.
struct CertifiedRole {
    std::string title;
    std::vector<std::string> bodies;
};
BOOST_DESCRIBE_STRUCT(CertifiedRole, (), (title, bodies))

/// One round: whom it asked, by which rule, and what came of it.
struct CertifiedRound {
    std::string stage;
    int number = 0;
    int revision = 0;
    RoundStatus status = RoundStatus::closed;
    Instant opened{};
    std::optional<Instant> due;
    std::optional<Instant> closed;
    std::string result;
    std::string rule;                  // as the definition writes it; empty: none but the kind's
    std::string quorum;                // the same
    std::vector<std::string> silence;  // what no reply meant, in sentences
    std::vector<std::string> figures;  // "Agree: 17 (3 by silence)"
    std::vector<PositionRow> positions;
    std::vector<FilledForm> forms;    // that came with the positions
    std::vector<std::string> silent;  // bodies that never answered
    bool silence_agreed = false;      // of those: they did not object, which was to agree
    bool passed = false;
    std::optional<CycleStatus> stands;  // why it was not closed
};
BOOST_DESCRIBE_STRUCT(CertifiedRound, (),
                      (stage, number, revision, status, opened, due, closed, result, rule, quorum,
                       silence, figures, positions, forms, silent, silence_agreed, passed, stands))

/// A position, or a condition, that was not accepted.
struct Dissent {
    std::string body;
    std::string stage;
    std::string position;
    std::string paragraph;             // of a condition: "¶3"
    std::vector<std::string> reasons;  // in the body's words
    bool erased_here = false;          // words were there, and are kept no more
};
BOOST_DESCRIBE_STRUCT(Dissent, (), (body, stage, position, paragraph, reasons, erased_here))

/// The certificate of an outcome: a document that stands alone, on paper as well.
struct CertificateView {
    std::string title;
    std::string id;
    CycleStatus status = CycleStatus::ended;
    std::string outcome;
    Instant opened{};
    Instant ended{};
    std::string procedure;  // title
    std::string definition;
    int version = 0;
    std::string definition_digest;
    std::string calendar;
    int calendar_version = 0;
    Markup picture;
    std::vector<CertifiedRole> roles;
    std::vector<CertifiedRound> rounds;
    std::vector<Dissent> dissents;
    std::vector<RevisionRow> revisions;
    Text text;  // the last
    bool text_erased = false;
    std::string erased;       // when words were, in a sentence
    std::string erased_text;  // and when the text was
    std::vector<TimelineRow> timeline;
    std::int64_t entry = 0;  // which says the outcome: its number in the log
    std::string leaf;
    std::string proof;  // of that entry: a `.tlog-proof`, with the checkpoint
    std::int64_t entries = 0;
    std::string origin;
    std::string key;
    std::string record_address;  // where the record is had
    std::string verify_command;
    std::string zone;
};
BOOST_DESCRIBE_STRUCT(CertificateView, (),
                      (title, id, status, outcome, opened, ended, procedure, definition, version,
                       definition_digest, calendar, calendar_version, picture, roles, rounds,
                       dissents, revisions, text, text_erased, erased, erased_text, timeline, entry,
                       leaf, proof, entries, origin, key, record_address, verify_command, zone))

}  // namespace paraph::pages
