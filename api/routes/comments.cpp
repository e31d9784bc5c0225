#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct DispositionInput {
    Disposition disposition = Disposition::noted;
    std::string observation;
};
BOOST_DESCRIBE_STRUCT(DispositionInput, (), (disposition, observation))

bool sees(const Seen& seen, const Comment& comment) {
    return seen.view.sees_comment(comment.body, is_hidden(*seen.definition, *seen.state, comment));
}

/// The cycle of a comment, if the reader may see the comment.
Result<Seen> find(const House& house, const http::Context& context) {
    const auto& name = context.param("id");
    const auto missing = refuse(Refused::not_found, "There is no such comment, or not for you.");
    if (!id::is(id::comment, name)) return missing;
    auto seen = look_at(house, id::cycle_of(name), context.principal);
    const auto* comment = seen ? seen->state->comment(name) : nullptr;
    if (!comment || !sees(*seen, *comment)) return missing;
    return seen;
}

/// A comment changes with its cycle, so the cycle's sequence is its version.
http::Response comment_response(const House& house, const Principal& principal,
                                const Settled& settled, const std::string& name) {
    const auto seen = look_at(house, settled.stream, principal);
    const auto* comment = seen ? seen->state->comment(name) : nullptr;
    if (!comment) return http::empty();
    const Said said(house.archive, *seen->state);
    auto response = http::json(200, json::serialize(comment_json(*seen, *comment, said)));
    response.headers.set("ETag", etag(seen->state->sequence));
    return response;
}

template <class C>
http::RouteHandler take_back(const House& house) {
    return [&house](const http::Context& context, http::Answer answer) {
        const auto seen = find(house, context);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        const std::string name = context.param("id");
        submit(house, context, id::cycle_of(name), Command(C{.comment = name}), std::move(answer),
               [&house, name, principal = context.principal](const Settled& settled) {
                   return comment_response(house, principal, settled, name);
               });
    };
}

void dispose(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<DispositionInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto seen = find(house, context);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    const auto version = if_match(context.request);
    if (!version) return answer(problem_for(context.request, version.error()));
    if (*version != seen->state->sequence)
        return answer(problem_for(
            context.request, refuse(Refused::stale, "The cycle has changed since you read it.")));
    const std::string name = context.param("id");
    submit(
        house, context, id::cycle_of(name),
        Command(AnswerComment{
            .comment = name, .disposition = input->disposition, .observation = input->observation}),
        std::move(answer), [&house, name, principal = context.principal](const Settled& settled) {
            return comment_response(house, principal, settled, name);
        });
}

}  // namespace

void bind_comments(http::Router& router, const House& house) {
    router.bind("comments.list", [&](const http::Context& context, http::Answer answer) {
        auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        const std::string path = context.request.path;
        in_background(house, context, std::move(answer), [&house, path, seen = std::move(*seen)] {
            const Said said(house.archive, *seen.state);
            json::array items;
            for (const auto& comment : seen.state->comments)
                if (sees(seen, *comment)) items.push_back(comment_json(seen, *comment, said));
            auto response = list(std::move(items), path);
            response.headers.set("ETag", etag(seen.state->sequence));
            return response;
        });
    });
    router.bind("comments.dispose", [&](const http::Context& context, http::Answer answer) {
        dispose(house, context, std::move(answer));
    });
    router.bind("comments.lift", take_back<LiftComment>(house));
    router.bind("comments.withdraw", take_back<WithdrawComment>(house));
}

}  // namespace paraph::api
