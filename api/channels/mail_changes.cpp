// What a mail says of a new revision.

#include <algorithm>
#include <map>

#include "api/channels/mail_text.hpp"
#include "api/said.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph::api {

/// The paragraphs that the newest revision touched, with their words before and after.
pages::Changes MailText::changes(const State& state) const {
    pages::Changes result;
    if (state.revisions.size() < 2) return result;
    const auto& now = *state.revisions.back();
    const auto& before = *state.revisions[state.revisions.size() - 2];
    result.since = before.number;
    result.revision = now.number;
    result.editorial = now.editorial;
    const auto texts = [&](const Revision& revision) {
        std::map<std::string, std::string> found;
        const auto blocks = split_paragraphs(text_of(house_, state, revision));
        if (!revision.paragraphs || revision.paragraphs->size() != blocks.size()) return found;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            found[(*revision.paragraphs)[i].id] = blocks[i];
        return found;
    };
    const auto old_texts = texts(before), new_texts = texts(now);
    for (const auto& id : now.changed) {
        const auto old = old_texts.find(id), fresh = new_texts.find(id);
        pages::ChangedParagraph paragraph;
        paragraph.id = id;
        if (fresh != new_texts.end()) {
            paragraph.after = fresh->second;
            const auto place = std::ranges::find(*now.paragraphs, id, &Paragraph::id);
            paragraph.number = 1 + static_cast<int>(place - now.paragraphs->begin());
        }
        if (old != old_texts.end()) paragraph.before = old->second;
        if (old == old_texts.end()) paragraph.change = pages::Change::inserted;
        if (fresh == new_texts.end()) {
            paragraph.change = pages::Change::deleted;
            if (!before.paragraphs) continue;
            const auto place = std::ranges::find(*before.paragraphs, id, &Paragraph::id);
            paragraph.number = 1 + static_cast<int>(place - before.paragraphs->begin());
        }
        result.paragraphs.push_back(std::move(paragraph));
    }
    std::ranges::stable_sort(result.paragraphs, {}, &pages::ChangedParagraph::number);
    return result;
}

}  // namespace paraph::api
