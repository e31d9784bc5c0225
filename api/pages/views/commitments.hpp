#pragma once

#include "api/pages/views/common.hpp"

namespace paraph::pages {

struct CommitmentRow {
    std::string id;
    int number = 0;
    std::string text;
    std::string indicator;
    std::string report;  // the last one
    CommitmentStatus status = CommitmentStatus::open;
    Instant due{};
    bool is_open = true;
    std::string body;   // whose; empty: on a page of that body
    std::string cycle;  // in which it was made; empty: on a page of that cycle
    std::string cycle_href;
};
BOOST_DESCRIBE_STRUCT(CommitmentRow, (),
                      (id, number, text, indicator, report, status, due, is_open, body, cycle,
                       cycle_href))

/// `/commitments`: those of all cycles that the reader may see. Fields of the filter (GET): body,
/// state, about (a cycle's title, such as an objective's, which may come back every year).
struct CommitmentsView {
    std::vector<CommitmentRow> rows;  // what is still to be done first, by its due time
    std::vector<Choice> bodies, states, subjects;
    bool filtered = false;
};
BOOST_DESCRIBE_STRUCT(CommitmentsView, (), (rows, filtered))

}  // namespace paraph::pages
