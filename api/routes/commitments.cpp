#include "api/routes/commitment_list.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct CommitmentInput {
    std::string body, comment, text, indicator, stage;
    std::optional<Instant> due;
};
BOOST_DESCRIBE_STRUCT(CommitmentInput, (), (body, comment, text, indicator, stage, due))

struct ReportInput {
    CommitmentStatus status = CommitmentStatus::on_track;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ReportInput, (), (status, text))

json::object commitment_json(const Commitment& commitment, const Said& said) {
    json::object item{{"id", commitment.id},
                      {"number", commitment.number},
                      {"body", commitment.body},
                      {"state", enum_text(commitment.status)},
                      {"due", to_text(commitment.due)},
                      {"text", said.text(commitment.entry, "text")}};
    if (!commitment.comment.empty()) item["comment"] = commitment.comment;
    if (auto indicator = said.text(commitment.entry, "indicator"); !indicator.empty())
        item["indicator"] = std::move(indicator);
    if (commitment.report > 0) item["report"] = said.text(commitment.report, "text");
    return item;
}

http::Response commitment_response(const House& house, const Principal& principal,
                                   const Settled& settled, const std::string& name,
                                   unsigned status) {
    const auto seen = look_at(house, settled.stream, principal);
    const auto* commitment = seen ? seen->state->commitment(name) : nullptr;
    if (!commitment) return http::empty();
    const Said said(house.archive, *seen->state);
    return http::json(status, json::serialize(commitment_json(*commitment, said)));
}

void commit(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<CommitmentInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    submit(house, context, context.param("id"),
           Command(MakeCommitment{.body = std::move(input->body),
                                  .comment = std::move(input->comment),
                                  .text = std::move(input->text),
                                  .indicator = std::move(input->indicator),
                                  .due = input->due,
                                  .stage = std::move(input->stage)}),
           std::move(answer), [&house, principal = context.principal](const Settled& settled) {
               return commitment_response(house, principal, settled, settled.made, 201);
           });
}

void report(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<ReportInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const std::string name = context.param("id");
    const auto missing =
        refuse(Refused::not_found, "There is no such commitment, or it is not for you.");
    if (!id::is(id::commitment, name)) return answer(problem_for(context.request, missing));
    const auto seen = look_at(house, id::cycle_of(name), context.principal);
    const auto* commitment = seen ? seen->state->commitment(name) : nullptr;
    if (!commitment || !sees(*seen, *commitment))
        return answer(problem_for(context.request, missing));
    submit(house, context, id::cycle_of(name),
           Command(ReportCommitment{
               .commitment = name, .status = input->status, .text = std::move(input->text)}),
           std::move(answer),
           [&house, name, principal = context.principal](const Settled& settled) {
               return commitment_response(house, principal, settled, name, 200);
           });
}

/// Of all cycles that the reader may see, each with its cycle.
void list_all(const House& house, const http::Context& context, http::Answer answer) {
    const auto filter = commitment_filter(context.request);
    if (!filter) return answer(problem_for(context.request, filter.error()));
    in_background(house, context, std::move(answer),
                  [&house, filter = *filter, principal = context.principal,
                   path = std::string(context.request.path)] {
                      json::array items;
                      each_commitment(house, principal, [&](const Seen& seen, const auto& one) {
                          if (!filter.takes(*seen.state, one)) return;
                          const Said said(house.archive, *seen.state);
                          auto item = commitment_json(one, said);
                          item["cycle"] = {{"id", seen.state->id}, {"title", seen.state->title}};
                          items.push_back(std::move(item));
                      });
                      return list(std::move(items), path);
                  });
}

}  // namespace

void bind_commitments(http::Router& router, const House& house) {
    takes<CommitmentInput>(router, {"commitments.make"});
    takes<ReportInput>(router, {"commitments.report"});
    router.bind("commitments.list", [&](const http::Context& context, http::Answer answer) {
        auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        const std::string path = context.request.path;
        in_background(house, context, std::move(answer), [&house, path, seen = std::move(*seen)] {
            const Said said(house.archive, *seen.state);
            json::array items;
            for (const auto& commitment : seen.state->commitments)
                if (sees(seen, *commitment)) items.push_back(commitment_json(*commitment, said));
            return list(std::move(items), path);
        });
    });
    router.bind("commitments.all", handler_in(house, list_all));
    router.bind("commitments.make", handler_in(house, commit));
    router.bind("commitments.report", handler_in(house, report));
}

}  // namespace paraph::api
