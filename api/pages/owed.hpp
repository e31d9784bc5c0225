#pragma once

#include <string>
#include <string_view>

#include "api/pages/language.hpp"
#include "engine/model/definition.hpp"

namespace paraph::pages {

/// What somebody owes, after their name: by the word of engine/rules/attention.hpp where the
/// catalogue has one of its own ("to report", "to close the round"), else by the stage's kind.
std::string owed_words(std::string_view what, StageKind kind, const Language& language);

}  // namespace paraph::pages
