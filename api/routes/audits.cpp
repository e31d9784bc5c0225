#include "api/readings.hpp"
#include "api/routes/audit_entrance.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
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

void note_cycle_read(const House& house, const http::Context& context, http::Answer answer) {
    if (const auto input = read_body<NoInput>(context.request); !input)
        return answer(problem_for(context.request, input.error()));
    const auto seen = know_of(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    note_reading(house, context, seen->state->id, std::move(answer), noted);
}

void note_all_read(const House& house, const http::Context& context, http::Answer answer) {
    if (const auto input = read_body<NoInput>(context.request); !input)
        return answer(problem_for(context.request, input.error()));
    note_reading(house, context, {}, std::move(answer), noted);
}

void take_along(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<ExportInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    if (input->format.empty())
        return answer(problem_for(context.request,
                                  refuse(Refused::invalid, "Say in which form.", "/format")));
    if (!input->cycle.empty())
        if (const auto seen = know_of(house, input->cycle, context.principal); !seen)
            return answer(problem_for(context.request, seen.error()));
    note_export(house, context, input->cycle, input->format, std::move(answer), noted);
}

}  // namespace

void note_reading(const House& house, const http::Context& context, std::string cycle,
                  http::Answer answer, Rendered rendered) {
    const auto counts = [&house, auditor = context.principal.id, cycle,
                         rendered = std::move(rendered)](const Settled& settled) {
        if (!settled.repeated)  // an old answer, which says nothing of today
            house.readings.note(Readings::Kind::reading, auditor, cycle, house.clock.now());
        return rendered(settled);
    };
    submit(house, context, std::string(registry_stream),
           RegistryCommand(NoteReading{.cycle = std::move(cycle)}), std::move(answer), counts);
}

void note_export(const House& house, const http::Context& context, std::string cycle,
                 std::string format, http::Answer answer, Rendered rendered) {
    const auto counts = [&house, auditor = context.principal.id, cycle,
                         rendered = std::move(rendered)](const Settled& settled) {
        if (!settled.repeated)
            house.readings.note(Readings::Kind::taking, auditor, cycle, house.clock.now());
        return rendered(settled);
    };
    submit(house, context, std::string(registry_stream),
           RegistryCommand(NoteExport{.cycle = std::move(cycle), .format = std::move(format)}),
           std::move(answer), counts);
}

void bind_audits(http::Router& router, const House& house) {
    takes<AuditInput>(router, {"audits.assign"});
    takes<ExportInput>(router, {"audits.export"});
    takes<NoInput>(router, {"audits.read", "audits.read-all"}, false);
    router.bind("audits.list", handler_in(house, list_audits));
    router.bind("audits.assign", handler_in(house, assign));
    router.bind("audits.read", handler_in(house, note_cycle_read));
    router.bind("audits.read-all", handler_in(house, note_all_read));
    router.bind("audits.export", handler_in(house, take_along));
}

}  // namespace paraph::api
