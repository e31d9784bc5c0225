#include "engine/rules/word_diff.hpp"

#include <algorithm>
#include <span>

namespace paraph {
namespace {

constexpr int edits_max = 1'000;

struct Word {
    std::string_view letters;
    std::string_view whole;  // with the blanks after it
};
using Words = std::span<const Word>;

std::vector<Word> split(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<Word> words;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(blanks), text.size());
        const auto next = std::min(text.find_first_not_of(blanks, end), text.size());
        words.push_back({text.substr(0, end), text.substr(0, next)});
        text.remove_prefix(next);
    }
    return words;
}

bool equal(const Word& a, const Word& b) {
    return a.letters == b.letters;
}

class Runs {
public:
    void add(WordChange change, Words words) {
        for (const auto& word : words) {
            if (runs_.empty() || runs_.back().change != change) runs_.push_back({change, {}});
            runs_.back().text += word.whole;
        }
    }
    /// Words of equal letters, one for one. Where only one of two has blanks after it, since the
    /// other ends its text, these are what came or went.
    void add_same(Words before, Words after) {
        for (std::size_t i = 0; i < before.size(); ++i) {
            const auto& old = before[i];
            const auto& fresh = after[i];
            const bool ends = old.letters.size() == old.whole.size();
            if (ends == (fresh.letters.size() == fresh.whole.size())) {
                add(WordChange::same, before.subspan(i, 1));
                continue;
            }
            const Word letters{old.letters, old.letters};
            add(WordChange::same, {&letters, 1});
            const auto blanks_after = (ends ? fresh : old).whole.substr(old.letters.size());
            const Word blank{{}, blanks_after};
            add(ends ? WordChange::inserted : WordChange::deleted, {&blank, 1});
        }
    }
    std::vector<WordRun> take() { return std::move(runs_); }

private:
    std::vector<WordRun> runs_;
};

/// One step of the shortest way: `same` words after one that is deleted or inserted.
struct Step {
    WordChange change;
    int at;               // in the old words, or in the new
    int same_from, same;  // in the old words
    int same_at;          // in the new
};

/// Myers's greedy way through the edit graph. Nothing: more than `edits_max` edits.
class Ways {
public:
    Ways(Words before, Words after)
        : before_(before),
          after_(after),
          rows_(static_cast<int>(before.size())),
          columns_(static_cast<int>(after.size())) {}

    bool find() {
        std::vector<int> furthest(2 * edits_max + 3, 0);
        const int middle = edits_max + 1;
        for (int edits = 0; edits <= std::min(edits_max, rows_ + columns_); ++edits) {
            for (int k = -edits; k <= edits; k += 2) {
                const auto at = static_cast<std::size_t>(middle + k);
                const bool down =
                    k == -edits || (k != edits && furthest[at - 1] < furthest[at + 1]);
                int x = down ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < rows_ && x - k < columns_ && same(x, x - k)) ++x;
                furthest[at] = x;
                if (x >= rows_ && x - k >= columns_) return keep(furthest, edits), true;
            }
            keep(furthest, edits);
        }
        return false;
    }

    /// The steps from the beginning to the end; those of equal beginnings are not there.
    std::vector<Step> steps() const {
        std::vector<Step> steps;
        int x = rows_, y = columns_;
        for (int edits = static_cast<int>(kept_.size()) - 1; edits > 0; --edits) {
            const int k = x - y;
            const bool down = k == -edits ||
                              (k != edits && reached(edits - 1, k - 1) < reached(edits - 1, k + 1));
            const int from = reached(edits - 1, down ? k + 1 : k - 1);
            const int start = down ? from : from + 1;
            steps.push_back({down ? WordChange::inserted : WordChange::deleted,
                             down ? start - k - 1 : from, start, x - start, start - k});
            x = from;
            y = from - (down ? k + 1 : k - 1);
        }
        std::ranges::reverse(steps);
        return steps;
    }

private:
    bool same(int x, int y) const {
        return equal(before_[static_cast<std::size_t>(x)], after_[static_cast<std::size_t>(y)]);
    }
    void keep(const std::vector<int>& furthest, int edits) {
        const auto begin = furthest.begin() + (edits_max + 1 - edits);
        kept_.emplace_back(begin, begin + 2 * edits + 1);
    }
    int reached(int edits, int k) const {
        if (k < -edits || k > edits) return -1;
        return kept_[static_cast<std::size_t>(edits)][static_cast<std::size_t>(k + edits)];
    }

    Words before_, after_;
    int rows_, columns_;
    std::vector<std::vector<int>> kept_;
};

void add_middle(Runs& runs, Words before, Words after) {
    Ways ways(before, after);
    if (before.empty() || after.empty() || !ways.find()) {
        runs.add(WordChange::deleted, before);
        runs.add(WordChange::inserted, after);
        return;
    }
    // What lies between two stretches of equal words is told as deleted, then inserted.
    std::vector<Word> deleted, inserted;
    const auto flush = [&] {
        runs.add(WordChange::deleted, deleted);
        runs.add(WordChange::inserted, inserted);
        deleted.clear();
        inserted.clear();
    };
    for (const auto& step : ways.steps()) {
        const auto at = static_cast<std::size_t>(step.at);
        if (step.change == WordChange::deleted)
            deleted.push_back(before[at]);
        else
            inserted.push_back(after[at]);
        if (step.same == 0) continue;
        flush();
        const auto count = static_cast<std::size_t>(step.same);
        runs.add_same(before.subspan(static_cast<std::size_t>(step.same_from), count),
                      after.subspan(static_cast<std::size_t>(step.same_at), count));
    }
    flush();
}

}  // namespace

std::vector<WordRun> diff_words(std::string_view before, std::string_view after) {
    const auto old_words = split(before), new_words = split(after);
    const Words olds(old_words), news(new_words);
    const auto shorter = std::min(olds.size(), news.size());
    std::size_t head = 0, tail = 0;
    while (head < shorter && equal(olds[head], news[head])) ++head;
    while (tail < shorter - head &&
           equal(olds[olds.size() - 1 - tail], news[news.size() - 1 - tail]))
        ++tail;
    Runs runs;
    runs.add_same(olds.first(head), news.first(head));
    add_middle(runs, olds.subspan(head, olds.size() - head - tail),
               news.subspan(head, news.size() - head - tail));
    runs.add_same(olds.last(tail), news.last(tail));
    return runs.take();
}

}  // namespace paraph
