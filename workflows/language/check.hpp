#pragma once

#include "engine/model/definition.hpp"
#include "workflows/language/document.hpp"
#include "workflows/language/finding.hpp"

namespace paraph {

/// What can be known of a definition before a cycle is opened: results without a way, stages that
/// nothing reaches, ways that can't end, times that contradict each other, rules that nobody can
/// satisfy. Works on what was read, also where parts are missing; `root` gives the places.
void check(const Definition& definition, const Node& root, Report& report);

// Its parts, one file each.
void check_blocks(const Definition& definition, const Node& root, Report& report);
void check_choices(const Definition& definition, const Node& root, Report& report);
/// Ways that come back without asking anybody.
void check_spins(const Definition& definition, const Node& root, Report& report);
void check_ways(const Definition& definition, const Node& root, Report& report);
/// What can happen on a way that is whole, with its limits; called by `check_ways`.
void check_course(const Definition& definition, const Node& root, Report& report);
void check_times(const Definition& definition, const Node& root, Report& report);
/// Deadlines within a block, one after the other.
void check_branch_times(const Definition& definition, const Node& root, Report& report);
/// What deadlines, choices and "separate from" count on must have come before.
void check_before(const Definition& definition, const Node& root, Report& report);
void check_rules(const Definition& definition, const Node& root, Report& report);
void check_positions(const Definition& definition, const Node& root, Report& report);
/// How rounds close, and whether all of them can.
void check_closing(const Definition& definition, const Stage& stage, const Node& root,
                   Report& report);
/// Roles that are drawn from others, or never go to the bodies of others.
void check_roles(const Definition& definition, const Node& root, Report& report);
/// Titles of outcomes that no way ends as.
void check_outcomes(const Definition& definition, const Node& root, Report& report);
/// The public, and the levels inside a body.
void check_audience(const Stage& stage, const Node& root, Report& report);
void check_commitments(const Definition& definition, const Stage& stage, const Node& root,
                       Report& report);
/// That a blind review can be blind.
void check_blind(const Definition& definition, const Stage& stage, const Node& root,
                 Report& report);

/// One stage's four eyes.
void check_separation(const Definition& definition, const Stage& stage, const Node& root,
                      Report& report);

/// The results of a stage that need a way.
std::vector<std::string> results_of(const Stage& stage);
/// The body that a participant is, where the definition says which: a role that is fixed, or a body
/// by its id; else empty.
std::string body_of(const Definition& definition, const Participant& participant);
bool is_same(const Definition& definition, const Participant& one, const Participant& other);
/// Whom a stage asks, without those who are surely somebody that it asks already.
std::vector<Participant> each_once(const Definition& definition, const Stage& stage);
/// How many bodies (or choices) a stage can have at most, and has at least.
int largest(const Definition& definition, const Stage& stage);
int smallest(const Definition& definition, const Stage& stage);
/// False where a role's size could not be read: what depends on it can't be judged.
bool sizes_are_read(const Definition& definition, const Stage& stage, const Node& root);
/// A stage that is skipped where its roles are bound to nobody, or nothing is chosen.
bool may_have_nobody(const Definition& definition, const Stage& stage);
/// Whether a cycle can have been in `from` when it comes to `to`: by a way, or because both lie in
/// branches that run side by side.
bool may_come_before(const Definition& definition, const Stage& from, const Stage& to);

}  // namespace paraph
