#include <set>

#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "workflows/language/calendar.hpp"
#include "workflows/language/icalendar.hpp"

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

/// "5,6" as ISO counts the days of the week.
Result<std::vector<int>> weekend_of(std::string_view text) {
    std::vector<int> days;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const bool day = text[at] >= '1' && text[at] <= '7';
        if (!day || (at + 1 < text.size() && text[at + 1] != ','))
            return refuse(Refused::invalid, "A weekend is like 5,6: Monday is 1, Sunday 7.",
                          "weekend");
        days.push_back(text[at] - '0');
    }
    return days;
}

/// Holidays as iCalendar: of the years that the file has days of, these and no others. What no
/// iCalendar says is in the query, or stays as in the newest version: name, zone, weekend.
Result<PublishCalendar> command_of_icalendar(const Registry& registry,
                                             const http::Request& request) {
    auto read = read_icalendar(request.body);
    if (!read) return read.error();
    const auto name = request.parameter("name").value_or("");
    if (name.empty())
        return refuse(Refused::invalid, "Say whose holidays these are: name=CALENDAR.", "name");
    const auto* newest = registry.calendar(name);
    CalendarVersion calendar = newest ? *newest : CalendarVersion{.name = std::string(name)};
    if (calendar.zone.empty()) calendar.zone = read->zone;
    if (const auto zone = request.parameter("zone")) calendar.zone = *zone;
    if (calendar.zone.empty())
        return refuse(Refused::invalid, "The file says no zone: zone=Asia/Dhaka.", "zone");
    if (const auto weekend = request.parameter("weekend")) {
        auto days = weekend_of(*weekend);
        if (!days) return days.error();
        calendar.weekend = std::move(*days);
    }
    std::set<std::string> years;
    for (const auto& [day, title] : read->days) years.insert(day.substr(0, 4));
    std::erase_if(calendar.holidays,
                  [&](const auto& each) { return years.contains(each.first.substr(0, 4)); });
    calendar.holidays.merge(read->days);
    return PublishCalendar{.calendar = std::move(calendar)};
}

Result<PublishCalendar> command_of(const House& house, const http::Request& request) {
    const auto type = request.headers.get("Content-Type");
    if (type.starts_with("text/calendar"))
        return command_of_icalendar(*house.desk.registry(), request);
    if (type.starts_with("application/yaml")) {
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
    auto content = text_content({"application/yaml", "text/calendar"});
    for (auto& [type, schema] : json_content<CalendarInput>()) content[type] = schema;
    router.describe("calendars.publish", std::move(content));
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
        auto command = command_of(house, context.request);
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
