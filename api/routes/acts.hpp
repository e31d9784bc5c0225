#pragma once

#include <optional>
#include <string>

#include <boost/describe.hpp>

#include "engine/model/command.hpp"

namespace paraph::api {

/// The body of POST /cycles/{id}/acts; each act reads what it needs.
struct ActInput {
    std::string act;
    std::string reason;
    std::string stage, body, role, result, meeting, minutes;
    std::optional<Instant> due, until;
};
BOOST_DESCRIBE_STRUCT(ActInput, (),
                      (act, reason, stage, body, role, result, meeting, minutes, due, until))

Result<Command> act_of(const ActInput& input);

}  // namespace paraph::api
