#include "tests/scenarios/house.hpp"

#include <algorithm>
#include <future>

#include <gtest/gtest.h>

#include "engine/core/replay.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/missing.hpp"
#include "engine/rules/tally.hpp"
#include "workflows/language/calendar.hpp"
#include "workflows/language/read.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph::test {
namespace {

constexpr auto dhaka_offset = std::chrono::hours(6);  // it has not changed its clocks since 2009

template <class T>
T wait(std::future<T> future) {
    return future.get();
}

}  // namespace

Instant dhaka(std::string_view local) {
    std::string text(local);
    text[10] = 'T';
    if (text.size() == 16) text += ":00";
    return parse_instant(text + "+06:00").value();
}

std::string dhaka(Instant instant) {
    std::string text = to_text(instant + dhaka_offset).substr(0, 16);
    text[10] = ' ';
    return text;
}

std::function<id::Seed()> counted_seeds() {
    return [count = std::uint64_t{0}]() mutable {
        const Digest digest = sha256("seed", std::to_string(++count));
        id::Seed seed;
        std::copy_n(digest.begin(), seed.size(), seed.begin());
        return seed;
    };
}

DefinitionReader definitions() {
    return [](std::string_view source) -> Result<std::shared_ptr<const Definition>> {
        const auto reading = read_definition(source);
        if (reading.definition) return reading.definition;
        return refuse(Refused::unsound_definition, render(reading.findings, "definition", source));
    };
}

House::House(std::string_view start) : House(own_store, start) {}

House::House(Store& other, std::string_view start) : store(&other), clock(dhaka(start)) {
    restart();
    body("secretariat", {"focal point"});
    for (const auto& shipped : shipped())
        if (shipped.kind == Shipped::Kind::calendar) {
            EXPECT_EQ(outcome(give(PublishCalendar{read_calendar(shipped.text).value()})),
                      "accepted");
        }
    for (const auto* id : {"labour", "finance", "foreign-affairs", "expatriates-welfare"})
        body(id, {"focal point"});
    for (const auto& shipped : shipped())
        if (shipped.kind == Shipped::Kind::definition) publish(std::string(shipped.text));
}

House::~House() {
    desk->stop();
}

void House::restart() {
    if (desk) desk->stop();
    desk = std::make_unique<Desk>(*store, clock, definitions(), counted_seeds());
    desk->start();
}

std::vector<std::string> House::members(int count) {
    std::vector<std::string> ids;
    for (int i = 1; i <= count; ++i) {
        ids.push_back("member-" + std::to_string(i));
        body(ids.back(), {"focal point"});
    }
    return ids;
}

void House::body(const std::string& id, const std::vector<std::string>& functions) {
    RegisterBody command{.id = id, .name = {{"en", id}}, .kind = "ministry"};
    for (const auto& function : functions) {
        std::string address = function + "@" + id + ".example";
        std::ranges::replace(address, ' ', '.');
        command.people.push_back({.name = function + " of " + id,
                                  .email = address,
                                  .language = "en",
                                  .function = function});
        if (id == "secretariat") command.people.back().roles = {HouseRole::secretariat};
    }
    EXPECT_EQ(outcome(give(command)), "accepted");
}

void House::publish(const std::string& source) {
    const auto done = give(PublishDefinition{source});
    EXPECT_TRUE(done) << done.error().text;
}

void House::to(Instant instant) {
    std::promise<Result<Instant>> done;
    desk->advance(instant, [&](Result<Instant> r) { done.set_value(std::move(r)); });
    EXPECT_TRUE(wait(done.get_future()));
}

Actor House::secretariat() const {
    Actor actor = focal("secretariat");
    actor.roles = {HouseRole::secretariat};
    return actor;
}

Actor House::person(const std::string& body, const std::string& function) const {
    for (const auto* person : desk->registry()->people_of(body))
        if (person->function == function)
            return {.id = person->id, .person = person->id, .body = body, .via = "page"};
    ADD_FAILURE() << "no " << function << " of " << body;
    return {};
}

Result<Settled> House::submit(Submission submission) {
    std::promise<Result<Settled>> done;
    auto answered = done.get_future();
    desk->submit(std::move(submission), [&](Result<Settled> r) { done.set_value(std::move(r)); });
    return wait(std::move(answered));
}

Result<Settled> House::open(OpenCycle command) {
    auto opened =
        submit({.stream = {}, .command = Command(std::move(command)), .actor = secretariat()});
    if (opened) cycle = opened->stream;
    return opened;
}

Result<Settled> House::give(Command command, const Actor& actor, const std::string& id) {
    return submit(
        {.stream = id.empty() ? cycle : id, .command = std::move(command), .actor = actor});
}

Result<Settled> House::give(RegistryCommand command) {
    return submit({.stream = std::string(registry_stream),
                   .command = std::move(command),
                   .actor = by_rule()});
}

Result<Settled> House::answer(const std::string& body, const std::string& position,
                              const std::string& reason, std::vector<NewComment> comments) {
    TakePosition command;
    command.body = body;
    command.position = position;
    command.reason = reason;
    command.comments = std::move(comments);
    command.revision = state()->revision()->number;
    command.digest = state()->revision()->digest;
    return give(std::move(command), focal(body));
}

Result<Settled> House::in_chain(const std::string& body, const std::string& function,
                                const std::string& position, const std::string& proposes,
                                const std::string& reason) {
    const std::string child = inside(body);
    TakePosition command;
    command.body = body;
    command.position = position;
    command.proposes = proposes;
    command.reason = reason;
    command.revision = state(child)->revision()->number;
    command.digest = state(child)->revision()->digest;
    return give(std::move(command), person(body, function), child);
}

std::shared_ptr<const State> House::state(const std::string& id) const {
    const std::string& wanted = id.empty() ? cycle : id;
    if (auto known = desk->cycle(wanted)) return known;
    auto loaded = load(*store, wanted);
    return loaded ? std::make_shared<const State>(std::move(*loaded)) : nullptr;
}

const Definition& House::definition(const State& of) const {
    const auto& reference = of.opening->definition;
    return *desk->registry()->definition(reference.name, reference.version)->definition;
}

Assignment House::seat(const std::string& body) const {
    const auto now = state();
    for (auto round = now->rounds.rbegin(); round != now->rounds.rend(); ++round) {
        if ((*round)->status == RoundStatus::undone) continue;
        for (const auto& assignment : (*round)->assignments)
            if (assignment->body == body) return *assignment;
    }
    throw std::runtime_error("nothing was asked of " + body);
}

std::vector<Entry> House::entries(const std::string& id) const {
    return store->stream(id.empty() ? cycle : id, 0);
}

std::vector<std::string> House::kinds(const std::string& id) {
    std::vector<std::string> found;
    for (const auto& entry : entries(id)) found.push_back(entry.kind);
    return found;
}

std::string outcome(const Result<Settled>& result) {
    if (!result) return std::string(name(result.error().code));
    return result->number < 0 ? "no change" : "accepted";
}

std::vector<std::string> awaited(const House& house) {
    const auto state = house.state();
    std::vector<std::string> bodies;
    for (const auto& each : attention(house.definition(*state), *state))
        bodies.push_back(each.body);
    return bodies;
}

std::string stage(const House& house) {
    const auto state = house.state();
    if (state->status == CycleStatus::ended) return "end: " + state->outcome;
    if (state->status == CycleStatus::abandoned) return "abandoned";
    return state->current() ? state->current()->stage : "nowhere";
}

std::string missing_codes(const House& house) {
    const auto state = house.state();
    std::string codes;
    if (!state->current()) return codes;
    for (const auto& each : missing(house.definition(*state), *state, *state->current()))
        codes += (codes.empty() ? "" : ", ") + each.code;
    return codes;
}

int count_of(const House& house, const Round& round, std::string_view position) {
    const auto state = house.state();
    const auto& definition = house.definition(*state);
    return static_cast<int>(
        figures(definition, *definition.stage(round.stage), *state, round).count(position));
}

int silent_of(const House& house, const Round& round, std::string_view position) {
    const auto state = house.state();
    const auto& definition = house.definition(*state);
    return static_cast<int>(figures(definition, *definition.stage(round.stage), *state, round)
                                .counted_silent(position));
}

OpenCycle silence_procedure(std::vector<std::string> members) {
    OpenCycle open;
    open.definition = "silence-procedure";
    open.title = "Draft decision on languages";
    open.roles = {{"chair", {"foreign-affairs"}}, {"members", std::move(members)}};
    open.text = "The languages are all to be used.\n";
    open.media_type = "text/markdown";
    return open;
}

OpenCycle write_round(std::vector<std::string> members) {
    OpenCycle open;
    open.definition = "write-round";
    open.title = "Recruitment fees";
    open.attributes = {{"financial", false}};
    open.roles = {{"lead", {"labour"}},
                  {"members", std::move(members)},
                  {"chairs", {"foreign-affairs", "expatriates-welfare"}},
                  {"secretary", {"secretariat"}}};
    open.text =
        "Recruitment fees are borne by the employer.\n\n"
        "The ministry publishes a list of licensed agencies every quarter.\n";
    open.media_type = "text/markdown";
    return open;
}

std::string sealed_ballot_source() {
    return R"(workflow: sealed-ballot
language: 1
title: A ballot under seal
calendar: bangladesh-government
roles:
  members: { bodies: 2..12, silence: abstain }
start: ballot
stages:
  ballot:
    kind: ballot
    who: members
    due: 5 working days
    positions:
      agree: {}
      object: { blocks: yes, reason: required }
      abstain: {}
    quorum: present at least half of bodies
    passes: agree > object
    closes: at the due time
    hidden until closed: yes
    then: { passed: end as elected, not passed: end as rejected }
)";
}

std::string two_branches_source() {
    return R"(workflow: two-branches
language: 1
title: Heard and checked at once
calendar: bangladesh-government
roles:
  members: { bodies: 2..12 }
  chair: { bodies: 1 }
start: consultation
stages:
  consultation:
    kind: parallel
    branches: [hearing, legal check]
    then: { joined: publication, vetoed: end as vetoed }
  hearing:
    kind: comment
    who: members
    due: 10 working days
    then: { closed: done }
  legal check:
    kind: ballot
    who: chair
    due: 5 working days
    positions: { agree: {}, object: { blocks: yes, reason: required } }
    passes: object = 0
    then: { passed: done, not passed: leave as vetoed }
  publication:
    kind: circulate
    who: members
    due: 5 working days
    then: { settled: end as published }
)";
}

OpenCycle two_branches(std::vector<std::string> members) {
    OpenCycle open;
    open.definition = "two-branches";
    open.title = "Fees";
    open.roles = {{"members", std::move(members)}, {"chair", {"foreign-affairs"}}};
    open.text = "Fees are borne by the employer.\n";
    open.media_type = "text/markdown";
    return open;
}

OpenCycle sealed_ballot(std::vector<std::string> members) {
    OpenCycle open;
    open.definition = "sealed-ballot";
    open.title = "Who chairs the committee";
    open.roles = {{"members", std::move(members)}};
    open.text = "The committee is chaired by the ministry of labour.\n";
    open.media_type = "text/markdown";
    return open;
}

}  // namespace paraph::test
