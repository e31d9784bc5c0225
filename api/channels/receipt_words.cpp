#include "api/channels/receipt_words.hpp"

#include <algorithm>

#include "api/pages/view_data.hpp"
#include "api/telling/said.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t comments_max = 20;       // in a mail; the page has all
constexpr std::size_t text_bytes_max = 2'000;  // of one of its texts

/// As much as a mail holds, no character torn.
std::string shortened(std::string text) {
    if (text.size() <= text_bytes_max) return text;
    auto end = text_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + " …";
}

/// "¶3" in the revision that the comment is about; empty: the whole text.
std::string place_of(const State& state, const Comment& comment, const pages::Language& language) {
    const auto revision = std::ranges::find(state.revisions, comment.revision,
                                            [](const auto& each) { return each->number; });
    if (revision == state.revisions.end() || !(*revision)->paragraphs) return {};
    const auto& all = *(*revision)->paragraphs;
    const auto place = std::ranges::find(all, comment.paragraph, &Paragraph::id);
    return place == all.end() ? std::string() : "¶" + language.number(place - all.begin() + 1);
}

pages::Words words_of(const State& state, const Said& said, const Comment& comment,
                      const pages::Language& language) {
    pages::Words words;
    words.title = language.say("mail.fact-comment", {{"number", comment.number}});
    if (const auto place = place_of(state, comment, language); !place.empty())
        words.title += " · " + place;
    words.title += " · " + pages::word(comment.force, language);
    words.text = shortened(said.comment(comment));
    if (const auto proposed = said.proposed(comment); !proposed.empty())
        words.text += (words.text.empty() ? "" : "\n") + language.say("comment.proposed") + " " +
                      shortened(proposed);
    return words;
}

}  // namespace

std::vector<pages::Words> receipt_words(const House& house, const State& state,
                                        const std::string& assignment,
                                        const pages::Language& language) {
    std::vector<pages::Words> all;
    const auto* seat = state.seated(assignment).assignment;
    if (!seat || !seat->answer) return all;
    const auto entry = seat->answer->entry;
    const Said said(house.archive, state);
    if (auto reason = said.reason(entry); !reason.empty())
        all.push_back({language.say("mail.fact-reason"), shortened(std::move(reason))});
    std::size_t count = 0;
    for (const auto& comment : state.comments)
        if (comment->entry == entry && comment->body == seat->body && ++count <= comments_max)
            all.push_back(words_of(state, said, *comment, language));
    if (count > comments_max)
        all.push_back({language.say("mail.more-comments",
                                    {{"n", static_cast<std::int64_t>(count - comments_max)}}),
                       language.say("mail.more-comments-where")});
    return all;
}

}  // namespace paraph::api
