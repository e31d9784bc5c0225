#include "api/channels/hindsight.hpp"

#include "engine/core/apply.hpp"
#include "engine/core/replay.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t hindsight_max = 4'000;

}  // namespace

std::shared_ptr<const State> Hindsight::after(const Entry& entry, const Record<Fact>& record) {
    const auto found = known_.find(entry.stream);
    const auto before = found == known_.end() ? nullptr : found->second;
    if (before && before->sequence == entry.sequence) return before;
    const auto known = before ? before->sequence : 0;
    auto state = desk_.cycle(entry.stream);
    if (!state || state->sequence != entry.sequence)
        state = known == entry.sequence - 1 ? next(before, entry, record) : fold(entry);
    if (known_.size() >= hindsight_max) known_.erase(known_.begin());  // the cycle opened first
    known_[entry.stream] = state;
    return state;
}

std::shared_ptr<const State> Hindsight::next(const std::shared_ptr<const State>& before,
                                             const Entry& entry, const Record<Fact>& record) {
    auto state = std::make_shared<State>();
    if (before) *state = *before;
    state->id = entry.stream;
    apply(*state, {.fact = record.fact,
                   .secret = record.secret,
                   .actor = record.actor,
                   .sequence = record.sequence,
                   .at = record.at});
    return state;
}

std::shared_ptr<const State> Hindsight::fold(const Entry& entry) const {
    auto state = std::make_shared<State>();
    state->id = entry.stream;
    replay(*state, archive_.stream(entry.stream, 0, static_cast<std::size_t>(entry.sequence)));
    return state;
}

}  // namespace paraph::api
