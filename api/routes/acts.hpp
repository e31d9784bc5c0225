#pragma once

#include <map>
#include <optional>
#include <string>

#include <boost/describe.hpp>

#include "engine/model/command.hpp"

namespace paraph::api {

/// The body of POST /cycles/{id}/acts; what an act does not read, but its reason, is refused.
struct ActInput {
    std::string act;
    std::string reason;
    std::string stage, body, successor, role, result, meeting, minutes;
    std::optional<Instant> due, until;
    std::optional<int> version;                 // migrate: to which; left out: the newest
    std::map<std::string, std::string> stages;  // migrate: old name -> new name
};
BOOST_DESCRIBE_STRUCT(ActInput, (),
                      (act, reason, stage, body, successor, role, result, meeting, minutes, due,
                       until, version, stages))

Result<Command> act_of(const ActInput& input);

}  // namespace paraph::api
