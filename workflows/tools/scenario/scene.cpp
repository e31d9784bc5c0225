#include "workflows/tools/scenario/scene.hpp"

#include "engine/base/contains.hpp"
#include "engine/core/audience.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph::scenario {
namespace {

constexpr std::string_view focal_point = "focal point";

std::string address(const std::string& body, const std::string& name) {
    return id_of(name) + '@' + body + ".example";
}

PersonRecord record_of(const std::string& body, const Somebody& somebody) {
    PersonRecord person{.name = somebody.name,
                        .email = address(body, somebody.name),
                        .language = "en",
                        .function = somebody.function};
    if (body == secretariat) person.roles = {HouseRole::secretariat};
    return person;
}

void add(std::vector<std::string>& bodies, const std::string& body) {
    if (!contains(bodies, body)) bodies.push_back(body);
}

}  // namespace

Result<Scene> Scene::furnish(const Beginning& beginning, const Library& library) {
    Scene scene(beginning.at, library);
    scene.names_ = beginning.names;
    for (const auto& calendar : library.calendars)
        if (auto r = scene.tell(PublishCalendar{calendar}); !r) return r.error();
    for (const auto& body : beginning.names.ids())
        if (auto r = scene.settle_in(beginning, body); !r) return r.error();
    for (const auto& source : library.sources)
        if (auto r = scene.tell(PublishDefinition{source}); !r) return r.error();
    return scene;
}

Result<> Scene::settle_in(const Beginning& beginning, const std::string& body) {
    RegisterBody command{.id = body, .name = {{"en", names_.written(body)}}, .kind = "ministry"};
    if (const auto weights = beginning.weights.find(body); weights != beginning.weights.end())
        command.weights = weights->second;
    command.people.push_back(
        record_of(body, {.name = std::string(focal_point), .function = std::string(focal_point)}));
    if (const auto people = beginning.people.find(body); people != beginning.people.end())
        for (const auto& somebody : people->second)
            if (somebody.name != focal_point) command.people.push_back(record_of(body, somebody));
    return tell(command);
}

Result<> Scene::tell(const RegistryCommand& command) {
    return house_.tell(command, read_);
}

Result<std::string> Scene::tell_as(const RegistryCommand& command, const Actor& actor) {
    return house_.tell_as(command, actor, read_);
}

Result<> Scene::publish(const std::string& version) {
    const auto found = versions_.find(version);
    if (found == versions_.end())
        return refuse(Refused::unknown_definition,
                      "\"" + version + "\" is not named under \"versions:\".");
    return tell(PublishDefinition{found->second});
}

std::pair<std::string, std::string> Scene::words_of(const std::string& cycle,
                                                    const Comment& comment) const {
    std::int64_t sequence = 0;
    for (const auto& one : trail_) {
        if (one.effect.after->id != cycle) continue;
        sequence = one.effect.after->sequence - static_cast<std::int64_t>(one.effect.events.size());
        for (const auto& event : one.effect.events) {
            if (++sequence != comment.entry) continue;
            const auto& said = event.secret.at("comments")
                                   .as_array()
                                   .at(static_cast<std::size_t>(comment.index))
                                   .as_object();
            const auto* proposed = said.if_contains("proposed");
            return {std::string(said.at("text").as_string()),
                    proposed ? std::string(proposed->as_string()) : std::string()};
        }
    }
    return {};
}

Result<> Scene::open(const OpenCycle& command) {
    const auto by = actor({.body = std::string(secretariat)});
    auto opened = house_.open(command, by.value());
    if (!opened) return opened.error();
    cycle_ = opened->made;
    keep(std::move(opened->happened));
    return {};
}

Result<std::string> Scene::give(const std::string& cycle, const Command& command,
                                const Actor& actor) {
    auto given = house_.give(cycle, command, actor);
    if (!given) return given.error();
    if (given->happened.empty()) given->made = "nothing";
    keep(std::move(given->happened));
    return given->made;
}

void Scene::advance(Instant to) {
    keep(house_.advance(to));
}

void Scene::keep(std::vector<Rehearsal::Happened> happened) {
    for (auto& one : happened) {
        if (one.effect.after->id == cycle_)
            for (const auto& event : one.effect.events)
                if (std::holds_alternative<RevisionIssued>(event.fact))
                    paragraphs_ = split_paragraphs(event.secret.at("text").as_string());
        trial_.add(one, house_.registry());
        trail_.push_back(std::move(one));
    }
}

std::shared_ptr<const State> Scene::state(const std::string& cycle) const {
    return house_.state(cycle);
}

std::string Scene::inside(const std::string& of) const {
    const auto now = cycle_.empty() ? nullptr : state(cycle_);
    if (!now) return {};
    for (auto round = now->rounds.rbegin(); round != now->rounds.rend(); ++round)
        for (const auto& assignment : (*round)->assignments)
            if (!assignment->child.empty() &&
                (assignment->body == of || assignment->item == of || (*round)->stage == of))
                return assignment->child;
    return {};
}

std::map<NoticeKind, std::vector<std::string>> Scene::told(const std::string& cycle) const {
    std::map<NoticeKind, std::vector<std::string>> told;
    for (const auto& one : latest()) {
        if (one.effect.after->id != cycle) continue;
        show_events(one.effect, one.at, [&](const Event& event, const State& after) {
            const Record<Fact> record{.fact = event.fact,
                                      .actor = one.effect.actor.id,
                                      .via = one.effect.actor.via,
                                      .stream = cycle,
                                      .sequence = after.sequence,
                                      .at = one.at,
                                      .effective = event.effective,
                                      .secret = event.secret,
                                      .behalf = event.behalf};
            for (const auto& notice :
                 notices({record, after, house_.registry(), house_.definition_of(after)}))
                add(told[notice.kind], notice.body);
        });
    }
    return told;
}

std::vector<std::string> Scene::everyone(const std::string& cycle) const {
    const auto now = state(cycle);
    const Record<Fact> nothing{};
    const Occasion occasion{nothing, *now, house_.registry(), house_.definition_of(*now)};
    Audience audience(occasion);
    audience.tell(NoticeKind::outcome, -1).everyone();
    std::vector<std::string> bodies;
    for (const auto& notice : audience.take()) add(bodies, notice.body);
    return bodies;
}

Result<const Person*> Scene::person(const Speaker& speaker) const {
    std::vector<const Person*> found;
    const auto& registry = house_.registry();
    if (!speaker.person.empty()) {
        for (const auto& [id, person] : registry.people)
            if (person->active && person->name == speaker.person) found.push_back(person.get());
    } else {
        const auto function = speaker.function.empty() ? focal_point : speaker.function;
        for (const auto* person : registry.people_of(speaker.body))
            if (person->function == function) found.push_back(person);
    }
    if (found.size() == 1) return found.front();
    const auto who = !speaker.person.empty() ? "called " + speaker.person
                     : speaker.function.empty()
                         ? "a focal point of " + names_.written(speaker.body)
                         : speaker.function + " of " + names_.written(speaker.body);
    return refuse(Refused::invalid, found.empty()
                                        ? "Nobody is " + who + "."
                                        : std::to_string(found.size()) + " people are " + who +
                                              ". Give them names under \"people:\".");
}

Result<Actor> Scene::actor(const Speaker& speaker) const {
    if (speaker.body == anyone)
        return Actor{.id = std::string(anyone), .body = std::string(anyone), .via = "public"};
    const auto found = person(speaker);
    if (!found) return found.error();
    return Actor{.id = (*found)->id,
                 .person = (*found)->id,
                 .body = (*found)->body,
                 .roles = (*found)->roles,
                 .via = "page"};
}

}  // namespace paraph::scenario
