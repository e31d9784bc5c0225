#pragma once

#include "api/house.hpp"

namespace paraph::api {

/// A comment as the API takes it. `quote` alone finds its own place in the paragraph, or in
/// the whole text where no paragraph is named.
struct CommentInput {
    std::string paragraph;
    std::optional<Force> force;
    std::optional<CommentType> type;
    std::string text, proposed;
    std::optional<Selection> selection;
    std::string quote;
};
BOOST_DESCRIBE_STRUCT(CommentInput, (), (paragraph, force, type, text, proposed, selection, quote))

/// Comments on a revision, their selections and quotes completed by each other from its text, which
/// is read only where one has either. Refused, below `where`: words that the paragraph does not
/// hold, or holds twice; a selection outside of it.
Result<std::vector<NewComment>> comments_of(const House& house, const State& state,
                                            std::optional<int> revision,
                                            std::vector<CommentInput> inputs,
                                            const std::string& where = "/comments");

}  // namespace paraph::api
