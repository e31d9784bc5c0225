// A way that comes back to where it was, and nobody was asked on it, would never end.

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/words.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"
#include "workflows/language/attribute_samples.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

constexpr std::size_t spin_dossiers_max = 1000;  // each has the whole way looked at
constexpr std::string_view used_up = "is passed once its limit is used up";

/// A way that a stage can take without waiting for anybody, and on what ground.
struct Pass {
    const Target* target = nullptr;
    std::string_view why;
};

/// A stage on a round trip, and why it asks nobody there.
struct Passed {
    const Stage* stage = nullptr;
    std::string_view why;
};

/// Whether the procedures that run in other procedures ask somebody, which is not known here.
enum class Called { ask_somebody, may_ask_nobody };

/// The result of a stage that is not held; empty where it is held in any case.
std::string skipped_result(const Stage& stage) {
    const bool always = stage.kind == StageKind::choose || stage.kind == StageKind::call;
    const bool unread = stage.kind == StageKind::meet && stage.results.empty();
    return always || unread ? "" : result_when_skipped(stage);
}

/// What a cycle can go through at once, with these attributes of its dossier; nullptr: with some.
/// Limits are taken as used up, and figures of rounds as anything.
class AtOnce {
public:
    AtOnce(const Definition& definition, const json::object* attributes, Called called)
        : definition_(definition), attributes_(attributes), called_(called) {}

    /// The way from the stage back to itself; empty: there is none.
    std::vector<Passed> round_trip(const Stage& start) {
        std::map<const Stage*, Passed> before;  // by stage: the one from which it was come to
        std::vector<const Stage*> open{&start};
        while (!open.empty()) {
            const auto* stage = open.back();
            open.pop_back();
            for (const auto& pass : from(*stage)) {
                const auto* next =
                    pass.target->to_stage() ? definition_.stage(pass.target->name) : nullptr;
                if (!next || !before.try_emplace(next, Passed{stage, pass.why}).second) continue;
                if (next != &start) {
                    open.push_back(next);
                    continue;
                }
                std::vector<Passed> trip{before[next]};
                while (trip.front().stage != &start)
                    trip.insert(trip.begin(), before[trip.front().stage]);
                return trip;
            }
        }
        return {};
    }

private:
    std::vector<Pass> from(const Stage& stage) {
        std::vector<Pass> passes;
        const auto add = [&](std::string_view result, std::string_view why) {
            const auto way = stage.then.find(std::string(result));
            if (way != stage.then.end()) passes.push_back({&way->second, why});
        };
        if (stage.at_most) passes.push_back({&stage.at_most_then, used_up});
        if (stage.when && may(*stage.when, false))
            add(skipped_result(stage), "is skipped where its condition does not hold");
        if (stage.when && !may(*stage.when, true)) return passes;
        if (stage.kind == StageKind::choose) {
            if (stage.who.empty())
                for (const auto& way : ways_open(stage)) add(way, "chooses by itself");
        } else if (may_have_nobody(definition_, stage)) {
            add(skipped_result(stage), stage.over.empty()
                                           ? "is skipped where nobody is there to act"
                                           : "is skipped where nothing is chosen");
        }
        if (!stage.at_most) add_over_at_once(stage, add);  // each such round uses the limit up
        return passes;
    }

    /// Rounds that open and close again.
    template <class Add>
    void add_over_at_once(const Stage& stage, const Add& add) {
        if (stage.kind == StageKind::follow_up && !stage.commitments_of.empty())
            add("settled", "is over at once where nothing was accepted");
        if (called_ == Called::may_ask_nobody && !stage.procedure.empty())
            for (const auto& [result, target] : stage.then)
                add(result, "is over at once where the procedure that it runs asks nobody");
        if (stage.kind == StageKind::parallel)
            for (const auto& result : block_results(stage))
                add(result, "is over at once where its branches are passed");
    }

    std::vector<std::string> ways_open(const Stage& choice) const {
        std::vector<std::string> open;
        for (const auto& way : choice.ways) {
            if (way.when && !may(*way.when, true)) continue;
            open.push_back(way.name);
            if (!way.when || !may(*way.when, false)) break;
        }
        return open;
    }

    /// What a block can come to while nobody is asked in any of its branches.
    const std::set<std::string>& block_results(const Stage& block) {
        const auto [known, fresh] = blocks_.try_emplace(&block);  // nothing until it is known
        auto& results = known->second;
        if (!fresh) return results;
        int done = 0;
        for (const auto& branch : block.branches) {
            bool is_done = false;
            for (const auto* target : ends_of_branch(branch)) {
                is_done |= target->kind == Target::Kind::done;
                if (target->kind == Target::Kind::leave) results.insert(target->name);
            }
            done += is_done ? 1 : 0;
        }
        if (done >= block.joins.of(static_cast<int>(block.branches.size())))
            results.insert("joined");
        return results;
    }

    std::vector<const Target*> ends_of_branch(const std::string& branch) {
        std::vector<const Target*> ends;
        std::vector<std::string> open{branch};
        std::set<std::string> seen;
        while (!open.empty()) {
            const auto name = std::move(open.back());
            open.pop_back();
            const auto* stage = definition_.stage(name);
            if (!stage || !seen.insert(name).second) continue;
            for (const auto& pass : from(*stage)) {
                if (pass.target->to_stage())
                    open.push_back(pass.target->name);
                else
                    ends.push_back(pass.target);
            }
        }
        return ends;
    }

    /// Whether a condition can come to this.
    bool may(const Expression& condition, bool result) const {
        return !attributes_ || reads_figures(condition) || holds(condition, *attributes_) == result;
    }

    const Definition& definition_;
    const json::object* attributes_;
    Called called_;
    std::map<const Stage*, std::set<std::string>> blocks_;  // what they can come to
};

using Stages = std::vector<const Stage*>;

bool is_limit(const Passed& passed) {
    return passed.why == used_up;
}

/// One by limits alone is found where all runs are gone through (check_course).
std::vector<Passed> first_round_trip(AtOnce at_once, const Stages& stages) {
    for (const auto* stage : stages) {
        auto trip = at_once.round_trip(*stage);
        if (!std::ranges::all_of(trip, is_limit)) return trip;
    }
    return {};
}

/// Those to which the way leads back, if all conditions are as they must be for that.
Stages on_round_trips(const Definition& definition, Called called) {
    AtOnce some{definition, nullptr, called};
    Stages found;
    for (const auto& stage : definition.stages)
        if (!some.round_trip(stage).empty()) found.push_back(&stage);
    return found;
}

/// All conditions that say where the way leads among them, and in blocks.
Expression conditions_of(const Definition& definition, const Stages& stages) {
    Expression all;
    all.op = Expression::Op::any_of;
    const auto add = [&](const std::optional<Expression>& condition) {
        if (condition && !reads_figures(*condition)) all.arguments.push_back(*condition);
    };
    for (const auto& stage : definition.stages) {
        if (stage.block.empty() && std::ranges::find(stages, &stage) == stages.end()) continue;
        add(stage.when);
        for (const auto& way : stage.ways) add(way.when);
    }
    return all;
}

std::string told(const std::vector<Passed>& trip) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t i = 0; i < std::min(trip.size(), most); ++i)
        text += (i == 0 ? "" : "; ") + quoted(trip[i].stage->name) + ' ' + std::string{trip[i].why};
    return text + (trip.size() > most ? "; …" : "");
}

}  // namespace

bool may_have_nobody(const Definition& definition, const Stage& stage) {
    switch (stage.kind) {
        case StageKind::parallel:
        case StageKind::call:
        case StageKind::review:  // it waits for reviewers to be assigned
            return false;
        default:
            break;
    }
    if (!stage.over.empty()) return true;  // also what is required may be an empty list
    return !stage.who.empty() && std::ranges::all_of(stage.who, [&](const Participant& who) {
        if (who.kind == Participant::Kind::function) return true;
        const auto* role =
            who.kind == Participant::Kind::role ? definition.role(who.name) : nullptr;
        return role && role->least == 0;
    });
}

namespace {

Place then_of(const Node& root, const std::vector<Passed>& trip) {
    return place_of(root, {"stages", trip.front().stage->name, "then"});
}

void say_not_proven(const std::vector<Passed>& trip, const Node& root, Report& report) {
    report.not_proven(then_of(root, trip),
                      "Whether the way can lead from here back here while "
                      "nobody is asked is not proven: " +
                          told(trip) + ".");
}

/// Whether figures can say on all of the trip what they would have to: those of a stage that is
/// passed on it are of nobody, and two choices may ask for what excludes each other.
bool is_certain(const std::vector<Passed>& trip) {
    const auto counts = [](const Passed& passed) { return !passed.stage->figures_of.empty(); };
    const auto choice = std::ranges::find_if(trip, counts);
    if (choice == trip.end()) return true;
    const auto& counted = choice->stage->figures_of;
    return std::ranges::count_if(trip, counts) == 1 &&
           std::ranges::none_of(
               trip, [&](const Passed& passed) { return passed.stage->name == counted; });
}

/// Whether there was anything to say.
bool look_for_spin(const Definition& definition, Called called, const Node& root, Report& report) {
    const auto stages = on_round_trips(definition, called);
    const auto some = first_round_trip({definition, nullptr, called}, stages);
    if (some.empty()) return false;
    const auto samples = samples_for(definition, conditions_of(definition, stages));
    if (!samples || samples->size() > spin_dossiers_max) {
        say_not_proven(some, root, report);
        return true;
    }
    std::vector<Passed> doubtful;
    for (const auto& sample : *samples) {
        auto trip = first_round_trip({definition, &sample, called}, stages);
        if (trip.empty()) continue;
        if (called == Called::ask_somebody && is_certain(trip)) {
            report.error(then_of(root, trip), "spins",
                         "From here the way can lead back here, and nobody is asked on it: it "
                         "would go round without an end. " +
                             told(trip) + ". Let a stage in between ask somebody.");
            return true;
        }
        doubtful = std::move(trip);
    }
    if (!doubtful.empty()) say_not_proven(doubtful, root, report);
    return !doubtful.empty();
}

}  // namespace

void check_spins(const Definition& definition, const Node& root, Report& report) {
    if (!look_for_spin(definition, Called::ask_somebody, root, report))
        look_for_spin(definition, Called::may_ask_nobody, root, report);
}

}  // namespace paraph
