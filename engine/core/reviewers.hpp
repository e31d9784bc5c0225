#pragma once

#include "engine/core/decision.hpp"
#include "engine/rules/lots.hpp"

namespace paraph {

// Roles that are assigned among the bodies of another one (`drawn from`), by lot or by hand. Used
// by the files of engine/core only.

/// Refused where the body has a role that this one must never go to (its own report), or where it
/// and one that has such a role are named as in conflict.
Result<> may_have(const Role& role, const std::string& body, const Bindings& roles,
                  const Bindings& conflicts, const std::string& where);

/// Binds the roles that the opening leaves to the lot. Refused where nobody is left to draw.
Result<> draw_roles(Decision& decision, Opening& opening);

/// Refused where the body would have the role in more of the sub-cycles of the outer cycle's stage
/// than its `load` allows. Reads those cycles as they stand.
Result<> check_load(const Decision& decision, const Role& role, const std::string& body);

/// By hand for sub-cycles: bodies that are known and may have the role, none too often.
Result<> check_assigned(const Decision& decision, const OpenCycle& command);

/// Binds, in the seats of an `each` stage, the roles of the procedure that are drawn: for all
/// sub-cycles at once, so that nobody reviews too often. Gives the seed in hex; "": none was drawn.
std::string draw_for_sub_cycles(Decision& decision, const Stage& stage, std::vector<Seat>& seats);

/// Whether the seed gives just what is bound, for the verifier.
bool is_the_lot(const Registry& registry, const Opening& opening, const Stage& stage,
                const std::vector<Seat>& seats, const std::string& seed);
bool are_the_lots(const Definition& definition, const Opening& opening);

}  // namespace paraph
