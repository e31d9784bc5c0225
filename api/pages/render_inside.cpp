// What a body does among its own people: levels, comments on their way out, who acts for whom.

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

std::string render(const Frame& frame, const ColleaguesView& view, const Language& language) {
    Page page(frame, view, language);
    const auto& wording = page.wording();
    page.set("asked", asked_data(view.asked, wording));
    page.set("people", options(view.people, wording));
    page.put("has_people", !view.people.empty());
    page.set("functions", options(view.functions, wording));
    page.put("has_functions", !view.functions.empty());
    Data comments(Data::type::list);
    for (const auto& comment : view.comments) {
        auto item = data_of(comment, wording);
        put(item, "error", error_of(view.errors, "text-" + comment.comment.id), wording);
        comments.push_back(std::move(item));
    }
    page.set("comments", std::move(comments));
    page.put("has_comments", !view.comments.empty());
    page.put_errors(view.errors);
    return page.fill("colleagues", language.say("inside.title"));
}

std::string render(const Frame& frame, const DelegationsView& view, const Language& language) {
    Page page(frame, view, language);
    const auto& wording = page.wording();
    page.set("people", options(view.people, wording));
    page.put("has_people", !view.people.empty());
    page.set("delegates", options(view.delegates, wording));
    page.put("has_delegates", !view.delegates.empty());
    page.put_errors(view.errors);
    page.put("has_consents", !view.consents.empty());
    return page.fill("delegations", view.body.empty() ? language.say("delegations.title")
                                                      : language.say("delegations.title_of",
                                                                     {{"body", view.body}}));
}

}  // namespace paraph::pages
