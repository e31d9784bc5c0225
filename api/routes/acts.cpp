#include "api/routes/acts.hpp"

#include <functional>

#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

Result<Instant> need_due(const ActInput& input) {
    if (input.due) return *input.due;
    return refuse(Refused::invalid, "Say until when: \"due\", an RFC 3339 time.", "/due");
}

Result<Command> extend(const ActInput& input) {
    const auto due = need_due(input);
    if (!due) return due.error();
    return Command(Extend{input.stage, input.body, *due, input.reason});
}
Result<Command> shorten(const ActInput& input) {
    const auto due = need_due(input);
    if (!due) return due.error();
    return Command(Shorten{input.stage, input.body, *due, input.reason});
}
Result<Command> reopen(const ActInput& input) {
    const auto due = need_due(input);
    if (!due) return due.error();
    return Command(Reopen{input.stage, *due, input.reason});
}
Result<Command> defer(const ActInput& input) {
    return Command(Defer{input.until, input.meeting, input.reason});
}
Result<Command> add_participant(const ActInput& input) {
    return Command(AddParticipant{input.role, input.body, input.reason});
}
Result<Command> remove_participant(const ActInput& input) {
    return Command(RemoveParticipant{input.body, input.reason});
}
Result<Command> replace_participant(const ActInput& input) {
    return Command(ReplaceParticipant{input.body, input.successor, input.reason});
}
Result<Command> record_meeting(const ActInput& input) {
    return Command(RecordMeeting{input.result, input.minutes, input.stage});
}
Result<Command> close(const ActInput& input) {
    return Command(Close{.reason = input.reason, .result = input.result, .stage = input.stage});
}
template <class C>
Result<Command> with_reason(const ActInput& input) {
    return Command(C{input.reason});
}
Result<Command> waive(const ActInput& input) {
    return Command(Waive{input.stage, input.reason});
}
Result<Command> conclude(const ActInput& input) {
    return Command(ConcludeRevision{input.result, input.reason});
}

Result<Command> migrate(const ActInput& input) {
    return Command(Migrate{
        .version = input.version.value_or(0), .stages = input.stages, .reason = input.reason});
}

constexpr std::pair<std::string_view, Result<Command> (*)(const ActInput&)> act_makers[] = {
    {"extend", extend},
    {"shorten", shorten},
    {"suspend", with_reason<Suspend>},
    {"resume", with_reason<Resume>},
    {"defer", defer},
    {"reopen", reopen},
    {"abandon", with_reason<Abandon>},
    {"close", close},
    {"waive", waive},
    {"add_participant", add_participant},
    {"remove_participant", remove_participant},
    {"replace_participant", replace_participant},
    {"record_meeting", record_meeting},
    {"conclude_revision", conclude},
    {"migrate", migrate},
};

}  // namespace

Result<Command> act_of(const ActInput& input) {
    std::string list;
    for (const auto& [name, make] : act_makers) {
        if (name == input.act) return make(input);
        list += (list.empty() ? "" : ", ") + std::string(name);
    }
    return refuse(Refused::invalid, "\"" + input.act + "\" is no act: " + list + ".", "/act");
}

void bind_acts(http::Router& router, const House& house) {
    takes<ActInput>(router, {"acts.perform"});
    router.bind("acts.perform", [&](const http::Context& context, http::Answer answer) {
        const auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        const auto input = read_body<ActInput>(context.request);
        if (!input) return answer(problem_for(context.request, input.error()));
        auto command = act_of(*input);
        if (!command) return answer(problem_for(context.request, command.error()));
        submit(house, context, context.param("id"), std::move(*command), std::move(answer),
               [&house, principal = context.principal](const Settled& settled) {
                   const auto now = look_at(house, settled.stream, principal);
                   return now ? cycle_response(*now) : http::empty();
               });
    });
}

}  // namespace paraph::api
