#pragma once

#include <span>
#include <string_view>

namespace paraph {

/// A file of workflows/library, compiled in, so that a new house starts with procedures it can use.
struct Shipped {
    enum class Kind { definition, calendar };
    Kind kind = Kind::definition;
    std::string_view name;  // of the file without ".yaml", which is the name inside, too
    std::string_view text;  // YAML; lives as long as the process
};

/// Calendars first, then definitions so that what runs inside another stands before it.
std::span<const Shipped> shipped();

}  // namespace paraph
