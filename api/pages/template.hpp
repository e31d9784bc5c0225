#pragma once

#include <string>
#include <string_view>

#include <kainjow/mustache.hpp>

#include "api/pages/language.hpp"

namespace paraph::pages {

using Data = kainjow::mustache::data;

/// Templates are mustache with three tags of our own, which are resolved once for each language:
///
///   [[key]]         the catalogue's text; its {name}s become mustache variables
///   [[> name]]      another template, in place
///   [[@name]]       the address of an asset
///
/// A template ending in ".txt" is plain text and escapes nothing; all others are HTML.
std::string fill(std::string_view template_name, const Data& data, const Language& language);

/// A page: the layout with the template in its place [[> main]].
std::string fill_page(std::string_view template_name, const Data& data, const Language& language);

/// The template with its own tags resolved; for tests and for `fill`.
std::string resolve(std::string_view template_name, std::string_view main,
                    const Language& language);

}  // namespace paraph::pages
