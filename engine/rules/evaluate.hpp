#pragma once

#include <optional>
#include <string>

#include "engine/base/json.hpp"
#include "engine/model/expression.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {

/// What a condition says of these figures and attributes. Total and exact; well under a
/// microsecond for the usual rule.
///
/// An attribute that is absent: yes/no reads as no; every comparison with it, `is not` and `in`
/// included, is false; arithmetic with it is absent again. A fraction of an empty base is false,
/// whichever way it is asked.
bool holds(const Expression& condition, const Figures& figures, const json::object& attributes);

/// The same where no round is there to read: `when` of a stage. Tallies read as 0.
bool holds(const Expression& condition, const json::object& attributes);

/// The value of a numeric expression; nothing where an absent attribute stands in it.
std::optional<Rational> value_of(const Expression& number, const Figures& figures,
                                 const json::object& attributes);

/// The quorum is there and the rule holds; both true where the stage has none.
bool has_quorum(const Stage& stage, const Figures& figures, const json::object& attributes);
bool passes(const Stage& stage, const Figures& figures, const json::object& attributes);
/// Quorum, rule, and no open objection. An open condition counts only where the rule asks for it
/// (`open conditions = 0`, consensus).
bool qualifies(const Stage& stage, const Figures& figures, const json::object& attributes);

/// The expression in the words of the language, as the reader would take it back:
/// "yes of p members at least 2/3 of cast of p members and no at most 1/4 of cast".
std::string to_text(const Expression& expression);

}  // namespace paraph
