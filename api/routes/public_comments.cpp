// Where a stage is open to anyone: the text, and comments under a name that people give.

#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/public_round.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct PublicCommentInput {
    std::string paragraph, text, proposed;
};
BOOST_DESCRIBE_STRUCT(PublicCommentInput, (), (paragraph, text, proposed))

struct PublicInput {
    std::string name;
    std::vector<PublicCommentInput> comments;
    std::optional<int> revision;
    std::optional<Digest> sha256;
};
BOOST_DESCRIBE_STRUCT(PublicInput, (), (name, comments, revision, sha256))

}  // namespace

const Principal& the_public() {
    static const Principal principal = [] {
        Principal somebody;
        somebody.id = std::string(paraph::anyone);
        somebody.body = std::string(paraph::anyone);
        somebody.via = "public";
        return somebody;
    }();
    return principal;
}

Result<PublicRound> public_round(const House& house, const std::string& cycle) {
    const auto missing = refuse(Refused::not_found, "Nothing here is open to the public.");
    auto seen = look_at(house, cycle, the_public());
    if (!seen) return missing;
    for (const int index : seen->state->open_rounds()) {
        const auto& round = seen->state->round(index);
        for (const auto& seat : round.assignments)
            if (seat->body == paraph::anyone)
                return PublicRound{std::move(*seen), &round, seat.get()};
    }
    return missing;
}

TakePosition public_position(const PublicRound& open) {
    TakePosition command;
    command.assignment = open.seat->id;
    command.body = std::string(paraph::anyone);
    const auto& positions = open.seen.definition->stage(open.round->stage)->positions;
    const auto position = std::ranges::find(positions, true, &PositionRule::comments_required);
    command.position = position == positions.end() ? positions.front().name : position->name;
    return command;
}

namespace {

void comment(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<PublicInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto open = public_round(house, context.param("id"));
    if (!open) return answer(problem_for(context.request, open.error()));
    auto command = public_position(*open);
    command.name = std::move(input->name);
    command.revision = input->revision;
    command.digest = input->sha256;
    for (auto& each : input->comments)
        command.comments.push_back({.paragraph = std::move(each.paragraph),
                                    .force = Force::remark,
                                    .type = CommentType::general,
                                    .text = std::move(each.text),
                                    .proposed = std::move(each.proposed)});
    const http::Context as_public{context.request, the_public(), context.route, context.params};
    submit(house, as_public, context.param("id"), Command(std::move(command)), std::move(answer),
           [](const Settled& settled) {
               return http::json(201, json::serialize(json::object{{"entry", settled.number}}));
           });
}

}  // namespace

void bind_public_comments(http::Router& router, const House& house) {
    takes<PublicInput>(router, {"public.comment"});
    router.bind("public.read", [&](const http::Context& context, http::Answer answer) {
        auto open = public_round(house, context.param("id"));
        if (!open) return answer(problem_for(context.request, open.error()));
        in_background(house, context, std::move(answer), [&house, open = std::move(*open)] {
            const auto& state = *open.seen.state;
            json::object item{{"title", state.title}, {"stage", open.round->stage}};
            if (open.round->due) item["due"] = to_text(*open.round->due);
            if (const auto* revision = state.revision()) {
                item["revision"] = revision->number;
                item["sha256"] = to_hex(revision->digest);
                item["text"] = text_of(house, state, *revision);
            }
            return http::json(200, json::serialize(item));
        });
    });
    router.bind("public.comment", handler_in(house, comment));
}

}  // namespace paraph::api
