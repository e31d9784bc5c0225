#include "workflows/language/course.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/contains.hpp"

namespace paraph {
namespace {

/// Strongly connected parts (Tarjan), each before those that lead to it.
class Loops {
public:
    explicit Loops(const Course& course) : course_(course), marks_(course.steps.size()) {
        for (std::size_t i = 0; i < marks_.size(); ++i) {
            if (marks_[i].order == 0) visit(static_cast<int>(i));
        }
    }
    std::vector<std::vector<int>> found;
    int of(int step) const { return marks_[static_cast<std::size_t>(step)].part; }

private:
    struct Mark {
        int order = 0, low = 0, part = -1;
    };

    Mark& mark(int step) { return marks_[static_cast<std::size_t>(step)]; }

    void visit(int step) {
        mark(step).order = mark(step).low = ++count_;
        stack_.push_back(step);
        const auto& here = course_.steps[static_cast<std::size_t>(step)];
        for (const int way : here.ways) follow(step, way);
        if (here.limit > 0) follow(step, here.after);
        if (mark(step).low != mark(step).order) return;
        found.emplace_back();
        for (int last = -1; last != step;) {
            last = stack_.back();
            stack_.pop_back();
            mark(last).part = static_cast<int>(found.size()) - 1;
            found.back().push_back(last);
        }
    }

    void follow(int from, int to) {
        if (to == Course::end) return;
        if (mark(to).order == 0) visit(to);
        if (mark(to).part < 0) mark(from).low = std::min(mark(from).low, mark(to).low);
    }

    const Course& course_;
    std::vector<Mark> marks_;
    std::vector<int> stack_;
    int count_ = 0;
};

/// All states of the steps of one loop: the step, and how often each with a limit was entered.
class LoopStates {
public:
    struct State {
        int step = 0;
        std::vector<int> entered;  // by limited step of this loop
        bool circles = false;      // from one used-up limit to the next, for ever
        auto operator<=>(const State&) const = default;
    };

    LoopStates(const Course& course, const Loops& loops, int part, Passage& passage)
        : course_(course), loops_(loops), part_(part), passage_(passage) {
        for (const int step : loops.found[static_cast<std::size_t>(part)]) {
            if (at(step).limit > 0) limited_.push_back(step);
        }
    }

    /// Where the loop is left to, beside an end.
    std::set<int> left_to;

    /// False: there are more states than `most`.
    bool explore(const std::set<int>& entries, std::size_t most) {
        for (const int step : entries)
            enter({step, std::vector<int>(limited_.size(), 0), false}, none);
        for (; next_ < states_.size(); ++next_) {
            if (states_.size() > most) return false;
            ++passage_.looked_at;
            const auto here = states_[next_].state;
            passage_.reached[static_cast<std::size_t>(here.step)] = true;
            if (here.circles) continue;
            for (const int way : at(here.step).ways) go(here, way, next_);
        }
        return true;
    }

    /// The shortest run into a state from which nothing leads out; empty: there is none.
    std::vector<int> trap() const {
        std::vector<bool> free(states_.size(), false);
        for (auto open = leaving_; !open.empty();) {
            const auto state = open.back();
            open.pop_back();
            if (free[state]) continue;
            free[state] = true;
            open.insert(open.end(), states_[state].from.begin(), states_[state].from.end());
        }
        const auto stuck = std::ranges::find(free, false);
        std::vector<int> run;
        if (stuck == free.end()) return run;
        for (auto state = static_cast<std::size_t>(stuck - free.begin()); state != none;
             state = states_[state].first_from) {
            run.insert(run.begin(), states_[state].state.step);
        }
        return run;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct Known {
        State state;
        std::size_t first_from = none;  // the state from which it was first come to
        std::vector<std::size_t> from;
    };

    const Course::Step& at(int step) const { return course_.steps[static_cast<std::size_t>(step)]; }

    void go(State state, int way, std::size_t from) {
        if (way != Course::end && loops_.of(way) == part_) {
            state.step = way;
            return enter(std::move(state), from);
        }
        if (way != Course::end) left_to.insert(way);
        if (from != none) leaving_.push_back(from);
    }

    /// Into a step, or past it where its limit is used up; past each once, or it would go on so.
    void enter(State state, std::size_t from) {
        for (std::size_t passed = 0; passed < limited_.size(); ++passed) {
            const auto limited = std::ranges::find(limited_, state.step);
            if (limited == limited_.end()) return add(std::move(state), from);
            auto& count = state.entered[static_cast<std::size_t>(limited - limited_.begin())];
            if (count < at(state.step).limit) {
                ++count;
                return add(std::move(state), from);
            }
            passage_.used_up[static_cast<std::size_t>(state.step)] = true;
            const int after = at(state.step).after;
            if (after == Course::end || loops_.of(after) != part_)
                return go(std::move(state), after, from);
            state.step = after;
        }
        state.circles = contains(limited_, state.step);
        add(std::move(state), from);
    }

    void add(State state, std::size_t from) {
        const auto [found, fresh] = index_.try_emplace(state, states_.size());
        if (fresh) states_.push_back({std::move(state), from, {}});
        if (from != none) states_[found->second].from.push_back(from);
    }

    const Course& course_;
    const Loops& loops_;
    int part_;
    Passage& passage_;
    std::vector<int> limited_;
    std::vector<Known> states_;
    std::map<State, std::size_t> index_;
    std::vector<std::size_t> leaving_;
    std::size_t next_ = 0;
};

}  // namespace

namespace {

int index_of(const Definition& definition, const std::string& stage) {
    const auto found = std::ranges::find(definition.stages, stage, &Stage::name);
    return static_cast<int>(found - definition.stages.begin());
}

/// Where a way leads. What is done or left goes on where the results of its block lead: a branch
/// may run again, with its limits as they are then, when a way comes back to the block.
void add_way(const Definition& definition, const Stage& from, const Target& target,
             std::vector<int>& ways) {
    if (target.to_stage()) {
        ways.push_back(index_of(definition, target.name));
        return;
    }
    ways.push_back(Course::end);
    const auto* block = target.ends() ? nullptr : definition.stage(from.block);
    if (!block) return;
    for (const auto& [result, next] : block->then) add_way(definition, *block, next, ways);
}

/// A revision that comes in the middle of a round opens the stage anew.
bool may_begin_anew(StageKind kind) {
    switch (kind) {
        case StageKind::revise:
        case StageKind::choose:
        case StageKind::parallel:
        case StageKind::each:
        case StageKind::call:
        case StageKind::review:
        case StageKind::follow_up:
            return false;
        default:
            return true;
    }
}

}  // namespace

Course course_of(const Definition& definition) {
    Course course;
    for (const auto& stage : definition.stages) {
        Course::Step step{.stage = &stage};
        const auto here = static_cast<int>(course.steps.size());
        for (const auto& [result, target] : stage.then)
            add_way(definition, stage, target, step.ways);
        for (const auto& branch : stage.branches) step.ways.push_back(index_of(definition, branch));
        if (may_begin_anew(stage.kind)) step.ways.push_back(here);
        if (stage.at_most) {
            step.limit = *stage.at_most;
            if (stage.at_most_then.to_stage())
                step.after = index_of(definition, stage.at_most_then.name);
        }
        course.steps.push_back(std::move(step));
    }
    course.starts.push_back(index_of(definition, definition.start));
    return course;
}

Passage go_through(const Course& course, std::size_t states_max) {
    Passage passage;
    passage.reached.assign(course.steps.size(), false);
    passage.used_up.assign(course.steps.size(), false);
    const Loops loops{course};
    std::map<int, std::set<int>> entries;  // by part
    for (const int start : course.starts) entries[loops.of(start)].insert(start);
    // Tarjan finds a part after all that it leads to: the last one found comes first.
    for (int part = static_cast<int>(loops.found.size()) - 1; part >= 0; --part) {
        if (entries[part].empty()) continue;
        LoopStates states{course, loops, part, passage};
        const bool whole = states.explore(entries[part], states_max);
        const auto& steps = loops.found[static_cast<std::size_t>(part)];
        if (!whole) {
            passage.unfinished.insert(passage.unfinished.end(), steps.begin(), steps.end());
            for (const int step : steps) {  // what is not known counts as possible
                const auto& here = course.steps[static_cast<std::size_t>(step)];
                passage.reached[static_cast<std::size_t>(step)] = true;
                passage.used_up[static_cast<std::size_t>(step)] = here.limit > 0;
                for (const int way : here.ways)
                    if (way != Course::end) states.left_to.insert(way);
                if (here.limit > 0 && here.after != Course::end) states.left_to.insert(here.after);
            }
        } else if (passage.trap.empty()) {
            passage.trap = states.trap();
        }
        for (const int step : states.left_to)
            if (loops.of(step) != part) entries[loops.of(step)].insert(step);
    }
    return passage;
}

}  // namespace paraph
