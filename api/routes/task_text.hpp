#pragma once

#include <string>

#include "api/house.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/common.hpp"

namespace paraph::api {

// A cycle's text as pages show it. Both read the disk.

/// The newest revision, in numbered paragraphs; empty before the first.
pages::Text text_in_force(const House& house, const State& state);
/// What the newest revision did to the text.
pages::Changes changes_in(const House& house, const State& state);

/// "¶3", or "" for the whole text and for a paragraph that is gone.
std::string paragraph_mark(const pages::Text& text, const std::string& id,
                           const pages::Language& language);

}  // namespace paraph::api
