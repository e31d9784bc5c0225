#include "api/routes/foretold.hpp"

#include <set>

#include "api/routes/naming.hpp"
#include "engine/core/apply.hpp"
#include "engine/core/blind.hpp"
#include "engine/core/notices.hpp"

namespace paraph::api {

void each_entry(const State& before, const Decided& decided, const Actor& actor, Instant now,
                const std::function<void(const Record<Fact>&, const State&)>& take) {
    State state = before;
    for (const auto& event : decided.events) {
        Record<Fact> record;
        record.fact = event.fact;
        record.secret = event.secret;
        record.stream = before.id;
        record.actor = actor.id;
        record.via = actor.via;
        record.at = now;
        record.sequence = state.sequence + 1;
        apply(state, {.fact = record.fact,
                      .secret = record.secret,
                      .actor = record.actor,
                      .sequence = record.sequence,
                      .at = now,
                      .behalf = event.behalf});
        take(record, state);
    }
}

Foretold foretell(const House& house, const CycleVisit& visit, const Decided& decided) {
    const auto actor = actor_of(visit.reader.principal);
    const auto& language = *visit.reader.language;
    const auto then = see(std::make_shared<const State>(decided.after), visit.seen.registry, actor);
    const Naming naming(then, language);
    Foretold foretold;
    std::set<std::string> told;
    const auto before = house.cycle(visit.state().id);
    each_entry(*before, decided, actor, house.clock.now(), [&](const auto& record, const auto& at) {
        foretold.will_change.push_back(pages::in_words(record.fact, naming.names(), language));
        for (const auto& notice : notices({record, at, *then.registry, *then.definition})) {
            const auto body = name_for(then, at, notice.body);
            if (is_pseudonym(body) || body.empty() != notice.body.empty()) continue;
            const auto name = naming.person(notice.person);
            told.insert(body.empty() ? name : naming.body(body) + ": " + name);
        }
    });
    foretold.told.assign(told.begin(), told.end());
    return foretold;
}

}  // namespace paraph::api
