#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/language_tag.hpp"
#include "engine/base/words.hpp"
#include "engine/core/course.hpp"
#include "engine/core/fitness.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/reviewers.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/spans.hpp"

namespace paraph {
namespace {

constexpr std::size_t title_bytes_max = 1'000;
constexpr std::size_t bodies_max =
    400;  // of one role: a round's entry must stay under 65,535 bytes

Result<> check_bodies(const Decision& decision, const OpenCycle& command) {
    const auto& definition = decision.definition();
    std::vector<std::string_view> known;
    for (const auto& role : definition.roles) known.push_back(role.name);
    for (const auto& [name, bodies] : command.roles) {
        const std::string where = pointer_to("/roles", name);
        if (!definition.role(name))
            return refuse(Refused::unknown_role,
                          "The definition has no role \"" + name + "\"." + suggestion(name, known),
                          where);
        std::set<std::string> seen;
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            if (!decision.registry().body(bodies[i]))
                return refuse(Refused::unknown_body,
                              "There is no body \"" + bodies[i] + "\"; register it first.",
                              pointer_to(where, i));
            if (!seen.insert(bodies[i]).second)
                return refuse(Refused::invalid, "\"" + bodies[i] + "\" is named twice.",
                              pointer_to(where, i));
        }
    }
    return {};
}

/// Both sides are bodies, or what a sub-cycle that is assigned by hand is about: of a name that is
/// neither nobody would be kept away.
Result<> check_conflicts(const Decision& decision, const OpenCycle& command) {
    if (command.parent) return {};  // as the outer cycle opened
    std::vector<std::string_view> known;
    for (const auto& [id, body] : decision.registry().bodies) known.push_back(id);
    for (const auto& [role, subjects] : command.assigned)
        for (const auto& [subject, bodies] : subjects) known.push_back(subject);
    const auto check = [&](const std::string& name, const std::string& where) -> Result<> {
        if (contains(known, name)) return {};
        return refuse(Refused::unknown_body,
                      "There is no body \"" + name + "\"." + suggestion(name, known), where);
    };
    for (const auto& [body, others] : command.conflicts) {
        const std::string where = pointer_to("/conflicts", body);
        if (auto r = check(body, where); !r) return r;
        for (std::size_t i = 0; i < others.size(); ++i)
            if (auto r = check(others[i], pointer_to(where, i)); !r) return r;
    }
    return {};
}

/// The body that the dossier names.
Result<> bind_named(const Decision& decision, const Role& role, const OpenCycle& command,
                    std::vector<std::string>& bodies) {
    const auto* value = role.named_by.empty() || !bodies.empty()
                            ? nullptr
                            : command.attributes.if_contains(role.named_by);
    if (!value || !value->is_string()) return {};
    bodies.emplace_back(value->get_string());
    if (decision.registry().body(bodies.front())) return {};
    return refuse(Refused::unknown_body, "There is no body \"" + bodies.front() + "\".",
                  pointer_to("/attributes", role.named_by));
}

/// The bindings: what the command binds, and the bodies that the definition fixes.
Result<Bindings> bind_roles(const Decision& decision, const OpenCycle& command) {
    auto roles = command.roles;
    for (const auto& role : decision.definition().roles) {
        auto& bodies = roles[role.name];
        const std::string where = pointer_to("/roles", role.name);
        if (!role.body.empty()) {
            if (!decision.registry().body(role.body))
                return refuse(Refused::unknown_body,
                              "The definition names the body \"" + role.body + "\" for \"" +
                                  role.name + "\", and it is not registered.",
                              where);
            if (bodies.empty()) bodies.push_back(role.body);
            if (bodies != std::vector{role.body})
                return refuse(
                    Refused::invalid,
                    "The definition fixes \"" + role.name + "\" as \"" + role.body + "\".", where);
        }
        if (auto r = bind_named(decision, role, command, bodies); !r) return r.error();
        const auto count = bodies.size();
        const auto most = std::min(static_cast<std::size_t>(role.most), bodies_max);
        const bool inside = command.parent && command.parent->kind == ParentKind::inside;
        if (inside && count == 0) continue;
        if (!role.drawn_from.empty() && (count == 0 || command.parent)) continue;  // by lot
        if (count < static_cast<std::size_t>(role.least) || count > most)
            return refuse(Refused::wrong_number,
                          "\"" + role.name + "\" takes " + std::to_string(role.least) +
                              (role.least == role.most ? "" : " to " + std::to_string(most)) +
                              " bodies; " + std::to_string(count) + " given.",
                          where);
    }
    return roles;
}

/// The shortest time that applies to this dossier, or what the leave that is given leaves of it.
std::optional<Span> least_span(const Minimum& minimum, const OpenCycle& command,
                               const std::string& stage) {
    if (command.waive.contains(stage)) return minimum.waived_to;
    return span_for(minimum, command.attributes);
}

std::string unless_waived(const Minimum& minimum, const OpenCycle& command,
                          const std::string& stage) {
    if (minimum.waived_by.empty() || command.waive.contains(stage)) return ".";
    return ", unless " + minimum.waived_by + " waives it with a reason.";
}

/// Dates that the opening sets: of known stages, in the future, not before the minimum.
Result<> check_dates(const Decision& decision, const OpenCycle& command) {
    for (const auto& [name, due] : command.dates) {
        const std::string where = pointer_to("/dates", name);
        const auto* stage = decision.definition().stage(name);
        if (!stage)
            return refuse(Refused::unknown_stage, "The definition has no stage \"" + name + "\".",
                          where);
        if (due <= decision.now())
            return refuse(Refused::not_a_deadline, "This date has passed.", where);
        const auto least =
            stage->minimum ? least_span(*stage->minimum, command, name) : std::optional<Span>();
        if (!least) continue;
        const Instant until = decision.calendar().deadline(decision.now(), *least);
        if (due < until)
            return refuse(Refused::minimum,
                          "\"" + name + "\" must be open for at least " + to_text(*least) +
                              ": until " + decision.calendar().in_words(until) +
                              unless_waived(*stage->minimum, command, name),
                          where);
    }
    return {};
}

Result<> check_waivers(const Decision& decision, const OpenCycle& command) {
    for (const auto& [name, reason] : command.waive) {
        const std::string where = pointer_to("/waive", name);
        const auto* stage = decision.definition().stage(name);
        if (!stage || !stage->minimum)
            return refuse(Refused::unknown_stage, "No stage \"" + name + "\" has a minimum.",
                          where);
        if (stage->minimum->waived_by.empty())
            return refuse(Refused::forbidden, "The definition lets nobody waive this minimum.",
                          where);
        if (reason.empty())
            return refuse(Refused::reason_required, "A waiver needs a reason.", where);
    }
    return {};
}

bool circulates_text(const Definition& definition) {
    return std::ranges::any_of(definition.stages,
                               [](const Stage& stage) { return stage.kind != StageKind::meet; });
}

IssueRevision first_text(const OpenCycle& command, const std::string& language) {
    return as_kept({.text = command.text,
                    .media_type = command.media_type,
                    .language = command.language.empty() ? language : command.language,
                    .versions = command.versions,
                    .source = command.source});
}

Result<> check_text(const Decision& decision, const OpenCycle& command) {
    if (command.outer_revision) return {};
    if (command.title.empty() || command.title.size() > title_bytes_max)
        return refuse(Refused::invalid, "A title has 1 to 1,000 bytes.", "/title");
    if (has_control(command.title))  // it becomes a mail's subject
        return refuse(Refused::invalid,
                      "A title stands on one line, without line breaks, tabs and other control "
                      "characters.",
                      "/title");
    if (!command.language.empty())
        if (auto r = check_language(command.language, "/language"); !r) return r;
    if (command.text.find_first_not_of(" \t\r\n") == std::string::npos &&
        circulates_text(decision.definition()))
        return refuse(Refused::invalid, "There is no text to circulate.", "/text");
    if (!command.predecessor.empty() && !id::is(id::cycle, command.predecessor))
        return refuse(Refused::invalid, "The predecessor is a cycle, by its id.", "/predecessor");
    if (command.text.empty()) return {};
    return check_new_text(decision, first_text(command, decision.definition().languages.front()));
}

Opening bindings(const OpenCycle& command, const DefinitionVersion& definition,
                 const CalendarVersion& calendar, Bindings roles) {
    Opening opening;
    opening.definition = {definition.name, definition.version, definition.digest};
    opening.language = canonical_language(
        command.language.empty() ? definition.definition->languages.front() : command.language);
    opening.calendar = calendar.name;
    opening.calendar_version = calendar.version;
    opening.roles = std::move(roles);
    opening.attributes = command.attributes;
    opening.dates = command.dates;
    for (const auto& [stage, reason] : command.waive) opening.waived.push_back(stage);
    opening.procedures = command.procedures;
    opening.conflicts = command.conflicts;
    opening.assigned = command.assigned;
    opening.parent = command.parent;
    opening.outer_due = command.outer_due;
    opening.predecessor = command.predecessor;
    opening.restricted = command.restricted;
    return opening;
}

/// Figures that the bodies bring, as they are now.
void bind_weights(const Decision& decision, Opening& opening) {
    for (const auto& [role, bodies] : opening.roles)
        for (const auto& body : bodies)
            for (const auto& [weight, value] : decision.registry().body(body)->weights)
                opening.weights[weight][body] = value;
}

/// What the rules ask of the bodies that were bound.
Result<> check_fitness(const Decision& decision, const Opening& opening) {
    for (const auto& [role, bodies] : opening.roles)
        for (const auto& body : bodies)
            if (auto r = has_weights(decision.definition(), role, *decision.registry().body(body));
                !r)
                return r;
    return can_pass(decision.definition(), opening);
}

Result<> check_opening(const Decision& decision, const OpenCycle& command) {
    if (auto r = check_text(decision, command); !r) return r;
    if (auto r = check_bodies(decision, command); !r) return r;
    if (auto r = check_attributes(decision.definition(), command.attributes); !r) return r;
    if (auto r = check_waivers(decision, command); !r) return r;
    if (auto r = check_conflicts(decision, command); !r) return r;
    if (auto r = check_assigned(decision, command); !r) return r;
    return check_dates(decision, command);
}

}  // namespace

Result<> handle(Decision& decision, const OpenCycle& command) {
    const auto& actor = decision.actor();
    if (actor.id != "rule" && !actor.is(HouseRole::secretariat))
        return refuse(Refused::forbidden, "Only the secretariat opens a cycle.");
    const auto* found = decision.registry().definition(command.definition, command.version);
    if (!found)
        return refuse(Refused::unknown_definition,
                      "There is no definition \"" + command.definition + "\"" +
                          (command.version ? " version " + std::to_string(command.version) : "") +
                          ".",
                      "/definition");
    const auto* calendar = decision.registry().calendar(found->definition->calendar);
    if (!calendar)
        return refuse(Refused::unknown_definition,
                      "The definition's calendar \"" + found->definition->calendar +
                          "\" has not been published.",
                      "/definition");
    decision.bind(*found, *calendar);
    if (auto r = check_opening(decision, command); !r) return r;
    auto roles = bind_roles(decision, command);
    if (!roles) return roles.error();

    auto opening = bindings(command, *found, *calendar, std::move(*roles));
    if (auto r = draw_roles(decision, opening); !r) return r;
    bind_weights(decision, opening);
    if (auto r = check_procedures(decision, decision.definition(), opening.roles,
                                  opening.attributes, opening.procedures);
        !r)
        return r;
    if (!command.parent)  // the refusal of a sub-cycle would stop the cycle that it belongs to
        if (auto r = check_fitness(decision, opening); !r) return r;

    json::object secret{{"title", command.title}};
    if (!command.waive.empty()) secret["waived"] = json::value_from(command.waive);
    decision.record(CycleOpened{.opening = std::move(opening)}, std::move(secret));
    if (command.outer_revision)
        record_outer_revision(decision, *command.outer_revision);
    else if (!command.text.empty())
        record_revision(decision, first_text(command, decision.state().opening->language));
    enter(decision, decision.definition().start);
    decision.made(decision.state().id);
    return {};
}

}  // namespace paraph
