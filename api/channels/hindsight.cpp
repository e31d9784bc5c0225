#include "api/channels/hindsight.hpp"

#include "engine/core/apply.hpp"
#include "engine/core/replay.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t cycles_max = 4'000;

}  // namespace

std::shared_ptr<const State> Hindsight::after(const Entry& entry, const Record<Fact>& record) {
    const auto found = known_.find(entry.stream);
    const auto before = found == known_.end() ? nullptr : found->second;
    if (before && before->sequence == entry.sequence) return before;
    if (auto now = desk_.cycle(entry.stream); now && now->sequence == entry.sequence) {
        known_.erase(entry.stream);
        return now;
    }
    std::shared_ptr<const State> state;
    if (before && before->sequence == entry.sequence - 1) {
        auto next = std::make_shared<State>(*before);
        apply(*next, {.fact = record.fact,
                      .secret = record.secret,
                      .actor = record.actor,
                      .sequence = record.sequence,
                      .at = record.at});
        state = std::move(next);
    } else {
        state = fold(entry);
    }
    if (known_.size() >= cycles_max) known_.erase(known_.begin());  // the cycle opened first
    known_[entry.stream] = state;
    return state;
}

std::shared_ptr<const State> Hindsight::fold(const Entry& entry) const {
    auto state = std::make_shared<State>();
    state->id = entry.stream;
    replay(*state, archive_.stream(entry.stream, 0, static_cast<std::size_t>(entry.sequence)));
    return state;
}

}  // namespace paraph::api
