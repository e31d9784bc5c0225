#include "api/routes/acts.hpp"

#include <array>

#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "engine/base/codec.hpp"
#include "engine/base/contains.hpp"

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

/// An act, and the members that it reads beside its reason, which each may have.
struct ActMaker {
    std::string_view name;
    Result<Command> (*make)(const ActInput&);
    std::array<std::string_view, 3> reads = {};
};

constexpr ActMaker act_makers[] = {
    {"extend", extend, {"stage", "body", "due"}},
    {"shorten", shorten, {"stage", "body", "due"}},
    {"suspend", with_reason<Suspend>},
    {"resume", with_reason<Resume>},
    {"defer", defer, {"until", "meeting"}},
    {"reopen", reopen, {"stage", "due"}},
    {"abandon", with_reason<Abandon>},
    {"close", close, {"result", "stage"}},
    {"waive", waive, {"stage"}},
    {"add_participant", add_participant, {"role", "body"}},
    {"remove_participant", remove_participant, {"body"}},
    {"replace_participant", replace_participant, {"body", "successor"}},
    {"record_meeting", record_meeting, {"result", "minutes", "stage"}},
    {"conclude_revision", conclude, {"result"}},
    {"migrate", migrate, {"version", "stages"}},
};

bool is_given(const auto& value) {
    if constexpr (requires { value.has_value(); })
        return value.has_value();
    else
        return !value.empty();
}

/// Which acts read the member instead: "extend, shorten, reopen do".
std::string who_reads(std::string_view member) {
    std::string list;
    int count = 0;
    for (const auto& act : act_makers)
        if (contains(act.reads, member)) list += (count++ == 0 ? "" : ", ") + std::string(act.name);
    return list + (count == 1 ? " does" : " do");
}

/// Whoever says what the act leaves unread has another act in mind.
Result<> reads_all(const ActMaker& act, const ActInput& input) {
    Result<> read = {};
    boost::mp11::mp_for_each<codec::MembersOf<ActInput>>([&](auto member) {
        const std::string name(paraph::detail::bare(member.name));
        if (!read || name == "act" || name == "reason" || contains(act.reads, name)) return;
        if (is_given(input.*member.pointer))
            read = refuse(Refused::invalid,
                          "\"" + std::string(act.name) + "\" does not read \"" + name + "\"; " +
                              who_reads(name) + ".",
                          "/" + name);
    });
    return read;
}

}  // namespace

Result<Command> act_of(const ActInput& input) {
    std::string list;
    for (const auto& act : act_makers) {
        if (act.name == input.act) {
            const auto read = reads_all(act, input);
            return read ? act.make(input) : read.error();
        }
        list += (list.empty() ? "" : ", ") + std::string(act.name);
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
