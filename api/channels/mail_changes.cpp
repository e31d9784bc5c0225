// What a mail says of a new revision.

#include <algorithm>
#include <map>

#include "api/channels/mail_text.hpp"
#include "api/pages/language.hpp"
#include "api/telling/said.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph::api {
namespace {

bool has_version(const Revision& revision, std::string_view language) {
    return std::ranges::find(revision.versions, language, &Version::language) !=
           revision.versions.end();
}

/// The languages but the one that is shown in which a paragraph of both reads otherwise now.
std::vector<pages::TextVersion> changed_elsewhere(const Revision& before, const Revision& now,
                                                  const std::string& id, std::string_view shown) {
    std::vector<pages::TextVersion> languages;
    const auto add = [&](const std::string& tag) {
        if (tag != shown) languages.push_back({tag, pages::own_name(tag), {}});
    };
    const auto old = *std::ranges::find(*before.paragraphs, id, &Paragraph::id);
    const auto fresh = *std::ranges::find(*now.paragraphs, id, &Paragraph::id);
    if (old.digest != fresh.digest) add(now.language);
    for (const auto& [tag, digest] : fresh.versions)
        if (const auto former = old.versions.find(tag);
            former != old.versions.end() && former->second != digest)
            add(tag);
    return languages;
}

}  // namespace

Seated asked_before(const State& state, std::string_view assignment) {
    const auto asked = state.seated(assignment);
    for (auto index = asked.index; index-- > 0;) {
        const auto& round = state.round(index);
        if (round.stage != asked.round->stage) continue;
        for (const auto& seat : round.assignments)
            if (seat->body == asked.assignment->body &&
                seat->function == asked.assignment->function)
                return state.seated(seat->id);
    }
    return {};
}

bool is_text_new(const State& state, std::string_view assignment) {
    const auto before = asked_before(state, assignment);
    return before && before.round->revision != state.seated(assignment).round->revision;
}

std::shared_ptr<const State> revised_around(const House& house, const State& state,
                                            const Notice& notice) {
    const bool begins = notice.kind == NoticeKind::request && notice.round == 0;
    if (!begins || !state.is_inside()) return nullptr;
    const auto& parent = *state.opening->parent;
    auto around = house.cycle(parent.cycle);
    return around && is_text_new(*around, parent.assignment) ? around : nullptr;
}

/// The paragraphs that the newest revision touched, with their words before and after.
pages::Changes MailText::changes(const State& state, std::string_view language) const {
    pages::Changes result;
    if (state.revisions.size() < 2) return result;
    const auto& now = *state.revisions.back();
    const auto& before = *state.revisions[state.revisions.size() - 2];
    result.since = before.number;
    result.revision = now.number;
    result.editorial = now.editorial;
    const bool translated = has_version(before, language) && has_version(now, language);
    const auto texts = [&](const Revision& revision) {
        std::map<std::string, std::string> found;
        const auto blocks = split_paragraphs(translated ? text_of(house_, state, revision, language)
                                                        : text_of(house_, state, revision));
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
        if (!paragraph.after.empty() && paragraph.before == paragraph.after)
            paragraph.elsewhere =
                changed_elsewhere(before, now, id, translated ? language : now.language);
        paragraph.only_elsewhere = !paragraph.elsewhere.empty();
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
