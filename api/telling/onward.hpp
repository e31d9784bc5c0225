#pragma once

#include <string>
#include <string_view>

#include "api/pages/views/common.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph::api {

// What an answer sets off, as far as the definition tells it beforehand: so that nobody is promised
// what the procedure does not keep.

/// Where a stage's result leads, out of the blocks that it leaves: to a stage, or to the end of the
/// cycle. Neither: it ends a branch, and others still run.
struct Onward {
    const Stage* stage = nullptr;
    std::string outcome;
};
Onward onward(const Definition& definition, const Stage& stage, std::string_view result);

/// The result with which a block of `seat` closes its open round at once; "" where the round goes
/// on: it does not qualify as long as the block stands.
std::string result_of_block(const Stage& stage, const Round& round, const Assignment& seat);

/// Whether any answer of `seat` completes the round, since nobody else is awaited.
bool completes(const Stage& stage, const Round& round, const Assignment& seat);

/// How a round of the stage may end before its due time, by the answers that are given.
pages::Early early_end(const Stage& stage);

/// Whether there is nothing yet that the one who revises could answer: the text is asked for.
bool asks_for_first_text(const State& state, const Round& round);

/// Whether it is called the reader's own answer: what nobody by name gave, or what was written down
/// for the body, is as much theirs as anybody's.
bool is_own(const Answer& answer, std::string_view person);

/// Whether somebody revises the text in this procedure, who can meet an objection.
bool has_lead(const Definition& definition);

}  // namespace paraph::api
