#pragma once

#include "engine/base/json.hpp"
#include "engine/model/definition.hpp"

namespace paraph::simulation {

/// A stage's form as somebody fills it in who wants it to be accepted: every question, as briefly
/// as it may be.
json::object any_form(const Stage& stage);

}  // namespace paraph::simulation
