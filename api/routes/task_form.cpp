#include <algorithm>
#include <charconv>

#include "api/routes/comment_input.hpp"
#include "api/routes/form_answers.hpp"
#include "api/routes/task_telling.hpp"
#include "api/routes/text_upload.hpp"
#include "api/telling/titles.hpp"
#include "engine/base/enums.hpp"
#include "engine/rules/forms.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t drafts_max = 200;  // as many comments as one answer takes

bool is_empty(const pages::CommentDraft& draft) {
    return draft.text.empty() && draft.proposed.empty() && draft.quote.empty();
}

std::size_t count_in(const http::Form& form) {
    std::size_t count = 0;
    const auto text = form.get("comments");
    std::from_chars(text.data(), text.data() + text.size(), count);
    return std::min(count, drafts_max);
}

std::string field_of(const http::Form& form, std::size_t index, std::string_view name) {
    return std::string(form.get("comment-" + std::to_string(index) + "-" + std::string(name)));
}

/// The other way round than `sent_as`.
std::string position_of(const Stage& stage, std::string_view sent) {
    for (const auto& rule : stage.positions)
        if (sent_as(stage, rule) == sent) return rule.name;
    return std::string(sent);
}

pages::FieldError mend(std::string field, std::string_view key, const pages::Language& language) {
    return {std::move(field), language.say(key)};
}

/// What the position that was chosen needs, by the title that people know it by.
pages::FieldError mend_answer(const std::string& field, const Stage& stage,
                              const PositionRule& rule, const pages::Language& language) {
    if (goes_by_meaning(stage, rule))
        return mend(field, "refused." + field + "-required", language);
    const auto title = position_title(&stage, rule.name, language);
    return {field, language.say("answer.error." + field, {{"position", title}})};
}

pages::FieldError mend_question(const FormField& field, const Refusal& mistake,
                                const pages::Language& language) {
    auto error = field_error(mistake, language);
    error.text = language.say("question.mistake", {{"question", question_title(field, language)},
                                                   {"mistake", error.text}});
    return error;
}

/// Comments without a word are left out, so that the n-th of the form is the n-th of the command.
Result<std::vector<NewComment>> comments_in(const House& house, const Task& task,
                                            const http::Form& form, std::optional<int> revision) {
    std::vector<CommentInput> inputs;
    for (const auto& draft : drafts_in(form))
        if (!is_empty(draft))
            inputs.push_back({.paragraph = draft.paragraph,
                              .force = enum_from_text<Force>(draft.force),
                              .type = enum_from_text<CommentType>(draft.type),
                              .text = draft.text,
                              .proposed = draft.proposed,
                              .quote = draft.quote});
    return comments_of(house, task.state(), revision, std::move(inputs));
}

/// Whether it is the last signature of a ministry's chain, which says itself what goes out.
bool decides_for_body(const Task& task, const PositionRule* rule, const pages::Language& language) {
    return task.state().is_inside() && task.stage->kind == StageKind::sign_off && rule &&
           !rule->blocks && next_level(task, language).empty();
}

/// Whether a level returns the file, for which it says why and nothing else.
bool returns_file(const Task& task, const PositionRule* rule) {
    return signs_in_chain(task) && rule && rule->blocks;
}

/// What was taken over is left out of a return; what was written for it is not lost unsaid.
bool wrote_comments(const Task& task, const http::Form& form, const Said& said) {
    const auto before = taken_over(task, said);
    return std::ranges::any_of(drafts_in(form), [&](const pages::CommentDraft& draft) {
        return !is_empty(draft) &&
               std::ranges::none_of(before, [&](const pages::CommentDraft& taken) {
                   return taken.text == draft.text && taken.proposed == draft.proposed;
               });
    });
}

/// All that can be told to be missing before anything is decided: it is mended in one go.
std::vector<pages::FieldError> mistakes_in(const Task& task, const TakePosition& command,
                                           const http::Form& form, const Said& said,
                                           const pages::Language& language) {
    const auto& stage = *task.stage;
    std::vector<pages::FieldError> errors;
    if (command.position.empty())
        errors.push_back(mend("position", "answer.error.position", language));
    const auto* rule = stage.position(command.position);
    if (decides_for_body(task, rule, language) && form.get("proposes").empty())
        errors.push_back(mend("proposes", "answer.error.position", language));
    if (rule && rule->reason_required && command.reason.empty())
        errors.push_back(mend_answer("reason", stage, *rule, language));
    if (rule && rule->comments_required && drafts_in(form).empty())
        errors.push_back(mend_answer("comments", stage, *rule, language));
    if (returns_file(task, rule) && wrote_comments(task, form, said))
        errors.push_back(mend("comments", "answer.error.return_comments", language));
    if (!rule || !rule->leaves_base)
        for (const auto& field : stage.form)
            for (const auto& mistake : form_mistakes({field}, form_in(stage, form)))
                errors.push_back(mend_question(field, mistake, language));
    if (records(task) && form.get("received").empty())
        errors.push_back(mend("received", "record.error.received", language));
    put_mistakes_of_file(errors, form, language);
    return errors;
}

Wanted answer_wanted(const House& house, const Task& task, const http::Form& form, const Said& said,
                     const pages::Language& language) {
    TakePosition command;
    command.assignment = task.seat->id;
    command.position = position_of(*task.stage, form.get("position"));
    command.reason = form.get("reason");
    if (auto errors = mistakes_in(task, command, form, said, language); !errors.empty())
        return {.errors = std::move(errors)};
    const auto* rule = task.stage->position(command.position);
    if (!task.stage->form.empty() && rule && !rule->leaves_base)
        command.form = form_in(*task.stage, form);
    command.proposes = form.get("proposes");
    const auto number = form.get("revision");
    int revision = 0;
    std::from_chars(number.data(), number.data() + number.size(), revision);
    const auto digest = digest_from_hex(form.get("digest"));
    if (revision > 0) command.revision = revision;
    if (digest) command.digest = *digest;
    if (!returns_file(task, rule)) {
        auto comments = comments_in(house, task, form, command.revision);
        if (!comments) return {.errors = {field_error(comments.error(), language)}};
        command.comments = std::move(*comments);
    }
    if (records(task)) command.received = form.get("received");
    Wanted wanted;
    // The file first: an answer may end the cycle, which takes none then.
    if (auto file = file_in(house, task, form)) wanted.commands.push_back(std::move(*file));
    wanted.commands.push_back(std::move(command));
    return wanted;
}

/// What whoever records for the body says in `field`; the body itself is not asked.
std::string told_in(const Task& task, const http::Form& form, std::string_view field) {
    return std::string(records(task) ? form.get(field) : "");
}

Wanted beside_answer(const Task& task, Command command, const std::string& told, std::string field,
                     const pages::Language& language) {
    Wanted wanted{.answers = false, .beside = records(task)};
    if (records(task) && told.empty())
        wanted.errors.push_back(mend(std::move(field), "record.error.told", language));
    else
        wanted.commands.push_back(std::move(command));
    return wanted;
}

/// An objection that is taken back leaves a receipt; of a comment the page itself says it.
Wanted lift_wanted(const Task& task, std::string_view what, const http::Form& form,
                   const pages::Language& language) {
    const auto told = told_in(task, form, "lift_received");
    const auto command = what.empty()
                             ? Command(LiftBlock{.assignment = task.seat->id, .received = told})
                             : Command(LiftComment{.comment = std::string(what), .received = told});
    auto wanted = beside_answer(task, command, told, "lift_received", language);
    wanted.stays = !what.empty();
    if (const auto* comment = task.state().comment(what))
        wanted.told = "?lifted=" + std::to_string(comment->number);
    return wanted;
}

Wanted maintain_wanted(const Task& task, const http::Form& form, const pages::Language& language) {
    const auto told = told_in(task, form, "maintain_received");
    auto wanted = beside_answer(task, MaintainBlock{.assignment = task.seat->id, .received = told},
                                told, "maintain_received", language);
    wanted.stays = true;
    return wanted;
}

/// What the body says to the answer to its comment.
Wanted reply_wanted(std::string comment, const http::Form& form, const pages::Language& language) {
    const auto field = "reply-" + comment;
    std::string text(form.get(field));
    if (text.empty()) return {.errors = {mend(field, "sent.error.reply", language)}};
    return {.commands = {ReplyToComment{.comment = std::move(comment), .text = std::move(text)}},
            .stays = true};
}

/// Whether something was joined to this comment after its answer, and has none yet.
bool awaits_answer_of(const State& state, const Comment& root) {
    return state.comments.merged() > 0 &&
           std::ranges::any_of(state.comments, [&](const auto& comment) {
               return comment->same_as == root.id && !comment->disposition;
           });
}

/// Only what the lead changed: an answer that stands is not written again. What was never told
/// apart from "none yet" is left alone, but an observation without a disposition is asked about.
Wanted disposals_wanted(const Task& task, const http::Form& form, const Said& said,
                        const pages::Language& language) {
    Wanted wanted;
    AnswerComments answers;  // in one entry: who commented hears of them in one mail
    for (const auto& comment : task.state().comments) {
        if (const auto reply = form.get("reply-" + comment->id); !reply.empty())
            wanted.commands.push_back(
                ReplyToComment{.comment = comment->id, .text = std::string(reply)});
        const auto disposition = form.find("disposition-" + comment->id);
        if (!disposition) continue;
        const std::string observation(form.get("observation-" + comment->id));
        const auto chosen = enum_from_text<Disposition>(*disposition);
        if (!chosen && observation.empty()) continue;
        if (chosen && comment->disposition == chosen && said.observation(*comment) == observation &&
            !awaits_answer_of(task.state(), *comment))
            continue;
        if (!chosen || observation.empty())
            wanted.errors.push_back(
                mend("disposition-" + comment->id,
                     chosen ? "revise.error.observation" : "revise.error.disposition", language));
        else
            answers.answers.push_back(
                {.comment = comment->id, .disposition = *chosen, .observation = observation});
    }
    if (!answers.answers.empty()) wanted.commands.push_back(std::move(answers));
    return wanted;
}

std::string saved_words(const std::vector<Command>& commands, const pages::Language& language) {
    std::size_t count = 0;
    for (const auto& command : commands) {
        const auto* answers = std::get_if<AnswerComments>(&command);
        count += answers ? answers->answers.size() : 1;
    }
    if (count == 0) return language.say("revise.saved_none");
    return language.say("revise.saved", {{"n", static_cast<std::int64_t>(count)}});
}

IssueRevision revision_of(const Revision* before, WantedText text, bool editorial) {
    if (text.media_type.empty()) text.media_type = before ? before->media_type : "text/markdown";
    return {.text = std::move(text.text),
            .media_type = std::move(text.media_type),
            .language = before ? before->language : "",
            .editorial = editorial,
            .versions = std::move(text.versions),
            .source = std::move(text.source)};
}

/// Whether nothing would be new: then all would be asked again for nothing.
bool is_as_before(const House& house, const Task& task, const WantedText& text) {
    const auto* before = task.state().revision();
    return before && text.text == text_of(house, task.state(), *before) &&
           std::ranges::all_of(text.versions, [&](const auto& version) {
               return version.text == text_of(house, task.state(), *before, version.language);
           });
}

Wanted revise_wanted(const House& house, const Task& task, const http::Form& form, const Said& said,
                     const pages::Language& language) {
    const auto act = form.get("act");
    if (act == "withdraw" || act == "stay") return {};
    auto wanted = disposals_wanted(task, form, said, language);
    if (act == "withdrawn") wanted.errors.clear();  // a text that is gone needs no answers
    const auto* revision = task.state().revision();
    if (revision && form.get("digest") != to_hex(revision->digest))
        wanted.errors.push_back(mend("", "revise.error.stale", language));
    if (!wanted.errors.empty()) wanted.commands.clear();
    if (!wanted.errors.empty()) return wanted;
    wanted.stays = act == "save";
    if (wanted.stays) wanted.notice = saved_words(wanted.commands, language);
    if (act == "issue") {
        auto text = text_in_form(house, form, language);
        if (!text.errors.empty()) return {.errors = std::move(text.errors)};
        if (is_as_before(house, task, text))
            return {.errors = {mend("text", "revise.error.same", language)}};
        wanted.commands.push_back(
            revision_of(revision, std::move(text), form.get("editorial") == "yes"));
    }
    if (act == "unchanged") wanted.commands.push_back(ConcludeRevision{.result = "unchanged"});
    if (act == "withdrawn")
        wanted.commands.push_back(
            ConcludeRevision{.result = "withdrawn", .reason = std::string(form.get("reason"))});
    return wanted;
}

}  // namespace

std::vector<pages::CommentDraft> drafts_in(const http::Form& form) {
    std::vector<pages::CommentDraft> drafts;
    for (std::size_t i = 1; i <= count_in(form); ++i)
        drafts.push_back({.paragraph = field_of(form, i, "paragraph"),
                          .quote = field_of(form, i, "quote"),
                          .force = field_of(form, i, "force"),
                          .type = field_of(form, i, "type"),
                          .text = field_of(form, i, "text"),
                          .proposed = field_of(form, i, "proposed")});
    std::erase_if(drafts, is_empty);
    if (form.get("act") == "another comment" && drafts.size() < drafts_max) drafts.emplace_back();
    return drafts;
}

pages::FieldError field_error(const Refusal& refusal, const pages::Language& language) {
    std::string field = refusal.where.starts_with('/') ? refusal.where.substr(1) : "";
    constexpr std::string_view comments = "comments/";
    if (field.starts_with(comments)) {
        // "/comments/0/text" is the form's first comment.
        const auto rest = field.substr(comments.size());
        std::size_t index = 0;
        std::from_chars(rest.data(), rest.data() + rest.size(), index);
        const bool quote = rest.ends_with("/quote") || rest.ends_with("/selection");
        field = "comment-" + std::to_string(index + 1) + (quote ? "-quote" : "-text");
    }
    constexpr std::string_view questions = "form/";
    if (field.starts_with(questions)) {
        const auto name = field.substr(questions.size());
        field = question_field(name.substr(0, name.find('/')));
    }
    if (field == "revision" || field == "sha256") field.clear();
    // Of a text that changed the page shows what changed: the numbers would say less.
    if (refusal.code == Refused::stale) return {std::move(field), language.say("refused.stale")};
    return {std::move(field), refusal_words(refusal, language)};
}

bool goes_by_meaning(const Stage& stage, const PositionRule& rule) {
    return stage.kind == StageKind::sign_off && rule.title.empty();
}

std::string sent_as(const Stage& stage, const PositionRule& rule) {
    if (!goes_by_meaning(stage, rule)) return rule.name;
    return rule.blocks ? "declined" : "signed";
}

std::string task_purpose(const Task& task) {
    return "task " + task.seat->id;
}

Wanted wanted_by(const House& house, const Task& task, const http::Form& form, const Said& said,
                 const pages::Language& language) {
    constexpr std::string_view lift = "lift:", withdraw = "withdraw:", maintain = "maintain:",
                               reply = "reply:";
    const auto act = form.get("act");
    if (act == "another comment") return {};
    if (act == "maintain") return maintain_wanted(task, form, language);
    if (act.starts_with(withdraw))
        return {.commands = {WithdrawComment{.comment = std::string(act.substr(withdraw.size()))}},
                .stays = true};
    if (act.starts_with(maintain))
        return {.commands = {MaintainComment{.comment = std::string(act.substr(maintain.size()))}},
                .stays = true};
    if (act.starts_with(reply))
        return reply_wanted(std::string(act.substr(reply.size())), form, language);
    if (act.starts_with(lift)) return lift_wanted(task, act.substr(lift.size()), form, language);
    switch (task.round->kind) {
        case StageKind::revise:
            return revise_wanted(house, task, form, said, language);
        case StageKind::follow_up:
            return follow_wanted(house, task, form, language);
        case StageKind::meet:
            return {.commands = {RecordMeeting{.result = std::string(form.get("result")),
                                               .minutes = std::string(form.get("minutes"))}}};
        default:
            return answer_wanted(house, task, form, said, language);
    }
}

}  // namespace paraph::api
