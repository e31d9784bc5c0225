#pragma once

#include <functional>
#include <optional>
#include <string>

#include "api/house.hpp"
#include "api/pages/views/commitments.hpp"
#include "api/telling/said.hpp"

namespace paraph::api {

/// Which commitments are asked for, as a query names them: ?body= &state= &about= (the title of the
/// cycle in which they were made). Empty: all.
struct CommitmentFilter {
    std::string body, about;
    std::optional<CommitmentStatus> state;

    bool takes(const State& cycle, const Commitment& commitment) const;
};
/// Refused: a state that there is not.
Result<CommitmentFilter> commitment_filter(const http::Request& request);

/// Whether the reader may see the commitment.
bool sees(const Seen& seen, const Commitment& commitment);

/// Every commitment, in all cycles, that the reader may see. Reads each cycle that has a follow-up:
/// for what goes on beside the I/O.
void each_commitment(const House& house, const Principal& principal,
                     const std::function<void(const Seen&, const Commitment&)>& take);

/// As pages show it, without whose it is and where it was made.
pages::CommitmentRow commitment_row(const Commitment& commitment, const Said& said);

}  // namespace paraph::api
