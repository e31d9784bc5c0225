#include <algorithm>

#include "api/routes/comment_table.hpp"
#include "api/routes/table_marks.hpp"
#include "api/routes/text_view.hpp"
#include "engine/base/enums.hpp"

namespace paraph::api {
namespace {

std::string& cell(SheetRow& row, Column column) {
    return row[static_cast<std::size_t>(column)];
}

/// Each body by its name in the language of the house, or by its id where that would be somebody
/// else's too.
std::map<std::string, std::string> names_of(const Registry& registry, const std::string& language) {
    std::map<std::string, std::string> names;
    std::map<std::string, int> uses;
    for (const auto& [id, body] : registry.bodies) {
        const auto name = body->name.find(language);
        names[id] = name == body->name.end() || name->second.empty() ? id : name->second;
        ++uses[names[id]];
    }
    for (auto& [id, name] : names)
        if (uses[name] > 1 || name.starts_with(of_the_public)) name = id;
    return names;
}

std::string public_name(const std::string& name) {
    return std::string(of_the_public) + (name.empty() ? "" : " " + name);
}

/// Where the first so many characters end.
std::size_t end_of(std::string_view text, std::size_t characters) {
    std::size_t count = 0, at = 0;
    for (; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
        if (count++ == characters) break;
    }
    return at;
}

}  // namespace

CommentRows::CommentRows(const House& house, const Seen& seen, CommentFilter filter,
                         std::size_t cell_characters)
    : house_(house),
      seen_(seen),
      filter_(std::move(filter)),
      cell_characters_(cell_characters),
      said_(house.archive, *seen.state),
      carryings_(*seen.state),
      names_(names_of(*seen.registry, seen.state->opening->language)) {}

std::optional<SheetRow> CommentRows::next() {
    if (!begun_) {
        begun_ = true;
        return SheetRow(column_names.begin(), column_names.end());
    }
    const auto& comments = seen_.state->comments;
    while (ready_.empty() && at_ < comments.size()) {
        const auto& comment = *comments[at_++];
        if (filter_.takes(comment, carryings_) && sees(seen_, comment)) split(row_of(comment));
    }
    if (ready_.empty()) return std::nullopt;
    SheetRow row = std::move(ready_.back());
    ready_.pop_back();
    return row;
}

/// The rows that one comment takes, last one first.
void CommentRows::split(SheetRow row) {
    std::vector<SheetRow> rows;
    for (bool more = true; more;) {
        SheetRow rest(columns_count);
        more = false;
        for (const auto column :
             {Column::comment, Column::proposed, Column::observation, Column::quote}) {
            auto& text = cell(row, column);
            const auto end = end_of(text, cell_characters_);
            if (end == text.size()) continue;
            cell(rest, column) = text.substr(end);
            text.resize(end);
            more = true;
        }
        cell(rest, Column::number) = goes_on;
        cell(rest, Column::version) = cell(row, Column::version);
        rows.push_back(std::exchange(row, std::move(rest)));
    }
    ready_.assign(rows.rbegin(), rows.rend());
}

const CommentRows::Place& CommentRows::place_in(int number) {
    if (const auto known = places_.find(number); known != places_.end()) return known->second;
    auto& place = places_[number];
    const auto& revisions = seen_.state->revisions;
    const auto revision =
        std::ranges::find(revisions, number, [](const auto& each) { return each->number; });
    if (revision == revisions.end()) return place;
    std::string clause;
    for (const auto& paragraph : text_in(house_, *seen_.state, **revision).paragraphs) {
        if (paragraph.heading) clause = paragraph.text;
        place.numbers[paragraph.id] = paragraph.number;
        place.clauses[paragraph.id] = clause;
    }
    return place;
}

SheetRow CommentRows::row_of(const Comment& comment) {
    SheetRow row(columns_count);
    const auto& place = place_in(comment.revision);
    const bool is_public = comment.body == paraph::anyone;
    cell(row, Column::body) = is_public ? public_name(said_.name(comment)) : names_[comment.body];
    if (const auto number = place.numbers.find(comment.paragraph); number != place.numbers.end()) {
        cell(row, Column::paragraph) = std::to_string(number->second);
        cell(row, Column::clause) = place.clauses.at(comment.paragraph);
    }
    cell(row, Column::type) = enum_text(comment.type);
    cell(row, Column::comment) = said_.comment(comment);
    cell(row, Column::proposed) = said_.proposed(comment);
    cell(row, Column::number) = std::to_string(comment.number);
    cell(row, Column::force) = enum_text(comment.force);
    cell(row, Column::state) = enum_text(comment.status);
    cell(row, Column::revision) = std::to_string(comment.revision);
    cell(row, Column::quote) = said_.quote(comment);
    cell(row, Column::group) = said_.group(comment);
    if (comment.disposition) {
        cell(row, Column::disposition) = enum_text(*comment.disposition);
        cell(row, Column::observation) = said_.observation(comment);
    }
    if (comment.selection) {
        cell(row, Column::start) = std::to_string(comment.selection->start);
        cell(row, Column::end) = std::to_string(comment.selection->end);
    }
    if (const auto* same = seen_.state->comment(comment.same_as); same && sees(seen_, *same))
        cell(row, Column::same_as) = std::to_string(same->number);
    cell(row, Column::version) =
        mark_text({.number = comment.number,
                   .changed = seen_.view.is_blinded() ? 0 : comment.changed,
                   .answer = answer_print_of(row),
                   .cycle = cycle_print(seen_.state->id)});
    return row;
}

}  // namespace paraph::api
