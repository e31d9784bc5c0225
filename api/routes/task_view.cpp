// The page of a task as it stands; what its views share; the pages of the lead and of a meeting.

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "api/pages/positions.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/form_answers.hpp"
#include "api/routes/task_telling.hpp"
#include "api/routes/text_upload.hpp"
#include "api/telling/levels.hpp"
#include "api/telling/onward.hpp"
#include "api/telling/titles.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/links.hpp"
#include "engine/core/overview.hpp"
#include "engine/core/record.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/calendar.hpp"
#include "engine/rules/silence.hpp"

namespace paraph::api {
namespace {

using pages::Language;

int comments_with(const State& state, std::int64_t entry) {
    return static_cast<int>(std::ranges::count_if(state.comments, [&](const auto& comment) {
        return comment->entry == entry && comment->status != CommentStatus::withdrawn;
    }));
}

std::string answer_title(const Stage& stage, const Answer& answer, const Language& language) {
    const auto* rule = stage.position(answer.position);
    if (rule && goes_by_meaning(stage, *rule))
        return language.say(rule->blocks ? "sign.declined" : "sign.signed");
    return position_title(&stage, answer.position, language);
}

bool is_lift(const Fact& fact, const std::string& assignment) {
    const auto* lifted = std::get_if<BlockLifted>(&fact);
    if (lifted) return lifted->assignment == assignment;
    const auto* sealed = std::get_if<AnswerSealed>(&fact);
    return sealed && !sealed->position && sealed->assignment == assignment;
}

/// When the body took its objection back.
std::optional<Instant> lifted_at(const Telling& telling, const Answer& answer) {
    if (telling.seat().status != AssignmentStatus::lifted) return std::nullopt;
    const auto& state = telling.state();
    for (auto sequence = state.sequence; sequence > answer.entry; --sequence) {
        const auto entry = telling.house.archive.entry(state.id, sequence);
        if (!entry) return std::nullopt;
        const auto record = read_entry(entry->body, entry->secret);
        if (record && is_lift(record->fact, telling.seat().id)) return entry->at;
    }
    return std::nullopt;
}

/// What was sent in this stage; in a ministry's chain, at this level. What goes out level by level
/// has a page of its own.
bool is_sent_here(const Telling& telling, const Comment& comment) {
    if (comment.body != telling.seat().body || comment.clearance) return false;
    if (!sees(telling.task.seen, comment)) return false;
    if (!telling.state().is_inside()) return comment.stage == telling.task.round->stage;
    return telling.seat().answer && comment.entry == telling.seat().answer->entry;
}

bool may(const Telling& telling, const Command& command) {
    return try_out(telling.house, telling.task.seen, command, actor_of(telling.task.principal))
        .has_value();
}

/// What the body may still do about its own comment. It replies once there is an answer.
pages::SentComment sent_comment(const Telling& telling, const Comment& comment,
                                pages::CommentRow row) {
    pages::SentComment sent{.comment = std::move(row)};
    if (comment.status == CommentStatus::open) {
        const auto tried =
            try_out(telling.house, telling.task.seen, WithdrawComment{.comment = comment.id},
                    actor_of(telling.task.principal));
        sent.may_withdraw = static_cast<bool>(tried);
        sent.is_needed = !tried && tried.error().code == Refused::comments_required;
    }
    if (may_draft(telling.task) && comment.status != CommentStatus::withdrawn) {
        if (comment.disposition && !comment.maintained)
            sent.may_maintain = may(telling, MaintainComment{.comment = comment.id});
        if (comment.disposition || !comment.thread.empty())
            sent.may_reply = may(telling, ReplyToComment{.comment = comment.id, .text = "?"});
    }
    sent.may_act = sent.may_withdraw || sent.may_maintain || sent.may_reply;
    sent.reply = telling.typed.form.get("reply-" + comment.id);
    return sent;
}

// ---- the lead's task

pages::Disposal disposal_of(const Telling& telling, const Comment& comment, const Naming& naming,
                            const Carryings& carryings) {
    pages::Disposal disposal;
    disposal.comment =
        comment_row(telling.house, telling.task.seen, comment, naming, telling.said, carryings);
    const auto& form = telling.typed.form;
    disposal.disposition = comment.disposition ? enum_text(*comment.disposition) : "";
    disposal.observation = disposal.comment.observation;
    if (const auto said = form.find("disposition-" + comment.id)) disposal.disposition = *said;
    if (const auto said = form.find("observation-" + comment.id)) disposal.observation = *said;
    disposal.reply = form.get("reply-" + comment.id);
    return disposal;
}

void put_disposals(const Telling& telling, pages::ReviseView& view) {
    const auto naming = telling.naming();
    const Carryings carryings(telling.state());
    std::map<std::string_view, std::size_t> places;
    std::vector<const Comment*> same;
    for (const auto& comment : telling.state().comments) {
        if (comment->status == CommentStatus::withdrawn) continue;
        if (answered_with(telling.state(), *comment)) {
            same.push_back(comment.get());
            continue;
        }
        places[comment->id] = view.disposals.size();
        view.disposals.push_back(disposal_of(telling, *comment, naming, carryings));
    }
    for (const auto* comment : same)
        view.disposals[places.at(comment->same_as)].same.push_back(
            {.comment = comment_row(telling.house, telling.task.seen, *comment, naming,
                                    telling.said, carryings),
             .reply = std::string(telling.typed.form.get("reply-" + comment->id))});
    view.every_comment_answered = telling.task.stage->every_comment_answered;
    view.unanswered = telling.state().comments.unanswered();
}

/// As beside any other answer.
void put_ways_to_help(const Telling& telling, pages::ReviseView& view) {
    if (!records(telling.task) && view.asked.due) view.more_time = view.action + "/time";
    if (!may_draft(telling.task)) return;
    view.colleagues = view.action + "/colleagues";
    view.delegate = view.action + "/delegate";
}

/// The forms of the reviews that were held: what they say is answered as the comments are.
void put_reviews(const Telling& telling, pages::ReviseView& view) {
    for (const auto& round : telling.state().rounds) {
        if (round->status != RoundStatus::closed) continue;
        auto forms = forms_of_round(telling.task.seen, *round, telling.said, telling.language());
        std::ranges::move(forms, std::back_inserter(view.forms));
    }
}

/// How many bodies were asked so far: all of them hear of the end.
int asked_so_far(const State& state) {
    std::set<std::string_view> bodies;
    for (const auto& round : state.rounds)
        for (const auto& seat : round->assignments)
            if (takes_part(*seat) && !seat->body.empty() && seat->body != paraph::anyone)
                bodies.insert(seat->body);
    return static_cast<int>(bodies.size());
}

/// The ways out of the stage that its definition has.
void put_ways(const Telling& telling, pages::ReviseView& view) {
    const auto& stage = *telling.task.stage;
    view.may_issue = stage.then.contains("revised");
    view.may_keep = stage.then.contains("unchanged");
    view.may_withdraw = stage.then.contains("withdrawn");
    view.asks_withdrawal = view.may_withdraw && telling.typed.form.get("act") == "withdraw";
    if (!view.asks_withdrawal) return;
    const auto way = onward(telling.definition(), stage, "withdrawn");
    if (way.stage) view.withdrawn_to = stage_title(way.stage, way.stage->name, telling.language());
    if (way.outcome.empty()) return;
    view.withdrawn_as = telling.naming().position(way.outcome);
    view.told = asked_so_far(telling.state());
}

/// The text in another language stands beside: who changes the one has the other before them.
void put_version(const Telling& telling, pages::ReviseView& view) {
    const auto& form = telling.typed.form;
    const auto* before = telling.state().revision();
    std::string language(form.get("version_language"));
    view.version_text = form.get("version_text");
    if (!telling.typed.sent && before && !before->versions.empty()) {
        language = before->versions.front().language;
        view.version_text = text_of(telling.house, telling.state(), *before, language);
    }
    view.languages = version_languages(before ? std::string_view(before->language) : "", language);
}

/// What blocked the round that led here: the lead is to meet it.
void put_objections(const Telling& telling, pages::ReviseView& view) {
    const auto* round = telling.state().last_asked();
    if (!round) return;
    const auto naming = telling.naming();
    for (const auto& seat : round->assignments) {
        const bool lifted = seat->status == AssignmentStatus::lifted;
        if (!seat->answer || (!lifted && seat->status != AssignmentStatus::blocking)) continue;
        if (!telling.task.seen.view.sees_objection(seat->body, false)) continue;
        view.objections.push_back(
            {.body = naming.body(seat->body),
             .position = naming.position(seat->answer->position, round->stage),
             .reason = telling.said.reason(seat->answer->entry),
             .status = seat->status});
    }
}

pages::ReviseView revise_view(const Telling& telling) {
    const auto& form = telling.typed.form;
    auto view = task_form_view<pages::ReviseView>(telling);
    put_objections(telling, view);
    put_disposals(telling, view);
    put_reviews(telling, view);
    put_ways(telling, view);
    if (view.may_issue) put_ahead(telling, view);
    put_ways_to_help(telling, view);
    view.notice = telling.typed.notice;
    const auto* before = telling.state().revision();
    if (telling.typed.sent)
        view.draft = form.get("text");
    else if (before)
        view.draft = text_of(telling.house, telling.state(), *before);
    put_version(telling, view);
    view.editorial = form.get("editorial") == "yes";
    view.errors = telling.typed.errors;
    return view;
}

// ---- the secretariat's

pages::MeetView meet_view(const Telling& telling) {
    const auto& form = telling.typed.form;
    auto view = task_form_view<pages::MeetView>(telling);
    for (const auto& result : telling.task.stage->results)
        view.results.push_back(
            {.value = result,
             .title = telling.naming().position(result, telling.task.round->stage),
             .chosen = form.get("result") == result});
    view.minutes = form.get("minutes");
    view.errors = telling.typed.errors;
    return view;
}

}  // namespace

std::string signer(const Registry& registry, const Answer& answer, const Language& language) {
    auto person = person_name(registry, answer.person);
    if (const auto token = registry.tokens.find(answer.person); token != registry.tokens.end())
        person = token->second->label.empty() ? answer.person : token->second->label;
    if (answer.behalf.empty()) return person;
    return language.say("timeline.for",
                        {{"actor", person}, {"person", person_name(registry, answer.behalf)}});
}

pages::Given given_of(const Telling& telling, const Answer& answer) {
    const auto& language = telling.language();
    pages::Given given{.position = answer_title(*telling.task.stage, answer, language),
                       .at = answer.at,
                       .person = signer(telling.registry(), answer, language),
                       .revision = answer.revision,
                       .comments = comments_with(telling.state(), answer.entry),
                       .how = answer.how,
                       .own = is_own(answer, telling.reader.principal.person)};
    if (!answer.received.empty()) given.received = pages::received_word(answer.received, language);
    given.lifted = lifted_at(telling, answer);
    return given;
}

std::optional<pages::Received> how_it_came(const Telling& telling, std::string_view field) {
    if (!records(telling.task)) return std::nullopt;
    return pages::Received{.name = std::string(field),
                           .value = std::string(telling.typed.form.get(field))};
}

std::vector<pages::SentComment> sent_comments(const Telling& telling) {
    const auto naming = telling.naming();
    const Carryings carryings(telling.state());
    std::vector<pages::SentComment> sent;
    for (const auto& comment : telling.state().comments)
        if (is_sent_here(telling, *comment))
            sent.push_back(sent_comment(telling, *comment,
                                        comment_row(telling.house, telling.task.seen, *comment,
                                                    naming, telling.said, carryings)));
    return sent;
}

std::vector<pages::FilledForm> own_form_answers(const Telling& telling) {
    if (!telling.seat().answer) return {};
    auto answers =
        form_answers(*telling.task.stage, *telling.seat().answer, telling.said, telling.language());
    if (answers.empty()) return {};
    return {{.who = {}, .answers = std::move(answers)}};
}

pages::Asked asked_of(const House& house, const Task& task, const Language& language) {
    const auto& registry = *task.seen.registry;
    const auto& opening = *task.state().opening;
    pages::Asked asked{.cycle = title_of_cycle(task.seen, language),
                       .stage = stage_title(task.stage, task.round->stage, language),
                       .task = task.round->kind,
                       .body = body_name(registry, task.seat->body, language),
                       .function = pages::function_word(task.seat->function, language),
                       .person = person_name(registry, task.principal.person)};
    if (is_open(*task.round)) asked.due = due_of(*task.round, *task.seat);
    asked.own = may_draft(task);
    if (const auto link =
            held_link(registry, task.state(), *task.seat, task.principal.person, house.clock.now());
        link.behalf)
        asked.stands_in_for = link.behalf->name;
    asked.answered = task.seat->answer && !is_awaited(*task.stage, *task.seat);
    const auto& silence = silence_of(*task.seen.definition, *task.stage, *task.seat);
    asked.silence = silence.kind;
    asked.silence_position = position_title(task.stage, silence.position, language);
    asked.early = early_end(*task.stage);
    asked.first_text = asks_for_first_text(task.state(), *task.round);
    put_level(asked, house, task.state(), registry, *task.stage, task.seat->body, language);
    if (stands_still(task.state())) {  // when anything is due is known once it goes on
        asked.due.reset();
        if (asked.outside) asked.outside->due.reset();
    }
    const auto* version = registry.calendar_of(opening);
    if (!asked.due || !version) return asked;
    if (const auto calendar = Calendar::make(*version))
        asked.working_days_left = calendar->working_days_between(house.clock.now(), *asked.due);
    return asked;
}

http::Response task_page(const House& house, const Reader& reader, const Task& task,
                         const Typed& typed) {
    const Telling telling{house, reader, task, typed, Said(house.archive, task.state())};
    const unsigned status = typed.errors.empty() ? 200 : typed.status;
    const auto show = [&](const auto& view) {
        return cycle_page(house, reader, task.state(), view, status);
    };
    if (const auto pause = pause_of(task)) return show(pause_view(telling, *pause));
    if (task.round->kind == StageKind::revise) return show(revise_view(telling));
    if (task.round->kind == StageKind::follow_up)
        return show(follow_view(house, reader, task, typed, telling.said));
    if (task.round->kind == StageKind::meet) return show(meet_view(telling));
    const auto draft = typed.sent ? std::nullopt : draft_of(house, task);
    if (!draft) return show(answer_view(telling));
    const Typed saved{.sent = true,
                      .form = http::Form(draft->fields),
                      .draft = draft->version,
                      .notice = typed.notice};
    return show(answer_view({house, reader, task, saved, telling.said, &*draft}));
}

}  // namespace paraph::api
