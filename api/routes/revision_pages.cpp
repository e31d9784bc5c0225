#include "api/routes/page_entrance.hpp"
#include "api/routes/text_view.hpp"
#include "api/telling/said.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

/// A revision that the reader may read.
struct AskedRevision : CycleVisit {
    std::shared_ptr<const Revision> revision;

    std::string address() const {
        return CycleVisit::address() + "/revisions/" + std::to_string(revision->number);
    }
};

/// Nothing: it is answered.
std::optional<AskedRevision> asked_revision(const House& house, const http::Context& context,
                                            const http::Answer& answer) {
    auto visit = visit_cycle(house, context, answer);
    if (!visit) return std::nullopt;
    const bool reads = visit->seen.view.text;
    auto revision = reads ? revision_named(visit->state(), context.param("n")) : nullptr;
    if (revision) return AskedRevision{std::move(*visit), std::move(revision)};
    answer(refusal_page(house, visit->reader,
                        refuse(Refused::not_found, "There is no such revision.")));
    return std::nullopt;
}

pages::RevisionView view_of(const AskedRevision& asked) {
    return {.cycle_href = "/cycles/" + asked.state().id,
            .cycle = title_of_cycle(asked.seen, *asked.reader.language)};
}

http::Response text_page(const House& house, const AskedRevision& asked) {
    auto view = view_of(asked);
    view.text = text_in(house, asked.state(), *asked.revision, asked.reader.text_language);
    view.text.only_in_file =
        only_in_file(left_out_from(house, asked.revision->source), *asked.reader.language);
    const auto number = asked.revision->number;
    const bool plain = asked.revision->media_type == "text/plain";
    view.text.sources = {{asked.address() + "/text",
                          "revision-" + std::to_string(number) + (plain ? ".txt" : ".md")}};
    if (number > asked.state().revisions.front()->number)
        view.other_href = asked.address() + "/differences";
    return cycle_page(house, asked.reader, asked.state(), view);
}

/// Since `?since=`, or the revision before.
http::Response differences_page(const House& house, const AskedRevision& asked,
                                const std::string& since) {
    const auto before = revision_named(
        asked.state(), since.empty() ? std::to_string(asked.revision->number - 1) : since);
    if (!before)
        return refusal_page(house, asked.reader,
                            refuse(Refused::not_found, "There is no such revision."),
                            "/cycles/" + asked.state().id);
    auto view = view_of(asked);
    view.other_href = asked.address();
    view.changes =
        changes_between(house, asked.state(), *before, *asked.revision, asked.reader.text_language);
    return cycle_page(house, asked.reader, asked.state(), view);
}

/// The source, byte by byte as its digest counts it.
http::Response source(const House& house, const AskedRevision& asked) {
    auto response = http::with_type(200, "text/plain; charset=utf-8",
                                    text_of(house, asked.state(), *asked.revision));
    response.headers.set("Content-Disposition", "attachment");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

template <class Render>
void answer_later(const House& house, const http::Context& context, http::Answer answer,
                  Render render) {
    auto what = asked_revision(house, context, answer);
    if (!what) return;
    const auto reader = what->reader;
    render_later(house, reader, std::move(answer),
                 [what = std::move(*what), render] { return std::optional(render(what)); });
}

}  // namespace

void bind_revision_pages(http::Router& router, const House& house) {
    router.bind("page.revision", [&](const http::Context& context, http::Answer answer) {
        answer_later(house, context, std::move(answer),
                     [&house](const AskedRevision& what) { return text_page(house, what); });
    });
    router.bind("page.differences", [&](const http::Context& context, http::Answer answer) {
        answer_later(
            house, context, std::move(answer),
            [&house, since = std::string(context.request.parameter("since").value_or(""))](
                const AskedRevision& what) { return differences_page(house, what, since); });
    });
    router.bind("page.source", [&](const http::Context& context, http::Answer answer) {
        answer_later(house, context, std::move(answer),
                     [&house](const AskedRevision& what) { return source(house, what); });
    });
}

}  // namespace paraph::api
