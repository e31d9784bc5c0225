// A cycle's comments, as a list to work through and beside the text; commitments; and who needs
// more time.

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

namespace {

std::string reading_words(const CommentsView& view, const Language& language) {
    if (view.total == 0) return language.say("comments.none");
    const auto count = static_cast<std::int64_t>(view.comments.size());
    return language.say(
        "comments.shown",
        {{"from", view.shown_from + 1}, {"to", view.shown_from + count}, {"n", view.total}});
}

}  // namespace

std::string render(const Frame& frame, const CommentsView& view, const Language& language) {
    Page page(frame, view, language);
    Data filters(Data::type::list);
    add_filter(filters, "body", "comment.heading_body", view.bodies, page.wording());
    add_filter(filters, "force", "comments.force", view.forces, page.wording());
    add_filter(filters, "type", "comments.type", view.types, page.wording());
    add_filter(filters, "disposition", "comment.heading_answer", view.dispositions, page.wording());
    add_filter(filters, "carrying", "comments.carrying", view.carryings, page.wording());
    page.set("filters", std::move(filters));
    page.set("overrules", choice_list("overrule", view.overrules, page.wording()));
    page.put("has_overrules", !view.overrules.empty());
    page.set("answers", options(view.answers, page.wording()));
    page.put("shown_words", reading_words(view, language));
    page.put_errors(view.errors);
    page.put("wide", true);
    return page.fill("comments", language.say("cycle.comments"));
}

std::string render(const Frame& frame, const CommentsActView& view, const Language& language) {
    Page page(frame, view, language);
    page.put("button", language.say("comments." + view.act));
    page.put("wide", true);
    return page.fill("comments_act", language.say("comments.ask." + view.act));
}

std::string render(const Frame& frame, const CommitmentsView& view, const Language& language) {
    Page page(frame, view, language);
    Data filters(Data::type::list);
    add_filter(filters, "body", "commitments.who", view.bodies, page.wording());
    add_filter(filters, "about", "commitments.about", view.subjects, page.wording());
    add_filter(filters, "state", "follow.status", view.states, page.wording());
    page.set("filters", std::move(filters));
    page.put("count_words",
             language.say("commitments.count", {{"n", static_cast<int>(view.rows.size())}}));
    return page.fill("commitments", language.say("commitments.title"));
}

std::string render(const Frame& frame, const BesideView& view, const Language& language) {
    Page page(frame, view, language);
    page.put("wide", true);
    return page.fill("beside", language.say("beside.title", {{"revision", view.revision}}));
}

std::string render(const Frame& frame, const MoreTimeView& view, const Language& language) {
    Page page(frame, view, language);
    page.put("cycle", view.asked.cycle);
    page.put_errors(view.errors);
    return page.fill("more_time", language.say("time.title"));
}

}  // namespace paraph::pages
