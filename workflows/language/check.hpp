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
void check_ways(const Definition& definition, const Node& root, Report& report);
/// What can happen on a way that is whole, with its limits; called by `check_ways`.
void check_course(const Definition& definition, const Node& root, Report& report);
void check_times(const Definition& definition, const Node& root, Report& report);
void check_rules(const Definition& definition, const Node& root, Report& report);
void check_positions(const Definition& definition, const Node& root, Report& report);
void check_parts(const Definition& definition, const Node& root, Report& report);

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
/// How many bodies a stage can have at most, and has at least.
int largest(const Definition& definition, const Stage& stage);
int smallest(const Definition& definition, const Stage& stage);

}  // namespace paraph
