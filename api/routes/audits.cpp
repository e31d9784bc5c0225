#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct AuditInput {
    std::string auditor;
    std::vector<std::string> cycles;
};
BOOST_DESCRIBE_STRUCT(AuditInput, (), (auditor, cycles))

struct ExportInput {
    std::string cycle;
    std::string format;
};
BOOST_DESCRIBE_STRUCT(ExportInput, (), (cycle, format))

json::object audit_json(const std::string& auditor, const std::set<std::string>& cycles) {
    return {{"auditor", auditor}, {"cycles", json::array(cycles.begin(), cycles.end())}};
}

/// What was noted is an entry; its number says where to find it.
http::Response noted(const Settled& settled) {
    return http::json(201, json::serialize(json::object{{"entry", settled.number}}));
}

void note(const House& house, const http::Context& context, RegistryCommand command,
          http::Answer answer) {
    submit(house, context, std::string(registry_stream), std::move(command), std::move(answer),
           noted);
}

void list_audits(const House& house, const http::Context& context, http::Answer answer) {
    json::array items;
    for (const auto& [auditor, cycles] : house.desk.registry()->audits)
        items.push_back(audit_json(auditor, cycles));
    answer(list(std::move(items), context.request.path));
}

void assign(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<AuditInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    submit(house, context, std::string(registry_stream),
           RegistryCommand(AssignAudit{.auditor = std::move(input->auditor),
                                       .cycles = std::move(input->cycles)}),
           std::move(answer), [](const Settled& settled) {
               const auto found = settled.registry->audits.find(settled.made);
               return http::json(200, json::serialize(audit_json(found->first, found->second)));
           });
}

void note_reading(const House& house, const http::Context& context, http::Answer answer) {
    const auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    note(house, context, NoteReading{.cycle = seen->state->id}, std::move(answer));
}

void note_export(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<ExportInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    if (input->format.empty())
        return answer(problem_for(context.request,
                                  refuse(Refused::invalid, "Say in which form.", "/format")));
    if (!input->cycle.empty())
        if (const auto seen = look_at(house, input->cycle, context.principal); !seen)
            return answer(problem_for(context.request, seen.error()));
    note(house, context,
         NoteExport{.cycle = std::move(input->cycle), .format = std::move(input->format)},
         std::move(answer));
}

}  // namespace

void bind_audits(http::Router& router, const House& house) {
    const auto bind = [&](std::string_view name, auto* function) {
        router.bind(name, [&house, function](const http::Context& context, http::Answer answer) {
            function(house, context, std::move(answer));
        });
    };
    bind("audits.list", list_audits);
    bind("audits.assign", assign);
    bind("audits.read", note_reading);
    bind("audits.export", note_export);
}

}  // namespace paraph::api
