#pragma once

#include <optional>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/refusal.hpp"
#include "engine/model/definition.hpp"

namespace paraph {

/// Whether the form that comes with a position is filled in as the stage asks. A position that
/// leaves the base (recuse) takes none; every other takes one where the stage has a form. Refused
/// with a JSON pointer to the first answer that does not fit: `/form/findings`.
Result<> check_form(const Stage& stage, const PositionRule& position,
                    const std::optional<json::object>& form);

/// Every answer that does not fit, in the order of the questions.
std::vector<Refusal> form_mistakes(const std::vector<FormField>& fields, const json::object& form);

/// A form as JSON Schema (2020-12), in one language.
json::object form_schema(const std::vector<FormField>& form, std::string_view language);

}  // namespace paraph
