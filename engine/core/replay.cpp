#include "engine/core/replay.hpp"

#include <limits>
#include <stdexcept>

#include "engine/base/codec.hpp"
#include "engine/core/apply.hpp"

namespace paraph {
namespace {

template <class Read>
auto read_or_throw(const Entry& entry, Read read) {
    auto record = read(entry.body, entry.secret);
    if (!record)
        throw std::logic_error("entry " + std::to_string(entry.number) + " of " + entry.stream +
                               ": " + record.error().text);
    return std::move(*record);
}

std::optional<State> fold(const std::optional<Snapshot>& snapshot, std::string_view cycle,
                          const auto& entries_after) {
    State state;
    state.id = cycle;
    if (snapshot && snapshot->format == state_format)
        if (auto known = decode_text<State>(snapshot->state, {.depth = 32, .bytes = 256u << 20}))
            state = std::move(*known);
    replay(state, entries_after(state.sequence));
    if (state.sequence == 0) return std::nullopt;
    return state;
}

}  // namespace

void replay(State& state, std::span<const Entry> entries) {
    for (const auto& entry : entries) {
        const auto record = read_or_throw(entry, read_entry);
        apply(state, occurrence_of(record));
    }
}

void replay(Registry& registry, std::span<const Entry> entries, const DefinitionReader& read) {
    for (const auto& entry : entries) {
        const auto record = read_or_throw(entry, read_registry_entry);
        apply(registry, record.fact, record.secret, record.sequence, record.at, read);
    }
}

std::optional<State> load(Store& store, std::string_view cycle) {
    return fold(store.snapshot(cycle), cycle,
                [&](std::int64_t after) { return store.stream(cycle, after); });
}

std::optional<State> load(Archive& archive, std::string_view cycle) {
    return fold(archive.snapshot(cycle), cycle, [&](std::int64_t after) {
        return archive.stream(cycle, after, std::numeric_limits<std::size_t>::max() / 2);
    });
}

Snapshot snapshot_of(const State& state) {
    return {.cycle = state.id,
            .sequence = state.sequence,
            .format = std::string(state_format),
            .state = encode(state)};
}

}  // namespace paraph
