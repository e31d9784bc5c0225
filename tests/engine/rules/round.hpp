#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/tally.hpp"

namespace paraph::test {

/// A cycle with one round, filled by hand: what rules read, without the rest of the engine.
class OneRound {
public:
    explicit OneRound(StageKind kind, std::vector<PositionRule> positions = {}) {
        Stage stage;
        stage.name = "vote";
        stage.kind = kind;
        stage.positions = std::move(positions);
        definition.stages.push_back(std::move(stage));
        round.stage = "vote";
        round.kind = kind;
        state.status = CycleStatus::running;
        state.id = "cyc";
    }

    Stage& stage() { return definition.stages.front(); }

    /// A role that is asked, and what its silence means.
    OneRound& role(const std::string& name, Silence silence = {}) {
        stage().who.push_back({.kind = Participant::Kind::role, .name = name});
        Role role;
        role.name = name;
        role.silence = silence;
        definition.roles.push_back(std::move(role));
        return *this;
    }

    /// `count` bodies with a position, named after it: "agree 1", "agree 2", …
    OneRound& bodies(int count, const std::string& position, std::vector<std::string> roles = {},
                     AssignmentStatus status = AssignmentStatus::answered) {
        for (int i = 0; i < count; ++i)
            body((position.empty() ? "silent" : position) + " " + std::to_string(++named_),
                 position, roles, status);
        return *this;
    }

    OneRound& body(const std::string& name, const std::string& position,
                   std::vector<std::string> roles = {},
                   AssignmentStatus status = AssignmentStatus::answered) {
        Assignment assignment;
        assignment.id = "asg " + name;
        assignment.body = name;
        for (const std::string& role : roles) opening.roles[role].push_back(name);
        assignment.roles = std::move(roles);
        assignment.status = position.empty() ? AssignmentStatus::awaited : status;
        if (!position.empty()) {
            assignment.answer.emplace();
            assignment.answer->position = position;
        }
        round.assignments.push_back(std::make_shared<const Assignment>(std::move(assignment)));
        return *this;
    }

    OneRound& condition(const std::string& body, CommentStatus status = CommentStatus::open) {
        Comment comment;
        comment.body = body;
        comment.stage = "vote";
        comment.force = Force::condition;
        comment.status = status;
        state.comments.add(comment);
        return *this;
    }

    /// The state as it is read: with this round and what was bound.
    const State& read() {
        state.opening = std::make_shared<const Opening>(opening);
        state.rounds = {std::make_shared<const Round>(round)};
        return state;
    }

    Figures figures() {
        read();
        return paraph::figures(definition, stage(), state, round);
    }

    Definition definition;
    Opening opening;
    Round round;
    State state;

private:
    int named_ = 0;
};

inline PositionRule position(const std::string& name) {
    PositionRule rule;
    rule.name = name;
    return rule;
}
inline PositionRule blocking(const std::string& name) {
    PositionRule rule = position(name);
    rule.blocks = true;
    return rule;
}
inline PositionRule not_cast(const std::string& name) {
    PositionRule rule = position(name);
    rule.counts_as_cast = false;
    return rule;
}
inline PositionRule leaving(const std::string& name) {
    PositionRule rule = not_cast(name);
    rule.leaves_base = true;
    return rule;
}

/// Expressions by hand, for tests below the floor that reads them.
inline Expression read(Expression::Op op, std::string name = {}, std::string role = {}) {
    Expression expression;
    expression.op = op;
    expression.name = std::move(name);
    expression.role = std::move(role);
    return expression;
}
inline Expression count(std::string position, std::string role = {}) {
    return read(Expression::Op::count, std::move(position), std::move(role));
}
inline Expression number(Rational value) {
    Expression expression = read(Expression::Op::number);
    expression.value = value;
    return expression;
}
inline Expression join(Expression::Op op, std::vector<Expression> arguments, Rational value = {}) {
    Expression expression = read(op);
    expression.arguments = std::move(arguments);
    expression.value = value;
    return expression;
}

/// yes of p at least 2/3 of cast of p, and no at most 1/4 of cast: the rule of an ISO DIS.
inline Expression dis_rule() {
    using Op = Expression::Op;
    return join(
        Op::all_of,
        {join(Op::fraction_at_least, {count("yes", "p"), read(Op::cast, {}, "p")}, Rational(2, 3)),
         join(Op::fraction_at_most, {count("no"), read(Op::cast)}, Rational(1, 4))});
}

}  // namespace paraph::test
