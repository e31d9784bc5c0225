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

/// Whether a spreadsheet may have made one of the other: it changes the ends of lines and keeps the
/// apostrophe that CSV has before a sign.
bool alike(std::string_view one, std::string_view other) {
    const auto words = [](std::string_view text) {
        std::string kept;
        for (const char c : trimmed(text, blanks))
            if (blanks.find(c) == blanks.npos)
                kept += c;
            else if (!kept.ends_with(' '))
                kept += ' ';
        return kept.starts_with('\'') ? kept.substr(1) : kept;
    };
    return words(one) == words(other);
}

class TableReader {
public:
    TableReader(const House& house, const std::vector<SheetRow>& rows, const Seen& seen)
        : rows_(rows), seen_(seen), written_(house, seen, {}, 0) {
        for (const auto& [id, body] : seen.registry->bodies) {
            bodies_[plain(id)] = id;
            for (const auto& [language, name] : body->name) bodies_.emplace(plain(name), id);
        }
        for (const auto& comment : seen.state->comments) {
            if (sees(seen, *comment)) known_.emplace(comment->number, comment.get());
            if (!comment->same_as.empty()) stand_for_others_.insert(comment->same_as);
        }
    }

    Result<TableReading> run() {
        if (auto headed = read_heading(); !headed) return headed.error();
        reading_.command.added.received = "by table";
        for (at_ = heading_ + 1; at_ < rows_.size(); ++at_)
            if (const auto number = number_of(said(Column::number))) {
                ++numbers_[*number];
                if (const auto same = number_of(said(Column::same_as))) wanted_[*number] = *same;
            }
        for (at_ = heading_ + 1; at_ < rows_.size(); ++at_) {
            if (std::ranges::all_of(rows_[at_], &std::string::empty)) continue;
            if (said(Column::number) == goes_on) continue;  // read with the row above
            wrong_ = false;
            const auto known = known_.find(number_of(said(Column::number)).value_or(0));
            if (known == known_.end())
                read_new();
            else
                read_known(*known->second);
            ++(wrong_ ? reading_.left : reading_.good);
        }
        finish();
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

    /// ISO's template has observations only.
    std::optional<AnswerComment> answer(Disposition otherwise) {
        const auto disposition =
            word<Disposition>(Column::disposition, std::optional<Disposition>());
        const std::string observation = text(Column::observation);
        if (!disposition && observation.empty()) return std::nullopt;
        if (observation.empty())
            wrong(Column::observation, "A disposition goes with an observation.");
        return AnswerComment{.disposition = disposition.value_or(otherwise),
                             .observation = observation};
    }

    /// Of the table alone: its numbers need not be those that the comments get here.
    BodyComments::Kinship kinship() {
        BodyComments::Kinship kinship{.group = said(Column::group)};
        kinship.number = number_of(said(Column::number)).value_or(0);
        check_group(kinship.group);
        const std::string same = said(Column::same_as);
        if (same.empty()) return kinship;
        kinship.same_as = number_of(same).value_or(0);
        const auto rows = numbers_.find(kinship.same_as);
        const bool one = rows != numbers_.end() && rows->second == 1;
        if (kinship.same_as == kinship.number || !(one || known_.contains(kinship.same_as)))
            wrong_same();
        return kinship;
    }
    void check_group(const std::string& group) {
        if (group.size() > 300) wrong(Column::group, "A group's name has at most 300 bytes.");
    }
    void wrong_same() {
        wrong(Column::same_as,
              "\"" + said(Column::same_as) + "\" must be the Number of one other comment.");
    }

    /// A row of a comment that the cycle has. What is empty in it says nothing.
    void read_known(const Comment& comment) {
        const SheetRow here = written_.row_of(comment);
        check_known(comment, here);
        auto answered = answer_anew(comment, here);
        const std::string group = said(Column::group);
        check_group(group);
        const auto* same = same_anew(comment, here);
        if (wrong_) {
            not_taken_.insert(comment.number);
            return;
        }
        if (answered) reading_.command.answers.answers.push_back(std::move(*answered));
        if (!group.empty() && !alike(group, here[std::size_t(Column::group)]))
            groups_[group].push_back(comment.id);
        if (same) merged_[same->id].push_back(comment.id);
    }

    /// What bodies said is not changed by a table.
    void check_known(const Comment& comment, const SheetRow& here) {
        const auto number = std::to_string(comment.number);
        if (numbers_[comment.number] > 1)
            wrong(Column::number, "Comment " + number + " stands in several rows.");
        for (const auto column : {Column::body, Column::paragraph, Column::type, Column::comment,
                                  Column::proposed, Column::force}) {
            if (!columns_.contains(column) || alike(text(column), here[std::size_t(column)]))
                continue;
            const auto body = bodies_.find(plain(said(column)));
            if (column == Column::body && body != bodies_.end() && body->second == comment.body)
                continue;
            wrong(column, "Comment " + number +
                              " reads otherwise here. Put this cell back as it was, or empty the "
                              "Number of the row: then it is read in as a new comment.");
        }
    }

    std::optional<AnswerComment> answer_anew(const Comment& comment, const SheetRow& here) {
        const bool same_words =
            alike(text(Column::observation), here[std::size_t(Column::observation)]);
        if (same_words && alike(said(Column::disposition), here[std::size_t(Column::disposition)]))
            return std::nullopt;
        auto answered = answer(comment.disposition.value_or(Disposition::noted));
        if (answered && same_words && answered->disposition == comment.disposition)
            return std::nullopt;
        if (answered) answered->comment = comment.id;
        return answered;
    }

    /// What is to stand for it from now on; nullptr: what stands for it now.
    const Comment* same_anew(const Comment& comment, const SheetRow& here) {
        const std::string same = said(Column::same_as);
        if (same.empty() || alike(same, here[std::size_t(Column::same_as)])) return nullptr;
        const auto* root = root_of(comment.number);
        if (!root || root == &comment)
            wrong_same();
        else if (stand_for_others_.contains(comment.id))
            wrong(Column::same_as,
                  "This comment stands for others already; merge into it instead.");
        return root && root->id != comment.same_as ? root : nullptr;
    }

    /// What stands for a comment once the table is read; nullptr: none of the cycle does.
    const Comment* root_of(int number) const {
        for (std::size_t steps = 0; steps <= wanted_.size(); ++steps) {
            if (const auto wanted = wanted_.find(number); wanted != wanted_.end()) {
                number = wanted->second;
                continue;
            }
            const auto found = known_.find(number);
            if (found == known_.end()) return nullptr;
            const auto* root = seen_.state->comment(found->second->same_as);
            return root ? root : found->second;
        }
        return nullptr;  // they go round in a circle
    }

    void read_new() {
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
        auto answered = answer(Disposition::noted);
        auto kin = kinship();
        if (!seen_.view.secretariat)
            wrong(Column::number,
                  "Only the secretariat reads in new comments; leave this row out.");
        if (wrong_) return;
        ++reading_.added;
        auto& group = group_of(whose, about ? std::optional(about->number) : std::nullopt);
        group.comments.push_back(std::move(comment));
        group.answers.push_back(std::move(answered));
        group.kinships.push_back(std::move(kin));
    }

    /// Rows in a row of one body and revision belong together; so their order is kept.
    BodyComments& group_of(const std::string& whose, std::optional<int> about) {
        auto& all = reading_.command.added.bodies;
        if (all.empty() || all.back().body != whose || all.back().revision != about)
            all.push_back({.body = whose, .revision = about});
        return all.back();
    }

    void finish() {
        // What a row that is left out would stand for is not the comment that has its number here.
        for (auto& said : reading_.command.added.bodies)
            for (auto& kinship : said.kinships)
                if (not_taken_.contains(kinship.same_as)) kinship.same_as = 0;
        for (const auto& [into, ids] : merged_)
            in_parts(ids, [&, &root = into](std::vector<std::string> part) {
                reading_.command.merged.push_back({.comment = root, .same = std::move(part)});
            });
        for (const auto& [name, ids] : groups_)
            in_parts(ids, [&, &group = name](std::vector<std::string> part) {
                reading_.command.grouped.push_back({.comments = std::move(part), .group = group});
            });
    }

    /// As many as one act may name.
    template <class Take>
    void in_parts(const std::vector<std::string>& ids, Take take) {
        reading_.moved += ids.size();
        constexpr std::size_t many_max = 500;
        for (std::size_t from = 0; from < ids.size(); from += many_max) {
            const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
            const auto size = std::min(many_max, ids.size() - from);
            take(std::vector<std::string>(begin, begin + static_cast<std::ptrdiff_t>(size)));
        }
    }

    const std::vector<SheetRow>& rows_;
    const Seen& seen_;
    CommentRows written_;  // the cycle's comments as a table has them
    std::map<std::string, std::string> bodies_;
    std::map<int, const Comment*> known_;  // by number
    std::set<std::string> stand_for_others_;
    std::map<Column, std::size_t> columns_;
    std::map<int, int> numbers_;  // in the column Number -> how often
    std::map<int, int> wanted_;   // Number -> Same as
    std::set<int> not_taken_;     // known numbers of rows with something wrong
    std::map<std::string, std::vector<std::string>> merged_, groups_;
    std::size_t heading_ = 0;
    std::size_t at_ = 0;
    bool wrong_ = false;
    TableReading reading_;
};

}  // namespace

Result<TableReading> read_comment_table(const House& house, const std::vector<SheetRow>& rows,
                                        const Seen& seen) {
    return TableReader(house, rows, seen).run();
}

}  // namespace paraph::api
