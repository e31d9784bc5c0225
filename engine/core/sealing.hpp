#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/record.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

// Commit and reveal: while a round hides its answers, the log holds their seals; when it is over,
// each is opened. docs/formats/trail.md

/// Where something is said that is hidden until the round closes.
struct Hideout {
    int round = -1;
    std::string assignment;  // whose answer it is about
};

/// Nothing: it is said in the open, or is not for sealing.
std::optional<Hideout> hideout_of(const Definition& definition, const State& state,
                                  const Fact& fact);

/// The fact that holds the seal only. What it seals goes into `secret`, as "sealed".
AnswerSealed seal(const Fact& fact, Hideout where, const id::Seed& salt, json::object& secret);

/// The round that ends, or in which answers are judged, by this fact: its seals are opened before;
/// -1: none.
int round_that_opens(const Fact& fact);

/// What opens the round's seals, in their order. One whose half is not known stays shut.
std::vector<AnswerOpened> openings(const State& state, int round);

/// What the half says that a seal commits to. Throws std::logic_error where it is no fact.
Sealable sealed_fact(const Seal& seal);

/// Whether this is what the seal commits to.
bool fits(const AnswerSealed& seal, std::string_view salt, const Sealable& fact);

}  // namespace paraph
