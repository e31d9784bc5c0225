// "choose": that a way is open whatever the dossier says, and that none is written in vain.

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/base/words.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"
#include "workflows/language/attribute_samples.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// Dossiers that tell the ways apart, for all that there can be; or, where too much would have to
/// be tried, one of which nothing is known.
struct Dossiers {
    std::vector<json::object> all{{}};
    bool known = false;
};

Dossiers dossiers_for_ways(const Definition& definition, const Stage& choice) {
    Expression conditions;
    conditions.op = Expression::Op::any_of;
    for (const auto& way : choice.ways)
        if (way.when && !reads_figures(*way.when)) conditions.arguments.push_back(*way.when);
    auto samples = samples_for(definition, conditions);
    if (!samples) return {};
    return {.all = std::move(*samples), .known = true};
}

/// With which of the dossiers a way is open. What figures say is not known before a round.
struct Openness {
    std::vector<bool> can_be;
    std::vector<bool> surely;
};

Openness openness_of(const Way& way, const Dossiers& dossiers) {
    Openness open;
    const bool depends = way.when && (!dossiers.known || reads_figures(*way.when));
    for (const auto& dossier : dossiers.all) {
        const bool holds_here = !way.when || (!depends && holds(*way.when, dossier));
        open.can_be.push_back(depends || holds_here);
        open.surely.push_back(holds_here);
    }
    return open;
}

bool any_of(const std::vector<bool>& all) {
    return contains(all, true);
}

/// The ways in the order in which they are tried; `covered`: where one before is surely open.
class Ways {
public:
    Ways(const Definition& definition, const Stage& choice, const Node& root, Report& report)
        : choice_(choice),
          root_(root),
          report_(report),
          dossiers_(dossiers_for_ways(definition, choice)),
          covered_(dossiers_.all.size(), false) {}

    void look() {
        for (const auto& way : choice_.ways) {
            const auto open = openness_of(way, dossiers_);
            if (!any_of(open.can_be))
                report_.error(place(way, "when"), "never-holds",
                              "No answer to what \"attributes:\" asks makes this hold, so " +
                                  quoted(way.name) +
                                  " could never be taken. Mend the condition, or delete the way.");
            else if (choice_.who.empty() && !any_left(open))
                unreachable(way);
            for (std::size_t i = 0; i < covered_.size(); ++i)
                covered_[i] = covered_[i] || open.surely[i];
            if (!way.when) free_ = &way;
        }
    }

    bool one_is_always_open() const { return !contains(covered_, false); }

private:
    /// Some dossier for which it can be open, and none before it surely is.
    bool any_left(const Openness& open) const {
        for (std::size_t i = 0; i < covered_.size(); ++i)
            if (open.can_be[i] && !covered_[i]) return true;
        return false;
    }

    void unreachable(const Way& way) {
        if (free_)
            return report_.error(
                place(way, ""), "unreachable-way",
                quoted(free_->name) +
                    " is always open, and ways are tried in the order written, so this one is "
                    "never taken. Write the way without \"when\" last.");
        report_.error(place(way, ""), "unreachable-way",
                      "Ways are tried in the order written, and whenever this one could be taken, "
                      "one before it is open. Leave it out, or mend the conditions before it.");
    }

    Place place(const Way& way, std::string_view word) const {
        const auto at = {std::string_view("stages"), std::string_view(choice_.name),
                         std::string_view("ways"), std::string_view(way.name), word};
        const auto* entry = value_at(root_, {"stages", choice_.name, "ways"})->entry(way.name);
        return word.empty() ? entry->place : place_of(root_, at);
    }

    const Stage& choice_;
    const Node& root_;
    Report& report_;
    Dossiers dossiers_;
    std::vector<bool> covered_;
    const Way* free_ = nullptr;
};

/// Where nobody has the role, the choice is never made; there is no way on which all goes well.
void check_chooser(const Definition& definition, const Stage& choice, const Node& root,
                   Report& report) {
    if (choice.who.empty() || !may_have_nobody(definition, choice)) return;
    const auto place = place_of(root, {"stages", choice.name, "who"});
    const auto is_level = [](const Participant& who) {
        return who.kind == Participant::Kind::function;
    };
    if (std::ranges::any_of(choice.who, is_level))
        return report.not_proven(place, "Whether the body has anybody who can choose in " +
                                            quoted(choice.name) +
                                            " is known only when a cycle runs.");
    report.error(place, "nobody-acts",
                 quoted(choice.who.front().name) +
                     " may be bound to nobody, and then nobody can choose in " +
                     quoted(choice.name) + ". Let at least one body have the role.");
}

/// A cycle would be stuck where no way is open.
void check_ways_of(const Definition& definition, const Stage& choice, const Node& root,
                   Report& report) {
    if (choice.ways.empty()) return;
    Ways ways{definition, choice, root, report};
    ways.look();
    if (ways.one_is_always_open()) return;
    report.error(place_of(root, {"stages", choice.name, "ways"}), "no-way",
                 "It can be that no condition holds, and then no way is open. Let one way have no "
                 "\"when\".");
}

}  // namespace

void check_choices(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        if (stage.kind != StageKind::choose) continue;
        check_ways_of(definition, stage, root, report);
        check_chooser(definition, stage, root, report);
    }
}

}  // namespace paraph
