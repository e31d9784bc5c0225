#pragma once

#include <string>

#include "api/pages/language.hpp"
#include "engine/model/definition.hpp"

namespace paraph::api {

/// What people read for an outcome, or for a round's result: the definition's title, else the word
/// of the pictures, else as it is written.
std::string outcome_title(const Definition& definition, const std::string& outcome,
                          const pages::Language& language);

}  // namespace paraph::api
