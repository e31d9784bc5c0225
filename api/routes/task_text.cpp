#include "api/routes/task_text.hpp"

#include <algorithm>

#include "api/routes/present.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph::api {
namespace {

pages::Text text_in(const House& house, const State& state, const Revision& revision) {
    pages::Text text{.revision = revision.number,
                     .issued = revision.issued,
                     .digest = to_hex(revision.digest),
                     .language = revision.language};
    const auto blocks = split_paragraphs(text_of(house, state, revision));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool known = revision.paragraphs && i < revision.paragraphs->size();
        const auto mark = blocks[i].find_first_not_of('#');
        const bool heading = mark != 0 && mark != std::string::npos && blocks[i][mark] == ' ';
        text.paragraphs.push_back({.id = known ? (*revision.paragraphs)[i].id : "",
                                   .number = static_cast<int>(i) + 1,
                                   .heading = heading,
                                   .text = heading ? blocks[i].substr(mark + 1) : blocks[i]});
    }
    return text;
}

const pages::TextParagraph* paragraph_of(const pages::Text& text, const std::string& id) {
    const auto found = std::ranges::find(text.paragraphs, id, &pages::TextParagraph::id);
    return found == text.paragraphs.end() ? nullptr : &*found;
}

}  // namespace

pages::Text text_in_force(const House& house, const State& state) {
    const auto* revision = state.revision();
    return revision ? text_in(house, state, *revision) : pages::Text{};
}

pages::Changes changes_in(const House& house, const State& state) {
    const auto& revisions = state.revisions;
    pages::Changes changes;
    if (revisions.size() < 2) return changes;
    const auto& last = *revisions.back();
    const auto before = text_in(house, state, *revisions[revisions.size() - 2]);
    const auto after = text_in(house, state, last);
    changes = {before.revision, after.revision, last.editorial, {}};
    for (const auto& id : last.changed) {
        const auto *old = paragraph_of(before, id), *fresh = paragraph_of(after, id);
        if (!old && !fresh) continue;
        changes.paragraphs.push_back({.id = id,
                                      .number = (fresh ? fresh : old)->number,
                                      .change = !old     ? pages::Change::inserted
                                                : !fresh ? pages::Change::deleted
                                                         : pages::Change::changed,
                                      .before = old ? old->text : "",
                                      .after = fresh ? fresh->text : ""});
    }
    std::ranges::stable_sort(changes.paragraphs, {}, &pages::ChangedParagraph::number);
    return changes;
}

std::string paragraph_mark(const pages::Text& text, const std::string& id,
                           const pages::Language& language) {
    const auto* paragraph = id.empty() ? nullptr : paragraph_of(text, id);
    return paragraph ? "¶" + language.number(paragraph->number) : std::string();
}

}  // namespace paraph::api
