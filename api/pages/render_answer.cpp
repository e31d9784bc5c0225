// The page on which a body answers: what it may choose, what that commits it to, what it has said.

#include <algorithm>

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

namespace {

constexpr std::size_t start_bytes = 60;   // of a paragraph, in the list to choose from
constexpr std::size_t digest_shown = 12;  // digits of a hash, in a sentence

std::string question_words(const Asked& asked, const Language& language) {
    if (!asked.own) return language.say("question.of." + code_of(asked.task));
    return language.say("question." + task_code(asked), {{"next", asked.next_level}});
}

/// The first words of a text, cut between words, so that no syllable of any script is torn.
std::string start_of(const std::string& text) {
    if (text.size() <= start_bytes) return text;
    const auto space = text.rfind(' ', start_bytes);
    return text.substr(0, space == std::string::npos ? 0 : space) + " …";
}

/// What the position sets off, where it is more than being counted.
std::string effect_words(const PositionChoice& choice, const AnswerView& view,
                         const Language& language) {
    const auto& to = choice.leads_to;
    switch (choice.effect) {
        case Effect::ends:
            return language.say("position.ends", {{"outcome", to}});
        case Effect::closes:
            if (to.empty()) return language.say("position.closes");
            return language.say(view.chain ? "position.returns" : "position.goes_on",
                                {{"next", to}});
        case Effect::stops:
            if (view.asked.task == StageKind::sign_off) break;
            return language.say(view.asked.task == StageKind::silence ? "position.stops_silence"
                                                                      : "position.stops");
        case Effect::counts:
            break;
    }
    if (!choice.leaves_base) return {};
    return language.say(choice.name == "recuse" ? "position.recuse" : "position.leaves");
}

std::string hint(const PositionChoice& choice, const AnswerView& view, const Language& language) {
    auto words = effect_words(choice, view, language);
    const auto add = [&](std::string_view key) {
        words += (words.empty() ? "" : " ") + language.say(key);
    };
    if (choice.reason_required) add("position.reason");
    if (choice.comments_required) add("position.comments");
    return words;
}

/// A sign-off's two choices, which definitions don't name.
std::string sign_title(const PositionChoice& choice, const AnswerView& view,
                       const Language& language) {
    const bool signs = choice.name == "signed";
    if (!view.chain) return language.say(signs ? "sign.signed" : "sign.declined");
    if (!signs) return language.say("sign.return");
    const auto& chain = *view.chain;
    return chain.next.empty() ? language.say("sign.for_ministry")
                              : language.say("sign.send_on", {{"next", chain.next}});
}

std::vector<Choice> position_choices(const AnswerView& view, const Language& language) {
    std::vector<Choice> choices;
    for (const auto& position : view.positions) {
        auto title = position.title.empty() ? sign_title(position, view, language) : position.title;
        choices.push_back(
            {position.name, std::move(title), hint(position, view, language), position.chosen});
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
    if (drafts.empty() && view.sent.empty()) drafts.emplace_back();
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
        item.set("types", options(enum_choices<CommentType>("comment-type-option", type, language),
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

bool ends_at_once(const PositionChoice& choice) {
    return choice.effect == Effect::closes || choice.effect == Effect::ends;
}

/// Until when the answer can be changed, or why it can't.
std::vector<std::string> changeable(const AnswerView& view, const Wording& wording) {
    const auto& language = wording.language;
    std::vector<std::string> all;
    if (view.last_answer) return {language.say("answer.last_answer")};
    if (view.answer_is_final)
        all.push_back(language.say("answer.final"));
    else if (view.asked.due)
        all.push_back(
            language.say("answer.changeable", {{"until", changeable_until(view.asked, wording)}}));
    else
        all.push_back(language.say("answer.changeable_until_closed"));
    if (std::ranges::any_of(view.positions, ends_at_once))
        all.push_back(language.say("answer.block_is_final"));
    return all;
}

/// Whose answer it becomes.
std::string counts_for(const AnswerView& view, const Language& language) {
    if (!view.acknowledges.empty()) return language.say("answer.no_agreement");
    if (!view.chain) return language.say("answer.counts_for", {{"body", view.asked.body}});
    if (view.chain->clears)
        return view.chain->submits.empty()
                   ? language.say("answer.goes_out")
                   : language.say("answer.stays_inside", {{"last", view.chain->submits}});
    if (view.chain->next.empty()) return language.say("answer.last_level");
    return language.say("answer.goes_to", {{"next", view.chain->next}});
}

/// What colleagues wrote and this level is to pass on.
std::string waiting_words(const Chain& chain, const Language& language) {
    if (chain.waiting == 0) return {};
    return language.say(chain.submits.empty() ? "inside.wait_submit" : "inside.wait_verify",
                        {{"n", chain.waiting}});
}

std::vector<std::string> commitments(const AnswerView& view, const Wording& wording) {
    const auto& language = wording.language;
    std::vector<std::string> all{
        counts_for(view, language),
        language.say("answer.on_text", {{"revision", view.text.revision},
                                        {"digest", view.text.digest.substr(0, digest_shown)}}),
        language.say("answer.recorded")};
    if (view.chain || view.asked.task == StageKind::sign_off || !view.acknowledges.empty())
        return all;
    for (auto& line : changeable(view, wording)) all.push_back(std::move(line));
    return all;
}

/// Why it still counts: an objection does whatever became of the text.
std::string carried_words(const AnswerView& view, const Language& language) {
    const auto& given = *view.given;
    if (given.own)
        return language.say(given.blocks ? "standing.carried_blocks" : "standing.carried",
                            {{"given", given.revision}});
    return language.say(
        given.blocks ? "standing.carried_of_blocks" : "standing.carried_of",
        {{"given", given.revision}, {"body", view.asked.body}, {"person", given.person}});
}

/// What an answer that was given is worth now.
std::string standing_words(const AnswerView& view, const Wording& wording) {
    const auto& language = wording.language;
    if (view.standing == Standing::lifted) return language.say("standing.lifted");
    if (view.returned) return language.say("standing.returned");
    if (view.standing == Standing::stale && view.given->revision == view.text.revision)
        return language.say("standing.earlier");
    if (view.standing == Standing::stale) {
        return language.say("standing.stale",
                            {{"given", view.given->revision}, {"revision", view.text.revision}});
    }
    if (view.given->how == How::carried) {
        return carried_words(view, language);
    }
    if (view.answer_is_final) return language.say("standing.answered_final");
    const bool own = view.asked.own;
    if (!view.asked.due) return language.say(own ? "standing.answered_open" : "standing.recorded");
    return language.say(own ? "standing.answered" : "standing.recorded_until",
                        {{"until", changeable_until(view.asked, wording)}});
}

std::string_view send_key(const AnswerView& view) {
    if (view.records) return "record.send";
    if (!view.acknowledges.empty()) return "answer.acknowledge";
    if (view.asked.task == StageKind::sign_off) return "answer.send_signature";
    if (view.standing == Standing::answered) return "answer.send_change";
    return view.positions.empty() ? "answer.send_comment" : "answer.send";
}

}  // namespace

std::string render(const Frame& frame, const AnswerView& view, const Language& language) {
    Page page(frame, view, language);
    const auto& wording = page.wording();
    page.set("asked", asked_data(view.asked, wording));
    page.put("silence", silence_words(view.asked, wording));
    page.put("changes_summary", changes_summary(view.changes, language));
    if (view.given) {
        page.put("given_words", given_words(*view.given, wording));
        page.put("standing_words", standing_words(view, wording));
    }
    const bool chooses = !view.positions.empty() && view.acknowledges.empty();
    page.put("has_positions", chooses);
    page.set("positions", choice_list("position", position_choices(view, language), wording));
    if (chooses) page.put("question", question_words(view.asked, language));
    if (view.chain) {
        auto chain = data_of(*view.chain, wording);
        chain.set("proposals", options(view.chain->proposals, wording));
        put(chain, "what",
            language.say(view.chain->next.empty() ? "chain.position" : "chain.proposal"), wording);
        put(chain, "what_hint",
            language.say(view.chain->next.empty() ? "chain.position_hint" : "chain.proposal_hint"),
            wording);
        page.set("chain", std::move(chain));
        page.put("waiting_words", waiting_words(*view.chain, language));
    }
    put_questions(page, view);
    put_drafts(page, view);
    page.put_received("received", view.received, view.errors);
    page.put_received("lift_received", view.lift_received, view.errors);
    page.put_received("maintain_received", view.maintain_received, view.errors);
    page.put("commitments", commitments(view, wording));
    page.put("send", language.say(send_key(view)));
    page.put_errors(view.errors);
    return page.fill("answer", language.say("answer.page_title", {{"cycle", view.asked.cycle}}));
}

std::string render(const Frame& frame, const PublicView& view, const Language& language) {
    Page page(frame, view, language);
    page.set("paragraphs", options(paragraph_choices(view.text, view.comment.paragraph, language),
                                   page.wording()));
    page.put_errors(view.errors);
    return page.fill("public", view.cycle);
}

}  // namespace paraph::pages
