#include <mutex>

#include "adapters/keys/bearer.hpp"
#include "api/log.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/openapi.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "api/upkeep/handing_over.hpp"

namespace paraph::api {
namespace {

struct TokenInput {
    std::string role;
    std::string body;
    std::string label;
    std::vector<std::string> cycles;  // of an auditor's: it reads these only
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (role, body, label, cycles))

struct AdvanceInput {
    std::optional<Instant> to;
    std::optional<std::int64_t> seconds;
};
BOOST_DESCRIBE_STRUCT(AdvanceInput, (), (to, seconds))

json::object token_json(const Token& token) {
    json::object item{{"id", token.id},
                      {"role", enum_text(token.role)},
                      {"label", token.label},
                      {"issued", to_text(token.issued)},
                      {"revoked", token.revoked}};
    if (!token.body.empty()) item["body"] = token.body;
    return item;
}

void issue_token(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<TokenInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto role = enum_from_text<HouseRole>(input->role);
    if (!role)
        return answer(problem_for(
            context.request,
            refuse(Refused::invalid,
                   "A token's role is secretariat, participant, auditor or operator.", "/role")));
    const auto bearer = make_bearer();
    submit(house, context, std::string(registry_stream),
           RegistryCommand(IssueToken{.role = *role,
                                      .body = input->body,
                                      .label = input->label,
                                      .digest = bearer.digest,
                                      .cycles = input->cycles}),
           std::move(answer), [token = bearer.token](const Settled& settled) {
               auto item = token_json(*settled.registry->tokens.at(settled.made));
               if (!settled.repeated) item["token"] = token;
               return http::json(201, json::serialize(item));
           });
}

/// Moves of the clock by their keys, so that a repeat moves it no further. They are no entries, so
/// they are remembered as long as the server runs. Safe on any thread.
class Moves {
public:
    struct Move {
        std::string request;
        Instant to;
        bool done = false;
    };
    /// The move of that key, which is `fresh` where there is none yet.
    Move known_or(const RepeatKey& repeat, Instant fresh) {
        const std::lock_guard lock(mutex_);
        const Move move{repeat.request, fresh};
        return repeat.key.empty() ? move : known_.try_emplace(repeat.key, move).first->second;
    }
    /// A refusal is decided anew.
    void settle(const std::string& key, bool done) {
        const std::lock_guard lock(mutex_);
        const auto found = known_.find(key);
        if (found == known_.end()) return;
        if (done)
            found->second.done = true;
        else
            known_.erase(found);
    }

private:
    std::mutex mutex_;
    std::map<std::string, Move> known_;
};

constexpr std::int64_t seconds_max = 100LL * 366 * 24 * 60 * 60;

/// To when; a clock that is a century ahead shows a slip, not a rehearsal.
Result<Instant> goal_of(const AdvanceInput& input, Instant now) {
    if (input.to.has_value() == input.seconds.has_value())
        return refuse(Refused::invalid, "Say \"to\", an RFC 3339 time, or \"seconds\".", "/to");
    if (input.to) return *input.to;
    if (*input.seconds < 0 || *input.seconds > seconds_max)
        return refuse(Refused::invalid, "The clock moves by 0 seconds to a hundred years.",
                      "/seconds");
    return now + std::chrono::seconds(*input.seconds);
}

/// Halts where somebody begins or ceases to stand in for a colleague: they are asked or told then,
/// not at the end.
void move_clock(const House& house, Instant to, std::function<void(Result<Instant>)> then) {
    const auto halt = next_handover(*house.desk.registry(), house.clock.now(), to);
    house.desk.advance(halt.value_or(to),
                       [&house, to, halt, then = std::move(then)](Result<Instant> now) {
                           if (!now || !halt) return then(std::move(now));
                           house.background([&house, to, before = *halt - milliseconds(1), then] {
                               try {
                                   pass_on_what_began(house, before);
                                   hand_back_what_ended(house);
                               } catch (const std::exception& error) {
                                   log::error("tasks were not passed on", {{"what", error.what()}});
                               }
                               move_clock(house, to, then);
                           });
                       });
}

void advance(const House& house, const std::shared_ptr<Moves>& moves, const http::Context& context,
             http::Answer answer) {
    const auto input = read_body<AdvanceInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto repeat = repeat_key(context);
    if (!repeat) return answer(problem_for(context.request, repeat.error()));
    const auto to = goal_of(*input, house.clock.now());
    if (!to) return answer(problem_for(context.request, to.error()));
    const auto move = moves->known_or(*repeat, *to);
    if (move.request != repeat->request)
        return answer(problem_for(
            context.request, refuse(Refused::key_reused, "This key was used for another move.")));
    const auto moved = [](Instant now) {
        return http::json(200, json::serialize(json::object{{"now", to_text(now)}}));
    };
    if (move.done) return answer(moved(move.to));
    move_clock(house, move.to,
               [&house, moves, moved, key = repeat->key, answer = std::move(answer),
                path = context.request.path](Result<Instant> now) {
                   moves->settle(key, now.has_value());
                   if (now && house.clock_moved) house.clock_moved();
                   answer(now ? moved(*now) : http::problem(now.error(), path));
               });
}

}  // namespace

void bind_operations(http::Router& router, const House& house) {
    takes<TokenInput>(router, {"tokens.issue"});
    takes<AdvanceInput>(router, {"clock.advance"});
    router.bind("tokens.list", [&](const http::Context& context, http::Answer answer) {
        json::array items;
        const auto registry = house.desk.registry();
        for (const auto& [name, token] : registry->tokens) items.push_back(token_json(*token));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("tokens.issue", handler_in(house, issue_token));
    router.bind("tokens.revoke", [&](const http::Context& context, http::Answer answer) {
        submit(house, context, std::string(registry_stream),
               RegistryCommand(RevokeToken{.id = context.param("id")}), std::move(answer),
               [](const Settled&) { return http::empty(); });
    });
    router.bind("clock.advance", [&house, moves = std::make_shared<Moves>()](
                                     const http::Context& context, http::Answer answer) {
        advance(house, moves, context, std::move(answer));
    });
    router.bind("health", [](const http::Context&, http::Answer answer) {
        answer(http::json(200, R"({"status":"up"})"));
    });
    router.bind("ready", [&](const http::Context& context, http::Answer answer) {
        if (house.ready()) return answer(http::json(200, R"({"status":"ready"})"));
        answer(problem_for(context.request,
                           refuse(Refused::unavailable, "It is stopping, or can't write.")));
    });
    router.bind("metrics", [&](const http::Context&, http::Answer answer) {
        if (house.measure) house.measure();
        answer(http::with_type(200, Metrics::content_type, house.metrics.text()));
    });
    router.bind("openapi", [&router](const http::Context&, http::Answer answer) {
        answer(http::json(200, json::serialize(openapi_document(router.openapi_paths()))));
    });
    router.bind("docs", [](const http::Context&, http::Answer answer) {
        answer(http::html(200, docs_page(routes())));
    });
    router.bind("docs.problems", [](const http::Context&, http::Answer answer) {
        answer(http::html(200, problems_page()));
    });
}

}  // namespace paraph::api
