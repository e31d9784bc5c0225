#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// Who may. Each answers with a refusal that says who may instead.

/// An act of the secretariat's table ("extend", "suspend", …): the secretariat, and the roles that
/// the definition's `may` names for it.
Result<> may_act(const Decision& decision, std::string_view act);

/// Whoever came by a link acts as long as one of theirs in the cycle lives; for the other from here
/// on, where they hold it as a stand-in.
Result<> comes_in(Decision& decision);

/// Writing down what a body said another way: by letter, by telephone.
Result<> may_record(const Decision& decision);

/// Answering for an assignment: whoever was asked, or speaks for the body; the secretariat where it
/// records what was `received` otherwise; a rule. Who does it by delegation only acts for the other
/// from here on. Not what a colleague has claimed.
Result<> may_answer(Decision& decision, const Round& round, const Assignment& assignment,
                    const std::string& received);

/// Whether it is the actor's level of the body: by its own function, or by delegation.
bool has_level(const Decision& decision, const Assignment& assignment);

/// Whether everybody who was asked for it has left the body: then it passes, by rule, to those who
/// speak for the body now.
bool is_left_behind(const Registry& registry, const Assignment& assignment);

/// Four eyes: nobody who acted in a stage from which this one is to be separate.
Result<> keeps_four_eyes(const Decision& decision, const Stage& stage);

bool holds_role(const Decision& decision, std::string_view role);

/// The refusal says how the cycle stands.
Result<> must_be_running(const State& state);
Result<> must_be_running_or_deferred(const State& state);

/// Whether one of `people` acted in `stage`: answered or issued a revision there, for itself or by
/// a delegate. Undone rounds don't count.
bool acted_in(const State& state, const std::vector<std::string>& people, std::string_view stage);

/// Whether the body takes part in the round.
bool is_seated(const Round& round, std::string_view body);

}  // namespace paraph
