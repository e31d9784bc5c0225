#include "api/routes/text_view.hpp"

#include <algorithm>
#include <map>

#include "adapters/documents/markdown.hpp"
#include "adapters/documents/vault.hpp"
#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "api/telling/said.hpp"
#include "engine/rules/paragraphs.hpp"
#include "engine/rules/text_diff.hpp"

namespace paraph::api {
namespace {

using pages::Change;
using pages::ChangedParagraph;
using pages::TextParagraph;

std::size_t place_of(const std::vector<TextParagraph>& paragraphs, const std::string& id) {
    const auto found = std::ranges::find(paragraphs, id, &TextParagraph::id);
    return static_cast<std::size_t>(found - paragraphs.begin());
}

std::vector<TextBlock> blocks_of(const pages::Text& text) {
    std::vector<TextBlock> blocks;
    for (const auto& paragraph : text.paragraphs)
        blocks.push_back(
            {.id = paragraph.id, .text = paragraph.text, .heading = paragraph.heading});
    return blocks;
}

Change change_of(const ParagraphDiff& diff) {
    switch (diff.change) {
        case ParagraphChange::inserted:
            return Change::inserted;
        case ParagraphChange::deleted:
            return Change::deleted;
        case ParagraphChange::changed:
            return Change::changed;
        case ParagraphChange::unchanged:
            break;
    }
    return Change::moved;
}

ChangedParagraph row_of(ParagraphDiff diff, const pages::Text& before, const pages::Text& after) {
    const bool gone = diff.after == 0;
    ChangedParagraph row{.id = diff.id,
                         .number = gone ? diff.before : diff.after,
                         .change = change_of(diff),
                         .from = diff.moved ? std::optional(diff.before) : std::nullopt};
    const auto at = [](int number) { return static_cast<std::size_t>(number) - 1; };
    if (diff.before > 0 && row.change != Change::moved)
        row.before = before.paragraphs[at(diff.before)].text;
    if (diff.after > 0) row.after = after.paragraphs[at(diff.after)].text;
    for (auto& run : diff.words)
        row.words.push_back({.deleted = run.change == WordChange::deleted,
                             .inserted = run.change == WordChange::inserted,
                             .text = std::move(run.text)});
    return row;
}

}  // namespace

std::shared_ptr<const Revision> revision_named(const State& state, std::string_view text) {
    const auto number = number_in(text, "n");
    if (!number) return nullptr;
    const auto found = std::ranges::find(state.revisions, *number, [](const auto& revision) {
        return static_cast<std::int64_t>(revision->number);
    });
    return found == state.revisions.end() ? nullptr : *found;
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

const Version* version_in(const Revision& revision, std::string_view language) {
    const auto found = std::ranges::find(revision.versions, language, &Version::language);
    return found == revision.versions.end() ? nullptr : &*found;
}

/// The languages that the text is not shown in: the one it was written in first.
std::vector<pages::TextVersion> others(const Revision& revision, const std::string& shown) {
    std::vector<pages::TextVersion> versions;
    const auto add = [&](const std::string& tag) {
        if (tag != shown)
            versions.push_back({tag, pages::own_name(tag), "?text=" + tag + "#the-text"});
    };
    add(revision.language);
    for (const auto& version : revision.versions) add(version.language);
    return versions;
}

}  // namespace

pages::Text text_in(const House& house, const State& state, const Revision& revision,
                    std::string_view language) {
    const auto* version = version_in(revision, language);
    pages::Text text{.revision = revision.number,
                     .issued = revision.issued,
                     .digest = to_hex(revision.digest),
                     .language = version ? version->language : revision.language};
    text.versions = others(revision, text.language);
    const auto& media_type = version ? version->media_type : revision.media_type;
    const bool markdown = media_type == "text/markdown";
    const auto blocks = split_paragraphs(version ? text_of(house, state, revision, language)
                                                 : text_of(house, state, revision));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool known = revision.paragraphs && i < revision.paragraphs->size();
        const auto mark = blocks[i].find_first_not_of('#');
        const bool heading = mark != 0 && mark != std::string::npos && blocks[i][mark] == ' ';
        text.paragraphs.push_back(
            {.id = known ? (*revision.paragraphs)[i].id : "",
             .number = static_cast<int>(i) + 1,
             .heading = heading,
             .text = heading    ? blocks[i].substr(mark + 1)
                     : markdown ? in_running_text(blocks[i])
                                : blocks[i],
             .html = {markdown && !heading ? markdown_to_html(blocks[i]) : ""}});
    }
    return text;
}

pages::Text text_in_force(const House& house, const State& state, std::string_view language) {
    const auto* revision = state.revision();
    return revision ? text_in(house, state, *revision, language) : pages::Text{};
}

bool is_in(const Revision& revision, std::string_view language) {
    return revision.language == language || version_in(revision, language);
}

namespace {

std::vector<std::string> languages_of(const Revision& revision) {
    std::vector<std::string> all{revision.language};
    for (const auto& version : revision.versions) all.push_back(version.language);
    return all;
}

/// Two revisions, compared in each language that both are in; one of them is shown.
class Comparison {
public:
    Comparison(const House& house, const State& state, const Revision& before,
               const Revision& after, std::string_view wanted)
        : house_(house), state_(state), before_(before), after_(after) {
        for (const std::string_view tag :
             {wanted, std::string_view(after.language), std::string_view(before.language)})
            if (shown_.empty() && is_in(before, tag) && is_in(after, tag)) shown_ = tag;
    }

    pages::Changes run() {
        pages::Changes changes{
            .since = before_.number,
            .revision = after_.number,
            .editorial = after_.editorial && after_.number == before_.number + 1};
        for (const auto& tag : languages_of(after_)) {
            if (!is_in(before_, tag)) changes.added.push_back(version(tag));
            if (tag == shown_ || !is_in(before_, tag)) continue;
            changes.versions.push_back(version(tag));
            find_elsewhere(tag);
        }
        for (const auto& tag : languages_of(before_))
            if (!is_in(after_, tag)) changes.left_out.push_back(version(tag));
        put_paragraphs(changes);
        if (after_.number == before_.number + 1)
            changes.revised_why = Said(house_.archive, state_).reason(after_.entry);
        return changes;
    }

private:
    pages::TextVersion version(const std::string& tag) const {
        return {tag, pages::own_name(tag),
                "?since=" + std::to_string(before_.number) + "&text=" + tag};
    }

    void find_elsewhere(const std::string& tag) {
        const auto older = text_in(house_, state_, before_, tag);
        const auto newer = text_in(house_, state_, after_, tag);
        for (const auto& diff : diff_texts(blocks_of(older), blocks_of(newer)))
            if (diff.change == ParagraphChange::changed)
                elsewhere_[diff.id].push_back(version(tag));
    }

    void put_paragraphs(pages::Changes& changes) {
        const auto older = text_in(house_, state_, before_, shown_);
        const auto newer = text_in(house_, state_, after_, shown_);
        changes.language = newer.language;
        for (auto& diff : diff_texts(blocks_of(older), blocks_of(newer))) {
            const bool same = diff.change == ParagraphChange::unchanged;
            const auto found = elsewhere_.find(diff.id);
            if (same && !diff.moved && found == elsewhere_.end()) {
                changes.unchanged.push_back(std::move(diff.id));
                continue;
            }
            const bool only_elsewhere = same && found != elsewhere_.end();
            if (only_elsewhere) diff.change = ParagraphChange::changed;
            auto row = row_of(std::move(diff), older, newer);
            if (found != elsewhere_.end()) row.elsewhere = std::move(found->second);
            if (only_elsewhere) row.words = {{.text = row.after}};
            row.only_elsewhere = only_elsewhere;
            changes.paragraphs.push_back(std::move(row));
        }
    }

    const House& house_;
    const State& state_;
    const Revision& before_;
    const Revision& after_;
    std::string shown_;  // empty: they have no language in common, and each is read in its own
    std::map<std::string, std::vector<pages::TextVersion>> elsewhere_;  // by paragraph
};

}  // namespace

pages::Changes changes_between(const House& house, const State& state, const Revision& before,
                               const Revision& after, std::string_view language) {
    return Comparison(house, state, before, after, language).run();
}

pages::Changes changes_in(const House& house, const State& state, std::string_view language) {
    const auto& revisions = state.revisions;
    if (revisions.size() < 2) return {};
    return changes_between(house, state, *revisions[revisions.size() - 2], *revisions.back(),
                           language);
}

LeftOut left_out_from(const House& house, const std::optional<Document>& source) {
    if (!source || source->media_type != docx_type) return {};
    const auto bytes = house.vault->get(source->digest);
    return bytes ? left_out_of(*bytes) : LeftOut{};
}

std::string only_in_file(const LeftOut& left_out, const pages::Language& language) {
    std::vector<std::string> things;
    const auto add = [&](std::string_view key, int count) {
        if (count > 0) things.push_back(language.say(key, {{"n", count}}));
    };
    add("text.images", left_out.images);
    add("text.text_boxes", left_out.text_boxes);
    return things.empty() ? std::string()
                          : language.say("text.only_in_file", {{"things", language.list(things)}});
}

std::string paragraph_mark(const pages::Text& text, const std::string& id,
                           const pages::Language& language) {
    const auto place = id.empty() ? text.paragraphs.size() : place_of(text.paragraphs, id);
    return place == text.paragraphs.size() ? std::string()
                                           : "¶" + language.number(text.paragraphs[place].number);
}

}  // namespace paraph::api
