#include "engine/core/disposing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/core/commenting.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/overview.hpp"

namespace paraph {
namespace {

constexpr std::size_t answers_in_one_fact = 500;  // an entry must stay under 65,535 bytes
constexpr std::size_t group_bytes_max = 300;

Result<> check_answer(const Decision& decision, const AnswerComment& answer,
                      const std::string& where) {
    if (!shown_comment(decision, answer.comment))
        return refuse(Refused::not_found, "There is no such comment.", where + "/comment");
    if (answer.observation.empty())
        return refuse(Refused::reason_required, "A disposition goes with an observation.",
                      where + "/observation");
    if (answer.observation.size() > comment_bytes_max)
        return refuse(Refused::too_large, "At most 100,000 bytes an observation.",
                      where + "/observation");
    return {};
}

Refusal says_the_same(const Comment& root, std::string where) {
    return {Refused::invalid,
            "This comment says the same as comment " + std::to_string(root.number) +
                "; answer that one, or take them apart.",
            std::move(where)};
}

/// What says the same as another has that one's answer and none of its own; the rows of a table may
/// repeat it.
Result<> check_roots(const State& state, std::span<const AnswerComment> answers) {
    if (state.comments.merged() == 0) return {};
    std::map<std::string_view, const AnswerComment*> given;
    for (const auto& answer : answers) given[answer.comment] = &answer;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto* root = answered_with(state, *state.comment(answers[i].comment));
        if (!root) continue;
        const auto found = given.find(root->id);
        if (found == given.end() || found->second->disposition != answers[i].disposition ||
            found->second->observation != answers[i].observation)
            return says_the_same(*root, pointer_to("/comments", i));
    }
    return {};
}

/// Each answer, and after it the same for the comments that say the same.
std::vector<AnswerComment> with_duplicates(const State& state,
                                           std::span<const AnswerComment> answers) {
    std::vector<AnswerComment> all(answers.begin(), answers.end());
    if (state.comments.merged() == 0) return all;
    std::map<std::string_view, const AnswerComment*> given;
    for (const auto& answer : answers) given[answer.comment] = &answer;
    for (const auto& comment : state.comments) {
        if (comment->same_as.empty() || given.contains(comment->id)) continue;
        const auto found = given.find(comment->same_as);
        if (found == given.end()) continue;
        all.push_back(*found->second);
        all.back().comment = comment->id;
    }
    return all;
}

void record_some(Decision& decision, std::span<const AnswerComment> answers) {
    CommentsAnswered fact;
    json::array observations;
    const bool same = std::ranges::all_of(answers, [&](const AnswerComment& answer) {
        return answer.observation == answers.front().observation;
    });
    for (const auto& answer : answers) {
        fact.answers.push_back({answer.comment, answer.disposition});
        if (!same) observations.emplace_back(answer.observation);
    }
    json::object secret;
    if (same)
        secret["observation"] = answers.front().observation;
    else
        secret["observations"] = std::move(observations);
    decision.record(std::move(fact), std::move(secret));
}

}  // namespace

Result<> may_dispose(const Decision& decision) {
    const auto& actor = decision.actor();
    if (actor.id == "rule" || actor.is(HouseRole::secretariat)) return {};
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        if (round.kind == StageKind::revise && is_seated(round, actor.body)) return {};
    }
    if (holds_role(decision, "lead")) return {};
    return refuse(Refused::forbidden, "Only the lead or the secretariat answers comments.");
}

void record_answers(Decision& decision, std::span<const AnswerComment> answers) {
    if (answers.empty()) return;
    const auto all = with_duplicates(decision.state(), answers);
    if (all.size() == 1) {
        decision.record(
            CommentAnswered{.comment = all[0].comment, .disposition = all[0].disposition},
            {{"observation", all[0].observation}});
        return;
    }
    for (std::size_t from = 0; from < all.size(); from += answers_in_one_fact)
        record_some(decision,
                    std::span(all).subspan(from, std::min(answers_in_one_fact, all.size() - from)));
}

namespace {

/// What stands for the one of the cycle's first comments that has this number; "": there is none.
std::string root_before(const Decision& decision, int number, std::size_t before) {
    if (number < 1 || static_cast<std::size_t>(number) > before) return {};
    const auto& comment = *decision.state().comments[static_cast<std::size_t>(number) - 1];
    if (!shown_comment(decision, comment.id)) return {};
    return comment.same_as.empty() ? comment.id : comment.same_as;
}

/// The comment that stands for the one of that number, over however many steps; "": none.
std::string root_of(const Decision& decision, const std::map<int, const Kin*>& by_number,
                    int number, std::size_t before) {
    std::set<int> passed;
    std::string root;
    while (number > 0 && passed.insert(number).second) {
        const auto found = by_number.find(number);
        if (found == by_number.end()) {
            const auto known = root_before(decision, number, before);
            return known.empty() ? root : known;
        }
        root = found->second->comment;
        number = found->second->kinship->same_as;
    }
    return root;
}

/// In entries of bounded size.
template <class Record>
void in_parts(const std::vector<std::string>& ids, Record record) {
    for (std::size_t from = 0; from < ids.size(); from += comments_in_one_act) {
        const auto size = std::min(comments_in_one_act, ids.size() - from);
        const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
        record(std::vector<std::string>(begin, begin + static_cast<std::ptrdiff_t>(size)));
    }
}

}  // namespace

void record_kin(Decision& decision, std::span<const Kin> all, std::size_t before) {
    std::map<int, const Kin*> by_number;
    for (const auto& kin : all) by_number.emplace(kin.kinship->number, &kin);
    std::map<std::string, std::vector<std::string>> same, groups;
    for (const auto& kin : all) {
        const auto root = root_of(decision, by_number, kin.kinship->same_as, before);
        if (!root.empty() && root != kin.comment) same[root].push_back(kin.comment);
        if (!kin.kinship->group.empty()) groups[kin.kinship->group].push_back(kin.comment);
    }
    for (const auto& [into, ids] : same)
        in_parts(ids, [&, &root = into](std::vector<std::string> part) {
            decision.record(CommentsMerged{.comment = root, .same = std::move(part)});
        });
    for (const auto& [name, ids] : groups)
        in_parts(ids, [&, &group = name](std::vector<std::string> part) {
            decision.record(CommentsGrouped{.comments = std::move(part)}, {{"group", group}});
        });
}

Result<> handle(Decision& decision, const AnswerComment& command) {
    if (!shown_comment(decision, command.comment))
        return refuse(Refused::not_found, "There is no such comment.");
    if (auto r = must_be_running(decision.state()); !r) return r;
    if (auto r = may_dispose(decision); !r) return r;
    if (command.if_sequence && *command.if_sequence != decision.state().sequence)
        return refuse(Refused::stale, "The cycle has changed since you read it.");
    if (auto r = check_answer(decision, command, ""); !r) return r;
    const auto& state = decision.state();
    if (const auto* root = answered_with(state, *state.comment(command.comment)))
        return says_the_same(*root, "/comment");
    record_answers(decision, std::span(&command, 1));
    return {};
}

Result<> handle(Decision& decision, const AnswerComments& command) {
    if (auto r = must_be_running(decision.state()); !r) return r;
    if (auto r = may_dispose(decision); !r) return r;
    const auto& answers = command.answers;
    if (answers.empty()) return refuse(Refused::invalid, "Name the comments.", "/comments");
    if (answers.size() > comments_in_one_command)
        return refuse(Refused::too_large, "At most 50,000 answers at once.", "/comments");
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::string where = pointer_to("/comments", i);
        if (auto r = check_answer(decision, answers[i], where); !r) return r;
        if (!seen.insert(answers[i].comment).second)
            return refuse(Refused::invalid, "This comment is named twice.", where);
    }
    if (auto r = check_roots(decision.state(), answers); !r) return r;
    record_answers(decision, answers);
    return {};
}

/// Chains never form: what is merged into a duplicate is merged into what that duplicates.
Result<> handle(Decision& decision, const MergeComments& command) {
    const auto& state = decision.state();
    const auto* comment = shown_comment(decision, command.comment);
    if (!comment) return refuse(Refused::not_found, "There is no such comment.");
    if (auto r = must_be_running(state); !r) return r;
    if (auto r = may_dispose(decision); !r) return r;
    if (auto r = check_ids(decision, command.same, "/same"); !r) return r;
    if (comment->status == CommentStatus::withdrawn)
        return refuse(Refused::invalid, "This comment was withdrawn; it can't stand for others.");
    const std::string into = comment->same_as.empty() ? comment->id : comment->same_as;
    std::set<std::string_view> stand_for_others;
    for (const auto& other : state.comments)
        if (!other->same_as.empty()) stand_for_others.insert(other->same_as);
    for (std::size_t i = 0; i < command.same.size(); ++i) {
        const auto& id = command.same[i];
        if (id == into)
            return refuse(Refused::invalid, "A comment is no duplicate of itself.",
                          pointer_to("/same", i));
        if (state.comment(id)->status == CommentStatus::withdrawn)
            return refuse(Refused::invalid, "This comment was withdrawn.", pointer_to("/same", i));
        if (stand_for_others.contains(id))
            return refuse(Refused::invalid,
                          "This comment stands for others already; merge into it instead.",
                          pointer_to("/same", i));
    }
    decision.record(CommentsMerged{.comment = into, .same = command.same});
    return {};
}

namespace {

/// What changed while the table was read was not weighed against it.
Result<> check_unchanged(const State& state, const TakeTable& table) {
    if (!table.if_sequence) return {};
    const auto check = [&](const std::string& name) -> Result<> {
        const auto* comment = state.comment(name);
        if (!comment || comment->changed <= *table.if_sequence) return {};
        return refuse(Refused::stale, "Comment " + std::to_string(comment->number) +
                                          " has changed while the table was read. Read it in once "
                                          "more.");
    };
    for (const auto& merged : table.merged)
        for (const auto& name : merged.same)
            if (auto r = check(name); !r) return r;
    for (const auto& grouped : table.grouped)
        for (const auto& name : grouped.comments)
            if (auto r = check(name); !r) return r;
    for (const auto& answer : table.answers.answers)
        if (auto r = check(answer.comment); !r) return r;
    return {};
}

}  // namespace

Result<> handle(Decision& decision, const TakeTable& command) {
    if (auto r = check_unchanged(decision.state(), command); !r) return r;
    for (const auto& merged : command.merged)
        if (auto r = handle(decision, merged); !r) return r;
    for (const auto& grouped : command.grouped)
        if (auto r = handle(decision, grouped); !r) return r;
    const auto& answers = command.answers;
    if (!answers.answers.empty())
        if (auto r = handle(decision, answers); !r) return r;
    const bool says_more =
        !(command.merged.empty() && command.grouped.empty() && answers.answers.empty());
    if (command.added.bodies.empty() && says_more) return {};
    return handle(decision, command.added);
}

/// They keep the answers that they have by then.
Result<> handle(Decision& decision, const PartComments& command) {
    const auto& state = decision.state();
    if (auto r = must_be_running(state); !r) return r;
    if (auto r = may_dispose(decision); !r) return r;
    if (auto r = check_ids(decision, command.comments, "/comments"); !r) return r;
    std::map<std::string, std::vector<std::string>> parted;
    for (std::size_t i = 0; i < command.comments.size(); ++i) {
        const auto& root = state.comment(command.comments[i])->same_as;
        if (root.empty())
            return refuse(Refused::nothing_to_do, "This comment is merged into no other.",
                          pointer_to("/comments", i));
        parted[root].push_back(command.comments[i]);
    }
    for (auto& [root, ids] : parted)
        decision.record(CommentsMerged{.comment = root, .same = std::move(ids), .ends = true});
    return {};
}

Result<> handle(Decision& decision, const GroupComments& command) {
    if (auto r = must_be_running(decision.state()); !r) return r;
    if (auto r = may_dispose(decision); !r) return r;
    if (auto r = check_ids(decision, command.comments, "/comments"); !r) return r;
    if (command.group.size() > group_bytes_max)
        return refuse(Refused::too_large, "A group's name has at most 300 bytes.", "/group");
    json::object secret;
    if (!command.group.empty()) secret["group"] = command.group;
    decision.record(CommentsGrouped{.comments = command.comments, .ends = command.group.empty()},
                    std::move(secret));
    return {};
}

}  // namespace paraph
