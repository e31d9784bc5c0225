#include <algorithm>
#include <charconv>

#include "api/routes/comment_table.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t bad_rows_max = 1'000;  // that are told; more are hardly read

/// Small letters, no blanks or marks: "Type of comment" is "typeofcomment".
std::string plain(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') kept += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > 127)
            kept += c;
    }
    return kept;
}

constexpr std::string_view blanks = " \t\r\n";  // of a cell, which may have lines

/// How others head our columns: the ISO template, and what people make of it.
std::optional<Column> column_of(std::string_view heading) {
    static const std::map<std::string, Column> others{
        {"mbnc", Column::body},
        {"mb", Column::body},
        {"memberbody", Column::body},
        {"ministry", Column::body},
        {"linenumber", Column::line},
        {"clausesubclause", Column::clause},
        {"paragraphfiguretable", Column::paragraph},
        {"typeofcomment", Column::type},
        {"comments", Column::comment},
        {"justification", Column::comment},
        {"proposedchanges", Column::proposed},
        {"observations", Column::observation},
        {"observationsofthesecretariat", Column::observation},
        {"secretariatobservations", Column::observation},
    };
    const std::string name = plain(heading);
    for (std::size_t i = 0; i < columns_count; ++i)
        if (plain(column_names[i]) == name) return static_cast<Column>(i);
    const auto found = others.find(name);
    return found == others.end() ? std::nullopt : std::optional(found->second);
}

/// "12", "¶12" and "১২"; nothing where it is no number.
std::optional<int> number_of(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i);
        if (rest.starts_with("¶") && digits.empty()) {
            ++i;
        } else if (rest.size() >= 3 && rest.starts_with("\xE0\xA7") &&
                   static_cast<unsigned char>(rest[2]) >= 0xA6 &&
                   static_cast<unsigned char>(rest[2]) <= 0xAF) {
            digits += static_cast<char>('0' + (static_cast<unsigned char>(rest[2]) - 0xA6));
            i += 2;
        } else {
            digits += text[i];
        }
    }
    int number = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (wrong != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

class TableReader {
public:
    TableReader(const std::vector<SheetRow>& rows, const Seen& seen) : rows_(rows), seen_(seen) {
        for (const auto& [id, body] : seen.registry->bodies) {
            bodies_[plain(id)] = id;
            for (const auto& [language, name] : body->name) bodies_.emplace(plain(name), id);
        }
    }

    Result<TableReading> run() {
        if (auto headed = read_heading(); !headed) return headed.error();
        reading_.command.received = "by table";
        for (at_ = heading_ + 1; at_ < rows_.size(); ++at_)
            if (const auto number = number_of(said(Column::number))) ++numbers_[*number];
        for (at_ = heading_ + 1; at_ < rows_.size(); ++at_) {
            if (std::ranges::all_of(rows_[at_], &std::string::empty)) continue;
            if (said(Column::number) == goes_on) continue;  // read with the row above
            wrong_ = false;
            read_row();
        }
        return std::move(reading_);
    }

private:
    Result<> read_heading() {
        // Templates have a title and a date above the table.
        for (heading_ = 0; heading_ < std::min<std::size_t>(rows_.size(), 20); ++heading_) {
            columns_.clear();
            for (std::size_t i = 0; i < rows_[heading_].size(); ++i)
                if (const auto column = column_of(rows_[heading_][i])) columns_.emplace(*column, i);
            if (columns_.contains(Column::body) && columns_.contains(Column::comment)) return {};
        }
        return refuse(Refused::malformed,
                      "There is no heading with the columns \"Body\" and \"Comment\" in the first "
                      "20 rows.");
    }

    std::string raw(std::size_t row, Column column) const {
        const auto place = columns_.find(column);
        if (place == columns_.end() || place->second >= rows_[row].size()) return {};
        return rows_[row][place->second];
    }
    std::string said(Column column) const { return std::string(trimmed(raw(at_, column), blanks)); }

    /// A text as it is, with the rows in which it goes on.
    std::string text(Column column) const {
        std::string all = raw(at_, column);
        for (std::size_t next = at_ + 1;
             next < rows_.size() && trimmed(raw(next, Column::number), blanks) == goes_on; ++next)
            all += raw(next, column);
        return all;
    }

    void wrong(Column column, std::string text) {
        wrong_ = true;
        if (reading_.bad.size() < bad_rows_max)
            reading_.bad.push_back({.row = at_ + 1,
                                    .column = std::string(column_names[std::size_t(column)]),
                                    .text = std::move(text)});
    }

    template <class E>
    std::optional<E> word(Column column, std::optional<E> otherwise) {
        const std::string wanted = plain(said(column));
        if (wanted.empty()) return otherwise;
        std::string list;
        for (const auto value : enum_values<E>) {
            const auto known = plain(enum_text(value));
            // ISO writes "ge", "te", "ed".
            if (known == wanted ||
                (column == Column::type && wanted.size() == 2 && known.starts_with(wanted)))
                return value;
            list += (list.empty() ? "" : ", ") + std::string(enum_text(value));
        }
        wrong(column, "\"" + said(column) + "\" is none of: " + list + ".");
        return std::nullopt;
    }

    const Revision* revision() {
        const auto& revisions = seen_.state->revisions;
        const std::string wanted = said(Column::revision);
        if (wanted.empty()) return seen_.state->revision();
        const auto number = number_of(wanted);
        const auto found = std::ranges::find(revisions, number.value_or(0),
                                             [](const auto& each) { return each->number; });
        if (found != revisions.end()) return found->get();
        wrong(Column::revision, "There is no revision \"" + wanted + "\".");
        return nullptr;
    }

    std::string paragraph(const Revision* revision) {
        const std::string wanted = said(Column::paragraph);
        if (wanted.empty() || !revision || !revision->paragraphs) return {};
        const auto& list = *revision->paragraphs;
        const auto number = number_of(wanted);
        if (number && *number >= 1 && static_cast<std::size_t>(*number) <= list.size())
            return list[static_cast<std::size_t>(*number) - 1].id;
        wrong(Column::paragraph, "Revision " + std::to_string(revision->number) +
                                     " has no paragraph \"" + wanted + "\".");
        return {};
    }

    std::optional<Selection> selection() {
        const auto start = said(Column::start), end = said(Column::end);
        if (start.empty() && end.empty()) return std::nullopt;
        const auto from = number_of(start), to = number_of(end);
        if (from && to && *from >= 0 && *from < *to && !said(Column::paragraph).empty())
            return Selection{.start = *from, .end = *to};
        wrong(Column::start, "A selection needs a paragraph, a start and a larger end.");
        return std::nullopt;
    }

    std::string body() {
        const auto found = bodies_.find(plain(said(Column::body)));
        if (found == bodies_.end()) {
            wrong(Column::body, "There is no body \"" + said(Column::body) + "\".");
            return {};
        }
        for (const int index : seen_.state->open_rounds())
            for (const auto& seat : seen_.state->rounds[std::size_t(index)]->assignments)
                if (seat->body == found->second && takes_part(*seat)) return found->second;
        wrong(Column::body, "\"" + said(Column::body) + "\" takes part in no round that is open.");
        return {};
    }

    /// ISO's template has observations only: those count as noted.
    std::optional<AnswerComment> answer() {
        const auto disposition =
            word<Disposition>(Column::disposition, std::optional<Disposition>());
        const std::string observation = text(Column::observation);
        if (!disposition && observation.empty()) return std::nullopt;
        if (observation.empty())
            wrong(Column::observation, "A disposition goes with an observation.");
        return AnswerComment{.disposition = disposition.value_or(Disposition::noted),
                             .observation = observation};
    }

    /// Of the table alone: its numbers need not be those that the comments get here.
    BodyComments::Kinship kinship() {
        BodyComments::Kinship kinship{.group = said(Column::group)};
        kinship.number = number_of(said(Column::number)).value_or(0);
        if (kinship.group.size() > 300)
            wrong(Column::group, "A group's name has at most 300 bytes.");
        const std::string same = said(Column::same_as);
        if (same.empty()) return kinship;
        kinship.same_as = number_of(same).value_or(0);
        const auto rows = numbers_.find(kinship.same_as);
        if (rows == numbers_.end() || rows->second != 1 || kinship.same_as == kinship.number)
            wrong(Column::same_as, "\"" + same + "\" must be the Number of one other row.");
        return kinship;
    }

    void read_row() {
        const std::string whose = body();
        const auto* about = revision();
        NewComment comment{.paragraph = paragraph(about),
                           .text = text(Column::comment),
                           .proposed = text(Column::proposed),
                           .selection = selection(),
                           .quote = text(Column::quote)};
        if (const auto type = word<CommentType>(Column::type, CommentType::general))
            comment.type = *type;
        if (const auto force = word<Force>(Column::force, Force::remark)) comment.force = *force;
        const auto state = word<CommentStatus>(Column::state, CommentStatus::open);
        if (state && *state != CommentStatus::open)
            wrong(Column::state, "Only comments that are open are read in; leave this row out.");
        if (trimmed(comment.text, blanks).empty() && trimmed(comment.proposed, blanks).empty())
            wrong(Column::comment, "A comment says something.");
        if (comment.text.size() + comment.proposed.size() + comment.quote.size() > 100'000)
            wrong(Column::comment, "A comment has at most 100,000 bytes.");
        auto answered = answer();
        auto kin = kinship();
        if (wrong_) return;
        ++reading_.good;
        auto& group = group_of(whose, about ? std::optional(about->number) : std::nullopt);
        group.comments.push_back(std::move(comment));
        group.answers.push_back(std::move(answered));
        group.kinships.push_back(std::move(kin));
    }

    /// Rows in a row of one body and revision belong together; so their order is kept.
    BodyComments& group_of(const std::string& whose, std::optional<int> about) {
        auto& all = reading_.command.bodies;
        if (all.empty() || all.back().body != whose || all.back().revision != about)
            all.push_back({.body = whose, .revision = about});
        return all.back();
    }

    const std::vector<SheetRow>& rows_;
    const Seen& seen_;
    std::map<std::string, std::string> bodies_;
    std::map<Column, std::size_t> columns_;
    std::map<int, int> numbers_;  // in the column Number -> how often
    std::size_t heading_ = 0;
    std::size_t at_ = 0;
    bool wrong_ = false;
    TableReading reading_;
};

}  // namespace

Result<TableReading> read_comment_table(const std::vector<SheetRow>& rows, const Seen& seen) {
    return TableReader(rows, seen).run();
}

}  // namespace paraph::api
