#include "workflows/language/rule_trials.hpp"

#include <algorithm>
#include <set>

#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"
#include "workflows/language/attribute_samples.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

using Op = Expression::Op;

constexpr std::size_t trials_max = 6000;
constexpr std::size_t usual_size = 100;         // of a rule; longer ones are tried less often
constexpr std::size_t tried_dossiers_max = 40;  // where there are more, not all is tried
constexpr std::int64_t weight_max = 1'000'000'000'000;

void collect(const Expression& e, std::vector<const Expression*>& figures,
             std::set<std::int64_t>& numbers) {
    if (is_figure(e.op)) figures.push_back(&e);
    if (e.op == Op::number)
        numbers.insert(static_cast<std::int64_t>(e.value.numerator() / e.value.denominator()));
    for (const auto& part : e.arguments) collect(part, figures, numbers);
}

std::size_t size_of(const Expression& e) {
    std::size_t size = 1;
    for (const auto& part : e.arguments) size += size_of(part);
    return size;
}

/// One party's bodies that say the same.
struct Group {
    std::size_t party = 0;
    Option option;
};

/// All that differs from one trial to the next, beside who says what.
struct Circumstances {
    Figures::Weights weights;
    std::vector<json::object> dossiers;
    std::vector<int> conditions{0};
    bool complete = true;
};

class Trials {
public:
    Trials(const Expression& rule, const Prospect& prospect) : rule_(rule), prospect_(prospect) {
        collect(rule, figures_, numbers_);
        budget_ = trials_max * usual_size / std::max(usual_size, size_of(rule));
        read_circumstances();
        group_options();
    }

    Trial run() {
        const auto steps = growth();
        bool complete = true;
        for (std::int64_t more = 0; more <= steps && !is_over(); ++more) {
            // Small rounds are tried in full; of larger ones, two groups with all ways to split.
            const auto sizes = sizes_at(more);
            const bool full = trials_ + count_of(sizes) <= budget_ / 2;
            complete = complete && full;
            if (full)
                distribute(sizes, 0, 0, sizes.empty() ? 0 : sizes.front());
            else if (is_worth_trying(more, steps))
                split(sizes);
        }
        found_.all_tried = complete && circumstances_.complete && varying_ <= 1 &&
                           prospect_.parties.size() <= 1 && !is_over();
        return found_;
    }

private:
    /// Weights are known at opening only; equal ones, and ones of the size of what the rule names,
    /// show of most rules that they can hold and fail.
    void read_circumstances() {
        std::set<std::string> weights;
        for (const auto* figure : figures_)
            if (!figure->weight.empty()) weights.insert(figure->weight);
        for (const auto& weight : weights) circumstances_.weights[weight];
        circumstances_.complete = weights.empty();
        if (reads(rule_, Op::open_conditions)) {
            circumstances_.conditions = {0, 1};
            circumstances_.complete = false;
        }
        if (!reads(rule_, Op::attribute)) {
            circumstances_.dossiers = {{}};
            return;
        }
        auto samples = samples_for(prospect_.definition, rule_);
        if (samples && samples->size() <= tried_dossiers_max) {
            circumstances_.dossiers = std::move(*samples);
            return;
        }
        circumstances_.dossiers = guesses_for(prospect_.definition, rule_);
        circumstances_.dossiers.resize(
            std::min(circumstances_.dossiers.size(), tried_dossiers_max));
        circumstances_.complete = false;
    }

    /// What the rule can't tell apart is one group.
    void group_options() {
        for (std::size_t p = 0; p < prospect_.parties.size(); ++p) {
            std::set<std::vector<std::int64_t>> known;
            auto& own = groups_.emplace_back();
            for (const auto& option : prospect_.parties[p].options)
                if (known.insert(marks_of(p, option)).second) own.push_back({p, option});
        }
    }

    std::vector<std::int64_t> marks_of(std::size_t party, const Option& option) {
        set_weights(1);
        static const json::object none;
        Figures one{prospect_.definition, prospect_.stage, circumstances_.weights};
        add(one, {party, option}, 1);
        std::vector<std::int64_t> marks;
        for (const auto* figure : figures_)
            marks.push_back(static_cast<std::int64_t>(value_of(*figure, one, none)->numerator()));
        return marks;
    }

    void set_weights(std::int64_t weight) {
        for (auto& [name, bodies] : circumstances_.weights)
            for (std::size_t p = 0; p < prospect_.parties.size(); ++p) bodies[name_of(p)] = weight;
    }

    static std::string name_of(std::size_t party) { return "party " + std::to_string(party); }

    void add(Figures& figures, const Group& group, std::int64_t bodies) const {
        const auto name = name_of(group.party);
        figures.add({.body = name,
                     .roles = prospect_.parties[group.party].roles,
                     .position = group.option.position,
                     .status = group.option.status},
                    static_cast<int>(bodies));
    }

    std::int64_t growth() {
        std::int64_t most = 0;
        for (const auto& party : prospect_.parties) {
            most = std::max(most, party.most - party.least);
            varying_ += party.most > party.least ? 1 : 0;
        }
        return most;
    }

    std::vector<std::int64_t> sizes_at(std::int64_t more) const {
        std::vector<std::int64_t> sizes;
        for (const auto& party : prospect_.parties)
            sizes.push_back(std::min(party.least + more, party.most));
        return sizes;
    }

    static bool is_worth_trying(std::int64_t more, std::int64_t steps) {
        constexpr int parts = 8;
        return steps <= parts || more % (steps / parts) == 0 || more == steps;
    }

    /// How many ways there are to share so many bodies out among their groups; capped.
    std::size_t count_of(const std::vector<std::int64_t>& sizes) const {
        std::size_t count = circumstances_.dossiers.size() * circumstances_.conditions.size();
        for (std::size_t p = 0; p < sizes.size(); ++p) {
            const auto among = static_cast<std::int64_t>(groups_[p].size());
            std::size_t ways = 1;
            for (std::int64_t i = 1; i < among; ++i) {
                ways = ways * static_cast<std::size_t>(sizes[p] + i) / static_cast<std::size_t>(i);
                if (ways > trials_max) return trials_max;
            }
            count *= ways;
            if (count > trials_max) return trials_max;
        }
        return count;
    }

    bool is_over() const { return found_.holds && found_.fails; }

    /// Every way to share `left` bodies of a party out among its groups from `group` on.
    void distribute(const std::vector<std::int64_t>& sizes, std::size_t party, std::size_t group,
                    std::int64_t left) {
        if (is_over()) return;
        if (party == sizes.size()) return ask();
        const auto& own = groups_[party];
        if (group + 1 >= own.size()) {
            const auto next = party + 1;
            shares_.emplace_back(own[group], left);
            distribute(sizes, next, 0, next < sizes.size() ? sizes[next] : 0);
            shares_.pop_back();
            return;
        }
        for (std::int64_t some = 0; some <= left; ++some) {
            shares_.emplace_back(own[group], some);
            distribute(sizes, party, group + 1, left - some);
            shares_.pop_back();
        }
    }

    /// All parties say the same two things, in several proportions.
    void split(const std::vector<std::int64_t>& sizes) {
        const auto at = [&](std::size_t p, std::size_t i) {
            return groups_[p][i % groups_[p].size()];
        };
        std::size_t most = 0;
        for (const auto& own : groups_) most = std::max(most, own.size());
        for (std::size_t one = 0; one < most; ++one)
            for (std::size_t two = 0; two < most; ++two)
                for (const int percent : {0, 1, 10, 25, 34, 49, 51, 67, 75, 90}) {
                    if (is_over() || trials_ > budget_) return;
                    shares_.clear();
                    for (std::size_t p = 0; p < sizes.size(); ++p) {
                        const auto some = (sizes[p] * percent + 99) / 100;
                        shares_.emplace_back(at(p, two), some);
                        shares_.emplace_back(at(p, one), sizes[p] - some);
                    }
                    ask();
                    shares_.clear();
                }
    }

    /// What the rule says of these answers.
    void ask() {
        std::int64_t bodies = 0;
        for (const auto& [group, some] : shares_) bodies += some;
        if (bodies == 0) return;  // the stage is not held
        ask_with(1);
        if (circumstances_.weights.empty()) return;
        for (const auto number : numbers_)
            if (number > 1 && number < weight_max && !is_over()) ask_with(number + 1);
    }

    void ask_with(std::int64_t weight) {
        set_weights(weight);
        Figures figures{prospect_.definition, prospect_.stage, circumstances_.weights};
        for (const auto& [group, some] : shares_)
            if (some > 0) add(figures, group, some);
        for (const int conditions : circumstances_.conditions) {
            figures.set_open_conditions(conditions);
            for (const auto& dossier : circumstances_.dossiers) {
                ++trials_;
                (holds(rule_, figures, dossier) ? found_.holds : found_.fails) = true;
            }
        }
    }

    const Expression& rule_;
    const Prospect& prospect_;
    std::vector<const Expression*> figures_;
    std::set<std::int64_t> numbers_;
    Circumstances circumstances_;
    std::vector<std::vector<Group>> groups_;  // by party
    std::vector<std::pair<Group, std::int64_t>> shares_;
    int varying_ = 0;
    std::size_t trials_ = 0;
    std::size_t budget_ = trials_max;
    Trial found_;
};

/// What a body of this role may come to say.
std::vector<Option> options_of(const Stage& stage, const Role* role) {
    auto options = every_option(stage);
    for (const auto& position : stage.positions)
        if (position.blocks) options.push_back({position.name, AssignmentStatus::lifted});
    if (role && role->silence.kind == Silence::Kind::counts_as &&
        stage.position(role->silence.position))
        options.push_back({role->silence.position, AssignmentStatus::silent});
    return options;
}

}  // namespace

Prospect prospect_of(const Definition& definition, const Stage& stage, int Role::*least,
                     int Role::*most) {
    static const Figures::Weights none;
    Prospect prospect{definition, stage, none, {}, {}, nullptr};
    if (!stage.over.empty()) {
        Party choices{.options = options_of(stage, nullptr), .least = 0};
        const auto attribute = definition.attributes.find(stage.over);
        choices.most = attribute == definition.attributes.end()
                           ? 0
                           : static_cast<std::int64_t>(attribute->second.choices.size());
        prospect.parties.push_back(std::move(choices));
    }
    for (const auto& participant : each_once(definition, stage)) {
        const auto* role = participant.kind == Participant::Kind::role
                               ? definition.role(participant.name)
                               : nullptr;
        Party party{.options = options_of(stage, role)};
        for (const auto& other : stage.who)
            if (other.kind == Participant::Kind::role && is_same(definition, other, participant))
                party.roles.push_back(other.name);
        if (role) {
            party.least = role->*least;
            party.most = role->*most;
        }
        prospect.parties.push_back(std::move(party));
    }
    return prospect;
}

Trial try_rule(const Expression& rule, const Prospect& prospect) {
    return Trials{rule, prospect}.run();
}

}  // namespace paraph
