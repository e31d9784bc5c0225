#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/pages/language.hpp"

namespace paraph::pages {

/// A refusal in the words of a page: in its language, with times as pages say them. The engine
/// words it in English, with names and numbers put in; the English catalogue has such sentences as
/// patterns (refusal.…), a {name} for each of them, the other ones say them anew. Of several that
/// fit, the one with the most words of its own is meant. Nothing: no catalogue has the sentence.
/// Linear in the catalogue's sentences, some microseconds.
std::optional<std::string> refusal_in(std::string_view text, const Language& language);

}  // namespace paraph::pages
