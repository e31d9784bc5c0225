#include "api/routes/comment_input.hpp"

#include <algorithm>

#include "api/telling/said.hpp"
#include "engine/base/words.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph::api {
namespace {

bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

int length_of(std::string_view text) {
    return static_cast<int>(characters_in(text));
}

/// Where the character of that index begins; npos: the text is shorter.
std::size_t place_of(std::string_view text, int index) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (begins_character(text[at]) && index-- == 0) return at;
    return index == 0 ? text.size() : std::string_view::npos;
}

using Span = Anchors::Span;

/// A text as a page shows it, near enough to be copied from there: spaces for ends of lines, no
/// marks of emphasis. `places` says where each byte stands in the source.
struct ShownText {
    std::string text;
    std::vector<std::size_t> places;
};

ShownText as_shown(std::string_view source) {
    ShownText shown;
    for (std::size_t at = 0; at < source.size(); ++at) {
        const char byte = source[at];
        const bool space = byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
        if (byte == '*' || byte == '_' || byte == '`' || byte == '\\') continue;
        if (space && (shown.text.empty() || shown.text.back() == ' ')) continue;
        shown.text += space ? ' ' : byte;
        shown.places.push_back(at);
    }
    return shown;
}

/// Where the paragraph holds the words: as they are, else as a page shows them.
std::vector<Span> places_of(std::string_view paragraph, std::string_view words) {
    std::vector<Span> found;
    for (auto at = paragraph.find(words); at != paragraph.npos; at = paragraph.find(words, at + 1))
        found.push_back({at, at + words.size()});
    if (!found.empty()) return found;
    const auto text = as_shown(paragraph), wanted = as_shown(words);
    std::string_view sought = wanted.text;
    while (sought.ends_with(' ')) sought.remove_suffix(1);
    if (sought.empty()) return found;
    for (auto at = text.text.find(sought); at != text.text.npos;
         at = text.text.find(sought, at + 1))
        found.push_back({text.places[at], text.places[at + sought.size() - 1] + 1});
    return found;
}

}  // namespace

Anchors::Anchors(const House& house, const State& state, std::optional<int> revision) {
    const auto found = std::ranges::find(state.revisions, revision.value_or(0),
                                         [](const auto& each) { return each->number; });
    const auto* asked = found != state.revisions.end() ? found->get() : state.revision();
    if (!asked || !asked->paragraphs) return;
    list_ = asked->paragraphs;
    blocks_ = split_paragraphs(text_of(house, state, *asked));
    for (const auto& version : asked->versions)
        versions_.push_back(split_paragraphs(text_of(house, state, *asked, version.language)));
}

Result<> Anchors::complete(NewComment& comment, const std::string& where) const {
    if (comment.selection) return quote(comment, text_of_paragraph(comment.paragraph), where);
    const auto found = places_in(blocks_, comment);
    if (found.empty()) return quote_from_version(comment, where);
    if (found.size() > 1)
        return refuse(Refused::invalid,
                      "The paragraph holds these words more than once; quote some more.",
                      where + "/quote");
    const auto& [block, place] = found.front();
    const std::string_view text = blocks_[block];
    comment.paragraph = (*list_)[block].id;
    comment.quote = text.substr(place.from, place.to - place.from);
    const int start = length_of(text.substr(0, place.from));
    comment.selection = Selection{.start = start, .end = start + length_of(comment.quote)};
    return {};
}

Result<> Anchors::quote(NewComment& comment, std::string_view text, const std::string& where) {
    const auto from = place_of(text, comment.selection->start);
    const auto to = place_of(text, comment.selection->end);
    if (from == std::string_view::npos || to == std::string_view::npos || from >= to)
        return refuse(Refused::invalid, "The selection lies outside of the paragraph.",
                      where + "/selection");
    const auto words = text.substr(from, to - from);
    if (!comment.quote.empty() && comment.quote != words)
        return refuse(Refused::invalid, "The selection holds other words than the quote.",
                      where + "/quote");
    comment.quote = words;
    return {};
}

std::vector<Anchors::Found> Anchors::places_in(const std::vector<std::string>& blocks,
                                               const NewComment& comment) const {
    std::vector<Found> found;
    for (std::size_t i = 0; list_ && i < std::min(list_->size(), blocks.size()); ++i)
        if (comment.paragraph.empty() || (*list_)[i].id == comment.paragraph)
            for (const auto& place : places_of(blocks[i], comment.quote))
                found.push_back({i, place});
    return found;
}

/// Words of the text in another language lead to the paragraph; its selection is of the text
/// itself, so there is none.
Result<> Anchors::quote_from_version(NewComment& comment, const std::string& where) const {
    for (const auto& blocks : versions_) {
        const auto found = places_in(blocks, comment);
        if (found.size() != 1) continue;
        comment.paragraph = (*list_)[found.front().block].id;
        return {};
    }
    return refuse(Refused::invalid,
                  "The paragraph does not hold these words. Copy the words from the paragraph, "
                  "or choose another.",
                  where + "/quote");
}

std::string_view Anchors::text_of_paragraph(const std::string& id) const {
    if (!list_) return {};
    const auto found = std::ranges::find(*list_, id, &Paragraph::id);
    const auto place = static_cast<std::size_t>(found - list_->begin());
    return found == list_->end() || place >= blocks_.size() ? std::string_view() : blocks_[place];
}

Result<std::vector<NewComment>> comments_of(const House& house, const State& state,
                                            std::optional<int> revision,
                                            std::vector<CommentInput> inputs,
                                            const std::string& where) {
    std::vector<NewComment> comments;
    std::optional<Anchors> anchors;
    for (auto& input : inputs) {
        NewComment comment{.paragraph = std::move(input.paragraph),
                           .force = input.force.value_or(Force::remark),
                           .type = input.type.value_or(CommentType::general),
                           .text = std::move(input.text),
                           .proposed = std::move(input.proposed),
                           .selection = input.selection,
                           .quote = std::move(input.quote)};
        if (comment.selection || !comment.quote.empty()) {
            if (!anchors) anchors.emplace(house, state, revision);
            if (auto r = anchors->complete(comment, pointer_to(where, comments.size())); !r)
                return r.error();
        }
        comments.push_back(std::move(comment));
    }
    return comments;
}

}  // namespace paraph::api
