#pragma once

#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

/// Whether it has the form of a BCP 47 tag as RFC 5646 writes it: a language of 2 or 3 letters,
/// then script, region and variants, extensions or private use, each once and in this order: "en",
/// "bn-BD", "sr-Latn-RS". Whether there is such a language is not looked up.
bool is_language_tag(std::string_view tag);

/// The tag as RFC 5646 (2.1.1) recommends to write it: "bn", "bn-BD", "sr-Latn-RS". Two tags are
/// the same when these are.
std::string canonical_language(std::string_view tag);

/// Refused at `where` unless it has.
Result<> check_language(std::string_view tag, std::string_view where);

}  // namespace paraph
