#include "engine/rules/missing.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/branches.hpp"
#include "engine/rules/commitments.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"
#include "engine/rules/silence.hpp"

namespace paraph {

namespace {

using Lines = std::vector<Missing>;

Missing line(std::string code) {
    Missing missing;
    missing.code = std::move(code);
    return missing;
}

void add_body(std::vector<std::string>& bodies, const std::string& body) {
    if (!contains(bodies, body)) bodies.push_back(body);
}

/// The bodies of the assignments that `wanted` picks, each named once.
template <class Wanted>
Missing line_for(std::string code, const Round& round, Wanted wanted) {
    Missing missing = line(std::move(code));
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment) || !wanted(*assignment)) continue;
        ++missing.count;
        add_body(missing.bodies, assignment->body);
    }
    return missing;
}

Missing awaited(std::string code, const Stage& stage, const Round& round) {
    return line_for(std::move(code), round,
                    [&](const Assignment& each) { return is_awaited(stage, each); });
}

Missing open_objections(const Round& round) {
    return line_for("objection", round, [](const Assignment& each) {
        return each.status == AssignmentStatus::blocking;
    });
}

Missing open_conditions(const Stage& stage, const State& state, const Round& round) {
    Missing missing = line("open condition");
    state.comments.each_open_condition([&](const Comment& comment) {
        if (comment.stage != stage.name) return;
        const bool counts = std::ranges::any_of(round.assignments, [&](const auto& assignment) {
            return assignment->body == comment.body && takes_part(*assignment);
        });
        if (!counts) return;
        ++missing.comments;
        add_body(missing.bodies, comment.body);
    });
    return missing;
}

/// Those whose silence counts as nothing: until they answer, the round can't be decided.
Missing must_answer(const Definition& definition, const Stage& stage, const Round& round) {
    return line_for("answer", round, [&](const Assignment& each) {
        return is_awaited(stage, each) &&
               silence_of(definition, stage, each).kind == Silence::Kind::must_answer;
    });
}

void add_rule(const std::optional<Expression>& rule, bool quorum, const Figures& figures,
              const json::object& attributes, Lines& lines) {
    if (!rule) return;
    for (Missing& each : missing_for(*rule, figures, attributes)) {
        const bool figures_only = each.code == "rule" && each.either.empty();
        if (quorum && (each.code == "answer" || figures_only)) each.code = "quorum";
        lines.push_back(std::move(each));
    }
}

void add_closing_act(const Stage& stage, const State& state, const Round& round, Lines& lines) {
    if (stage.closes.by_act_of.empty() || !round.qualifies) return;
    Missing act = line("closing act");
    act.role = stage.closes.by_act_of;
    act.bodies = bound_to(state.opening->roles, act.role);
    lines.push_back(std::move(act));
}

/// Open objections, and open conditions where the stage's rule asks for them.
Lines blocks_of(const Stage& stage, const State& state, const Round& round) {
    Lines blocks;
    if (Missing objections = open_objections(round); objections.count > 0)
        blocks.push_back(std::move(objections));
    if (stage.passes && reads(*stage.passes, Expression::Op::open_conditions))
        if (Missing conditions = open_conditions(stage, state, round); conditions.comments > 0)
            blocks.push_back(std::move(conditions));
    return blocks;
}

Lines of_ballot(const Definition& definition, const Stage& stage, const State& state,
                const Round& round) {
    const json::object& attributes = state.opening->attributes;
    Lines blocks = blocks_of(stage, state, round), rest;
    const Figures lifted = figures(definition, stage, state, round, true);
    add_rule(stage.quorum, true, lifted, attributes, rest);
    add_rule(stage.passes, false, lifted, attributes, rest);
    const bool ends_otherwise = stage.closes.at_due || !stage.closes.by_act_of.empty();
    Missing answers =
        ends_otherwise ? must_answer(definition, stage, round) : awaited("answer", stage, round);
    if (answers.count > 0) rest.push_back(std::move(answers));
    if (blocks.empty()) add_closing_act(stage, state, round, rest);

    if (rest.empty() && blocks.size() == 1) blocks[0].enough_otherwise = true;
    if (rest.empty() && blocks.size() > 1) blocks.back().enough_together = true;
    std::ranges::move(rest, std::back_inserter(blocks));
    return blocks;
}

Lines of_signatures(const Stage& stage, const Round& round) {
    Missing signatures = awaited("signature", stage, round);
    int seats = 0, given = 0;
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        ++seats;
        if (assignment->status == AssignmentStatus::answered) ++given;
    }
    const int needed = stage.needs.of(seats);
    if (given >= needed) return {};
    signatures.count = needed - given;
    return {signatures};
}

/// What a revision is to meet: whatever blocked the round that led to it.
Lines blocks_before(const Definition& definition, const State& state) {
    const Round* round = state.last_asked();
    const Stage* stage = round ? definition.stage(round->stage) : nullptr;
    return stage ? blocks_of(*stage, state, *round) : Lines{};
}

Lines of_revision(const Definition& definition, const Stage& stage, const State& state,
                  const Round& round) {
    Lines lines = blocks_before(definition, state);
    if (stage.every_comment_answered) {
        Missing dispositions = line("disposition");
        dispositions.comments = state.comments.unanswered();
        if (dispositions.comments > 0) lines.push_back(std::move(dispositions));
    }
    if (Missing revision = awaited("revision", stage, round); revision.count > 0)
        lines.push_back(std::move(revision));
    return lines;
}

Lines of_answers(const Stage& stage, const Round& round) {
    Missing answers = awaited("answer", stage, round);
    if (stage.closes.at_due || answers.count == 0) return {};
    return {answers};
}

Lines of_branches(const Definition& definition, const Stage& stage, const State& state,
                  const Round& round) {
    Missing branches = line("branch");
    branches.count = stage.joins.of(static_cast<int>(stage.branches.size())) -
                     branches_done(definition, state, round);
    return {branches};
}

/// Those that run; and what they have come to, where a rule counts that.
Lines of_sub_cycles(const Stage& stage, const State& state, const Round& round,
                    const Definition& definition) {
    Missing running = awaited("sub-cycle", stage, round);
    std::erase(running.bodies, std::string());
    Lines lines;
    if (running.count > 0) lines.push_back(std::move(running));
    add_rule(stage.passes, false, figures(definition, stage, state, round),
             state.opening->attributes, lines);
    return lines;
}

Lines of_choice(const Stage& stage, const Round& round) {
    Missing choice = awaited("choice", stage, round);
    choice.count = 1;
    return {choice};
}

/// Reviews, and reviewers where too few are left to come to what is needed.
Lines of_review(const Stage& stage, const Round& round) {
    Lines lines;
    Missing reviews = awaited("review", stage, round);
    int recused = 0, reviewed = 0;
    for (const auto& seat : round.assignments) {
        const auto* answer = takes_part(*seat) ? standing(*seat) : nullptr;
        if (!answer) continue;
        const auto* rule = stage.position(answer->position);
        (rule && rule->leaves_base ? recused : reviewed) += 1;
    }
    const int needed = stage.needs.kind == Needs::Kind::at_least
                           ? stage.needs.count
                           : std::max(1, stage.needs.of(reviewed + reviews.count));
    if (reviews.count > 0 && reviewed < needed) lines.push_back(reviews);
    const int lacking = needed - reviewed - reviews.count;
    if (lacking > 0) lines.push_back(missing_reviewers(lacking));
    return lines;
}

Lines of_follow_up(const Stage& stage, const State& state, const Round& round) {
    Lines lines;
    Missing missing = line("commitment");
    missing.comments = static_cast<int>(without_commitment(stage, state).size());
    for (const auto& seat : round.assignments)
        if (takes_part(*seat)) add_body(missing.bodies, seat->body);
    if (missing.comments > 0) lines.push_back(std::move(missing));
    Missing open = line("report");
    for (const auto* commitment : open_commitments(state, round)) {
        ++open.count;
        add_body(open.bodies, commitment->body);
    }
    if (open.count > 0) lines.push_back(std::move(open));
    return lines;
}

Lines of_round(const Definition& definition, const Stage& stage, const State& state,
               const Round& round) {
    if (stage.hidden_until_closed) {
        Missing answers = awaited("answer", stage, round);
        return answers.count == 0 ? Lines{} : Lines{answers};
    }
    switch (stage.kind) {
        case StageKind::ballot:
            return of_ballot(definition, stage, state, round);
        case StageKind::sign_off:
            return of_signatures(stage, round);
        case StageKind::revise:
            return of_revision(definition, stage, state, round);
        case StageKind::comment:
        case StageKind::circulate:
            return of_answers(stage, round);
        case StageKind::choose:
            return of_choice(stage, round);
        case StageKind::review:
            return of_review(stage, round);
        case StageKind::follow_up:
            return of_follow_up(stage, state, round);
        case StageKind::parallel:
            return of_branches(definition, stage, state, round);
        case StageKind::each:
        case StageKind::call:
            return of_sub_cycles(stage, state, round, definition);
        case StageKind::meet: {
            Missing meeting = awaited("meeting", stage, round);
            return meeting.count == 0 ? Lines{} : Lines{meeting};
        }
        case StageKind::silence: {
            Missing objections = open_objections(round);
            objections.enough_otherwise = stage.restores_silence;
            Lines lines;
            if (objections.count > 0) lines.push_back(std::move(objections));
            if (Missing answers = must_answer(definition, stage, round); answers.count > 0)
                lines.push_back(std::move(answers));
            return lines;
        }
    }
    return {};
}

void write(Lines& lines) {
    for (Missing& each : lines) {
        for (Lines& way : each.either) write(way);
        each.text = in_words(each, "en", [](std::string_view body) { return std::string(body); });
    }
}

}  // namespace

Missing missing_reviewers(int count) {
    Missing missing = line("reviewer");
    missing.count = count;
    return missing;
}

std::vector<Missing> missing(const Definition& definition, const State& state, const Round& round) {
    const Stage* stage = definition.stage(round.stage);
    if (!is_open(round) || stage == nullptr) return {};
    Lines lines = of_round(definition, *stage, state, round);
    write(lines);
    return lines;
}

}  // namespace paraph
