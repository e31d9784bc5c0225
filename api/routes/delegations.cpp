#include <algorithm>

#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct DelegationInput {
    std::string person, delegate, cycle;
    std::optional<Instant> from, until;
    bool with_consent = false;
};
BOOST_DESCRIBE_STRUCT(DelegationInput, (), (person, delegate, cycle, from, until, with_consent))

json::object delegation_json(const Delegation& delegation) {
    return json::parse(encode(delegation)).get_object();
}

bool sees(const Registry& registry, const Principal& principal, const Delegation& delegation) {
    const auto* person = registry.person(delegation.person);
    const auto& audited = principal.audits;
    const bool audits =
        principal.roles.has(Role::auditor) &&
        (!audited || std::ranges::find(*audited, delegation.cycle) != audited->end());
    return principal.roles.has(Role::secretariat) || audits ||
           (person && person->body == principal.body);
}

void answer_with(const House& house, const http::Context& context, RegistryCommand command,
                 http::Answer answer, unsigned status) {
    submit(house, context, std::string(registry_stream), std::move(command), std::move(answer),
           [status](const Settled& settled) {
               const auto found = settled.registry->delegations.find(settled.made);
               if (found == settled.registry->delegations.end()) return http::empty();
               return http::json(status, json::serialize(delegation_json(*found->second)));
           });
}

}  // namespace

void bind_delegations(http::Router& router, const House& house) {
    router.bind("delegations.list", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        json::array items;
        for (const auto& [id, delegation] : registry->delegations)
            if (sees(*registry, context.principal, *delegation))
                items.push_back(delegation_json(*delegation));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("delegations.give", [&](const http::Context& context, http::Answer answer) {
        auto input = read_body<DelegationInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        Delegate command{.person = input->person.empty() ? context.principal.person : input->person,
                         .delegate = std::move(input->delegate),
                         .cycle = std::move(input->cycle),
                         .from = input->from,
                         .until = input->until,
                         .with_consent = input->with_consent};
        answer_with(house, context, std::move(command), std::move(answer), 201);
    });
    router.bind("assignments.delegate", [&](const http::Context& context, http::Answer answer) {
        auto input = read_body<DelegationInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        const auto& assignment = context.param("id");
        if (!id::is(id::assignment, assignment))
            return answer(problem_for(context.request,
                                      refuse(Refused::not_found, "There is no such assignment.")));
        Delegate command{.person = input->person.empty() ? context.principal.person : input->person,
                         .delegate = std::move(input->delegate),
                         .cycle = id::cycle_of(assignment),
                         .from = input->from,
                         .until = input->until,
                         .with_consent = input->with_consent};
        answer_with(house, context, std::move(command), std::move(answer), 201);
    });
    router.bind("delegations.consent", [&](const http::Context& context, http::Answer answer) {
        answer_with(house, context, ConsentToDelegation{context.param("id")}, std::move(answer),
                    200);
    });
    router.bind("delegations.end", [&](const http::Context& context, http::Answer answer) {
        answer_with(house, context, EndDelegation{context.param("id")}, std::move(answer), 204);
    });
}

}  // namespace paraph::api
