#include "engine/core/commenting.hpp"

#include <algorithm>
#include <span>

#include "engine/base/contains.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"
#include "engine/core/access.hpp"
#include "engine/core/course.hpp"
#include "engine/core/disposing.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"

namespace paraph {
namespace {

constexpr std::size_t comments_in_one_fact = 200;  // an entry must stay under 65,535 bytes
constexpr std::size_t thread_max = 200;

bool has_paragraph(const Revision* revision, const std::string& id) {
    return revision && revision->paragraphs &&
           std::ranges::find(*revision->paragraphs, id, &Paragraph::id) !=
               revision->paragraphs->end();
}

std::string types_of(const Stage& stage) {
    std::string list;
    for (const auto type : stage.comment_types)
        list += (list.empty() ? "" : " and ") + std::string(enum_text(type));
    return list;
}

/// What the stage takes: comments of these types only, and no conditions with this position.
Result<> check_kind(const Stage& stage, const PositionRule* rule, const NewComment& comment,
                    const std::string& where) {
    const auto& types = stage.comment_types;
    if (!types.empty() && !contains(types, comment.type))
        return refuse(Refused::invalid,
                      "Only " + types_of(stage) + " comments are taken in \"" + stage.name +
                          "\"; this one is " + std::string(enum_text(comment.type)) + ".",
                      where + "/type");
    if (rule && rule->conditions_refused && comment.force == Force::condition)
        return refuse(Refused::invalid,
                      "\"" + rule->name +
                          "\" can't be taken on a condition here. Make the comment a "
                          "recommendation, or take another position.",
                      where + "/force");
    return {};
}

Result<> check_anchor(const NewComment& comment, const Revision* revision,
                      const std::string& where) {
    const auto& selection = comment.selection;
    if (selection &&
        (comment.paragraph.empty() || selection->start < 0 || selection->end <= selection->start))
        return refuse(Refused::invalid,
                      "A selection is a part of a paragraph: from \"start\" up to, not with, a "
                      "larger \"end\".",
                      where + "/selection");
    if (comment.paragraph.empty() || has_paragraph(revision, comment.paragraph)) return {};
    return refuse(Refused::invalid, "The text has no paragraph \"" + comment.paragraph + "\".",
                  where + "/paragraph");
}

/// The body's seat in an open round that takes comments, of the stage where one is named.
Result<Seated> find_seat(const State& state, const AddComments& command, const std::string& whose) {
    const bool by_id = !command.assignment.empty();
    for (const int index : state.open_rounds()) {
        const Round& round = state.round(index);
        if (!takes_comments(round.kind)) continue;
        if (!command.stage.empty() && round.stage != command.stage) continue;
        for (int a = 0; a < static_cast<int>(round.assignments.size()); ++a) {
            const auto& seat = round.seat(a);
            if (takes_part(seat) && (by_id ? seat.id == command.assignment : seat.body == whose))
                return state.seated(index, a);
        }
    }
    return refuse(Refused::round_closed,
                  "No round that takes comments of \"" + whose + "\" is open.", "/body");
}

Result<Seated> find_seat(const Decision& decision, const AddComments& command,
                         const BodyComments& said) {
    return find_seat(decision.state(), command,
                     said.body.empty() ? decision.actor().body : said.body);
}

/// The position that the body has taken, which may rule out conditions.
const PositionRule* position_of(const Stage& stage, const Assignment& assignment) {
    const auto* answer = standing(assignment);
    return answer ? stage.position(answer->position) : nullptr;
}

const Revision* revision_for(const State& state, const std::optional<int>& number) {
    if (!number) return state.revision();
    const auto found = std::ranges::find(state.revisions, *number,
                                         [](const auto& revision) { return revision->number; });
    return found == state.revisions.end() ? nullptr : found->get();
}

/// People comment on the text in force; a table may be of an older one.
Result<> check_text(const Decision& decision, const AddComments& command,
                    const BodyComments& said) {
    const auto* revision = revision_for(decision.state(), said.revision);
    const auto* in_force = decision.state().revision();
    if (said.revision && !revision)
        return refuse(Refused::invalid, "There is no such revision.", "/revision");
    if (!command.received.empty() || !in_force) return {};
    if (!said.revision)
        return refuse(Refused::invalid, "Comments name the text they are about: \"revision\".",
                      "/revision");
    if (revision == in_force) return {};
    return refuse(Refused::stale,
                  "The text in force is revision " + std::to_string(in_force->number) +
                      ". Read it, then comment.",
                  "/revision");
}

/// Where comments are hidden, what would come of them is not said yet.
Result<> check_openness(const BodyComments& said) {
    const auto hidden = [](std::size_t i, const char* member) {
        return refuse(Refused::out_of_order,
                      "Comments are hidden here until the round closes. Answers to them are read "
                      "in after that.",
                      pointer_to("/comments", i) + member);
    };
    for (std::size_t i = 0; i < said.answers.size(); ++i)
        if (said.answers[i]) return hidden(i, "/observation");
    for (std::size_t i = 0; i < said.kinships.size(); ++i) {
        if (said.kinships[i].same_as != 0) return hidden(i, "/same_as");
        if (!said.kinships[i].group.empty()) return hidden(i, "/group");
    }
    return {};
}

/// Only a table knows what became of a comment that was never here.
Result<> check_states(const AddComments& command, const BodyComments& said) {
    const auto& states = said.states;
    if (states.empty()) return {};
    if (command.received.empty() || states.size() != said.comments.size())
        return refuse(Refused::invalid, "Only a table that is read in brings states along.",
                      "/comments");
    for (std::size_t i = 0; i < states.size(); ++i) {
        const auto where = pointer_to("/comments", i) + "/state";
        if (states[i] == CommentStatus::lapsed)
            return refuse(Refused::invalid,
                          "What lapsed did so with a position, which a table does not bring; "
                          "leave this row out.",
                          where);
        if (states[i] == CommentStatus::lifted && said.comments[i].force != Force::condition)
            return refuse(Refused::invalid, "Only a condition can be lifted; withdraw the comment.",
                          where);
    }
    return {};
}

/// What the round takes of a body, whoever says it.
Result<> check_round(const State& state, const Definition& definition, const Seated& seat,
                     const AddComments& command, const BodyComments& said) {
    const auto& stage = *definition.stage(seat.round->stage);
    if (stage.clearance)
        return refuse(Refused::out_of_order,
                      "Here comments go out level by level: they come with the level's answer.");
    const bool whole = said.answers.size() == said.comments.size();
    if (!said.answers.empty() && (command.received.empty() || !whole))
        return refuse(Refused::invalid, "Only a table that is read in brings answers along.",
                      "/comments");
    const bool kindred = said.kinships.size() == said.comments.size();
    if (!said.kinships.empty() && (command.received.empty() || !kindred))
        return refuse(Refused::invalid, "Only a table that is read in brings groups along.",
                      "/comments");
    if (stage.hidden_until_closed)
        if (auto r = check_openness(said); !r) return r;
    if (auto r = check_states(command, said); !r) return r;
    return check_comments(said.comments, stage, position_of(stage, *seat.assignment),
                          revision_for(state, said.revision), "/comments");
}

Result<> check_body(Decision& decision, const AddComments& command, const BodyComments& said) {
    if (auto r = check_text(decision, command, said); !r) return r;
    const auto seat = find_seat(decision, command, said);
    if (!seat) return seat.error();
    const Round& round = *seat->round;
    if (auto r = may_answer(decision, round, *seat->assignment, command.received); !r) return r;
    if (auto r = keeps_four_eyes(decision, decision.stage_of(round)); !r) return r;
    return check_round(decision.state(), decision.definition(), *seat, command, said);
}

/// Gives the ids of the comments, in the order in which they were said.
std::vector<std::string> record_body(Decision& decision, const AddComments& command,
                                     const BodyComments& said) {
    const auto* revision = revision_for(decision.state(), said.revision);
    const int number = revision ? revision->number : 0;
    const auto seat = find_seat(decision, command, said);
    const std::string assignment = seat->assignment->id;
    std::vector<AnswerComment> answers;
    std::vector<std::string> ids;
    for (std::size_t from = 0; from < said.comments.size(); from += comments_in_one_fact) {
        const auto part =
            std::span(said.comments)
                .subspan(from, std::min(comments_in_one_fact, said.comments.size() - from));
        CommentsMade fact{.assignment = assignment, .revision = number};
        fact.comments = made_of(decision, part);
        fact.received = command.received;
        for (const auto& made : fact.comments) ids.push_back(made.id);
        for (std::size_t i = 0; from + i < said.answers.size() && i < part.size(); ++i) {
            if (!said.answers[from + i]) continue;
            answers.push_back(*said.answers[from + i]);
            answers.back().comment = fact.comments[i].id;
        }
        decision.record(std::move(fact), {{"comments", words_of(part)}});
    }
    record_answers(decision, answers);
    return ids;
}

/// What bodies took back or lifted before the table came, as they told it then.
void record_states(Decision& decision, const AddComments& command, const BodyComments& said,
                   const std::vector<std::string>& ids) {
    for (std::size_t i = 0; i < said.states.size() && i < ids.size(); ++i)
        if (said.states[i] == CommentStatus::lifted)
            decision.record(CommentLifted{.comment = ids[i], .received = command.received});
        else if (said.states[i] == CommentStatus::withdrawn)
            decision.record(CommentWithdrawn{.comment = ids[i], .received = command.received});
}

bool speaks_as(const Decision& decision, const Comment& comment) {
    return !decision.actor().body.empty() && decision.actor().body == comment.body;
}

}  // namespace

const Comment* shown_comment(const Decision& decision, std::string_view id) {
    const auto& state = decision.state();
    const auto* comment = state.comment(id);
    const bool own = comment && comment->body == decision.actor().body;
    const bool hidden = comment && !own && decision.actor().id != "rule" &&
                        is_hidden(decision.definition(), state, *comment);
    return hidden ? nullptr : comment;
}

Result<> check_comments(const std::vector<NewComment>& comments, const Stage& stage,
                        const PositionRule* rule, const Revision* revision,
                        const std::string& where) {
    for (std::size_t i = 0; i < comments.size(); ++i) {
        const auto& comment = comments[i];
        const std::string here = pointer_to(where, i);
        if (says_nothing(comment.text) && says_nothing(comment.proposed))
            return refuse(Refused::invalid, "A comment says something.", here + "/text");
        if (comment.text.size() + comment.proposed.size() + comment.quote.size() >
            comment_bytes_max)
            return refuse(Refused::too_large, "At most 100,000 bytes a comment.", here + "/text");
        if (comment.name.size() > 300)
            return refuse(Refused::too_large, "A name has at most 300 bytes.", here + "/name");
        if (auto r = check_kind(stage, rule, comment, here); !r) return r;
        if (auto r = check_anchor(comment, revision, here); !r) return r;
    }
    return {};
}

Result<> check_said(const State& state, const Definition& definition, const AddComments& command,
                    const BodyComments& said) {
    const auto seat = find_seat(state, command, said.body);
    if (!seat) return seat.error();
    return check_round(state, definition, *seat, command, said);
}

Result<> check_ids(const Decision& decision, const std::vector<std::string>& ids,
                   const std::string& where) {
    if (ids.empty()) return refuse(Refused::invalid, "Name the comments.", where);
    if (ids.size() > comments_in_one_act)
        return refuse(Refused::too_large, "At most 500 comments at once.", where);
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (!shown_comment(decision, ids[i]))
            return refuse(Refused::not_found, "There is no such comment.", pointer_to(where, i));
    return {};
}

int comments_of(const State& state, const Round& round, std::string_view body) {
    return static_cast<int>(std::ranges::count_if(state.comments, [&](const auto& comment) {
        return comment->body == body && comment->stage == round.stage &&
               comment->entry > round.entry && comment->status != CommentStatus::withdrawn &&
               comment->status != CommentStatus::lapsed;
    }));
}

bool sets_conditions(const State& state, const Round& round, std::string_view body) {
    bool found = false;
    state.comments.each_open_condition([&](const Comment& comment) {
        found = found || (comment.body == body && comment.stage == round.stage &&
                          comment.entry > round.entry);
    });
    return found && body != anyone;
}

std::vector<std::string> taken_back(const State& state, const Stage& stage, const Seated& seat,
                                    std::string_view position, std::int64_t before) {
    std::vector<std::string> ids;
    const auto& body = seat.assignment->body;
    const auto* now = stage.position(position);
    const auto* until_now = position_of(stage, *seat.assignment);
    if (!now || !now->leaves_base || (until_now && until_now->leaves_base) || body == anyone)
        return ids;
    for (const auto& comment : state.comments) {
        const bool open = comment->status == CommentStatus::open && comment->entry < before;
        if (!open || comment->body != body || comment->stage != stage.name) continue;
        const bool here = comment->entry > seat.round->entry;
        if (here || is_unanswered(*comment) || is_open_condition(*comment))
            ids.push_back(comment->id);
    }
    return ids;
}

std::vector<CommentMade> made_of(Decision& decision, std::span<const NewComment> comments,
                                 std::optional<Clearance> clearance) {
    std::vector<CommentMade> made;
    for (const auto& comment : comments)
        made.push_back({.id = decision.new_comment(),
                        .paragraph = comment.paragraph,
                        .force = comment.force,
                        .type = comment.type,
                        .selection = comment.selection,
                        .clearance = clearance});
    return made;
}

json::array words_of(std::span<const NewComment> comments) {
    json::array words;
    for (const auto& comment : comments) {
        json::object said{{"text", comment.text}};
        if (!comment.proposed.empty()) said["proposed"] = comment.proposed;
        if (!comment.quote.empty()) said["quote"] = comment.quote;
        if (!comment.name.empty()) said["name"] = comment.name;
        words.push_back(std::move(said));
    }
    return words;
}

Result<> handle(Decision& decision, const AddComments& command) {
    if (auto r = must_be_running_or_deferred(decision.state()); !r) return r;
    std::size_t count = 0;
    for (const auto& said : command.bodies) count += said.comments.size();
    if (count == 0) return refuse(Refused::invalid, "There is no comment here.", "/comments");
    if (count > comments_in_one_command)
        return refuse(Refused::too_large, "At most 50,000 comments at once.", "/comments");
    for (const auto& said : command.bodies)
        if (auto r = check_body(decision, command, said); !r) return r;
    const auto first = decision.state().comments.size();
    std::vector<Kin> kin;
    std::vector<std::vector<std::string>> made;
    for (const auto& said : command.bodies) {
        const auto& ids = made.emplace_back(record_body(decision, command, said));
        for (std::size_t i = 0; i < ids.size() && i < said.kinships.size(); ++i)
            kin.push_back({ids[i], &said.kinships[i]});
    }
    record_kin(decision, kin, first);
    for (std::size_t i = 0; i < made.size(); ++i)
        record_states(decision, command, command.bodies[i], made[i]);
    decision.made(decision.state().comments[first]->id);
    settle(decision);
    return {};
}

Result<> handle(Decision& decision, const ReplyToComment& command) {
    const auto* comment = shown_comment(decision, command.comment);
    if (!comment) return refuse(Refused::not_found, "There is no such comment.");
    if (auto r = must_be_running_or_deferred(decision.state()); !r) return r;
    if (!speaks_as(decision, *comment))
        if (auto r = may_dispose(decision); !r)
            return refuse(Refused::forbidden,
                          "A comment is discussed by the body that made it, the lead and the "
                          "secretariat.");
    if (says_nothing(command.text))
        return refuse(Refused::invalid, "A reply says something.", "/text");
    if (command.text.size() > comment_bytes_max)
        return refuse(Refused::too_large, "At most 100,000 bytes a reply.", "/text");
    if (comment->thread.size() >= thread_max)
        return refuse(Refused::too_large, "At most 200 replies to one comment.");
    decision.record(CommentReplied{.comment = command.comment}, {{"text", command.text}});
    return {};
}

Result<> handle(Decision& decision, const MaintainComment& command) {
    const auto* comment = decision.state().comment(command.comment);
    if (!comment) return refuse(Refused::not_found, "There is no such comment.");
    if (!speaks_as(decision, *comment))
        return refuse(Refused::forbidden, "Only the body that made a comment maintains it.");
    if (auto r = must_be_running_or_deferred(decision.state()); !r) return r;
    if (comment->status != CommentStatus::open || comment->maintained || !comment->disposition)
        return refuse(Refused::nothing_to_do,
                      "Only a comment that is open and was answered can be maintained.");
    decision.record(CommentMaintained{.comment = command.comment});
    return {};
}

}  // namespace paraph
