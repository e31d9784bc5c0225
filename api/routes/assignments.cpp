#include "api/routes/comment_input.hpp"
#include "api/routes/find_assignment.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct PositionInput {
    std::string body, stage;  // on /cycles/{id}/positions only
    std::string position, reason;
    std::vector<CommentInput> comments;
    std::optional<int> revision;
    std::optional<Digest> sha256;
    std::string received, proposes;
    std::optional<json::object> form;
};
BOOST_DESCRIBE_STRUCT(PositionInput, (),
                      (body, stage, position, reason, comments, revision, sha256, received,
                       proposes, form))

struct TimeInput {
    std::optional<Instant> until;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(TimeInput, (), (until, reason))

struct LinkInput {
    std::string person;
    std::string act;  // "issue" (also anew), "revoke"
};
BOOST_DESCRIBE_STRUCT(LinkInput, (), (person, act))

/// All but the comments, whose anchors need the text.
TakePosition command_of(PositionInput& input) {
    TakePosition command;
    command.body = std::move(input.body);
    command.stage = std::move(input.stage);
    command.position = std::move(input.position);
    command.reason = std::move(input.reason);
    command.revision = input.revision;
    command.digest = input.sha256;
    command.received = std::move(input.received);
    command.proposes = std::move(input.proposes);
    command.form = std::move(input.form);
    return command;
}

/// What was recorded, short: a receipt, not the whole cycle.
http::Response receipt(const Settled& settled, const std::string& assignment,
                       const std::string& body) {
    const auto& state = *settled.state;
    json::object item{{"cycle", state.id}, {"status", enum_text(state.status)}};
    if (!state.outcome.empty()) item["outcome"] = state.outcome;
    if (const auto* round = state.current()) item["stage"] = round->stage;
    if (settled.number >= 0) item["entry"] = settled.number;
    if (settled.made == "late") {
        item["recorded"] = "late";
        item["detail"] = "It came after the end: recorded as late, and changes nothing.";
    }
    for (auto round = state.rounds.rbegin(); round != state.rounds.rend(); ++round)
        for (const auto& seat : (*round)->assignments) {
            if (assignment.empty() ? seat->body != body : seat->id != assignment) continue;
            if (!seat->answer && settled.made != "late") continue;
            item["assignment"] = seat->id;
            item["body"] = seat->body;
            item["state"] = enum_text(seat->status);
            if (seat->answer) {
                item["position"] = seat->answer->position;
                item["revision"] = seat->answer->revision;
                item["at"] = to_text(seat->answer->at);
            }
            return http::json(200, json::serialize(item));
        }
    return http::json(200, json::serialize(item));
}

void take_position(const House& house, const http::Context& context, const std::string& cycle,
                   TakePosition command, std::vector<CommentInput> comments, http::Answer answer) {
    const auto seen = look_at(house, cycle, context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    auto said = comments_of(house, *seen->state, command.revision, std::move(comments));
    if (!said) return answer(problem_for(context.request, said.error()));
    command.comments = std::move(*said);
    const std::string assignment = command.assignment, body = command.body;
    submit(
        house, context, cycle, Command(std::move(command)), std::move(answer),
        [assignment, body](const Settled& settled) { return receipt(settled, assignment, body); });
}

/// By the assignment of the address.
void take_seated_position(const House& house, const http::Context& context, PositionInput input,
                          http::Answer answer) {
    auto command = command_of(input);
    command.assignment = context.param("id");
    const auto cycle = id::cycle_of(command.assignment);
    take_position(house, context, cycle, std::move(command), std::move(input.comments),
                  std::move(answer));
}

/// The two acts of a chain's level are positions of the sign-off: sign and decline.
http::RouteHandler level_act(const House& house, std::string position) {
    return [&house, position = std::move(position)](const http::Context& context,
                                                    http::Answer answer) {
        auto input = read_body<PositionInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        const auto found = find_assignment(house, context);
        if (!found) return answer(problem_for(context.request, found.error()));
        input->position = position;
        take_seated_position(house, context, std::move(*input), std::move(answer));
    };
}

template <class C>
http::RouteHandler block_act(const House& house) {
    return [&house](const http::Context& context, http::Answer answer) {
        auto input = read_body<ReceivedInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        const auto found = find_assignment(house, context);
        if (!found) return answer(problem_for(context.request, found.error()));
        const std::string name = context.param("id");
        submit(house, context, id::cycle_of(name),
               Command(C{.assignment = name, .received = std::move(input->received)}),
               std::move(answer),
               [name](const Settled& settled) { return receipt(settled, name, ""); });
    };
}

/// Asks the secretariat for more time; the deadline moves only when it extends.
void request_time(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<TimeInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto found = find_assignment(house, context);
    if (!found) return answer(problem_for(context.request, found.error()));
    const std::string name = context.param("id");
    submit(house, context, id::cycle_of(name),
           Command(RequestTime{
               .assignment = name, .until = input->until, .reason = std::move(input->reason)}),
           std::move(answer),
           [name](const Settled& settled) { return receipt(settled, name, ""); });
}

void issue_link(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<LinkInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto found = find_assignment(house, context);
    if (!found) return answer(problem_for(context.request, found.error()));
    const auto& name = context.param("id");
    const std::string person = !input->person.empty() ? input->person
                               : found->assignment->people.empty()
                                   ? ""
                                   : found->assignment->people.front();
    if (auto r = need(person, "person"); !r) return answer(problem_for(context.request, r.error()));
    Command command = IssueLink{.assignment = name, .person = person};
    if (input->act == "revoke") command = RevokeLink{.assignment = name, .person = person};
    if (!input->act.empty() && input->act != "revoke" && input->act != "issue")
        return answer(problem_for(context.request, refuse(Refused::invalid,
                                                          "A link is issued (also anew) or revoked:"
                                                          " \"act\": \"issue\" or \"revoke\".",
                                                          "/act")));
    // The link itself goes to the address on file, never into an answer.
    submit(house, context, id::cycle_of(name), std::move(command), std::move(answer),
           [name, person, act = input->act](const Settled&) {
               return http::json(200, json::serialize(json::object{
                                          {"assignment", name},
                                          {"person", person},
                                          {"link", act == "revoke" ? "revoked" : "mailed"}}));
           });
}

}  // namespace

void bind_assignments(http::Router& router, const House& house) {
    takes<PositionInput>(router, {"assignments.position", "assignments.forward",
                                  "assignments.return", "positions.take"});
    takes<ReceivedInput>(router, {"assignments.lift", "assignments.maintain"}, false);
    takes<TimeInput>(router, {"assignments.time"});
    takes<LinkInput>(router, {"assignments.link"});
    router.bind("assignments.time", handler_in(house, request_time));
    router.bind("assignments.list", [&](const http::Context& context, http::Answer answer) {
        const auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        json::array items;
        for (const auto& round : seen->state->rounds)
            for (const auto& seat : round->assignments)
                if (seen->view.all_positions || seat->body == seen->view.body)
                    items.push_back(assignment_json(*seen, *round, *seat, Said()));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("assignments.read", [&](const http::Context& context, http::Answer answer) {
        auto found = find_assignment(house, context);
        if (!found) return answer(problem_for(context.request, found.error()));
        in_background(house, context, std::move(answer), [&house, found = std::move(*found)] {
            const Said said(house.archive, *found.seen.state);
            return http::json(200, json::serialize(assignment_json(found.seen, *found.round,
                                                                   *found.assignment, said)));
        });
    });
    router.bind("assignments.position", [&](const http::Context& context, http::Answer answer) {
        auto input = read_body<PositionInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        const auto found = find_assignment(house, context);
        if (!found) return answer(problem_for(context.request, found.error()));
        take_seated_position(house, context, std::move(*input), std::move(answer));
    });
    router.bind("positions.take", [&](const http::Context& context, http::Answer answer) {
        auto input = read_body<PositionInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        if (auto r = need(input->body, "body"); !r)
            return answer(problem_for(context.request, r.error()));
        take_position(house, context, context.param("id"), command_of(*input),
                      std::move(input->comments), std::move(answer));
    });
    router.bind("assignments.lift", block_act<LiftBlock>(house));
    router.bind("assignments.maintain", block_act<MaintainBlock>(house));
    router.bind("assignments.forward", level_act(house, "sign"));
    router.bind("assignments.return", level_act(house, "decline"));
    router.bind("assignments.link", handler_in(house, issue_link));
}

}  // namespace paraph::api
