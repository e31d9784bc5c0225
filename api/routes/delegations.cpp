#include <algorithm>

#include "api/routes/find_assignment.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "api/upkeep/handing_over.hpp"

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

bool sees_delegation(const Registry& registry, const Principal& principal,
                     const Delegation& delegation) {
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
           [&house, status, actor = actor_of(context.principal)](const Settled& settled) {
               const auto found = settled.registry->delegations.find(settled.made);
               if (found == settled.registry->delegations.end()) return http::empty();
               if (!settled.repeated) pass_on_to_delegate(house, *found->second, actor);
               return http::json(status, json::serialize(delegation_json(*found->second)));
           });
}

Delegate command_of(const DelegationInput& input, const Principal& principal) {
    return {.person = input.person.empty() ? principal.person : input.person,
            .delegate = input.delegate,
            .cycle = input.cycle,
            .from = input.from,
            .until = input.until,
            .with_consent = input.with_consent};
}

/// In the assignment's cycle, for somebody of its body.
void delegate_assignment(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<DelegationInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto found = find_assignment(house, context);
    if (!found) return answer(problem_for(context.request, found.error()));
    auto command = command_of(*input, context.principal);
    command.cycle = found->seen.state->id;
    const auto fail = [&](std::string text, std::string where) {
        answer(problem_for(context.request,
                           refuse(Refused::invalid, std::move(text), std::move(where))));
    };
    if (!input->cycle.empty() && input->cycle != command.cycle)
        return fail("The assignment is of another cycle.", "/cycle");
    const auto* person = house.desk.registry()->person(command.person);
    if (person && person->body != found->assignment->body)
        return fail("This person does not speak for the body whose assignment it is.", "/person");
    answer_with(house, context, std::move(command), std::move(answer), 201);
}

}  // namespace

void bind_delegations(http::Router& router, const House& house) {
    takes<DelegationInput>(router, {"delegations.give", "assignments.delegate"});
    takes<NoInput>(router, {"delegations.consent"}, false);
    router.bind("delegations.list", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        json::array items;
        for (const auto& [id, delegation] : registry->delegations)
            if (sees_delegation(*registry, context.principal, *delegation))
                items.push_back(delegation_json(*delegation));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("delegations.give", [&](const http::Context& context, http::Answer answer) {
        auto input = read_body<DelegationInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        answer_with(house, context, command_of(*input, context.principal), std::move(answer), 201);
    });
    router.bind("assignments.delegate", handler_in(house, delegate_assignment));
    router.bind("delegations.consent", [&](const http::Context& context, http::Answer answer) {
        if (const auto input = read_body<NoInput>(context.request); !input)
            return answer(problem_for(context.request, input.error()));
        answer_with(house, context, ConsentToDelegation{context.param("id")}, std::move(answer),
                    200);
    });
    router.bind("delegations.end", [&](const http::Context& context, http::Answer answer) {
        answer_with(house, context, EndDelegation{context.param("id")}, std::move(answer), 204);
    });
}

}  // namespace paraph::api
