// The lead's and the secretariat's tasks, signing in, and what goes wrong.

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

namespace {

std::vector<Choice> disposition_choices(const Disposal& disposal, const Language& language) {
    std::vector<Choice> choices{
        {"", language.say("revise.no_disposition"), {}, disposal.disposition.empty()}};
    for (auto& choice : enum_choices<Disposition>("disposition", disposal.disposition, language)) {
        choices.push_back(std::move(choice));
    }
    return choices;
}

void put_disposals(Page& page, const ReviseView& view) {
    Data list(Data::type::list);
    for (const auto& disposal : view.disposals) {
        auto item = data_of(disposal, page.wording());
        item.set("dispositions",
                 options(disposition_choices(disposal, page.language()), page.wording()));
        put(item, "error", error_of(view.errors, "disposition-" + disposal.comment.id),
            page.wording());
        list.push_back(std::move(item));
    }
    page.set("disposals", std::move(list));
    page.put("has_disposals", !view.disposals.empty());
}

/// Of comments nothing is said where nobody could make any yet.
void put_what_is_asked(Page& page, const ReviseView& view) {
    const auto& language = page.language();
    const bool first = view.asked.first_text, none = view.disposals.empty();
    page.put("first_text", first);
    page.put("lead", first ? ask_words(view.asked, language)
                           : language.say(none ? "revise.lead-plain" : "revise.lead"));
    page.put("unchanged_means",
             language.say(none ? "revise.unchanged_means-plain" : "revise.unchanged_means"));
}

/// What it would set off, before it is done.
std::vector<std::string> withdrawal_means(const ReviseView& view, const Language& language) {
    std::vector<std::string> lines;
    if (!view.withdrawn_as.empty())
        lines.push_back(language.say("revise.withdrawal_ends", {{"outcome", view.withdrawn_as}}));
    else if (!view.withdrawn_to.empty())
        lines.push_back(language.say("revise.withdrawal_goes_on", {{"next", view.withdrawn_to}}));
    if (view.told > 0) lines.push_back(language.say("revise.withdrawal_told", {{"n", view.told}}));
    lines.push_back(language.say("revise.withdrawal_kept"));
    return lines;
}

/// Who is asked in a round that the new text opens, by name as long as that can be read.
std::string asked_in(const RoundAhead& ahead, const Language& language) {
    constexpr std::size_t names_max = 8;
    if (ahead.bodies.empty() || ahead.bodies.size() > names_max)
        return language.say("revise.bodies", {{"n", ahead.count}});
    return language.list(ahead.bodies);
}

/// What issuing sets off, beside its button.
std::string issue_means(const ReviseView& view, const Wording& wording) {
    const auto& language = wording.language;
    std::string words;
    for (const auto& ahead : view.ahead) {
        const auto who = asked_in(ahead, language);
        const auto due = ahead.due ? language.date_time(*ahead.due, wording.zone) : std::string();
        words += language.say(ahead.due ? "revise.issue_asks" : "revise.issue_asks_no_due",
                              {{"stage", ahead.stage}, {"bodies", who}, {"due", due}}) +
                 " ";
    }
    const bool first = view.asked.first_text;
    if (!view.ahead.empty()) return first ? words : words + language.say("revise.issue_old");
    if (!view.issue_ends.empty())
        return language.say("revise.withdrawal_ends", {{"outcome", view.issue_ends}});
    if (!view.issue_to.empty())
        words = language.say("revise.withdrawal_goes_on", {{"next", view.issue_to}}) + " ";
    return words + language.say(first ? "revise.issue_means-first" : "revise.issue_means");
}

std::string every_words(const ReviseView& view, const Language& language) {
    if (!view.every_comment_answered || view.disposals.empty()) return {};
    if (view.unanswered == 0) return language.say("revise.every_done");
    return language.say("revise.every", {{"n", view.unanswered}});
}

/// Statuses without words of their own are told in those of their class.
std::string status_key(std::string_view group, int status, const Language& language) {
    const auto own = fmt::format("error.{}.{}", group, status);
    if (language.has(own)) return own;
    return fmt::format("error.{}.{}", group, status < 500 ? 400 : 500);
}

}  // namespace

std::string render(const Frame& frame, const ReviseView& view, const Language& language) {
    Page page(frame, view, language);
    page.set("asked", asked_data(view.asked, page.wording()));
    put_disposals(page, view);
    put_what_is_asked(page, view);
    page.put("every_words", every_words(view, language));
    page.put("issue_means", issue_means(view, page.wording()));
    page.put("withdrawal_means", withdrawal_means(view, language));
    page.set("version_languages", options(view.languages, page.wording()));
    page.put_errors(view.errors);
    return page.fill("revise", language.say("answer.page_title", {{"cycle", view.asked.cycle}}));
}

std::string render(const Frame& frame, const MeetView& view, const Language& language) {
    Page page(frame, view, language);
    page.set("asked", asked_data(view.asked, page.wording()));
    page.set("results", choice_list("result", view.results, page.wording()));
    page.put_errors(view.errors);
    return page.fill("meet", language.say("answer.page_title", {{"cycle", view.asked.cycle}}));
}

std::string render(const Frame& frame, const SignInView& view, const Language& language) {
    Page page(frame, view, language);
    page.put_errors(view.errors);
    return page.fill("sign_in", language.say(view.sent ? "sign_in.sent_title" : "sign_in.title"));
}

std::string render(const Frame& frame, const SignInContinueView& view, const Language& language) {
    return Page(frame, view, language)
        .fill("sign_in_continue", language.say("sign_in.continue_title"));
}

std::string render(const Frame& frame, const SignedOutView& view, const Language& language) {
    return Page(frame, view, language).fill("signed_out", language.say("signed_out.title"));
}

std::string render(const Frame& frame, const ErrorView& view, const Language& language) {
    Page page(frame, view, language);
    const auto title =
        view.title.empty() ? language.say(status_key("title", view.status, language)) : view.title;
    page.put("error_title", title);
    page.put("error_text", view.text.empty()
                               ? language.say(status_key("text", view.status, language))
                               : view.text);
    page.put("home", view.back == "/");
    return page.fill("error", title);
}

}  // namespace paraph::pages
