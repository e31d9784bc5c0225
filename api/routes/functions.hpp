#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/model/registry.hpp"

namespace paraph::api {

/// The functions that procedures of the house name, and those of whoever speaks for a body: each
/// with what its level is called in other languages than the one that it is named in.
std::map<std::string, Texts> functions_of(const Registry& registry);

/// The function that somebody means who writes it in any of our languages, as it is known or as
/// definitions name it; as it is written where it is none of these.
std::string meant_function(std::string_view typed, const std::map<std::string, Texts>& known);

}  // namespace paraph::api
