#pragma once

#include <span>

#include "engine/core/decision.hpp"

namespace paraph {

/// The comment, unless its round still hides it from whoever acts; nullptr: there is none for them.
const Comment* shown_comment(const Decision& decision, std::string_view id);

// What a body says about a text, with its answer or apart from it. Used by the files of engine/core
// only, but for `check_said`.

inline constexpr std::size_t comments_in_one_command = 50'000;  // that it makes or answers
inline constexpr std::size_t comments_in_one_act = 500;         // that it names
inline constexpr std::size_t comment_bytes_max = 100'000;       // of one text that a person wrote

/// Some comments, not too many, and none that is hidden from whoever acts.
Result<> check_ids(const Decision& decision, const std::vector<std::string>& ids,
                   const std::string& where);

/// What the stage takes, and the revision has. `rule`: the position they come with; nullptr: none.
Result<> check_comments(const std::vector<NewComment>& comments, const Stage& stage,
                        const PositionRule* rule, const Revision* revision,
                        const std::string& where);

/// Whether the open round takes what the body says, by whomever it may be said: what an act that
/// brings much asks beforehand, piece by piece. `said` names its body.
Result<> check_said(const State& state, const Definition& definition, const AddComments& command,
                    const BodyComments& said);

/// How many comments that the body made in this round stand, answered or not. Takes a look at all.
int comments_of(const State& state, const Round& round, std::string_view body);

/// Whether a condition that the body made in this round is open. What somebody from the public set
/// is not known to be another one's.
bool sets_conditions(const State& state, const Round& round, std::string_view body);

/// What a body takes back that leaves the base by a position, and had not left it: its comments of
/// this round, and of rounds of this stage before those that still ask for an answer or set a
/// condition. `seat`: as it was until then. Ids of the open ones that were made `before` an entry;
/// none of the public's. Takes a look at all.
std::vector<std::string> taken_back(const State& state, const Stage& stage, const Seated& seat,
                                    std::string_view position, std::int64_t before);

/// Their ids and anchors for the trail, and their words for the erasable part beside it.
std::vector<CommentMade> made_of(Decision& decision, std::span<const NewComment> comments,
                                 std::optional<Clearance> clearance = {});
json::array words_of(std::span<const NewComment> comments);

}  // namespace paraph
