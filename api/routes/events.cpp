#include "api/auth.hpp"
#include "api/routes/input.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

/// The first entry to tell of: behind the last event that the listener has, or as it asks; else the
/// next one that comes.
Result<std::int64_t> first_entry(const House& house, const http::Request& request) {
    const auto head = house.desk.head().size;
    const auto last = request.headers.get("Last-Event-ID");
    const auto from = request.parameter("from");
    if (last.empty() && !from) return head;
    const std::string_view where = last.empty() ? "from" : "Last-Event-ID";
    const auto number = number_in(last.empty() ? *from : last, where);
    if (!number) return number;
    const auto first = last.empty() ? *number : *number + 1;
    if (first > head)
        return refuse(Refused::invalid,
                      "The log has " + std::to_string(head) + " entries; it holds no number " +
                          std::to_string(*number) + ".",
                      std::string(where));
    return first;
}

void listen(const House& house, const http::Context& context, http::Answer answer) {
    const auto first = first_entry(house, context.request);
    if (!first) return answer(problem_for(context.request, first.error()));
    http::Response response;
    response.events = [&house, next = *first, roles = context.route.roles,
                       request = context.request](std::shared_ptr<http::EventSink> sink) {
        house.listen({.sink = std::move(sink), .next = next, .entitled = [&house, roles, request] {
                          const auto principal = authenticate(house, request);
                          return principal && principal->roles.meets(roles);
                      }});
    };
    answer(std::move(response));
}

}  // namespace

void bind_events(http::Router& router, const House& house) {
    router.bind("events.listen", handler_in(house, listen));
}

}  // namespace paraph::api
