#pragma once

#include <span>
#include <string_view>

namespace paraph::pages {

/// A template or a compiled catalogue, compiled into the binary.
struct Resource {
    std::string_view name;  // "link.mustache", "bn.mo"
    std::string_view bytes;
};

std::span<const Resource> all_resources();
/// A name that does not exist is a bug: std::logic_error.
std::string_view resource(std::string_view name);

}  // namespace paraph::pages
