#include "engine/rules/carrying.hpp"

namespace paraph {

Carryings::Carryings(const State& state) {
    const auto* revision = state.revision();
    if (!revision) return;
    in_force_ = revision->number;
    for (const auto& each : state.revisions)
        for (const auto& paragraph : each->changed) changed_in_[paragraph] = each->number;
    if (!revision->paragraphs) return;
    int number = 0;
    for (const auto& paragraph : *revision->paragraphs) numbers_[paragraph.id] = ++number;
}

Carrying Carryings::of(const Comment& comment) const {
    if (comment.revision >= in_force_) return Carrying::current;
    if (comment.paragraph.empty()) return Carrying::carried;
    if (!numbers_.contains(comment.paragraph)) return Carrying::gone;
    const auto changed = changed_in_.find(comment.paragraph);
    const bool since = changed != changed_in_.end() && changed->second > comment.revision;
    return since ? Carrying::outdated : Carrying::carried;
}

int Carryings::number_of(std::string_view paragraph) const {
    const auto found = numbers_.find(paragraph);
    return found == numbers_.end() ? 0 : found->second;
}

}  // namespace paraph
