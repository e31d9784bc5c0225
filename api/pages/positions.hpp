#pragma once

#include <string>
#include <string_view>

#include "api/pages/language.hpp"
#include "engine/model/definition.hpp"

namespace paraph::pages {

/// What a position of the stage kinds' own sets is called ("agree", "no objection"), where the
/// definition gives it no title; any other as it is written.
std::string position_word(std::string_view name, const Language& language);

/// The same as somebody chooses it, in whole words: "I have reviewed it".
std::string choice_word(std::string_view name, const Language& language);

/// What a function of people in a body is called: "পরিচালক" is the director. `titles`: of what the
/// house's procedures call it, where it is none of the usual ones; else as it is written.
std::string function_word(std::string_view name, const Language& language,
                          const Texts& titles = {});

/// How something came that was written down for its body: "by letter"; in their words, where it is
/// none of the usual ways.
std::string received_word(std::string_view received, const Language& language);

}  // namespace paraph::pages
