#include "api/routes/find_assignment.hpp"

namespace paraph::api {

Result<FoundAssignment> find_assignment(const House& house, const http::Context& context) {
    const auto& name = context.param("id");
    const auto missing = refuse(Refused::not_found, "There is no such assignment, or not for you.");
    if (!id::is(id::assignment, name)) return missing;
    auto seen = look_at(house, id::cycle_of(name), context.principal);
    if (!seen) return missing;
    const auto seated = seen->state->seated(name);
    if (!seated) return missing;
    FoundAssignment found{std::move(*seen), seated.round, seated.assignment};
    const auto& view = found.seen.view;
    if (!view.all_positions && found.assignment->body != view.body) return missing;
    return found;
}

}  // namespace paraph::api
