#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// Cycles that run from a round of another one: inside a body, as its own clearance; one for every
// body or choice (`each`); or one alone (`call`). Used by the files of engine/core only.

/// Whether an assignment's cycle may still run: nobody has answered, its comments go out one by
/// one, or it has begun since the answer, as the round opened again.
bool may_run(const Decision& decision, const Assignment& assignment, StageKind kind);

/// The assignments whose cycles begin anew where their round opens again, since they were abandoned
/// with it or are done: of those that are asked again, and inside of bodies whose answer stands, so
/// that it may be changed. `only` one body's, or all. None where the round has not closed.
std::vector<std::string> begun_anew(const Stage& stage, const Round& round,
                                    const std::string& only);

/// Opens the cycle of a seat that has one.
void open_child(Decision& decision, const Stage& stage, const Seat& seat,
                std::optional<Instant> due);

/// Tells the round's cycles; those that are over make nothing of it.
void tell_inside(Decision& decision, const Round& round, const Command& command);

/// An answer for the outer round, in the name of the actor.
void send_outside(Decision& decision, TakePosition position);

/// The cycle has ended: what its last level proposes, or its outcome, goes to the outer round.
void report_outside(Decision& decision);
/// The same where its secretariat abandoned it.
void report_abandoned(Decision& decision);

/// The roles that a sub-cycle gets: those of its outer cycle that have the same names, its own body
/// or choice, and what was drawn for it.
Bindings roles_inside(const Definition& procedure, const Stage& stage, const Seat& seat,
                      const Opening& opening);

/// The version in force of what runs inside a body which takes part by these roles; nullptr: none.
const DefinitionVersion* version_inside(const Registry& registry, const Definition& definition,
                                        const std::vector<std::string>& roles);

/// The definition that runs inside a body which takes part by these roles; nullptr: none.
const Definition* inside_of(const Decision& decision, const std::vector<std::string>& roles);

/// Every procedure that the cycle's stages run, and those that these run: known, given the roles
/// and attributes that they need, each outcome with a way. Pins their versions in `pinned`.
Result<> check_procedures(const Decision& decision, const Definition& definition,
                          const Bindings& roles, const json::object& attributes,
                          std::map<std::string, DefinitionRef>& pinned);

}  // namespace paraph
