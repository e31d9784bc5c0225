#pragma once

#include "engine/model/definition.hpp"
#include "engine/rules/outlook.hpp"

namespace paraph {

/// What trying found of a rule. Bounds (engine/rules/outlook.hpp) judge each of its parts; trying
/// judges the whole, and says what it could not find out.
struct Trial {
    bool holds = false;      // for some answers
    bool fails = false;      // for some answers
    bool all_tried = false;  // there are no other answers
};

/// The bodies that may act in a stage, from `least` to `most` in each role, and all they may come
/// to say there, silence that counts as a position included. `prospect.weights` refers to `none`.
Prospect prospect_of(const Definition& definition, const Stage& stage, int Role::*least,
                     int Role::*most);

/// Asks the rule about one distribution of answers after the other, from few bodies to many, until
/// it has held and failed. Where all are too many, or where weights, open conditions or attributes
/// could be anything, some likely ones are tried. Some milliseconds at most.
Trial try_rule(const Expression& rule, const Prospect& prospect);

}  // namespace paraph
