#pragma once

#include <span>

#include "engine/core/registrar.hpp"
#include "engine/core/store.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// Which states a snapshot of this build can hold. Raise it whenever State changes its meaning.
inline constexpr std::string_view state_format = "10";

/// Folds entries of one cycle, in order, into its state. Throws std::logic_error on an entry that
/// this engine did not write.
void replay(State& state, std::span<const Entry> entries);
void replay(Registry& registry, std::span<const Entry> entries, const DefinitionReader& read);

/// A cycle out of the store: its snapshot, if it is of this build, and the entries after it.
/// Nothing: there is no such cycle.
std::optional<State> load(Store& store, std::string_view cycle);
std::optional<State> load(Archive& archive, std::string_view cycle);

Snapshot snapshot_of(const State& state);

}  // namespace paraph
