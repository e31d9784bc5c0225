#include "api/channels/at_once.hpp"

#include <algorithm>

#include "api/pages/timeline.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t run_page = 50;  // entries read at once

bool is_outcome(const Fact& fact) {
    return std::holds_alternative<RoundClosed>(fact) || std::holds_alternative<CycleEnded>(fact);
}

/// Written of the same instant; of two due times that were caught up with, each has its own.
bool is_of_same_moment(const Record<Fact>& a, const Record<Fact>& b) {
    return a.at == b.at && a.effective == b.effective;
}

}  // namespace

const std::vector<Outcome>& AtOnce::with(const Entry& entry, const Record<Fact>& record,
                                         const std::shared_ptr<const State>& after) {
    const auto is_known = [&](const Outcome& one) {
        return one.record.stream == entry.stream && one.record.sequence == entry.sequence;
    };
    if (entry.number == asked_ || std::ranges::any_of(found_, is_known)) return found_;
    asked_ = entry.number;
    found_.clear();
    const auto run = run_of(entry, record);
    const auto& definition = house_.definition_of(*after);
    const auto tells = [&](const Line& line) {
        const auto* closed = std::get_if<RoundClosed>(&line.record.fact);
        const bool known = closed && static_cast<std::size_t>(closed->round) < after->rounds.size();
        return is_outcome(line.record.fact) && !(known && ends_cycle(definition, *after, *closed));
    };
    if (std::ranges::count_if(run, tells) < 2) return found_;
    const auto first = std::ranges::find_if(run, tells);
    const bool begins = first->entry.sequence == entry.sequence;
    follow(run, static_cast<std::size_t>(first - run.begin()),
           begins ? after : hindsight_.after(first->entry, first->record));
    return found_;
}

/// Around the entry, all that the same act or due time brought about: what only follows from what
/// is before it, back to what does not.
std::vector<AtOnce::Line> AtOnce::run_of(const Entry& entry, const Record<Fact>& record) const {
    std::vector<Line> run{{.entry = entry, .record = record}};
    while (run.back().entry.sequence > 1 && pages::only_follows(run.back().record.fact)) {
        auto before = house_.archive.entry(entry.stream, run.back().entry.sequence - 1);
        if (!before) break;
        auto read = read_entry(before->body, before->secret);
        if (!read || !is_of_same_moment(*read, record)) break;
        run.push_back({.entry = std::move(*before), .record = std::move(*read)});
    }
    std::ranges::reverse(run);
    for (bool more = true; more;) {
        auto entries = house_.archive.stream(entry.stream, run.back().entry.sequence, run_page);
        more = entries.size() == run_page;
        for (auto& next : entries) {
            auto read = read_entry(next.body, next.secret);
            if (!read || !is_of_same_moment(*read, record) || !pages::only_follows(read->fact))
                return run;
            run.push_back({.entry = std::move(next), .record = std::move(*read)});
        }
    }
    return run;
}

void AtOnce::follow(const std::vector<Line>& run, std::size_t first,
                    std::shared_ptr<const State> after) {
    keep(run[first], after);
    for (auto at = first + 1; at < run.size(); ++at) {
        after = Hindsight::next(after, run[at].entry, run[at].record);
        if (is_outcome(run[at].record.fact)) keep(run[at], after);
    }
}

void AtOnce::keep(const Line& line, const std::shared_ptr<const State>& after) {
    const auto registry = house_.desk.registry();
    const Occasion occasion{line.record, *after, *registry, house_.definition_of(*after)};
    found_.push_back({line.record, after, notices(occasion)});
}

}  // namespace paraph::api
