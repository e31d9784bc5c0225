#include "workflows/tools/scenario/groundwork.hpp"

#include <algorithm>

#include "workflows/language/calendar.hpp"
#include "workflows/language/read.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph::scenario {
namespace {

constexpr int depth_max = 8;

std::optional<CalendarVersion> shipped_calendar(std::string_view name) {
    for (const auto& file : shipped())
        if (file.kind == Shipped::Kind::calendar && file.name == name)
            return read_calendar(file.text).value();
    return std::nullopt;
}

}  // namespace

bool Groundwork::load(const std::string& name, Place place) {
    if (name.empty() || !load_one(name, place, 0)) return false;
    reader_.definition = *loaded_.definitions.back();
    for (const auto& definition : loaded_.definitions)
        for (const auto& role : definition->roles) roles_.push_back(role.name);
    for (const auto& definition : loaded_.definitions)
        for (const auto& stage : definition->stages) {
            reader_.stage_names.push_back(stage.name);
            for (const auto& position : stage.positions) positions_.push_back(position.name);
        }
    return true;
}

bool Groundwork::load_one(const std::string& name, Place place, int depth) {
    const auto& known = loaded_.definitions;
    if (std::ranges::any_of(known, [&](const auto& one) { return one->name == name; })) return true;
    const auto source = find_(name);
    if (!source || depth > depth_max) {
        reader_.error(place, "unknown-definition",
                      "There is no " + name + ".yaml beside this file, and none that ships.");
        return false;
    }
    const auto reading = read_definition(source->text);
    if (!reading.definition) {
        broken_ += render(reading.findings, source->file, source->text);
        return false;
    }
    for (const auto& role : reading.definition->roles)
        if (!role.inside.empty() && !load_one(role.inside, place, depth + 1)) return false;
    for (const auto& stage : reading.definition->stages)
        if (!stage.procedure.empty() && !load_one(stage.procedure, place, depth + 1)) return false;
    loaded_.definitions.push_back(reading.definition);
    loaded_.sources.push_back(source->text);
    return true;
}

void Groundwork::load_version(const std::string& file, Place place) {
    const auto source = find_(file);
    if (!source)
        return reader_.error(place, "unknown-definition",
                             "There is no " + file + ".yaml beside this file.");
    const auto reading = read_definition(source->text);
    if (!reading.definition) {
        broken_ += render(reading.findings, source->file, source->text);
        return;
    }
    if (reading.definition->name != reader_.definition.name)
        return reader_.error(place, "wrong-value",
                             "\"" + file + "\" is no version of \"" + reader_.definition.name +
                                 "\": its workflow is \"" + reading.definition->name + "\".");
    versions_[file] = source->text;
    later_.definitions.push_back(reading.definition);
    later_.sources.push_back(source->text);
    for (const auto& stage : reading.definition->stages) {
        reader_.stage_names.push_back(stage.name);
        for (const auto& position : stage.positions) positions_.push_back(position.name);
    }
}

/// The calendar that a file gives, on top of the one of its name that ships.
CalendarVersion Groundwork::own_calendar(const Node& node, const std::string& name) {
    auto calendar = shipped_calendar(name).value_or(CalendarVersion{});
    if (node.kind == Node::Kind::text)
        calendar.name = node.text;
    else
        read_calendar_of_scenario(reader_, node, calendar);
    if (calendar.name != name)
        reader_.error(
            node.place, "unknown-calendar",
            "\"" + reader_.definition.name + "\" counts by the calendar \"" + name + "\".");
    return calendar;
}

bool Groundwork::read_calendars(const Node* node, Place place) {
    for (const auto& definition : loaded_.definitions) {
        const auto& name = definition->calendar;
        if (std::ranges::find(calendars_, name, &CalendarVersion::name) != calendars_.end())
            continue;
        const auto known = shipped_calendar(name);
        if (node && name == reader_.definition.calendar)
            calendars_.push_back(own_calendar(*node, name));
        else if (known)
            calendars_.push_back(*known);
        else
            reader_.error(place, "unknown-calendar",
                          "No calendar \"" + name +
                              "\" ships. Write it under \"calendar:\", with zone, weekend and "
                              "office hours.");
    }
    if (std::ranges::find(calendars_, reader_.definition.calendar, &CalendarVersion::name) ==
        calendars_.end())
        return false;
    auto made = Calendar::make(calendar());
    if (!made)
        reader_.error(node ? node->place : place, "wrong-value", made.error().text);
    else
        clock_ = std::make_shared<const Calendar>(std::move(*made));
    return made.has_value();
}

Library Groundwork::library() const {
    return {.calendars = calendars_,
            .sources = loaded_.sources,
            .read = [loaded = loaded_, later = later_](
                        std::string_view source) -> Result<std::shared_ptr<const Definition>> {
                for (const auto* known : {&loaded, &later}) {
                    const auto found = std::ranges::find(known->sources, source);
                    if (found != known->sources.end())
                        return known
                            ->definitions[static_cast<std::size_t>(found - known->sources.begin())];
                }
                return refuse(Refused::unsound_definition, "A definition nobody has read.");
            },
            .versions = versions_};
}

const CalendarVersion& Groundwork::calendar() const {
    return *std::ranges::find(calendars_, reader_.definition.calendar, &CalendarVersion::name);
}

}  // namespace paraph::scenario
