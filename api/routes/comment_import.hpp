#pragma once

#include "api/pages/views/comments.hpp"
#include "api/routes/comment_table.hpp"
#include "api/routes/page_entrance.hpp"

namespace paraph::api {

// A table that comes back by the page of comments.

struct SentTable {
    std::vector<pages::FieldError> errors = {};  // it is no table of comments
    std::optional<TableReading> reading = {};
    bool takes = false;  // what is good of it is to be read in
    bool preview = false;
};
/// The file of the form's field `table`; `act` says what is to be done with it (import: all rows or
/// none, import-good, preview), `overrule` where it is right against what came after it.
SentTable sent_table(const House& house, const CycleVisit& what, const http::Form& form);

/// All that is to be said of a table that was not read in.
void put_table(pages::CommentsView& view, const House& house, const CycleVisit& what,
               const SentTable& table, const http::Form& form);

/// What was read in, as the address says it that leads back to the page, and the same in words.
/// Names of columns are said only if we put them there.
std::string read_query(const House& house, const CycleVisit& what, const TableReading& reading);
std::vector<std::string> read_words(const House& house, const CycleVisit& what,
                                    const http::Request& request);

}  // namespace paraph::api
