#include "api/trail/heads.hpp"

#include <algorithm>

namespace paraph::trail {
namespace {

std::string entries(std::uint64_t n) {
    return std::to_string(n) + (n == 1 ? " entry" : " entries");
}

}  // namespace

Found Heads::add(Check check, std::string what, std::string note) {
    auto checkpoint = peek_checkpoint(note);
    if (!checkpoint) return Fault{check, what + ": " + checkpoint.error().text};
    heads_.push_back({.check = check,
                      .what = std::move(what),
                      .note = std::move(note),
                      .checkpoint = std::move(*checkpoint)});
    return std::nullopt;
}

Found Heads::sort(std::uint64_t trail_size) {
    std::ranges::stable_sort(heads_, {}, [](const Head& head) { return head.checkpoint.size; });
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const auto& head = heads_[i];
        if (head.checkpoint.size > trail_size)
            return Fault{head.check, "You know " + head.what + ", of " +
                                         entries(head.checkpoint.size) + "; this trail ends at " +
                                         entries(trail_size) + ": it is older, or was cut."};
        if (i == 0) continue;
        const auto& before = heads_[i - 1];
        if (before.checkpoint.size == head.checkpoint.size &&
            before.checkpoint.root != head.checkpoint.root) {
            const auto& told = head.check == Check::tree ? before : head;
            const auto& other = head.check == Check::tree ? head : before;
            return Fault{told.check, "Two histories were signed for: of " +
                                         entries(head.checkpoint.size) + ", " + told.what +
                                         " has another root than " + other.what + "."};
        }
    }
    return std::nullopt;
}

Found Heads::grown(const Frontier& tree) {
    for (; next_ < heads_.size() && heads_[next_].checkpoint.size <= tree.size(); ++next_) {
        const auto& head = heads_[next_];
        if (head.checkpoint.size < tree.size())
            return Fault{head.check, "This export leaves out where it could be held to " +
                                         head.what + ", of " + entries(head.checkpoint.size) +
                                         ". Take it anew with --since and that checkpoint."};
        if (head.checkpoint.root == tree.root()) continue;
        return Fault{head.check, "The first " + entries(tree.size()) + " are not those that " +
                                     head.what +
                                     " commits to: at least one of them was changed, or left out, "
                                     "or put in."};
    }
    return std::nullopt;
}

Found Heads::are_signed_by(std::span<const note::Key> keys) const {
    for (const auto& head : heads_) {
        const bool any = std::ranges::any_of(keys, [&](const note::Key& key) {
            return open_checkpoint(head.note, key).has_value();
        });
        if (!any)
            return Fault{head.check, "No key of this log has signed " + head.what + " (of " +
                                         head.checkpoint.origin + ")."};
    }
    return std::nullopt;
}

std::size_t Heads::count(Check check) const {
    return static_cast<std::size_t>(std::ranges::count(heads_, check, &Head::check));
}

std::uint64_t Heads::size(Check check) const {
    std::uint64_t size = 0;
    for (const auto& head : heads_)
        if (head.check == check) size = std::max(size, head.checkpoint.size);
    return size;
}

}  // namespace paraph::trail
