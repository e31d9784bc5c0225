#include "engine/rules/alignment.hpp"

#include <algorithm>
#include <map>

#include "engine/rules/sketch.hpp"

namespace paraph {
namespace {

constexpr std::size_t cells_max = 1'000'000;  // of a table of old by new paragraphs

using Paragraphs = std::vector<Paragraph>;

struct Stretch {
    std::size_t from, end;  // old
    std::size_t new_from, new_end;

    std::size_t rows() const { return end - from; }
    std::size_t columns() const { return new_end - new_from; }
};

class Aligner {
public:
    Aligner(const Paragraphs& before, const Paragraphs& after)
        : before_(before), after_(after), taken_(after.size(), false) {
        found_.after.assign(before.size(), -1);
        found_.moved.assign(before.size(), false);
    }

    Alignment run() {
        match_equal({0, before_.size(), 0, after_.size()});
        const auto stayed = found_.after;
        match_moved();
        each_gap(stayed, [this](const Stretch& gap) { match_alike(gap); });
        match_far();
        each_gap(stayed, [this](const Stretch& gap) { pair(gap); });
        const auto rises = longest_rise(found_.after);
        for (std::size_t i = 0; i < before_.size(); ++i)
            found_.moved[i] = found_.after[i] >= 0 && !rises[i];
        return std::move(found_);
    }

private:
    bool equal(std::size_t i, std::size_t j) const { return before_[i].digest == after_[j].digest; }
    bool free(std::size_t i) const { return found_.after[i] < 0; }

    void take(std::size_t i, std::size_t j) {
        found_.after[i] = static_cast<int>(j);
        taken_[j] = true;
    }

    /// Equal ends cost nothing; the middle by a table where it is small, else parted at paragraphs
    /// that stand once in each text.
    void match_equal(Stretch at) {
        while (at.from < at.end && at.new_from < at.new_end && equal(at.from, at.new_from))
            take(at.from++, at.new_from++);
        while (at.from < at.end && at.new_from < at.new_end && equal(at.end - 1, at.new_end - 1))
            take(--at.end, --at.new_end);
        if (at.rows() == 0 || at.columns() == 0) return;
        if (at.rows() * at.columns() <= cells_max) return match_by_table(at);
        part(at);
    }

    void part(const Stretch& at) {
        std::map<Digest, std::pair<int, int>> once;  // count and place in the new text
        for (std::size_t j = at.new_from; j < at.new_end; ++j) {
            auto& [count, place] = once[after_[j].digest];
            ++count;
            place = static_cast<int>(j);
        }
        std::map<Digest, int> olds;
        for (std::size_t i = at.from; i < at.end; ++i) ++olds[before_[i].digest];
        std::vector<int> places(at.rows(), -1);
        for (std::size_t i = at.from; i < at.end; ++i) {
            const auto found = once.find(before_[i].digest);
            if (found != once.end() && found->second.first == 1 && olds[before_[i].digest] == 1)
                places[i - at.from] = found->second.second;
        }
        const auto rises = longest_rise(places);
        if (std::ranges::none_of(rises, [](bool rise) { return rise; })) return;
        Stretch rest = at;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!rises[i]) continue;
            const auto j = static_cast<std::size_t>(places[i]);
            match_equal({rest.from, at.from + i, rest.new_from, j});
            take(at.from + i, j);
            rest.from = at.from + i + 1;
            rest.new_from = j + 1;
        }
        match_equal(rest);
    }

    void match_by_table(const Stretch& at) {
        walk(at, [this](std::size_t i, std::size_t j) { return equal(i, j) ? 1 : 0; });
    }

    /// The pairs, in order, whose worths add up to most. A worth of 0: no pair.
    template <class Worth>
    void walk(const Stretch& at, Worth worth) {
        const std::size_t columns = at.columns() + 1;
        std::vector<int> best((at.rows() + 1) * columns, 0);
        std::vector<int> worths(at.rows() * at.columns(), 0);
        for (std::size_t i = at.rows(); i-- > 0;)
            for (std::size_t j = at.columns(); j-- > 0;) {
                const int here = worth(at.from + i, at.new_from + j);
                worths[i * at.columns() + j] = here;
                const int skip = std::max(best[(i + 1) * columns + j], best[i * columns + j + 1]);
                const int both = here > 0 ? here + best[(i + 1) * columns + j + 1] : 0;
                best[i * columns + j] = std::max(skip, both);
            }
        for (std::size_t i = 0, j = 0; i < at.rows() && j < at.columns();) {
            const int here = worths[i * at.columns() + j];
            if (here > 0 && best[i * columns + j] == here + best[(i + 1) * columns + j + 1])
                take(at.from + i++, at.new_from + j++);
            else if (best[(i + 1) * columns + j] >= best[i * columns + j + 1])
                ++i;
            else
                ++j;
        }
    }

    void match_moved() {
        std::multimap<Digest, std::size_t> fresh;
        for (std::size_t j = 0; j < after_.size(); ++j)
            if (!taken_[j]) fresh.emplace(after_[j].digest, j);
        for (std::size_t i = 0; i < before_.size(); ++i) {
            if (!free(i)) continue;
            const auto found = fresh.lower_bound(before_[i].digest);
            if (found == fresh.end() || found->first != before_[i].digest) continue;
            take(i, found->second);
            fresh.erase(found);
        }
    }

    /// What lies between two neighbours that stayed, in both texts.
    template <class Visit>
    void each_gap(const std::vector<int>& stayed, Visit visit) {
        Stretch gap{0, 0, 0, 0};
        for (std::size_t i = 0; i <= before_.size(); ++i) {
            if (i < before_.size() && stayed[i] < 0) continue;
            gap.end = i;
            gap.new_end = i < before_.size() ? static_cast<std::size_t>(stayed[i]) : after_.size();
            if (gap.rows() > 0 && gap.columns() > 0) visit(gap);
            gap.from = i + 1;
            gap.new_from = gap.new_end + 1;
        }
    }

    void match_alike(const Stretch& gap) {
        if (gap.rows() * gap.columns() > cells_max) return;
        walk(gap, [this](std::size_t i, std::size_t j) {
            if (!free(i) || taken_[j]) return 0;
            const int shared = likeness(before_[i].sketch, after_[j].sketch);
            return shared >= alike ? shared : 0;
        });
    }

    void match_far() {
        std::vector<std::size_t> olds, fresh;
        for (std::size_t i = 0; i < before_.size(); ++i)
            if (free(i)) olds.push_back(i);
        for (std::size_t j = 0; j < after_.size(); ++j)
            if (!taken_[j]) fresh.push_back(j);
        if (olds.size() * fresh.size() > cells_max) return;
        for (const auto i : olds) {
            int best = much_alike - 1;
            std::size_t place = after_.size();
            for (const auto j : fresh) {
                if (taken_[j]) continue;
                const int shared = likeness(before_[i].sketch, after_[j].sketch);
                if (shared <= best) continue;
                best = shared;
                place = j;
            }
            if (place < after_.size()) take(i, place);
        }
    }

    /// One for one, between those that have been found within the gap.
    void pair(const Stretch& gap) {
        std::size_t j = gap.new_from;
        for (std::size_t i = gap.from; i < gap.end; ++i) {
            if (!free(i)) {
                const auto place = static_cast<std::size_t>(found_.after[i]);
                if (place >= j && place < gap.new_end) j = place + 1;
                continue;
            }
            const auto limit = next_place(gap, i);
            while (j < limit && taken_[j]) ++j;
            if (j < limit) take(i, j++);
        }
    }

    /// Where the next old paragraph of the gap that was found stands; its end, where none was.
    std::size_t next_place(const Stretch& gap, std::size_t i) const {
        for (; i < gap.end; ++i) {
            if (free(i)) continue;
            const auto place = static_cast<std::size_t>(found_.after[i]);
            if (place >= gap.new_from && place < gap.new_end) return place;
        }
        return gap.new_end;
    }

    const Paragraphs& before_;
    const Paragraphs& after_;
    Alignment found_;
    std::vector<bool> taken_;
};

}  // namespace

std::vector<bool> longest_rise(const std::vector<int>& places) {
    std::vector<std::size_t> tops;  // of the best rise of each length, the index that ends it
    std::vector<int> previous(places.size(), -1);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i] < 0) continue;
        const auto at = std::ranges::lower_bound(tops, places[i], {},
                                                 [&](std::size_t index) { return places[index]; });
        if (at != tops.begin()) previous[i] = static_cast<int>(*std::prev(at));
        if (at == tops.end())
            tops.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> rises(places.size(), false);
    for (int i = tops.empty() ? -1 : static_cast<int>(tops.back()); i >= 0;
         i = previous[static_cast<std::size_t>(i)])
        rises[static_cast<std::size_t>(i)] = true;
    return rises;
}

Alignment align(const std::vector<Paragraph>& before, const std::vector<Paragraph>& after) {
    return Aligner(before, after).run();
}

}  // namespace paraph
