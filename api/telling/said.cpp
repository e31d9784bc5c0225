#include "api/telling/said.hpp"

#include <algorithm>

#include "engine/core/record.hpp"

namespace paraph::api {

const json::object* Said::of(std::int64_t entry) const {
    constexpr std::size_t kept_max = 1'000;  // a long export must not hold all that was said
    constexpr std::size_t read_ahead = 16;   // what is asked for next mostly stands near
    if (!archive_ || entry <= 0) return nullptr;
    auto found = secrets_.find(entry);
    if (found == secrets_.end()) {
        if (secrets_.size() >= kept_max) secrets_.clear();
        for (const auto& read : archive_->stream(stream_, entry - 1, read_ahead))
            secrets_.try_emplace(read.sequence, open_secret(read.secret));
        found = secrets_.try_emplace(entry).first;
    }
    return found->second.empty() ? nullptr : &found->second;
}

std::string Said::text(std::int64_t entry, std::string_view name) const {
    const auto* secret = of(entry);
    return secret ? text_member(*secret, name) : std::string();
}
std::string Said::reason(std::int64_t entry) const {
    return text(entry, "reason");
}
std::string Said::group(const Comment& comment) const {
    return text(comment.group, "group");
}

/// One observation for all, or one for each, in the order of the answers.
std::string Said::observation(const Comment& comment) const {
    const auto* secret = of(comment.answer);
    const auto* list = secret ? secret->if_contains("observations") : nullptr;
    if (!list || !list->is_array()) return text(comment.answer, "observation");
    const auto index = static_cast<std::size_t>(comment.answer_index);
    if (index >= list->get_array().size() || !list->get_array()[index].is_string()) return {};
    return std::string(list->get_array()[index].get_string());
}

std::string Said::of_comment(const Comment& comment, std::string_view name) const {
    const auto* secret = of(comment.entry);
    const auto* list = secret ? secret->if_contains("comments") : nullptr;
    const auto index = static_cast<std::size_t>(comment.index);
    if (!list || !list->is_array() || index >= list->get_array().size()) return {};
    const auto* one = list->get_array()[index].if_object();
    return one ? text_member(*one, name) : std::string();
}

std::string Said::comment(const Comment& comment) const {
    return of_comment(comment, "text");
}
std::string Said::proposed(const Comment& comment) const {
    return of_comment(comment, "proposed");
}
std::string Said::quote(const Comment& comment) const {
    return of_comment(comment, "quote");
}
std::string Said::name(const Comment& comment) const {
    if (comment.body != paraph::anyone) return {};
    const auto own = of_comment(comment, "name");  // came by a table
    return own.empty() ? text(comment.entry, "name") : own;
}

namespace {

/// What is erasable of a revision, where its text stands: with the outermost cycle around.
json::object secret_of(const House& house, const State& state, const Revision& revision) {
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
    return found ? open_secret(found->secret) : json::object{};
}

}  // namespace

std::string text_of(const House& house, const State& state, const Revision& revision) {
    const auto secret = secret_of(house, state, revision);
    return text_member(secret, "text");
}

std::string text_of(const House& house, const State& state, const Revision& revision,
                    std::string_view language) {
    const auto secret = secret_of(house, state, revision);
    const auto* versions = secret.if_contains("versions");
    return versions ? text_member(versions->as_object(), language) : std::string();
}

}  // namespace paraph::api
