#include "api/said.hpp"

#include <algorithm>
#include <limits>

#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

std::string member(const json::object* object, std::string_view name) {
    const auto* value = object ? object->if_contains(name) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

Said::Said(Archive& archive, const State& state) {
    const auto all = std::numeric_limits<std::size_t>::max() / 2;
    for (const auto& entry : archive.stream(state.id, 0, all))
        if (auto secret = open_secret(entry.secret); !secret.empty())
            secrets_[entry.sequence] = std::move(secret);
}

const json::object* Said::of(std::int64_t entry) const {
    const auto found = secrets_.find(entry);
    return found == secrets_.end() ? nullptr : &found->second;
}

std::string Said::reason(std::int64_t entry) const {
    return member(of(entry), "reason");
}
std::string Said::revision(std::int64_t entry) const {
    return member(of(entry), "text");
}

std::string Said::observation(const Comment& comment) const {
    return member(of(comment.answer), "observation");
}

std::string Said::comment(const Comment& comment) const {
    const auto* secret = of(comment.entry);
    const auto* list = secret ? secret->if_contains("comments") : nullptr;
    const auto index = static_cast<std::size_t>(comment.index);
    if (!list || !list->is_array() || index >= list->get_array().size()) return {};
    return member(list->get_array()[index].if_object(), "text");
}

std::string Said::proposed(const Comment& comment) const {
    const auto* secret = of(comment.entry);
    const auto* list = secret ? secret->if_contains("comments") : nullptr;
    const auto index = static_cast<std::size_t>(comment.index);
    if (!list || !list->is_array() || index >= list->get_array().size()) return {};
    return member(list->get_array()[index].if_object(), "proposed");
}

std::string text_of(const House& house, const State& state, const Revision& revision) {
    const State* where = &state;
    std::shared_ptr<const State> outer;
    std::int64_t entry = revision.entry;
    while (where->opening->parent) {
        auto next = house.cycle(where->opening->parent->cycle);
        if (!next) return {};
        const auto& outers = next->revisions;
        const auto known = std::ranges::find(outers, revision.digest,
                                             [](const auto& each) { return each->digest; });
        if (known == outers.end()) break;  // a sub-cycle's own
        entry = (*known)->entry;
        outer = std::move(next);
        where = outer.get();
    }
    const auto found = house.archive.entry(where->id, entry);
    if (!found) return {};
    const auto secret = open_secret(found->secret);
    return member(&secret, "text");
}

}  // namespace paraph::api
