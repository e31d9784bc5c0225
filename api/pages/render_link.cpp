// The pages that a link opens: what is asked, the answer, the receipt, and every other state.

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

namespace {

constexpr std::size_t start_bytes = 60;   // of a paragraph, in the list to choose from
constexpr std::size_t digest_shown = 12;  // digits of a hash, in a sentence

std::string task_key(std::string_view group, StageKind task) {
    return fmt::format("{}.{}", group, code_of(task));
}

/// The first words of a text, cut between words, so that no syllable of any script is torn.
std::string start_of(const std::string& text) {
    if (text.size() <= start_bytes) return text;
    const auto space = text.rfind(' ', start_bytes);
    return text.substr(0, space == std::string::npos ? 0 : space) + " …";
}

std::string hint(const PositionChoice& choice, const Language& language) {
    if (choice.blocks) return language.say("position.blocks");
    if (choice.reason_required) return language.say("position.reason");
    if (choice.comments_required) return language.say("position.comments");
    if (choice.leaves_base) return language.say("position.leaves");
    return {};
}

/// A sign-off's two choices, which definitions don't name.
std::string sign_title(const PositionChoice& choice, const AnswerView& view,
                       const Language& language) {
    const bool signs = choice.name == "signed";
    if (!view.chain) return language.say(signs ? "sign.signed" : "sign.declined");
    if (!signs) return language.say("sign.return");
    const auto& chain = *view.chain;
    return chain.next.empty() ? language.say("sign.for_ministry", {{"ministry", chain.ministry}})
                              : language.say("sign.send_on", {{"next", chain.next}});
}

std::vector<Choice> position_choices(const AnswerView& view, const Language& language) {
    std::vector<Choice> choices;
    for (const auto& position : view.positions) {
        auto title = position.title.empty() ? sign_title(position, view, language) : position.title;
        choices.push_back(
            {position.name, std::move(title), hint(position, language), position.chosen});
    }
    return choices;
}

std::vector<Choice> paragraph_choices(const Text& text, const std::string& chosen,
                                      const Language& language) {
    std::vector<Choice> choices{{"", language.say("draft.whole"), {}, chosen.empty()}};
    for (const auto& paragraph : text.paragraphs) {
        choices.push_back({paragraph.id,
                           language.say("paragraph.option", {{"number", paragraph.number},
                                                             {"start", start_of(paragraph.text)}}),
                           {},
                           paragraph.id == chosen});
    }
    return choices;
}

void put_drafts(Page& page, const AnswerView& view) {
    const auto& language = page.language();
    auto drafts = view.drafts;
    if (drafts.empty()) drafts.emplace_back();
    Data list(Data::type::list);
    std::size_t index = 0;
    for (const auto& draft : drafts) {
        auto item = data_of(draft, page.wording());
        put_item_place(item, index++, page.wording());
        const auto force = draft.force.empty() ? "remark" : draft.force;
        const auto type = draft.type.empty() ? "general" : draft.type;
        item.set("paragraphs",
                 options(paragraph_choices(view.text, draft.paragraph, language), page.wording()));
        item.set("forces",
                 options(enum_choices<Force>("force-option", force, language), page.wording()));
        item.set("types", options(enum_choices<CommentType>("comment-type", type, language),
                                  page.wording()));
        put(item, "error", error_of(view.errors, fmt::format("comment-{}-text", index)),
            page.wording());
        put(item, "quote_error", error_of(view.errors, fmt::format("comment-{}-quote", index)),
            page.wording());
        list.push_back(std::move(item));
    }
    page.set("drafts", std::move(list));
    page.set("drafts_count_raw", std::to_string(drafts.size()));
}

/// What a screen reader reads with a question: its hint, and what is wrong with the answer.
std::string described(const Question& question, const std::string& error) {
    std::string ids = question.hint.empty() ? "" : question.name + "-hint";
    if (!error.empty()) ids += (ids.empty() ? "" : " ") + question.name + "-error";
    return ids;
}

void put_questions(Page& page, const AnswerView& view) {
    Data list(Data::type::list);
    for (const auto& question : view.questions) {
        auto item = data_of(question, page.wording());
        const auto error = error_of(view.errors, question.name);
        put(item, "error", error, page.wording());
        put(item, "described", described(question, error), page.wording());
        put(item, "long", question.long_, page.wording());
        put(item, "chosen_from", !question.choices.empty(), page.wording());
        item.set("choices", choice_list(question.name, question.choices, page.wording()));
        list.push_back(std::move(item));
    }
    page.set("questions", std::move(list));
    page.put("has_questions", !view.questions.empty());
}

std::vector<std::string> commitments(const AnswerView& view, const Wording& wording) {
    const auto& language = wording.language;
    std::vector<std::string> all;
    if (!view.chain) {
        all.push_back(language.say("answer.counts_for", {{"body", view.asked.body}}));
    } else if (view.chain->next.empty()) {
        all.push_back(language.say("answer.last_level", {{"ministry", view.chain->ministry}}));
    } else {
        all.push_back(language.say("answer.goes_to", {{"next", view.chain->next}}));
    }
    all.push_back(language.say(
        "answer.on_text",
        {{"revision", view.text.revision}, {"digest", view.text.digest.substr(0, digest_shown)}}));
    all.push_back(language.say("answer.recorded"));
    if (view.chain || view.asked.task == StageKind::sign_off) return all;
    all.push_back(view.asked.due
                      ? language.say("answer.changeable",
                                     {{"until", language.date_time(*view.asked.due, wording.zone)}})
                      : language.say("answer.changeable_until_closed"));
    return all;
}

/// What an answer that was given is worth now.
std::string standing_words(const AnswerView& view, const Wording& wording) {
    const auto& language = wording.language;
    if (view.standing == Standing::stale) {
        return language.say("standing.stale",
                            {{"given", view.given->revision}, {"revision", view.text.revision}});
    }
    if (view.given->how == How::carried) {
        return language.say("standing.carried", {{"given", view.given->revision}});
    }
    if (!view.asked.due) return language.say("standing.answered_open");
    return language.say("standing.answered",
                        {{"until", language.date_time(*view.asked.due, wording.zone)}});
}

std::string_view send_key(const AnswerView& view) {
    if (view.records) return "record.send";
    if (view.asked.task == StageKind::sign_off) return "answer.send_signature";
    if (view.standing == Standing::answered) return "answer.send_change";
    return view.positions.empty() ? "answer.send_comment" : "answer.send";
}

std::string pause_words(const PauseView& view, const Wording& wording) {
    const auto& language = wording.language;
    const auto key = fmt::format("pause.words.{}", code_of(view.pause));
    switch (view.pause) {
        case Pause::not_yet:
            return language.say(key, {{"whose_turn", view.whose_turn}});
        case Pause::closed:
            return language.say(key, {{"outcome", view.outcome}});
        case Pause::deferred:
            if (view.until) {
                return language.say("pause.words.deferred_until",
                                    {{"until", language.date_time(*view.until, wording.zone)}});
            }
            if (!view.meeting.empty()) {
                return language.say("pause.words.deferred_meeting", {{"meeting", view.meeting}});
            }
            break;
        case Pause::suspended:
        case Pause::abandoned:
            break;
    }
    return language.say(key);
}

std::vector<std::string> what_follows(const ReceiptView& view, const Wording& wording) {
    const auto& language = wording.language;
    std::vector<std::string> all;
    if (!view.next_level.empty()) {
        all.push_back(language.say("receipt.level", {{"next", view.next_level}}));
    }
    if (view.blocks) all.push_back(language.say("receipt.blocks"));
    if (view.changeable_until) {
        all.push_back(
            language.say("receipt.until",
                         {{"until", language.date_time(*view.changeable_until, wording.zone)}}));
    }
    all.push_back(language.say("receipt.outcome"));
    all.push_back(language.say("receipt.mail"));
    return all;
}

}  // namespace

std::string render(const Frame& frame, const LinkView& view, const Language& language) {
    Page page(frame, view, language);
    page.set("asked", asked_data(view.asked, page.wording()));
    page.put("question",
             language.say(task_key("ask", view.asked.task), {{"body", view.asked.body}}));
    page.put("silence", silence_words(view.asked, language));
    return page.fill("link", language.say("link.title"));
}

std::string render(const Frame& frame, const PublicView& view, const Language& language) {
    Page page(frame, view, language);
    page.set("paragraphs", options(paragraph_choices(view.text, view.comment.paragraph, language),
                                   page.wording()));
    page.put_errors(view.errors);
    return page.fill("public", view.cycle);
}

std::string render(const Frame& frame, const DeadLinkView& view, const Language& language) {
    return Page(frame, view, language).fill("dead_link", language.say("dead_link.title"));
}

std::string render(const Frame& frame, const AnswerView& view, const Language& language) {
    Page page(frame, view, language);
    const auto& wording = page.wording();
    page.set("asked", asked_data(view.asked, wording));
    page.put("silence", silence_words(view.asked, language));
    page.put("changes_summary", changes_summary(view.changes, language));
    if (view.given) {
        page.put("given_words", given_words(*view.given, wording));
        page.put("standing_words", standing_words(view, wording));
    }
    page.set("positions", choice_list("position", position_choices(view, language), wording));
    if (!view.positions.empty()) {
        page.put("question",
                 language.say(task_key("question", view.asked.task), {{"body", view.asked.body}}));
    }
    if (view.chain) {
        auto chain = data_of(*view.chain, wording);
        chain.set("proposals", options(view.chain->proposals, wording));
        page.set("chain", std::move(chain));
    }
    put_questions(page, view);
    put_drafts(page, view);
    page.put("commitments", commitments(view, wording));
    page.put("send", language.say(send_key(view)));
    page.put_errors(view.errors);
    return page.fill("answer", language.say("answer.page_title", {{"cycle", view.asked.cycle}}));
}

namespace {

std::vector<Choice> report_choices(const CommitmentRow& row, const Language& language) {
    return enum_choices<CommitmentStatus>("commitment-status", std::string(enum_text(row.status)),
                                          language);
}

}  // namespace

std::string render(const Frame& frame, const FollowView& view, const Language& language) {
    Page page(frame, view, language);
    const auto& wording = page.wording();
    page.set("asked", asked_data(view.asked, wording));
    Data list(Data::type::list);
    for (const auto& row : view.rows) {
        auto item = data_of(row, wording);
        item.set("number_raw", std::to_string(row.number));
        put(item, "due_words",
            language.say("follow.until", {{"due", language.date_time(row.due, wording.zone)}}),
            wording);
        item.set("statuses", options(report_choices(row, language), wording));
        list.push_back(std::move(item));
    }
    page.set("rows", std::move(list));
    page.put("has_rows", !view.rows.empty());
    page.set("recommendations", options(view.recommendations, wording));
    page.put("has_recommendations", !view.recommendations.empty());
    page.put_errors(view.errors);
    return page.fill("follow", language.say("answer.page_title", {{"cycle", view.asked.cycle}}));
}

std::string render(const Frame& frame, const PauseView& view, const Language& language) {
    Page page(frame, view, language);
    auto asked = view.asked;
    asked.due.reset();  // nothing is due from this reader
    page.set("asked", asked_data(asked, page.wording()));
    const auto title = language.say(fmt::format("pause.title.{}", code_of(view.pause)));
    page.put("pause_title", title);
    page.put("pause_words", pause_words(view, page.wording()));
    if (view.given) page.put("given_words", given_words(*view.given, page.wording()));
    return page.fill("pause", title);
}

std::string render(const Frame& frame, const ReceiptView& view, const Language& language) {
    Page page(frame, view, language);
    if (view.given.comments > 0) {
        page.put("comments_words", language.say("given.comments", {{"n", view.given.comments}}));
    }
    page.put("entry", view.entry > 0 ? language.number(view.entry) : std::string());
    page.put("next", what_follows(view, page.wording()));
    return page.fill("receipt", language.say("receipt.page_title"));
}

}  // namespace paraph::pages
