#pragma once

#include <span>

#include "engine/core/decision.hpp"

namespace paraph {

// What the lead makes of comments. Used by the files of engine/core only.

/// Answering, merging and grouping comments: the lead, the secretariat, whoever revises the text.
Result<> may_dispose(const Decision& decision);

/// Records them, in entries of bounded size; a comment's duplicates are answered with it.
void record_answers(Decision& decision, std::span<const AnswerComment> answers);

/// A comment that a table brought, and what the table says of its kin.
struct Kin {
    std::string comment;
    const BodyComments::Kinship* kinship = nullptr;
};
/// Records which comments of a table say the same, and their groups. A number that the table has
/// no comment for is that of one of the first `before` of the cycle, or is passed over.
void record_kin(Decision& decision, std::span<const Kin> all, std::size_t before);

}  // namespace paraph
