#include <algorithm>

#include "engine/base/contains.hpp"
#include "workflows/tools/scenario/script.hpp"

namespace paraph::scenario {
namespace {

constexpr std::string_view date_form = "2025-12-22";
constexpr int number_max = 1'000'000;

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t size) {
    const auto part = text.substr(std::min(at, text.size()), size);
    const bool all = part.size() == size &&
                     std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    return all ? parse_count(part, 9999) : std::nullopt;
}

std::optional<Calendar::Day> day_in(std::string_view text) {
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (text.size() < date_form.size() || text[4] != '-' || text[7] != '-') return std::nullopt;
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Calendar::Day{std::chrono::local_days{date}};
}

/// ":30" or ":30.250" behind the minutes, or nothing.
std::optional<milliseconds> seconds_in(std::string_view text) {
    if (text.empty()) return milliseconds{0};
    const auto seconds = digits(text, 1, 2);
    if (text[0] != ':' || !seconds || *seconds > 59) return std::nullopt;
    milliseconds time = std::chrono::seconds{*seconds};
    if (text.size() == 3) return time;
    const auto rest = digits(text, 4, 3);
    if (text.size() != 7 || text[3] != '.' || !rest) return std::nullopt;
    return time + milliseconds{*rest};
}

std::vector<std::string_view> views(const std::vector<std::string>& words) {
    return {words.begin(), words.end()};
}

}  // namespace

std::optional<Instant> parse_wall_time(std::string_view text, const Calendar& calendar) {
    if (text.find('T') != std::string_view::npos) {
        const auto instant = parse_instant(text);
        return instant ? std::optional(*instant) : std::nullopt;
    }
    const auto day = day_in(text);
    const auto hours = digits(text, 11, 2), minutes = digits(text, 14, 2);
    if (!day || !hours || !minutes || *hours > 23 || *minutes > 59 || text[10] != ' ' ||
        text[13] != ':')
        return std::nullopt;
    const auto seconds = seconds_in(text.substr(16));
    if (!seconds) return std::nullopt;
    return calendar.at(*day, *hours * 60 + *minutes) + *seconds;
}

std::optional<Instant> read_time(Reader& reader, const Node& node, const Calendar& calendar) {
    const auto time =
        node.kind == Node::Kind::text ? parse_wall_time(node.text, calendar) : std::nullopt;
    if (!time)
        reader.error(node.place, "wrong-value",
                     "Write a date and an hour, as in 2025-12-22 17:00. It is read by the "
                     "calendar's clock.");
    return time;
}

std::optional<Instant> Words::time(const Node& node) const {
    return read_time(reader, node, calendar);
}

std::string Words::text(const Node& node, std::string_view what) const {
    return reader.text(node, what);
}

int Words::number(const Node& node, std::string_view what) const {
    const auto count =
        node.kind == Node::Kind::text ? parse_count(node.text, number_max) : std::nullopt;
    if (!count) reader.error(node.place, "wrong-value", std::string(what) + " is a whole number.");
    return count.value_or(0);
}

bool Words::yes_no(const Node& node) const {
    return reader.yes_no(node, "");
}

std::string Words::stage(const Node& node) const {
    auto name = text(node, "The name of a stage");
    if (!name.empty()) reader.check_stage(name, node.place);
    return name;
}

std::string Words::role(const Node& node) const {
    auto name = text(node, "The name of a role");
    if (!name.empty() && !contains(roles_, name)) reader.check_role(name, node.place);
    return name;
}

std::string Words::position(const Node& node) const {
    auto name = text(node, "A position");
    if (!name.empty() && !contains(positions_, name))
        reader.error(
            node.place, "unknown-position",
            "No stage has a position \"" + name + "\"." + suggestion(name, views(positions_)));
    return name;
}

/// A body's name that is also a role's, and the role is not just that body.
bool Words::is_two_things(std::string_view text) const {
    const auto bound = beginning.open.roles.find(std::string(text));
    return beginning.names.has(id_of(text)) && bound != beginning.open.roles.end() &&
           bound->second != std::vector{id_of(text)};
}

bool Words::add_bodies(std::string_view text, std::vector<std::string>& found) const {
    if (const auto range = range_of(text)) {
        if (!std::ranges::all_of(*range, [&](const auto& id) { return beginning.names.has(id); }))
            return false;
        found.insert(found.end(), range->begin(), range->end());
        return true;
    }
    if (beginning.names.has(id_of(text))) {
        found.push_back(id_of(text));
        return true;
    }
    const auto bound = beginning.open.roles.find(std::string(text));
    if (bound == beginning.open.roles.end()) return false;
    found.insert(found.end(), bound->second.begin(), bound->second.end());
    return true;
}

bool Words::add_speakers(std::string_view text, std::vector<Speaker>& found) const {
    const auto add = [&](std::string_view whom, std::string_view function) {
        std::vector<std::string> ids;
        if (!add_bodies(whom, ids)) return false;
        for (auto& id : ids)
            found.push_back({.body = std::move(id), .function = std::string(function)});
        return true;
    };
    if (text == anyone) {
        found.push_back({.body = std::string(anyone)});
        return true;
    }
    if (add(text, "")) return true;
    for (const auto& [body, people] : beginning.people)
        for (const auto& somebody : people)
            if (somebody.name == text && somebody.name != somebody.function) {
                found.push_back({.body = body, .person = somebody.name});
                return true;
            }
    const auto of = text.find(" of ");
    return of != std::string_view::npos && add(text.substr(of + 4), text.substr(0, of));
}

void Words::unknown(const Node& node) const {
    auto known = beginning.names.all_written();
    for (const auto& [role, bodies] : beginning.open.roles) known.push_back(role);
    reader.error(node.place, "unknown-body",
                 "Nobody here is called \"" + node.text + "\"." + suggestion(node.text, known) +
                     " Bodies are named under \"given:\", in roles or people.");
}

std::vector<Speaker> Words::speakers(const Node& node) const {
    std::vector<Speaker> found;
    if (node.kind == Node::Kind::text && node.text == "nobody") return found;
    for (const auto* item : reader.listed(node, "A body, a role or a person")) {
        if (is_two_things(item->text))
            reader.error(item->place, "ambiguous",
                         "\"" + item->text + "\" is a role and a body. Name the bodies instead.");
        else if (!add_speakers(item->text, found))
            unknown(*item);
    }
    return found;
}

std::vector<std::string> Words::bodies(const Node& node) const {
    std::vector<std::string> found;
    if (node.kind == Node::Kind::text && node.text == "nobody") return found;
    for (const auto* item : reader.listed(node, "A body or a role")) {
        if (is_two_things(item->text))
            reader.error(item->place, "ambiguous",
                         "\"" + item->text + "\" is a role and a body. Name the bodies instead.");
        else if (!add_bodies(item->text, found))
            unknown(*item);
    }
    return found;
}

std::string Words::inside(const Node& node) const {
    const auto name = text(node, "A body, a choice or a stage");
    const auto& stages = reader.stage_names;
    bool known = contains(stages, name);
    for (const auto& [attribute, about] : reader.definition.attributes)
        known = known || contains(about.choices, name);
    if (known || name.empty()) return name;
    return body(node);
}

std::string Words::body(const Node& node) const {
    const auto found = bodies(node);
    if (found.size() == 1) return found.front();
    if (found.size() > 1) reader.error(node.place, "wrong-value", "One body is expected here.");
    return {};
}

}  // namespace paraph::scenario
