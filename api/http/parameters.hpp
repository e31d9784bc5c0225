#pragma once

#include <string>
#include <string_view>

namespace paraph::http {

// Header fields with parameters: "multipart/form-data; boundary=x", "form-data; name=\"y\"".

/// The value of a parameter, "" where the field has none of that name. In quotes, a backslash hides
/// only quotes and backslashes: browsers do not escape the rest.
std::string parameter_of(std::string_view field, std::string_view name);

}  // namespace paraph::http
