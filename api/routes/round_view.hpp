#pragma once

#include "api/pages/views/board.hpp"
#include "api/routes/naming.hpp"
#include "api/telling/said.hpp"

namespace paraph::api {

/// One round with the positions that the reader may see, and what those did that take none.
pages::RoundRow round_row(const Seen& seen, const Round& round, const Naming& naming,
                          const Said& said);

/// What a body did where it takes no position: revised, made commitments, commented; "": nothing.
std::string deed(const Seen& seen, const Round& round, const Assignment& seat,
                 const Naming& naming);

/// The cycles that run for the seats of an `each` or a `call`, with a link where `principal` may
/// know of them. Of those that are withheld, nothing.
std::vector<pages::SubCycleRow> sub_cycle_rows(const House& house, const Seen& seen,
                                               const Round& round, const Principal& principal,
                                               const Naming& naming);

/// What a sub-cycle's seat is called: its body, or the choice that it stands for.
std::string seat_name(const Assignment& seat, const Naming& naming);

}  // namespace paraph::api
