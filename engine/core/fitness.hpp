#pragma once

#include "engine/model/definition.hpp"
#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"

namespace paraph {

// Whether the bodies that are bound can do what the definition's rules ask, which `check` can judge
// for the smallest and the largest number only. Used by the files of engine/core only.

/// Refused where an attribute is unknown, of another type, or missing though it is required.
Result<> check_attributes(const Definition& definition, const json::object& attributes);

/// Refused (`invalid`) where a rule reads a weight that the body does not have.
Result<> has_weights(const Definition& definition, const std::string& role, const Body& body);

/// Refused (`wrong number`) where a ballot's rule or quorum can't be met, whatever is answered.
Result<> can_pass(const Definition& definition, const Opening& opening);

}  // namespace paraph
