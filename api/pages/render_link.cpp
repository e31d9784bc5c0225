// The pages that a link opens: what is asked, the answer, the receipt, and every other state.

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

namespace {

std::string pause_words(const PauseView& view, const Wording& wording) {
    const auto& language = wording.language;
    const auto key = fmt::format("pause.words.{}", code_of(view.pause));
    switch (view.pause) {
        case Pause::not_yet:
            return language.say(key, {{"whose_turn", view.whose_turn}});
        case Pause::answered:
            if (view.whose_turn.empty()) break;
            return language.say("pause.words.answered-at", {{"whose_turn", view.whose_turn}});
        case Pause::level_over: {
            const auto until =
                view.until ? language.date_time(*view.until, wording.zone) : std::string();
            if (view.whose_turn.empty())
                return language.say("pause.words.level-over-last", {{"until", until}});
            return language.say(key, {{"until", until}, {"whose_turn", view.whose_turn}});
        }
        case Pause::closed:
        case Pause::ended:
        case Pause::inside_over:
            if (view.outcome.empty()) return language.say("pause.words.closed_plain");
            return language.say(key, {{"outcome", view.outcome}});
        case Pause::suspended:
        case Pause::deferred:
            return {};  // the standstill below says it
        case Pause::abandoned:
        case Pause::outer_over:
        case Pause::superseded:
        case Pause::removed:
            break;
    }
    return language.say(key);
}

/// What stands below is not always what was answered.
std::string other_text(const PauseView& view, const Language& language) {
    const bool other = view.given && view.given->revision > 0 && view.text.revision > 0 &&
                       view.given->revision != view.text.revision;
    if (!other) return {};
    return language.say("pause.other_text",
                        {{"given", view.given->revision}, {"revision", view.text.revision}});
}

/// What came of an answer with which the round was over.
std::string what_came(const ReceiptView& view, const Language& language) {
    if (view.gives_answer) return language.say("receipt.given");
    if (!view.outcome.empty()) return language.say("receipt.ended", {{"outcome", view.outcome}});
    if (!view.next_stage.empty())
        return language.say("receipt.goes_on", {{"next", view.next_stage}});
    return language.say("receipt.closed");
}

std::vector<std::string> what_follows(const ReceiptView& view, const Wording& wording) {
    const auto& language = wording.language;
    std::vector<std::string> all;
    if (!view.next_level.empty()) {
        all.push_back(language.say("receipt.level", {{"next", view.next_level}}));
    }
    if (view.clears)
        all.push_back(view.submits.empty()
                          ? language.say("receipt.out")
                          : language.say("receipt.stays_inside", {{"last", view.submits}}));
    if (view.over) {
        if (view.next_level.empty()) all.push_back(what_came(view, language));
    } else if (view.asked.own) {
        if (view.blocks)
            all.push_back(
                language.say(view.has_lead ? "receipt.blocks" : "receipt.blocks_no_lead"));
        if (view.changeable_until) {
            auto asked = view.asked;
            asked.due = view.changeable_until;
            all.push_back(
                language.say("receipt.until", {{"until", changeable_until(asked, wording)}}));
        }
        all.push_back(language.say("receipt.outcome"));
    }
    if (!view.asked.own) all.push_back(language.say("receipt.body_told"));
    if (view.mailed) all.push_back(language.say("receipt.mail"));
    return all;
}

std::string receipt_title(const ReceiptView& view, const Language& language) {
    if (view.given.lifted) return language.say("receipt.title_lifted");
    return language.say(view.asked.own ? "receipt.title" : "receipt.title_recorded");
}

std::string link_question(const LinkView& view, const Language& language) {
    if (view.pause) return language.say(fmt::format("pause.title.{}", code_of(*view.pause)));
    if (view.reports) return language.say("ask.reports");
    return view.asked.answered ? language.say("ask.answered") : ask_words(view.asked, language);
}

std::string_view what_link_does(const LinkView& view) {
    if (view.pause) return "link.read_only";
    if (view.asked.answered) return "link.answered";
    return view.asked.task == StageKind::follow_up ? "link.reports" : "link.nothing_yet";
}

}  // namespace

std::string render(const Frame& frame, const LinkView& view, const Language& language) {
    Page page(frame, view, language);
    auto asked = view.asked;
    if (view.pause) asked.due.reset();
    page.set("asked", asked_data(asked, page.wording()));
    page.put("question", link_question(view, language));
    page.put("silence", view.pause ? std::string() : silence_words(view.asked, page.wording()));
    page.put("next", language.say(what_link_does(view)));
    return page.fill("link", language.say(view.pause ? "link.title_read" : "link.title"));
}

std::string render(const Frame& frame, const DeadLinkView& view, const Language& language) {
    return Page(frame, view, language).fill("dead_link", language.say("dead_link.title"));
}

std::string render(const Frame& frame, const EndedLinkView& view, const Language& language) {
    return Page(frame, view, language).fill("ended_link", language.say("ended_link.title"));
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
    page.put("stands_still", view.pause == Pause::suspended || view.pause == Pause::deferred);
    page.put("pause_words", pause_words(view, page.wording()));
    if (view.given) page.put("given_words", given_words(*view.given, page.wording()));
    page.put("other_text", other_text(view, language));
    page.put_received("lift_received", view.lift_received, view.errors);
    page.put_errors(view.errors);
    return page.fill("pause", title);
}

std::string render(const Frame& frame, const ReceiptView& view, const Language& language) {
    Page page(frame, view, language);
    if (view.given.comments > 0) {
        page.put("comments_words", language.say("given.comments", {{"n", view.given.comments}}));
    }
    page.put("title", receipt_title(view, language));
    page.put("entry", view.entry > 0 ? language.number(view.entry) : std::string());
    page.put("next", what_follows(view, page.wording()));
    return page.fill("receipt", language.say("receipt.page_title"));
}

}  // namespace paraph::pages
