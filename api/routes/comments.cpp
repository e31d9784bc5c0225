#include "api/routes/comment_filter.hpp"
#include "api/routes/comment_input.hpp"
#include "api/routes/comment_thread.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct DispositionInput {
    Disposition disposition = Disposition::noted;
    std::string observation;
};
BOOST_DESCRIBE_STRUCT(DispositionInput, (), (disposition, observation))

struct CommentsInput {
    std::string body, stage, assignment;
    std::optional<int> revision;
    std::vector<CommentInput> comments;
    std::string received;
};
BOOST_DESCRIBE_STRUCT(CommentsInput, (), (body, stage, assignment, revision, comments, received))

struct AnswerInput {
    std::string comment;
    Disposition disposition = Disposition::noted;
    std::string observation;
};
BOOST_DESCRIBE_STRUCT(AnswerInput, (), (comment, disposition, observation))

/// One answer for all of `comments`, or `answers`, each its own.
struct AnswersInput {
    std::vector<std::string> comments;
    std::optional<Disposition> disposition;
    std::string observation;
    std::vector<AnswerInput> answers;
};
BOOST_DESCRIBE_STRUCT(AnswersInput, (), (comments, disposition, observation, answers))

struct ReplyInput {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ReplyInput, (), (text))
struct MergeInput {
    std::vector<std::string> same;
};
BOOST_DESCRIBE_STRUCT(MergeInput, (), (same))
struct PartInput {
    std::vector<std::string> comments;
};
BOOST_DESCRIBE_STRUCT(PartInput, (), (comments))
struct WithdrawalsInput {
    std::vector<std::string> comments;
    std::string received;
};
BOOST_DESCRIBE_STRUCT(WithdrawalsInput, (), (comments, received))
struct GroupInput {
    std::vector<std::string> comments;
    std::string group;
};
BOOST_DESCRIBE_STRUCT(GroupInput, (), (comments, group))

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

/// With what was said about it since.
json::object whole_comment(const Seen& seen, const Comment& comment, const Said& said,
                           const House& house) {
    auto item = comment_json(seen, comment, said, Carryings(*seen.state));
    json::array thread;
    for (const auto& one : thread_of(house, seen, comment, said)) {
        json::object reply{{"text", one.text}};
        if (!one.body.empty()) reply["body"] = one.body;
        if (one.at) reply["at"] = to_text(*one.at);
        if (!one.person.empty()) reply["person"] = one.person;
        thread.push_back(std::move(reply));
    }
    if (!thread.empty()) item["thread"] = std::move(thread);
    return item;
}

/// A comment changes with its cycle, so the cycle's sequence is its version.
http::Response comment_response(const House& house, const Principal& principal,
                                const std::string& name) {
    const auto seen = look_at(house, id::cycle_of(name), principal);
    const auto* comment = seen ? seen->state->comment(name) : nullptr;
    if (!comment) return http::empty();
    const Said said(house.archive, *seen->state);
    auto response = http::json(200, json::serialize(whole_comment(*seen, *comment, said, house)));
    response.headers.set("ETag", etag(seen->version));
    return response;
}

/// A command about the comment of the address, made from the body of the request.
template <class Input, class Make>
http::RouteHandler about_comment(const House& house, Make make) {
    return [&house, make](const http::Context& context, http::Answer answer) {
        const auto seen = find(house, context);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        auto input = read_body<Input>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        const std::string name = context.param("id");
        submit(house, context, id::cycle_of(name), Command(make(name, std::move(*input))),
               std::move(answer), [&house, name, principal = context.principal](const Settled&) {
                   return comment_response(house, principal, name);
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
    if (*version != seen->version)
        return answer(problem_for(
            context.request, refuse(Refused::stale, "The cycle has changed since you read it.")));
    const std::string name = context.param("id");
    submit(house, context, id::cycle_of(name),
           Command(AnswerComment{.comment = name,
                                 .disposition = input->disposition,
                                 .observation = input->observation,
                                 .if_sequence = seen->state->sequence}),
           std::move(answer), [&house, name, principal = context.principal](const Settled&) {
               return comment_response(house, principal, name);
           });
}

/// What became of a command about many comments. How many there are is not everybody's to know.
http::Response receipt(const Settled& settled) {
    json::object item{{"cycle", settled.stream}};
    if (settled.number >= 0) item["entry"] = settled.number;
    if (!settled.made.empty()) item["first"] = settled.made;
    return http::json(200, json::serialize(item));
}

/// Whoever answers may know what is left.
http::Response receipt_of_answers(const Settled& settled) {
    json::object item{{"cycle", settled.stream},
                      {"comments", settled.state->comments.size()},
                      {"unanswered", settled.state->comments.unanswered()}};
    if (settled.number >= 0) item["entry"] = settled.number;
    return http::json(200, json::serialize(item));
}

/// A command about the cycle's comments.
template <class Input, class Make>
http::RouteHandler about_many(const House& house, Make make,
                              http::Response (*render)(const Settled&) = receipt) {
    return [&house, make, render](const http::Context& context, http::Answer answer) {
        const auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        auto input = read_body<Input>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        Result<Command> command = make(*seen, std::move(*input));
        if (!command) return answer(problem_for(context.request, command.error()));
        submit(house, context, context.param("id"), std::move(*command), std::move(answer), render);
    };
}

Result<Command> answers_of(AnswersInput input) {
    AnswerComments command;
    if (!input.comments.empty() && !input.disposition)
        return refuse(Refused::invalid, "Say what becomes of them: \"disposition\".",
                      "/disposition");
    for (auto& name : input.comments)
        command.answers.push_back({.comment = std::move(name),
                                   .disposition = *input.disposition,
                                   .observation = input.observation});
    for (auto& one : input.answers)
        command.answers.push_back({.comment = std::move(one.comment),
                                   .disposition = one.disposition,
                                   .observation = std::move(one.observation)});
    return Command(std::move(command));
}

Result<Command> additions(const House& house, const Seen& seen, CommentsInput input) {
    auto comments = comments_of(house, *seen.state, input.revision, std::move(input.comments));
    if (!comments) return comments.error();
    AddComments command{.assignment = std::move(input.assignment),
                        .stage = std::move(input.stage),
                        .received = std::move(input.received)};
    command.bodies.push_back({.body = std::move(input.body),
                              .comments = std::move(*comments),
                              .revision = input.revision});
    return Command(std::move(command));
}

/// The page after `cursor`, the number of a comment.
http::Response comments_page(const House& house, const Seen& seen, const CommentFilter& filter,
                             const Paging& page, std::size_t after, const std::string& address) {
    const Said said(house.archive, *seen.state);
    const Carryings carryings(*seen.state);
    const auto& all = seen.state->comments;
    json::array items;
    std::size_t at = after;
    for (; at < all.size() && items.size() < page.limit; ++at) {
        const auto& comment = *all[at];
        if (filter.takes(comment, carryings) && sees(seen, comment))
            items.push_back(comment_json(seen, comment, said, carryings));
    }
    auto response = list(std::move(items), address, at < all.size() ? std::to_string(at) : "");
    response.headers.set("ETag", etag(seen.version));
    return response;
}

void list_comments(const House& house, const http::Context& context, http::Answer answer) {
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    auto filter = comment_filter(context.request);
    if (!filter) return answer(problem_for(context.request, filter.error()));
    const auto page = paging(context.request);
    if (!page) return answer(problem_for(context.request, page.error()));
    const auto after =
        page->cursor.empty() ? Result<std::int64_t>(0) : number_in(page->cursor, "cursor");
    if (!after) return answer(problem_for(context.request, after.error()));
    in_background(
        house, context, std::move(answer),
        [&house, address = list_address(context.request), seen = std::move(*seen),
         filter = std::move(*filter), page = *page, after = static_cast<std::size_t>(*after)] {
            return comments_page(house, seen, filter, page, after, address);
        });
}

void read_comment(const House& house, const http::Context& context, http::Answer answer) {
    const auto seen = find(house, context);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    in_background(house, context, std::move(answer),
                  [&house, name = context.param("id"), principal = context.principal] {
                      return comment_response(house, principal, name);
                  });
}

}  // namespace

void bind_comments(http::Router& router, const House& house) {
    takes<DispositionInput>(router, {"comments.dispose"});
    takes<ReceivedInput>(router, {"comments.lift", "comments.withdraw"}, false);
    takes<NoInput>(router, {"comments.withdraw", "comments.maintain"}, false);
    takes<ReplyInput>(router, {"comments.reply"});
    takes<MergeInput>(router, {"comments.merge"});
    takes<PartInput>(router, {"comments.part"});
    takes<WithdrawalsInput>(router, {"comments.withdrawals"});
    takes<GroupInput>(router, {"comments.group"});
    takes<AnswersInput>(router, {"comments.answer"});
    takes<CommentsInput>(router, {"comments.add"});
    router.bind("comments.list", handler_in(house, list_comments));
    router.bind("comments.read", handler_in(house, read_comment));
    router.bind("comments.dispose", handler_in(house, dispose));
    const auto lift = [](auto& name, auto&& input) {
        return LiftComment{.comment = name, .received = std::move(input.received)};
    };
    const auto withdraw = [](auto& name, auto&& input) {
        return WithdrawComment{.comment = name, .received = std::move(input.received)};
    };
    const auto maintain = [](auto& name, auto&&) { return MaintainComment{.comment = name}; };
    router.bind("comments.lift", about_comment<ReceivedInput>(house, lift));
    router.bind("comments.withdraw", about_comment<ReceivedInput>(house, withdraw));
    router.bind("comments.maintain", about_comment<NoInput>(house, maintain));
    router.bind("comments.reply", about_comment<ReplyInput>(house, [](auto& name, auto&& input) {
                    return ReplyToComment{.comment = name, .text = std::move(input.text)};
                }));
    router.bind("comments.merge", about_comment<MergeInput>(house, [](auto& name, auto&& input) {
                    return MergeComments{.comment = name, .same = std::move(input.same)};
                }));
    router.bind(
        "comments.withdrawals",
        about_many<WithdrawalsInput>(house, [](const Seen&, WithdrawalsInput input) {
            return Result<Command>(Command(WithdrawComments{
                .comments = std::move(input.comments), .received = std::move(input.received)}));
        }));
    router.bind(
        "comments.part", about_many<PartInput>(house, [](const Seen&, PartInput input) {
            return Result<Command>(Command(PartComments{.comments = std::move(input.comments)}));
        }));
    router.bind("comments.group", about_many<GroupInput>(house, [](const Seen&, GroupInput input) {
                    return Result<Command>(Command(GroupComments{
                        .comments = std::move(input.comments), .group = std::move(input.group)}));
                }));
    router.bind(
        "comments.answer",
        about_many<AnswersInput>(
            house, [](const Seen&, AnswersInput input) { return answers_of(std::move(input)); },
            receipt_of_answers));
    router.bind("comments.add",
                about_many<CommentsInput>(house, [&house](const Seen& seen, CommentsInput input) {
                    return additions(house, seen, std::move(input));
                }));
}

}  // namespace paraph::api
