#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/refusal.hpp"
#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"

namespace paraph {

// By which link a person comes to an assignment: one of their own, which whoever is asked has from
// the start and others by an act of the body or the secretariat; or another's, for whom they stand
// in. That one lives only as long as they do.

struct HeldLink {
    int generation = 0;              // 0: none that lives
    const Person* behalf = nullptr;  // for whom they hold it; nullptr: it is their own
};

/// For whom somebody acts in the cycle, by delegations of it, or of the one around it.
std::vector<const Person*> delegators_in(const Registry& registry, const State& state,
                                         const std::string& person, Instant at);

/// Whether it is the person's own to answer: they were asked, or given a link of their own.
bool is_asked(const Assignment& assignment, const std::string& person);

/// The link that somebody holds at that time. Whoever stands in and was given none comes by that of
/// the one who was asked. A link that was revoked stays so.
HeldLink held_link(const Registry& registry, const State& state, const Assignment& assignment,
                   const std::string& person, Instant at);
/// Anywhere in the cycle; one of their own before another's.
HeldLink held_link(const Registry& registry, const State& state, const std::string& person,
                   Instant at);

/// The cycles that run inside the body's assignments: a level's link leads into one, and what goes
/// out from there, a file with it, is said in this cycle.
std::vector<std::string> cycles_inside(const State& state, std::string_view body);

/// Whether a link may be given to a person who stands in for `behalf`: there is a delegation in
/// force, the other is asked, and they came by none of their own. Once for each delegation: a
/// second time there is nothing to do.
Result<> may_link_stand_in(const Registry& registry, const State& state,
                           const Assignment& assignment, const std::string& person,
                           const std::string& behalf, Instant at);

/// A link that lived as long as somebody stood in for a colleague, and does so no more.
struct PastLink {
    int generation = 0;
    std::string behalf;  // the colleague
    Instant until{};
};
/// Nothing: they never came by another's, or hold one that lives.
std::optional<PastLink> past_link(const Registry& registry, const State& state,
                                  const Assignment& assignment, const std::string& person,
                                  Instant at);

}  // namespace paraph
