#include "engine/rules/text_diff.hpp"

#include <unordered_map>

#include "engine/rules/alignment.hpp"

namespace paraph {
namespace {

using Places = std::unordered_map<std::string_view, int>;

Places places_of(std::span<const TextBlock> text) {
    Places places;
    for (std::size_t i = 0; i < text.size(); ++i) places.emplace(text[i].id, static_cast<int>(i));
    return places;
}

int place_in(const Places& places, const std::string& id) {
    const auto found = places.find(id);
    return found == places.end() ? -1 : found->second;
}

/// Walks the newer text and puts in what was deleted before it.
class Comparison {
public:
    Comparison(std::span<const TextBlock> before, std::span<const TextBlock> after)
        : before_(before), after_(after), olds_(places_of(before)), news_(places_of(after)) {
        std::vector<int> places;
        for (const auto& block : before) places.push_back(place_in(news_, block.id));
        stays_ = longest_rise(places);
    }

    std::vector<ParagraphDiff> run() {
        std::size_t reached = 0;  // in the older text
        for (std::size_t j = 0; j < after_.size(); ++j) {
            const int old = place_in(olds_, after_[j].id);
            if (old < 0) {
                put({.id = after_[j].id,
                     .after = static_cast<int>(j) + 1,
                     .change = ParagraphChange::inserted});
                continue;
            }
            const auto i = static_cast<std::size_t>(old);
            if (stays_[i]) {
                put_deleted(reached, i);
                reached = i + 1;
            }
            put(compared(i, j));
        }
        put_deleted(reached, before_.size());
        return std::move(rows_);
    }

private:
    void put(ParagraphDiff row) { rows_.push_back(std::move(row)); }

    void put_deleted(std::size_t from, std::size_t until) {
        for (std::size_t i = from; i < until; ++i)
            if (place_in(news_, before_[i].id) < 0)
                put({.id = before_[i].id,
                     .before = static_cast<int>(i) + 1,
                     .change = ParagraphChange::deleted});
    }

    ParagraphDiff compared(std::size_t i, std::size_t j) const {
        const auto& former = before_[i];
        const auto& fresh = after_[j];
        ParagraphDiff row{.id = fresh.id,
                          .before = static_cast<int>(i) + 1,
                          .after = static_cast<int>(j) + 1,
                          .moved = !stays_[i]};
        if (former.text == fresh.text && former.heading == fresh.heading) return row;
        row.change = ParagraphChange::changed;
        row.words = diff_words(former.text, fresh.text);
        return row;
    }

    std::span<const TextBlock> before_, after_;
    Places olds_, news_;
    std::vector<bool> stays_;
    std::vector<ParagraphDiff> rows_;
};

}  // namespace

std::vector<ParagraphDiff> diff_texts(std::span<const TextBlock> before,
                                      std::span<const TextBlock> after) {
    return Comparison(before, after).run();
}

}  // namespace paraph
