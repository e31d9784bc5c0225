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

}  // namespace paraph
