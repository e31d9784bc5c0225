#pragma once

#include <string>

#include "engine/base/json.hpp"
#include "engine/model/definition.hpp"

namespace paraph {

/// The length of time that applies to this dossier: of the first case whose condition holds, else
/// the one that stands without a condition.
Span span_for(const Deadline& deadline, const json::object& attributes);
Span span_for(const Minimum& minimum, const json::object& attributes);

/// "10 working days", as the language writes it.
std::string to_text(const Span& span);

}  // namespace paraph
