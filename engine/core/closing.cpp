#include "engine/core/closing.hpp"

#include "engine/core/course.hpp"
#include "engine/core/results.hpp"
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
