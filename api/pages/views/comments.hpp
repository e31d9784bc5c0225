#pragma once

#include "api/pages/views/common.hpp"

namespace paraph::pages {

/// The comments of a cycle, `/cycles/{id}/comments`. The filter is a GET form; the answer to those
/// that are ticked (fields `comment`, disposition, observation, group; act = answer | group | merge
/// | part | withdraw, the last two with step = do once they were shown) and the table to be read in
/// (field `table`, boxes `overrule`; act = import | import-good | preview) post to `action`.
struct CommentsView {
    std::string cycle_href;
    std::string cycle;
    std::string action;
    std::string token;
    std::vector<CommentRow> comments;
    int shown_from = 0;  // how many come before these
    int total = 0;       // of those that the filter takes, or of all
    bool filtered = false;
    std::string next_href;
    std::vector<Choice> bodies, types, forces, dispositions, carryings;  // filter
    std::vector<Choice> answers;                                         // of the answer's select
    std::string observation;
    std::string group;
    std::string received;
    bool may_answer = false;
    bool may_import = false;
    bool may_withdraw = false;
    std::string xlsx_href, csv_href, beside_href, pdf_href;
    std::vector<std::string> read;       // what a table said that was just read in, in words
    std::vector<std::string> foretold;   // what one would say that was not, in words
    std::vector<std::string> bad_rows;   // of a table, in words
    std::vector<std::string> conflicts;  // rows that were overtaken, in words
    std::vector<Choice> overrules;       // boxes: where the table is right all the same
    std::vector<FieldError> errors;
    std::string send = {};  // where the ticked ones are sent: it shows the same ones again
};
BOOST_DESCRIBE_STRUCT(CommentsView, (),
                      (cycle_href, cycle, action, send, token, comments, shown_from, total,
                       filtered, next_href, observation, group, received, may_answer, may_import,
                       may_withdraw, xlsx_href, csv_href, beside_href, pdf_href, read, foretold,
                       bad_rows, conflicts, errors))

/// What is to be done to the comments that were ticked, before it is done: act = part | withdraw.
/// The form sends the same fields to `action` once more, with step = do.
struct CommentsActView {
    std::string cycle_href;
    std::string cycle;
    std::string action;
    std::string token;
    std::string act;
    std::string received;  // withdraw: how their bodies told it
    std::vector<CommentRow> comments;
    std::vector<std::string> will_change;
    std::vector<std::string> told;
};
BOOST_DESCRIBE_STRUCT(CommentsActView, (),
                      (cycle_href, cycle, action, token, act, received, comments, will_change,
                       told))

/// A paragraph and what was said about it.
struct CommentedParagraph {
    TextParagraph paragraph;
    std::vector<CommentRow> comments;
};
BOOST_DESCRIBE_STRUCT(CommentedParagraph, (), (paragraph, comments))

/// The text in force with all comments beside it, `/cycles/{id}/beside`; the same is printed.
struct BesideView {
    std::string cycle_href;
    std::string cycle;
    std::string language;  // of the text
    int revision = 0;
    std::string digest;
    std::vector<CommentRow> whole;  // about the text as a whole, or a paragraph that is gone
    std::vector<CommentedParagraph> paragraphs;
    std::string pdf_href;  // empty: it is being printed
};
BOOST_DESCRIBE_STRUCT(BesideView, (),
                      (cycle_href, cycle, language, revision, digest, whole, paragraphs, pdf_href))

}  // namespace paraph::pages
