#include "api/routes/text_view.hpp"

#include <algorithm>

#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "engine/rules/paragraphs.hpp"
#include "engine/rules/word_diff.hpp"

namespace paraph::api {
namespace {

using pages::Change;
using pages::ChangedParagraph;
using pages::TextParagraph;

std::size_t place_of(const std::vector<TextParagraph>& paragraphs, const std::string& id) {
    const auto found = std::ranges::find(paragraphs, id, &TextParagraph::id);
    return static_cast<std::size_t>(found - paragraphs.begin());
}

ChangedParagraph changed(const TextParagraph& before, const TextParagraph& after) {
    ChangedParagraph row{.id = after.id,
                         .number = after.number,
                         .change = Change::changed,
                         .before = before.text,
                         .after = after.text};
    for (auto& run : diff_words(before.text, after.text))
        row.words.push_back({.deleted = run.change == WordChange::deleted,
                             .inserted = run.change == WordChange::inserted,
                             .text = std::move(run.text)});
    return row;
}

/// Walks the newer text; what was deleted stands where it stood.
class Comparison {
public:
    Comparison(const pages::Text& before, const pages::Text& after)
        : before_(before.paragraphs), after_(after.paragraphs) {}

    std::vector<ChangedParagraph> take() {
        std::size_t old = 0;
        for (const auto& fresh : after_) {
            const auto place = place_of(before_, fresh.id);
            if (place == before_.size()) {
                rows_.push_back(row(fresh, Change::inserted));
                continue;
            }
            for (; old < place; ++old) put_deleted(before_[old]);
            old = std::max(old, place + 1);
            const auto& former = before_[place];
            if (former.text != fresh.text || former.heading != fresh.heading)
                rows_.push_back(changed(former, fresh));
        }
        for (; old < before_.size(); ++old) put_deleted(before_[old]);
        return std::move(rows_);
    }

private:
    static ChangedParagraph row(const TextParagraph& paragraph, Change change) {
        const bool gone = change == Change::deleted;
        return {.id = paragraph.id,
                .number = paragraph.number,
                .change = change,
                .before = gone ? paragraph.text : "",
                .after = gone ? "" : paragraph.text};
    }
    void put_deleted(const TextParagraph& former) {
        if (place_of(after_, former.id) == after_.size())
            rows_.push_back(row(former, Change::deleted));
    }

    const std::vector<TextParagraph>& before_;
    const std::vector<TextParagraph>& after_;
    std::vector<ChangedParagraph> rows_;
};

}  // namespace

std::shared_ptr<const Revision> revision_named(const State& state, std::string_view text) {
    const auto number = number_in(text, "n");
    const auto count = static_cast<std::int64_t>(state.revisions.size());
    if (!number || *number < 1 || *number > count) return nullptr;
    return state.revisions[static_cast<std::size_t>(*number) - 1];
}

namespace {

/// In Markdown a line that only ends goes on in the next one; two spaces or a backslash break it,
/// and so does what begins a list, a quotation or a table.
std::string in_running_text(std::string_view block) {
    std::string text;
    for (std::size_t at = 0; at < block.size();) {
        const auto end = std::min(block.find('\n', at), block.size());
        const auto line = block.substr(at, end - at);
        const bool begins =
            line.find_first_not_of(' ') == std::string_view::npos ||
            std::string_view("-*+>|0123456789").find(line[line.find_first_not_of(' ')]) !=
                std::string_view::npos;
        const bool broken = text.ends_with("  ") || text.ends_with('\\');
        if (at > 0) text += begins || broken ? '\n' : ' ';
        text += line;
        at = end + 1;
    }
    return text;
}

}  // namespace

pages::Text text_in(const House& house, const State& state, const Revision& revision) {
    pages::Text text{.revision = revision.number,
                     .issued = revision.issued,
                     .digest = to_hex(revision.digest),
                     .language = revision.language};
    const bool markdown = revision.media_type == "text/markdown";
    const auto blocks = split_paragraphs(text_of(house, state, revision));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool known = revision.paragraphs && i < revision.paragraphs->size();
        const auto mark = blocks[i].find_first_not_of('#');
        const bool heading = mark != 0 && mark != std::string::npos && blocks[i][mark] == ' ';
        text.paragraphs.push_back({.id = known ? (*revision.paragraphs)[i].id : "",
                                   .number = static_cast<int>(i) + 1,
                                   .heading = heading,
                                   .text = heading    ? blocks[i].substr(mark + 1)
                                           : markdown ? in_running_text(blocks[i])
                                                      : blocks[i]});
    }
    return text;
}

pages::Text text_in_force(const House& house, const State& state) {
    const auto* revision = state.revision();
    return revision ? text_in(house, state, *revision) : pages::Text{};
}

pages::Changes changes_between(const House& house, const State& state, const Revision& before,
                               const Revision& after) {
    return {.since = before.number,
            .revision = after.number,
            .editorial = after.editorial && after.number == before.number + 1,
            .paragraphs =
                Comparison(text_in(house, state, before), text_in(house, state, after)).take()};
}

pages::Changes changes_in(const House& house, const State& state) {
    const auto& revisions = state.revisions;
    if (revisions.size() < 2) return {};
    return changes_between(house, state, *revisions[revisions.size() - 2], *revisions.back());
}

std::string paragraph_mark(const pages::Text& text, const std::string& id,
                           const pages::Language& language) {
    const auto place = id.empty() ? text.paragraphs.size() : place_of(text.paragraphs, id);
    return place == text.paragraphs.size() ? std::string()
                                           : "¶" + language.number(text.paragraphs[place].number);
}

}  // namespace paraph::api
