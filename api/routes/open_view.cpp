#include <algorithm>
#include <map>

#include "api/routes/open_cycle.hpp"
#include "api/routes/text_upload.hpp"
#include "api/telling/titles.hpp"
#include "workflows/tools/picture.hpp"

namespace paraph::api {
namespace {

using pages::Choice;
using pages::Language;

bool holds(const http::Form* form, const std::string& field, std::string_view value) {
    if (!form) return false;
    const auto values = form->all(field);
    return std::ranges::find(values, value) != values.end();
}

std::string typed_in(const http::Form* form, const std::string& field) {
    return form ? std::string(form->get(field)) : std::string();
}

pages::AttributeField attribute_field(const Attribute& attribute, const http::Form* form,
                                      const Language& language) {
    const auto field = "attribute-" + attribute.name;
    pages::AttributeField view{.name = attribute.name,
                               .ask = title_or(attribute.ask, attribute.name, language),
                               .type = attribute.type,
                               .required = attribute.required,
                               .value = typed_in(form, field)};
    const auto add = [&](const std::string& value, std::string title) {
        view.choices.push_back({value, std::move(title), {}, holds(form, field, value)});
    };
    if (attribute.type == Attribute::Type::yes_no) {
        add("yes", language.say("open.yes"));
        add("no", language.say("open.no"));
    }
    for (const auto& choice : attribute.choices) add(choice, language.digits(choice));
    return view;
}

/// Every kind that three bodies or more are of, to be ticked at once where the role takes so many.
std::vector<Choice> kinds_for(const Registry& registry, const pages::RoleField& role,
                              const http::Form* form, const Language& language) {
    const auto field = "role-" + role.name;
    std::map<std::string, int> count;
    for (const auto& [id, body] : registry.bodies)
        if (!body->kind.empty()) ++count[body->kind];
    std::vector<Choice> choices;
    for (const auto& [kind, bodies] : count) {
        if (bodies < 3 || bodies > role.most) continue;
        const auto value = std::string(all_of_kind) + kind;
        choices.push_back({value,
                           language.say("open.all_of_kind", {{"kind", kind}}),
                           {},
                           holds(form, field, value)});
    }
    return choices;
}

std::vector<Choice> bodies_for(const Registry& registry, const std::string& field,
                               const http::Form* form, const Language& language) {
    std::vector<Choice> choices;
    for (const auto& [id, body] : registry.bodies)
        choices.push_back({id, body_name(registry, id, language), {}, holds(form, field, id)});
    std::ranges::sort(choices, {}, &Choice::title);
    return choices;
}

void put_bodies(pages::RoleField& view, const Registry& registry, const http::Form* form,
                const Language& language) {
    const auto field = "role-" + view.name;
    view.bodies = kinds_for(registry, view, form, language);
    std::ranges::move(bodies_for(registry, field, form, language), std::back_inserter(view.bodies));
}

pages::RoleField role_field(const Registry& registry, const paraph::Role& role,
                            const http::Form* form, const Language& language) {
    pages::RoleField view{.name = role.name,
                          .title = title_or(role.title, role.name, language),
                          .least = role.least,
                          .most = role.most};
    if (role.body.empty())
        put_bodies(view, registry, form, language);
    else
        view.fixed = body_name(registry, role.body, language);
    return view;
}

pages::DateField date_field(const Definition& definition, const Stage& stage,
                            const http::Form* form, const Language& language) {
    pages::DateField view{.stage = stage.name,
                          .title = stage_title(&stage, stage.name, language),
                          .otherwise = span_in_words(stage.due->span, language.code()),
                          .date = typed_in(form, "date-" + stage.name),
                          .hour = typed_in(form, "hour-" + stage.name),
                          .reason = typed_in(form, "waive-" + stage.name)};
    if (!stage.minimum) return view;
    view.minimum = span_in_words(stage.minimum->span, language.code());
    const auto& waived_by = stage.minimum->waived_by;
    if (waived_by.empty()) return view;
    const auto* role = definition.role(waived_by);
    view.waived_by = role ? title_or(role->title, waived_by, language) : waived_by;
    return view;
}

std::vector<Choice> languages_for(const Definition& definition, const http::Form* form,
                                  const Language& language) {
    const auto& all = definition.languages;
    std::string chosen = typed_in(form, "language");
    if (chosen.empty()) chosen = language.code();
    if (std::ranges::find(all, chosen) == all.end() && !all.empty()) chosen = all.front();
    std::vector<Choice> choices;
    for (const auto& code : all)
        choices.push_back({code, pages::own_name(code), {}, code == chosen});
    return choices;
}

}  // namespace

pages::OpenCycleView open_choice(const Registry& registry, const Language& language) {
    pages::OpenCycleView view;
    for (const auto& [name, versions] : registry.definitions) {
        const auto& newest = *versions.back()->definition;
        // What needs a round around it is not opened by itself.
        const bool inside = std::ranges::any_of(newest.stages, [](const Stage& stage) {
            return std::ranges::any_of(stage.who, [](const Participant& who) {
                return who.kind == Participant::Kind::function;
            });
        });
        if (inside) continue;
        view.definitions.push_back({name, title_or(newest.title, name, language), {}, false});
    }
    if (!view.definitions.empty()) view.definitions.front().chosen = true;
    return view;
}

pages::OpenCycleView open_view(const Registry& registry, const OpenTerms& terms,
                               const http::Form* typed, const Language& language) {
    const auto& definition = terms.definition();
    pages::OpenCycleView view;
    view.action = "/cycles/new?definition=" + http::percent_encode(definition.name);
    view.definition = definition.name;
    view.version = terms.version.version;
    view.definition_title = title_or(definition.title, definition.name, language);
    view.zone = terms.calendar.zone;
    view.title = typed_in(typed, "title");
    view.text = typed_in(typed, "text");
    view.media_type = typed_in(typed, "media_type");
    for (const auto& [name, attribute] : definition.attributes)
        view.attributes.push_back(attribute_field(attribute, typed, language));
    for (const auto& role : definition.roles)
        view.roles.push_back(role_field(registry, role, typed, language));
    for (const auto& stage : definition.stages)
        if (stage.due && !stage.due->before_outer())
            view.dates.push_back(date_field(definition, stage, typed, language));
    view.languages = languages_for(definition, typed, language);
    view.version_languages = version_languages("", typed_in(typed, "version_language"));
    view.version_text = typed_in(typed, "version_text");
    return view;
}

}  // namespace paraph::api
