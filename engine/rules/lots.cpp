#include "engine/rules/lots.hpp"

#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"

namespace paraph {
namespace {

std::string_view as_bytes(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Subjects on one side, bodies on the other; a body may be moved from one subject to another as
/// long as that lets a further place be filled (augmenting paths), so a way that there is is found.
class Drawing {
public:
    Drawing(const std::vector<Lot>& lots, const std::vector<std::string>& pool, const Digest& seed)
        : lots_(lots), pool_(pool) {
        for (const auto& lot : lots) {
            std::vector<std::pair<Digest, std::size_t>> order;
            for (std::size_t body = 0; body < pool.size(); ++body)
                if (!contains(lot.excluded, pool[body]))
                    order.emplace_back(sha256(as_bytes(seed), lot.subject + '\0' + pool[body]),
                                       body);
            std::ranges::sort(order);
            candidates_.emplace_back();
            for (const auto& [digest, body] : order) candidates_.back().push_back(body);
        }
    }

    /// How many places were filled.
    std::size_t fill(int each, int load) {
        load_ = load;
        taken_.assign(lots_.size(), {});
        counts_.assign(pool_.size(), 0);
        for (const auto& lot : lots_)
            for (const auto& body : lot.fixed)
                if (const auto at = std::ranges::find(pool_, body); at != pool_.end())
                    ++counts_[static_cast<std::size_t>(at - pool_.begin())];
        // One place of each subject after the other, so that nobody is served last throughout.
        std::size_t filled = 0;
        for (int place = 0; place < each; ++place)
            for (std::size_t subject = 0; subject < lots_.size(); ++subject) {
                if (!lots_[subject].fixed.empty()) continue;
                seen_.clear();
                if (give(subject)) ++filled;
            }
        return filled;
    }

    Drawn result() const {
        Drawn drawn;
        for (std::size_t subject = 0; subject < lots_.size(); ++subject) {
            if (!lots_[subject].fixed.empty()) continue;
            auto& bodies = drawn[lots_[subject].subject];
            for (const auto body : candidates_[subject])  // in the order of the lot
                if (taken_[subject].contains(body)) bodies.push_back(pool_[body]);
        }
        return drawn;
    }

private:
    bool give(std::size_t subject) {
        for (const auto body : candidates_[subject]) {
            if (taken_[subject].contains(body) || !seen_.insert(body).second) continue;
            if (counts_[body] < load_ || free(body)) {
                taken_[subject].insert(body);
                ++counts_[body];
                return true;
            }
        }
        return false;
    }

    /// Takes the body away from another subject that finds somebody else.
    bool free(std::size_t body) {
        for (std::size_t other = 0; other < lots_.size(); ++other) {
            if (!taken_[other].contains(body)) continue;
            if (!give(other)) continue;
            taken_[other].erase(body);
            --counts_[body];
            return true;
        }
        return false;
    }

    const std::vector<Lot>& lots_;
    const std::vector<std::string>& pool_;
    std::vector<std::vector<std::size_t>> candidates_;  // by subject, in the order of the lot
    std::vector<std::set<std::size_t>> taken_;          // by subject
    std::vector<int> counts_;                           // by body
    std::set<std::size_t> seen_;
    int load_ = 0;
};

}  // namespace

Drawn draw_what_can_be(const std::vector<Lot>& lots, const std::vector<std::string>& pool, int each,
                       std::optional<int> load, const Digest& seed) {
    Drawing drawing(lots, pool, seed);
    const int most = load.value_or(static_cast<int>(lots.size()));
    const auto can_be = drawing.fill(each, most);
    const auto by_hand =
        std::ranges::count_if(lots, [](const Lot& lot) { return !lot.fixed.empty(); });
    const auto wanted = can_be + static_cast<std::size_t>(each * by_hand);
    const auto even = pool.empty() ? 1 : static_cast<int>((wanted + pool.size() - 1) / pool.size());
    for (int least = std::max(1, even); least < most; ++least)
        if (drawing.fill(each, least) == can_be) return drawing.result();
    drawing.fill(each, most);
    return drawing.result();
}

std::optional<Drawn> draw(const std::vector<Lot>& lots, const std::vector<std::string>& pool,
                          int each, std::optional<int> load, const Digest& seed) {
    auto drawn = draw_what_can_be(lots, pool, each, load, seed);
    const bool complete = std::ranges::all_of(drawn, [&](const auto& one) {
        return one.second.size() == static_cast<std::size_t>(each);
    });
    if (!complete) return std::nullopt;
    return drawn;
}

}  // namespace paraph
