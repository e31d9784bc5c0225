#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// Who must act now, and what they must do. `what` is public, do not change the words: comment,
/// answer, sign, revise, record the meeting, maintain, close, acknowledge, choose, review, commit,
/// report; and where it is presented to the secretariat, appoint: nobody speaks for the body, and
/// assign: a role that is drawn is short of bodies.
struct Attention {
    std::string body;
    std::string assignment;           // empty for `close`
    std::string function;             // in a chain: the level whose turn it is
    std::vector<std::string> people;  // who was asked; empty: whoever speaks for the body
    std::string what;
    std::optional<Instant> due;
    bool overdue = false;  // when the cycle's last entry was written
    int count = 0;         // assign: how many more
};
BOOST_DESCRIBE_STRUCT(Attention, (),
                      (body, assignment, function, people, what, due, overdue, count))

/// What is due first stands first; else in the order of the open rounds and their assignments.
/// Nobody while the cycle is not running or may be left as it is; nobody in a silence procedure,
/// where silence is an answer, nor for a sub-cycle, which has its own. A body whose position blocks
/// has answered; a body whose answer is outdated, or whose block was lifted where a signature is
/// needed, has not. A body whose position lapses is asked to maintain it.
std::vector<Attention> attention(const Definition& definition, const State& state);

/// Whether nobody has to do anything: it runs inside a body whose answer stands outside and may be
/// changed, and nobody has begun to. Nobody is awaited or reminded there then, nor is it late.
bool may_be_left(const State& state);

/// Whether the assignment may act now: always, but in a sign-off in order only the first level or
/// body that has not signed yet.
bool in_turn(const Stage& stage, const Round& round, std::size_t assignment);

/// Whether its position lapses at the due time unless the body maintains it until then. What was
/// given after the due time does not lapse any more.
bool must_maintain(const Stage& stage, const Round& round, const Assignment& assignment);

/// Whether a reminder is for the assignment: of the round, or of the end of one `level`. A level
/// that has an end of its own is reminded of that one only.
bool is_reminded(const Stage& stage, const Assignment& assignment, const std::string& level);

/// Whether an act is still awaited from it; the same reading as `attention`.
bool is_awaited(const Stage& stage, const Assignment& assignment);

}  // namespace paraph
