#include "api/house.hpp"

#include <algorithm>
#include <future>

#include "api/log.hpp"
#include "api/readings.hpp"
#include "engine/base/digest.hpp"
#include "engine/core/replay.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t key_bytes_max = 255;

/// Who, where and which key: the same key of another token or for another act is another one.
std::string command_key(const http::Context& context, std::string_view key) {
    const std::string_view zero("\0", 1);
    std::string text = context.principal.id;
    text.append(zero).append(context.request.method).append(zero);
    text.append(context.request.path).append(zero).append(key);
    return to_hex(sha256(text));
}

/// What is asked: the body, and the query where there is one.
std::string fingerprint(const http::Request& request) {
    const auto query = request.target.find('?');
    if (query == std::string::npos) return to_hex(sha256(request.body));
    std::string text = request.target.substr(query);
    return to_hex(sha256(text.append(1, '\0').append(request.body)));
}

}  // namespace

std::shared_ptr<const State> House::cycle(std::string_view id) const {
    if (!id::is(id::cycle, id)) return nullptr;
    if (auto state = desk.cycle(id)) return state;
    auto state = load(archive, id);
    return state ? std::make_shared<const State>(std::move(*state)) : nullptr;
}

const Definition& House::definition_of(const State& state) const {
    const auto& ref = state.opening->definition;
    return *desk.registry()->definition(ref.name, ref.version)->definition;
}

std::string House::zone() const {
    if (!config.timezone.empty()) return config.timezone;
    const auto registry = desk.registry();
    if (const auto* own = registry->calendar(config.calendar)) return own->zone;
    const auto& all = registry->calendars;
    return all.size() == 1 ? all.begin()->second.back()->zone : "UTC";
}

void each_cycle(const House& house, const std::function<void(const CycleRow&)>& take) {
    for (CycleFilter filter{.children = true, .limit = 500};;) {
        const auto rows = house.archive.cycles(filter);
        for (const auto& row : rows) take(row);
        if (rows.size() < filter.limit) return;
        filter.after = {rows.back().changed, rows.back().id};
    }
}

void wait_for_tables(const House& house) {
    std::promise<void> promise;
    auto future = promise.get_future();
    house.desk.catch_up([&promise] { promise.set_value(); });
    future.get();
}

Actor actor_of(const Principal& principal) {
    static constexpr std::pair<Role, HouseRole> roles[] = {
        {Role::secretariat, HouseRole::secretariat},
        {Role::participant, HouseRole::participant},
        {Role::auditor, HouseRole::auditor},
        {Role::operations, HouseRole::operator_}};
    Actor actor;
    actor.id = principal.id.empty() ? "nobody" : principal.id;
    actor.person = principal.person;
    actor.body = principal.body;
    actor.via = principal.via;
    actor.audits = principal.audits;
    for (const auto& [held, role] : roles)
        if (principal.roles.has(held)) actor.roles.push_back(role);
    return actor;
}

namespace {

/// Who reads a cycle reads those that it runs, and what these run; not what a body does inside.
Actor actor_for(const House& house, const State& state, const Principal& principal) {
    auto actor = actor_of(principal);
    if (!actor.audits || !state.opening) return actor;
    const auto is_read = [&](const std::string& cycle) {
        return std::ranges::find(*actor.audits, cycle) != actor.audits->end();
    };
    for (auto parent = state.opening->parent; parent;) {
        if (is_read(parent->cycle)) {
            actor.audits->push_back(state.id);
            break;
        }
        const auto outer = house.cycle(parent->cycle);
        if (!outer || outer->is_inside()) break;
        parent = outer->opening->parent;
    }
    return actor;
}

}  // namespace

Result<Seen> know_of(const House& house, std::string_view cycle, const Principal& principal) {
    const auto missing = refuse(Refused::not_found, "There is no such cycle, or it is not yours.");
    auto state = house.cycle(cycle);
    if (!state) return missing;
    const auto reader = actor_for(house, *state, principal);
    auto seen = see(std::move(state), house.desk.registry(), reader);
    if (!seen.view.cycle) return missing;
    return seen;
}

Result<Seen> look_at(const House& house, std::string_view cycle, const Principal& principal) {
    auto seen = know_of(house, cycle, principal);
    if (seen && house.readings.awaits(Readings::Kind::reading, principal, cycle, house.clock.now()))
        return refuse(Refused::forbidden,
                      "Say first that you read this cycle: POST /api/v1/cycles/" + seen->state->id +
                          "/readings. It becomes an entry of the trail.");
    return seen;
}

Result<RepeatKey> repeat_key(const http::Context& context) {
    const auto key = context.request.headers.get("Idempotency-Key");
    if (key.size() > key_bytes_max)
        return refuse(Refused::invalid, "A key has at most 255 bytes.", "Idempotency-Key");
    if (key.empty()) return RepeatKey{};
    return RepeatKey{command_key(context, key), fingerprint(context.request)};
}

void submit(const House& house, const http::Context& context, std::string stream,
            std::variant<Command, RegistryCommand> command, http::Answer answer,
            std::function<http::Response(const Settled&)> render) {
    Submission submission;
    submission.stream = std::move(stream);
    submission.command = std::move(command);
    submission.actor = actor_of(context.principal);
    auto key = repeat_key(context);
    if (!key) return answer(problem_for(context.request, key.error()));
    submission.key = std::move(key->key);
    submission.request = std::move(key->request);
    house.desk.submit(std::move(submission),
                      [answer = std::move(answer), render = std::move(render),
                       path = context.request.path](Result<Settled> settled) {
                          answer(settled ? render(*settled) : http::problem(settled.error(), path));
                      });
}

http::Response problem_for(const http::Request& request, const Refusal& refusal) {
    return http::problem(refusal, request.path);
}

void in_background(const House& house, const http::Context& context, http::Answer answer,
                   std::function<http::Response()> read) {
    house.background(
        [answer = std::move(answer), read = std::move(read), path = context.request.path] {
            try {
                answer(read());
            } catch (const std::exception& error) {
                log::error("a read failed", {{"what", error.what()}});
                answer(http::problem(
                    refuse(Refused::internal, "A fault of ours; it has been logged."), path));
            }
        });
}

}  // namespace paraph::api
