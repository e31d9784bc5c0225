// Who within a body does it: claims, levels and their end dates, comments on their way out.

#include "api/routes/comment_filter.hpp"
#include "api/routes/find_assignment.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct HandOverInput {
    std::string person;
};
BOOST_DESCRIBE_STRUCT(HandOverInput, (), (person))

struct EndInput {
    std::string function;
    std::optional<Instant> due;
};
BOOST_DESCRIBE_STRUCT(EndInput, (), (function, due))

struct WordsInput {  // each as the comment says, unless it is given
    std::optional<std::string> text, proposed;
};
BOOST_DESCRIBE_STRUCT(WordsInput, (), (text, proposed))

/// The cycle of a comment, if the reader may see the comment.
Result<Seen> find_comment(const House& house, const http::Context& context) {
    const auto& name = context.param("id");
    const auto missing = refuse(Refused::not_found, "There is nothing of this id, or not for you.");
    if (!id::is(id::comment, name)) return missing;
    auto seen = look_at(house, id::cycle_of(name), context.principal);
    const auto* comment = seen ? seen->state->comment(name) : nullptr;
    if (!comment || !sees(*seen, *comment)) return missing;
    return seen;
}

void give_on_assignment(const House& house, const http::Context& context, Command command,
                        http::Answer answer) {
    const std::string name = context.param("id");
    submit(house, context, id::cycle_of(name), std::move(command), std::move(answer),
           [&house, name, principal = context.principal](const Settled& settled) {
               const auto seen = look_at(house, settled.stream, principal);
               const auto seated = seen ? seen->state->seated(name) : Seated{};
               if (!seated) return http::empty();
               return http::json(200, json::serialize(assignment_json(*seen, *seated.round,
                                                                      *seated.assignment, Said())));
           });
}

void give_on_comment(const House& house, const http::Context& context, Command command,
                     http::Answer answer) {
    const std::string name = context.param("id");
    submit(house, context, id::cycle_of(name), std::move(command), std::move(answer),
           [&house, name, principal = context.principal](const Settled& settled) {
               const auto seen = look_at(house, settled.stream, principal);
               const auto* comment = seen ? seen->state->comment(name) : nullptr;
               if (!comment) return http::empty();
               const Said said(house.archive, *seen->state);
               const auto item = comment_json(*seen, *comment, said, Carryings(*seen->state));
               return http::json(200, json::serialize(item));
           });
}

template <class C>
http::RouteHandler assignment_act(const House& house) {
    return [&house](const http::Context& context, http::Answer answer) {
        if (const auto input = read_body<NoInput>(context.request); !input)
            return answer(problem_for(context.request, input.error()));
        const auto seen = find_assignment(house, context);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        give_on_assignment(house, context, C{.assignment = context.param("id")}, std::move(answer));
    };
}

template <class C>
http::RouteHandler comment_act(const House& house) {
    return [&house](const http::Context& context, http::Answer answer) {
        if (const auto input = read_body<NoInput>(context.request); !input)
            return answer(problem_for(context.request, input.error()));
        const auto seen = find_comment(house, context);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        give_on_comment(house, context, C{.comment = context.param("id")}, std::move(answer));
    };
}

void hand_over(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<HandOverInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    if (auto r = need(input->person, "person"); !r)
        return answer(problem_for(context.request, r.error()));
    const auto seen = find_assignment(house, context);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    give_on_assignment(
        house, context,
        HandOverAssignment{.assignment = context.param("id"), .person = input->person},
        std::move(answer));
}

void set_end_date(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<EndInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    if (!input->due)
        return answer(problem_for(
            context.request,
            refuse(Refused::invalid, "Say until when: \"due\", an RFC 3339 time.", "/due")));
    const auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    submit(house, context, context.param("id"),
           Command(SetEndDate{.function = input->function, .due = *input->due}), std::move(answer),
           [&house, principal = context.principal](const Settled& settled) {
               const auto now = look_at(house, settled.stream, principal);
               return now ? cycle_response(*now) : http::empty();
           });
}

/// The comment's own words, unless others are given.
void submit_comment(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<WordsInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto seen = find_comment(house, context);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    const auto& comment = *seen->state->comment(context.param("id"));
    const Said said(house.archive, *seen->state);
    const auto text = said.comment(comment), proposed = said.proposed(comment);
    SubmitComment command{.comment = comment.id,
                          .text = input->text.value_or(text),
                          .proposed = input->proposed.value_or(proposed)};
    command.quote = said.quote(comment);
    command.edited = command.text != text || command.proposed != proposed;
    give_on_comment(house, context, std::move(command), std::move(answer));
}

}  // namespace

void bind_inside(http::Router& router, const House& house) {
    takes<NoInput>(
        router, {"assignments.claim", "assignments.release", "comments.verify", "comments.support"},
        false);
    takes<HandOverInput>(router, {"assignments.hand-over"});
    takes<EndInput>(router, {"cycles.end-date"});
    takes<WordsInput>(router, {"comments.submit"}, false);
    router.bind("assignments.claim", assignment_act<ClaimAssignment>(house));
    router.bind("assignments.release", assignment_act<ReleaseAssignment>(house));
    router.bind("assignments.hand-over", handler_in(house, hand_over));
    router.bind("cycles.end-date", handler_in(house, set_end_date));
    router.bind("comments.verify", comment_act<VerifyComment>(house));
    router.bind("comments.support", comment_act<SupportComment>(house));
    router.bind("comments.submit", handler_in(house, submit_comment));
}

}  // namespace paraph::api
