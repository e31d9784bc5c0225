#pragma once

#include <optional>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/model/definition.hpp"

namespace paraph {

/// Attributes of dossiers such that every answer there can be makes `condition` as true or false as
/// one of these does: what holds for all of them holds always. Nothing where that can't be told
/// (sums of attributes, one attribute compared with another) or there would be too many.
std::optional<std::vector<json::object>> samples_for(const Definition& definition,
                                                     const Expression& condition);

/// Some attributes of dossiers, to find one for which a condition holds or fails where
/// `samples_for` has no answer: what none of them shows is not proven. At least one, at most 500.
std::vector<json::object> guesses_for(const Definition& definition, const Expression& condition);

}  // namespace paraph
