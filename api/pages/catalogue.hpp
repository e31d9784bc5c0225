#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace paraph::pages {

using Catalogue = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A gettext .mo file as msgfmt writes it (little-endian): key -> its one or two forms. A file that
/// is no such thing was built wrongly: std::logic_error.
Catalogue read_catalogue(std::string_view mo_file);

}  // namespace paraph::pages
