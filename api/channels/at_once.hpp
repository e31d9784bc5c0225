#pragma once

#include <memory>
#include <vector>

#include "api/channels/hindsight.hpp"
#include "api/house.hpp"
#include "engine/core/notices.hpp"

namespace paraph::api {

/// What came out of a stage or a cycle, and who is told of it.
struct Outcome {
    Record<Fact> record;
    std::shared_ptr<const State> after;
    std::vector<Notice> notices;
};

/// The outcomes that one act, or one due time, brings about at once: branches that close together,
/// or a stage and with it the cycle. A delivery is of one entry, and that of the last outcome that
/// a person hears of tells of all. They are written in one commit, so that at the first of them the
/// last is known. One thread's own.
class AtOnce {
public:
    AtOnce(const House& house, Hindsight& hindsight) : house_(house), hindsight_(hindsight) {}

    /// Those of which the entry's is one, in order; empty: it is the only one. `after`: the state
    /// after it. Holds until the next call. Reads a few entries, and nothing for the next reader of
    /// the same one; folds the cycle anew where an earlier one was not asked for before.
    const std::vector<Outcome>& with(const Entry& entry, const Record<Fact>& record,
                                     const std::shared_ptr<const State>& after);

private:
    struct Line {
        Entry entry;
        Record<Fact> record;
    };

    std::vector<Line> run_of(const Entry& entry, const Record<Fact>& record) const;
    void follow(const std::vector<Line>& run, std::size_t first,
                std::shared_ptr<const State> after);
    void keep(const Line& line, const std::shared_ptr<const State>& after);

    const House& house_;
    Hindsight& hindsight_;
    std::int64_t asked_ = -1;  // the entry that was asked about last
    std::vector<Outcome> found_;
};

}  // namespace paraph::api
