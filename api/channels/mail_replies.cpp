// What a mail says of replies to comments: all that came for the reader since, not one alone.

#include <algorithm>

#include "api/channels/mail_text.hpp"
#include "engine/base/contains.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t replies_page = 200;  // entries read at once

bool tells_reader(const Occasion& occasion, const Notice& reader) {
    const auto all = notices(occasion);
    return std::ranges::any_of(all, [&](const Notice& notice) {
        return notice.kind == reader.kind && notice.person == reader.person;
    });
}

void put_reply(const State& state, const Record<Fact>& record, pages::Notice& content) {
    const auto* comment = state.comment(std::get<CommentReplied>(record.fact).comment);
    content.comments = content.comments.value_or(0) + 1;
    if (!comment || contains(content.about, comment->number)) return;
    content.about.push_back(comment->number);
}

}  // namespace

/// Whoever has a part in a comment keeps it: what the cycle is now tells whom a reply concerned.
void MailText::put_replies(const Occasion& occasion, const Notice& notice, std::int64_t last,
                           pages::Notice& content) const {
    const auto now = house_.cycle(occasion.after.id);
    auto sequence = occasion.record.sequence - 1;
    for (bool more = true; more && now;) {
        const auto entries = house_.archive.stream(now->id, sequence, replies_page);
        more = entries.size() == replies_page;
        for (const auto& entry : entries) {
            if (entry.number > last) return;
            sequence = entry.sequence;
            const auto record = read_entry(entry.body, entry.secret);
            if (!record || !std::holds_alternative<CommentReplied>(record->fact)) continue;
            if (tells_reader({*record, *now, occasion.registry, occasion.definition}, notice))
                put_reply(*now, *record, content);
        }
    }
}

}  // namespace paraph::api
