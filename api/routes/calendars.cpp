#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "workflows/language/calendar.hpp"

namespace paraph::api {
namespace {

struct CalendarInput {
    std::string name;
    std::string zone;
    std::vector<int> weekend;
    std::optional<int> opens, closes;  // minutes after midnight
    std::map<std::string, std::string> holidays;
};
BOOST_DESCRIBE_STRUCT(CalendarInput, (), (name, zone, weekend, opens, closes, holidays))

Result<PublishCalendar> command_of(const http::Request& request) {
    if (request.headers.get("Content-Type").starts_with("application/yaml")) {
        auto calendar = read_calendar(request.body);
        if (!calendar) return calendar.error();
        return PublishCalendar{.calendar = std::move(*calendar)};
    }
    auto input = read_body<CalendarInput>(request);
    if (!input) return input.error();
    if (auto r = need(input->zone, "zone"); !r) return r.error();
    CalendarVersion calendar;
    calendar.name = input->name;
    calendar.zone = input->zone;
    calendar.weekend = input->weekend;
    calendar.opens = input->opens.value_or(calendar.opens);
    calendar.closes = input->closes.value_or(calendar.closes);
    calendar.holidays = input->holidays;
    return PublishCalendar{.calendar = std::move(calendar)};
}

}  // namespace

void bind_calendars(http::Router& router, const House& house) {
    router.bind("calendars.list", [&](const http::Context& context, http::Answer answer) {
        json::array items;
        const auto registry = house.desk.registry();
        for (const auto& [name, versions] : registry->calendars)
            items.push_back(calendar_json(*versions.back()));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("calendars.read", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        const auto version = number_in(context.param("n"), "n");
        const auto* calendar =
            version && *version > 0 && *version < 1'000'000
                ? registry->calendar(context.param("name"), static_cast<int>(*version))
                : nullptr;
        if (!calendar)
            return answer(problem_for(context.request,
                                      refuse(Refused::not_found, "There is no such calendar.")));
        answer(http::json(200, json::serialize(calendar_json(*calendar))));
    });
    router.bind("calendars.publish", [&](const http::Context& context, http::Answer answer) {
        auto command = command_of(context.request);
        if (!command) return answer(problem_for(context.request, command.error()));
        submit(house, context, std::string(registry_stream), RegistryCommand(std::move(*command)),
               std::move(answer), [](const Settled& settled) {
                   const auto slash = settled.made.find('/');
                   const auto* made = settled.registry->calendar(
                       settled.made.substr(0, slash), std::stoi(settled.made.substr(slash + 1)));
                   auto response = http::json(201, json::serialize(calendar_json(*made)));
                   response.headers.set("Location", "/api/v1/calendars/" + made->name +
                                                        "/versions/" +
                                                        std::to_string(made->version));
                   return response;
               });
    });
}

}  // namespace paraph::api
