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

/// Where comments on a revision stand in its text, which is read once.
class Anchors {
public:
    struct Span {  // bytes of a text
        std::size_t from = 0;
        std::size_t to = 0;
    };

    /// Reads the disk. Nothing, or no such revision: the one in force.
    Anchors(const House& house, const State& state, std::optional<int> revision);

    /// A comment's selection and quote by each other. Refused, below `where`: words that the
    /// paragraph does not hold, or holds twice; a selection outside of it.
    Result<> complete(NewComment& comment, const std::string& where) const;

private:
    struct Found {
        std::size_t block;
        Span place;
    };

    static Result<> quote(NewComment& comment, std::string_view text, const std::string& where);
    std::vector<Found> places_in(const std::vector<std::string>& blocks,
                                 const NewComment& comment) const;
    Result<> quote_from_version(NewComment& comment, const std::string& where) const;
    std::string_view text_of_paragraph(const std::string& id) const;

    std::shared_ptr<const std::vector<Paragraph>> list_;
    std::vector<std::string> blocks_;
    std::vector<std::vector<std::string>> versions_;  // in other languages, aligned
};

/// Comments on a revision, each completed by `Anchors`; the text is read only where one has a
/// selection or a quote.
Result<std::vector<NewComment>> comments_of(const House& house, const State& state,
                                            std::optional<int> revision,
                                            std::vector<CommentInput> inputs,
                                            const std::string& where = "/comments");

}  // namespace paraph::api
