#include "api/routes/open_form.hpp"

#include <algorithm>
#include <charconv>

#include "api/routes/text_upload.hpp"
#include "engine/base/contains.hpp"
#include "engine/base/json.hpp"

namespace paraph::api {
namespace {

using pages::FieldError;
using pages::Language;

/// Collects what the fields say, and what is wrong with them.
class Reading {
public:
    Reading(const House& house, const OpenTerms& terms, const http::Form& form,
            const Language& language)
        : house_(house), terms_(terms), form_(form), language_(language) {}

    WantedCycle take() {
        auto& command = wanted_.command;
        command.definition = terms_.version.name;
        command.version = terms_.version.version;
        command.language = form_.get("language");
        command.title = form_.get("title");
        command.predecessor = form_.get("predecessor");
        command.restricted = form_.get("restricted") == "yes";
        if (is_blank(command.title)) complain("title", "open.error.title");
        for (const auto& [name, attribute] : terms_.definition().attributes) read(attribute);
        for (const auto& role : terms_.definition().roles) read(role);
        read_text();
        for (const auto& stage : terms_.definition().stages) read(stage);
        return std::move(wanted_);
    }

private:
    void complain(std::string field, std::string_view key, Language::Params params = {}) {
        wanted_.errors.push_back({std::move(field), language_.say(key, params)});
    }

    std::string_view called(const Texts& title, std::string_view name) const {
        return title.empty() ? name : language_.of(title);
    }

    /// Nothing: the field was left empty.
    json::value value_of(const Attribute& attribute, const std::string& field) {
        const auto text = form_.get(field);
        switch (attribute.type) {
            case Attribute::Type::some_of: {
                json::array chosen;
                for (const auto one : form_.all(field)) chosen.push_back(json::string(one));
                return chosen.empty() ? json::value() : json::value(std::move(chosen));
            }
            case Attribute::Type::yes_no:
                return text.empty() ? json::value() : json::value(text == "yes");
            case Attribute::Type::number: {
                std::int64_t number = 0;
                const auto* end = text.data() + text.size();
                const auto read = std::from_chars(text.data(), end, number);
                if (read.ec == std::errc() && read.ptr == end) return number;
                if (!text.empty()) complain(field, "open.error.number");
                return {};
            }
            default:
                return text.empty() ? json::value() : json::value(json::string(text));
        }
    }

    void read(const Attribute& attribute) {
        const auto field = "attribute-" + attribute.name;
        const auto errors = wanted_.errors.size();
        auto value = value_of(attribute, field);
        if (!value.is_null())
            wanted_.command.attributes[attribute.name] = std::move(value);
        else if (attribute.required && wanted_.errors.size() == errors)
            complain(field, "open.error.answer",
                     {{"question", called(attribute.ask, attribute.name)}});
    }

    bool is_named(std::string_view body) const {
        return std::ranges::any_of(terms_.definition().roles, [&](const paraph::Role& role) {
            return contains(form_.all("role-" + role.name), body);
        });
    }

    std::vector<std::string> bodies_for(const std::string& field) const {
        const auto registry = house_.desk.registry();
        std::vector<std::string> bodies;
        for (const auto value : form_.all(field)) {
            if (!value.starts_with(all_of_kind)) {
                if (!value.empty()) bodies.emplace_back(value);
                continue;
            }
            for (const auto& [id, body] : registry->bodies)
                if (body->kind == value.substr(all_of_kind.size()) && !is_named(id))
                    bodies.push_back(id);
        }
        return bodies;
    }

    void read(const paraph::Role& role) {
        if (!role.body.empty()) return;
        const auto field = "role-" + role.name;
        auto bodies = bodies_for(field);
        const auto count = static_cast<int>(bodies.size());
        if (count > 0) wanted_.command.roles[role.name] = std::move(bodies);
        if (count >= role.least && count <= role.most) return;
        const auto title = called(role.title, role.name);
        if (role.least == role.most)
            complain(field, "open.error.exactly", {{"role", title}, {"n", role.least}});
        else
            complain(field, "open.error.between",
                     {{"role", title}, {"least", role.least}, {"most", role.most}});
    }

    void read_text() {
        auto& command = wanted_.command;
        auto text = text_in_form(house_, form_, language_);
        command.text = std::move(text.text);
        command.media_type = std::move(text.media_type);
        if (command.media_type.empty())
            command.media_type =
                form_.get("media_type") == "text/plain" ? "text/plain" : "text/markdown";
        command.source = std::move(text.source);
        wanted_.source = std::move(text.kept);
        command.versions = std::move(text.versions);
        if (text.errors.empty() && is_blank(command.text)) complain("text", "open.error.text");
        std::ranges::move(text.errors, std::back_inserter(wanted_.errors));
    }

    void read(const Stage& stage) {
        auto& command = wanted_.command;
        const auto day = form_.get("date-" + stage.name), hour = form_.get("hour-" + stage.name);
        if (!day.empty() || !hour.empty()) {
            const auto due = moment_in(terms_.calendar, day, hour);
            if (due)
                command.dates[stage.name] = *due;
            else
                complain("date-" + stage.name, "open.error.date");
        }
        const auto reason = form_.get("waive-" + stage.name);
        if (!is_blank(reason)) command.waive[stage.name] = reason;
    }

    const House& house_;
    const OpenTerms& terms_;
    const http::Form& form_;
    const Language& language_;
    WantedCycle wanted_;
};

/// "/roles/lead/0" as the field "role-lead".
std::string field_at(std::string_view where) {
    if (where == "/media_type") return "text";
    if (where.starts_with("/versions")) return "version_text";
    if (where == "/title" || where == "/text" || where == "/language" || where == "/predecessor")
        return std::string(where.substr(1));
    static constexpr std::pair<std::string_view, std::string_view> groups[] = {
        {"/attributes/", "attribute-"},
        {"/roles/", "role-"},
        {"/dates/", "date-"},
        {"/waive/", "waive-"}};
    for (const auto& [pointer, field] : groups) {
        if (!where.starts_with(pointer)) continue;
        const auto rest = where.substr(pointer.size());
        return std::string(field) + std::string(rest.substr(0, rest.find('/')));
    }
    return {};
}

}  // namespace

WantedCycle wanted_cycle(const House& house, const OpenTerms& terms, const http::Form& form,
                         const Language& language) {
    return Reading(house, terms, form, language).take();
}

FieldError open_error(const OpenTerms& terms, const Refusal& refusal, const Language& language) {
    auto field = field_at(refusal.where);
    constexpr std::string_view dates = "date-";
    const auto* stage =
        field.starts_with(dates) ? terms.definition().stage(field.substr(dates.size())) : nullptr;
    const auto calendar = Calendar::make(terms.calendar);
    if (refusal.code != Refused::minimum || !stage || !stage->minimum || !calendar)
        return {std::move(field), refusal_words(refusal, language)};
    const auto until = language.date_time(calendar->deadline(terms.now, stage->minimum->span),
                                          terms.calendar.zone);
    const auto key =
        stage->minimum->waived_by.empty() ? "open.error.minimum" : "open.error.minimum_waivable";
    return {std::move(field), language.say(key, {{"until", until}})};
}

}  // namespace paraph::api
