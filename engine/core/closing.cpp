#include "engine/core/closing.hpp"

#include <algorithm>

#include "engine/core/course.hpp"
#include "engine/core/results.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/missing.hpp"

namespace paraph {
namespace {

std::string what_is_missing(const Decision& decision, const Round& round) {
    std::string text;
    for (const auto& each : missing(decision.definition(), decision.state(), round))
        text += (text.empty() ? ": " : "; ") + each.text;
    return text;
}

Refusal no_such_result(const Stage& stage, const std::string& wanted, const std::string& given) {
    std::string list;
    for (const auto& [result, way] : stage.then)
        if (may_choose(stage, result, given)) list += (list.empty() ? "" : ", ") + result;
    return refuse(Refused::invalid,
                  "This round can't be closed as \"" + wanted + "\"" +
                      (list.empty() ? "." : "; it can be as: " + list + "."),
                  "/result");
}

bool is_anyone_awaited(const Stage& stage, const Round& round) {
    return std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        return takes_part(*assignment) && is_awaited(stage, *assignment);
    });
}

/// The hour has not come, or not for a body whose own was extended.
bool may_still_object(const Decision& decision, const Round& round) {
    return (round.due && decision.now() < *round.due) ||
           std::ranges::any_of(round.assignments, [&](const auto& assignment) {
               return takes_part(*assignment) && assignment->due &&
                      decision.now() < *assignment->due;
           });
}

/// Nobody's time to answer is cut short: a silence procedure lasts until its hour, and where bodies
/// are still awaited, any round that is counted as long as its minimum.
Result<> lasted_long_enough(const Decision& decision, const Stage& stage, const Round& round,
                            bool counts) {
    if (stage.kind == StageKind::silence && !blocks(round) && may_still_object(decision, round))
        return refuse(Refused::out_of_order,
                      "A silence procedure is not closed before its hour: until then anybody may "
                      "still object.");
    const auto least = least_due(decision.state(), decision.calendar(), stage, round);
    const bool over = !least || decision.now() >= *least;
    if (!counts || over || !is_anyone_awaited(stage, round)) return {};
    return refuse(Refused::minimum,
                  "Some have not answered, and the minimum is not over: it ends at " +
                      decision.calendar().in_words(*least) + ".");
}

}  // namespace

Result<std::string> result_to_close(const Decision& decision, const Round& round,
                                    const Close& command) {
    const auto& stage = decision.stage_of(round);
    const bool by_role = !stage.closes.by_act_of.empty();
    const bool ballot = stage.kind == StageKind::ballot;
    const std::string given = result_now(decision, round);
    if (given.empty()) return refuse(Refused::out_of_order, "This stage is not closed by an act.");
    const std::string usual = by_role && ballot ? "passed" : given;
    const std::string wanted = command.result.empty() ? usual : command.result;
    const bool counts = wanted == given;  // another way is taken without counting
    if (auto r = lasted_long_enough(decision, stage, round, counts); !r) return r.error();
    if (wanted == "passed" && given != "passed")
        return refuse(Refused::out_of_order,
                      "The round does not qualify yet" + what_is_missing(decision, round) + ".");
    if (!may_choose(stage, wanted, given)) return no_such_result(stage, wanted, given);
    if (!by_role || !ballot || wanted == "passed") return wanted;
    if (!stage.closes.chooses && round.status != RoundStatus::overdue)
        return refuse(Refused::out_of_order, "The round is not due yet; it may still qualify.");
    if (command.reason.empty())
        return refuse(Refused::reason_required,
                      "To close the round as \"" + wanted + "\" takes a reason.", "/reason");
    return wanted;
}

}  // namespace paraph
