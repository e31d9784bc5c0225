#include "engine/rules/missing_rule.hpp"

#include <algorithm>
#include <set>

#include "engine/rules/evaluate.hpp"

namespace paraph {

namespace {

using Op = Expression::Op;

constexpr std::int64_t tries_max = 2000;

/// The contrary of a comparison; the operator itself where it has none.
Op contrary(Op op) {
    switch (op) {
        case Op::equal:
            return Op::unequal;
        case Op::unequal:
            return Op::equal;
        case Op::less:
            return Op::at_least;
        case Op::at_most:
            return Op::greater;
        case Op::greater:
            return Op::at_most;
        case Op::at_least:
            return Op::less;
        case Op::all_of:
            return Op::any_of;
        case Op::any_of:
            return Op::all_of;
        default:
            return op;
    }
}

/// `not` carried inwards as far as it goes, so that parts can be told apart. Not into a fraction:
/// its contrary is not false on an empty base. A comparison with an absent attribute is false
/// either way, so its parts can't be turned round either.
Expression inwards(const Expression& e, bool negate) {
    if (e.op == Op::negation) return inwards(e.arguments[0], !negate);
    const bool turns = contrary(e.op) != e.op && !(negate && reads(e, Op::attribute));
    if (!turns && negate) {
        Expression whole;
        whole.op = Op::negation;
        whole.arguments = {e};
        return whole;
    }
    Expression part = e;
    if (negate) part.op = contrary(e.op);
    if (e.op == Op::all_of || e.op == Op::any_of)
        for (Expression& argument : part.arguments) argument = inwards(argument, negate);
    return part;
}

void collect(const Expression& e, std::set<std::string>& positions, std::set<std::string>& roles) {
    if (e.op == Op::count || e.op == Op::weight) positions.insert(e.name);
    if (counts_bodies(e.op)) roles.insert(e.role);
    for (const Expression& argument : e.arguments) collect(argument, positions, roles);
}

/// Looks for the least change of one position that makes a part hold.
class Search {
public:
    Search(const Expression& part, const Figures& figures, const json::object& attributes)
        : part_(part), figures_(figures), attributes_(attributes) {
        collect(part, named_, roles_);
    }

    Missing answer() {
        for (const PositionRule& position : figures_.stage().positions)
            if (!position.blocks && !position.leaves_base) try_more(position.name);
        if (best_ == 0)
            for (const std::string& position : named_) try_fewer(position);
        Missing missing;
        if (best_ == 0) {
            missing.code = "rule";
            missing.rule = to_text(part_);
            missing.figures = sides();
            return missing;
        }
        missing.code = "position";
        missing.role = role_;
        missing.count = static_cast<int>(best_);
        missing.positions = std::move(positions_);
        if (best_ > 0 && any_answer(missing.positions)) {
            missing.code = "answer";
            missing.positions.clear();
        }
        return missing;
    }

private:
    void try_more(const std::string& position) {
        for (const std::string& role : roles_) {
            const std::int64_t room =
                std::min(figures_.bodies(role) - figures_.count(position, role), tries_max);
            for (std::int64_t more = 1; more <= room && (best_ == 0 || more <= best_); ++more)
                if (holds_with(position, role, more)) {
                    remember(position, role, more);
                    break;
                }
        }
    }

    void try_fewer(const std::string& position) {
        for (const std::string& role : roles_) {
            const std::int64_t room = std::min(figures_.count(position, role), tries_max);
            for (std::int64_t fewer = 1; fewer <= room && (best_ == 0 || fewer <= -best_); ++fewer)
                if (holds_with(position, role, -fewer)) {
                    remember(position, role, -fewer);
                    break;
                }
        }
    }

    bool holds_with(const std::string& position, const std::string& role,
                    std::int64_t change) const {
        return holds(part_, figures_.with(position, role, change), attributes_);
    }

    /// Of changes of one size all positions are kept, of one role.
    void remember(const std::string& position, const std::string& role, std::int64_t change) {
        if (change != best_) positions_.clear();
        if (positions_.empty()) role_ = role;
        if (role != role_) return;
        best_ = change;
        positions_.push_back(position);
    }

    /// Any answer that counts would do, and the part asks for none by name: a quorum.
    bool any_answer(const std::vector<std::string>& positions) const {
        if (!named_.empty()) return false;
        return std::ranges::all_of(figures_.stage().positions, [&](const PositionRule& rule) {
            const bool counts =
                reads(part_, Op::present) ? rule.counts_for_quorum : rule.counts_as_cast;
            return rule.blocks || rule.leaves_base || !counts ||
                   std::ranges::count(positions, rule.name) > 0;
        });
    }

    std::map<std::string, std::string> sides() const {
        std::map<std::string, std::string> sides;
        for (const Expression& argument : part_.arguments) {
            if (argument.op == Op::number) continue;
            const auto value = value_of(argument, figures_, attributes_);
            if (value) sides.emplace(to_text(argument), to_text(*value));
        }
        return sides;
    }

    const Expression& part_;
    const Figures& figures_;
    const json::object& attributes_;
    std::set<std::string> named_;
    std::set<std::string> roles_;
    std::int64_t best_ = 0;  // 0: nothing found yet
    std::string role_;
    std::vector<std::string> positions_;
};

std::vector<Missing> lines_of(const Expression& part, const Figures& figures,
                              const json::object& attributes) {
    if (holds(part, figures, attributes)) return {};
    std::vector<Missing> lines;
    if (part.op == Op::all_of) {
        for (const Expression& each : part.arguments)
            std::ranges::move(lines_of(each, figures, attributes), std::back_inserter(lines));
        return lines;
    }
    if (part.op != Op::any_of) {
        lines.push_back(Search(part, figures, attributes).answer());
        return lines;
    }
    Missing choice;
    choice.code = "rule";
    for (const Expression& way : part.arguments)
        if (reads_figures(way))  // what only asks for attributes stays false, whoever answers
            choice.either.push_back(lines_of(way, figures, attributes));
    if (choice.either.size() == 1) return std::move(choice.either.front());
    if (choice.either.empty()) choice.rule = to_text(part);
    lines.push_back(std::move(choice));
    return lines;
}

}  // namespace

bool reads(const Expression& expression, Op figure) {
    return expression.op == figure ||
           std::ranges::any_of(expression.arguments,
                               [&](const Expression& part) { return reads(part, figure); });
}

bool reads_figures(const Expression& expression) {
    return is_figure(expression.op) || std::ranges::any_of(expression.arguments, reads_figures);
}

std::vector<Missing> missing_for(const Expression& rule, const Figures& figures,
                                 const json::object& attributes) {
    return lines_of(inwards(rule, false), figures, attributes);
}

}  // namespace paraph
