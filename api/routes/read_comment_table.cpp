#include <algorithm>

#include "api/routes/comment_input.hpp"
#include "api/routes/comment_table.hpp"
#include "api/routes/table_cells.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"
#include "engine/core/commenting.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t bad_rows_max = 1'000;  // that are told; more are hardly read

/// The column of what a refusal is about; the row's first, where it is about none.
Column column_at(std::string_view where) {
    for (const auto& [end, column] : {std::pair{"/type", Column::type},
                                      {"/force", Column::force},
                                      {"/paragraph", Column::paragraph},
                                      {"/selection", Column::start},
                                      {"/state", Column::state},
                                      {"/observation", Column::observation},
                                      {"/same_as", Column::same_as},
                                      {"/group", Column::group},
                                      {"/text", Column::comment}})
        if (where.ends_with(end)) return column;
    return Column::body;
}

class TableReader {
public:
    TableReader(const House& house, const Sheet& sheet, const Seen& seen)
        : house_(house),
          sheet_(sheet),
          rows_(sheet.rows),
          seen_(seen),
          written_(house, seen, {}, 0) {
        for (const auto& [id, body] : seen.registry->bodies) {
            bodies_[plain_cell(id)] = id;
            for (const auto& [language, name] : body->name) bodies_.emplace(plain_cell(name), id);
        }
        bodies_.emplace("anyone", paraph::anyone);
        for (const auto& comment : seen.state->comments) {
            if (sees(seen, *comment)) known_.emplace(comment->number, comment.get());
            if (!comment->same_as.empty()) stand_for_others_.insert(comment->same_as);
        }
    }

    Result<TableReading> run() {
        auto heading = heading_of(rows_);
        if (!heading) return heading.error();
        heading_ = heading->row;
        columns_ = std::move(heading->columns);
        reading_.command.added.received = "by table";
        for (at_ = heading_ + 1; at_ < rows_.size(); ++at_)
            if (const auto number = number_in_cell(said(Column::number))) {
                ++numbers_[*number];
                if (const auto same = number_in_cell(said(Column::same_as)))
                    wanted_[*number] = *same;
            }
        for (at_ = heading_ + 1; at_ < rows_.size(); ++at_) {
            if (is_empty(at_)) continue;
            if (goes_on_at(at_)) continue;  // read with the row above
            wrong_ = false;
            check_cells();
            const auto known = known_.find(number_in_cell(said(Column::number)).value_or(0));
            if (known != known_.end())
                read_known(*known->second);
            else if (!wrong_)
                read_new();
            ++(wrong_ ? reading_.left : reading_.good);
        }
        finish();
        return std::move(reading_);
    }

private:
    std::string raw(std::size_t row, Column column) const {
        const auto place = columns_.find(column);
        if (place == columns_.end() || place->second >= rows_[row].size()) return {};
        return rows_[row][place->second];
    }
    std::string said(Column column) const {
        return std::string(trimmed(raw(at_, column), cell_blanks));
    }

    /// A text as it is, with the rows in which it goes on.
    std::string text(Column column) const {
        std::string all = raw(at_, column);
        for (std::size_t next = at_ + 1; goes_on_at(next); ++next) all += raw(next, column);
        return all;
    }

    bool goes_on_at(std::size_t row) const {
        return row < rows_.size() && trimmed(raw(row, Column::number), cell_blanks) == goes_on;
    }
    bool is_empty(std::size_t row) const {
        const auto odd = sheet_.odd.lower_bound({row, 0});
        return std::ranges::all_of(rows_[row], &std::string::empty) &&
               (odd == sheet_.odd.end() || odd->first.first != row);
    }

    void wrong(Column column, std::string text) {
        wrong_at(at_, std::string(column_names[std::size_t(column)]), std::move(text));
    }
    void wrong_at(std::size_t row, std::string column, std::string text) {
        wrong_ = true;
        if (reading_.bad.size() < bad_rows_max)
            reading_.bad.push_back(
                {.row = row + 1, .column = std::move(column), .text = std::move(text)});
    }

    /// What nobody could read, in the row and those in which it goes on. Line and Clause are not
    /// read at all.
    void check_cells() {
        std::map<std::size_t, Column> headed;
        for (const auto& [column, place] : columns_) headed.emplace(place, column);
        for (auto row = at_; row == at_ || goes_on_at(row); ++row) {
            for (std::size_t place = 0; place < rows_[row].size(); ++place) {
                const auto column = headed.find(place);
                const auto odd = sheet_.odd.find({row, place});
                const bool empty = trimmed(rows_[row][place], cell_blanks).empty();
                if (column == headed.end() && !(empty && odd == sheet_.odd.end()))
                    wrong_at(row, column_letters(place),
                             "This cell stands under no heading. Empty it, or give it one.");
                else if (odd != sheet_.odd.end() && column->second != Column::line &&
                         column->second != Column::clause)
                    wrong_at(row, std::string(column_names[std::size_t(column->second)]),
                             odd->second);
            }
        }
    }

    template <class E>
    std::optional<E> word(Column column, std::optional<E> otherwise) {
        const std::string wanted = plain_cell(said(column));
        if (wanted.empty()) return otherwise;
        std::string list;
        for (const auto value : enum_values<E>) {
            const auto known = plain_cell(enum_text(value));
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
        const auto number = number_in_cell(wanted);
        const auto found = std::ranges::find(revisions, number.value_or(0),
                                             [](const auto& each) { return each->number; });
        if (found != revisions.end()) return found->get();
        wrong(Column::revision, "There is no revision \"" + wanted + "\".");
        return nullptr;
    }

    std::string paragraph(const Revision* revision) {
        const std::string wanted = said(Column::paragraph);
        if (wanted.empty()) return {};
        if (!revision) {
            if (!wrong_) wrong(Column::paragraph, "There is no text yet that has paragraphs.");
            return {};
        }
        static const std::vector<Paragraph> none;
        const auto& list = revision->paragraphs ? *revision->paragraphs : none;
        const auto number = number_in_cell(wanted);
        if (number && *number >= 1 && static_cast<std::size_t>(*number) <= list.size())
            return list[static_cast<std::size_t>(*number) - 1].id;
        wrong(Column::paragraph, "Revision " + std::to_string(revision->number) +
                                     " has no paragraph \"" + wanted + "\".");
        return {};
    }

    std::optional<Selection> selection() {
        const auto start = said(Column::start), end = said(Column::end);
        if (start.empty() && end.empty()) return std::nullopt;
        const auto from = number_in_cell(start), to = number_in_cell(end);
        if (from && to && *from >= 0 && *from < *to && !said(Column::paragraph).empty())
            return Selection{.start = *from, .end = *to};
        wrong(Column::start, "A selection needs a paragraph, a start and a larger end.");
        return std::nullopt;
    }

    /// Whom the row is of; of somebody from the public: under which name.
    std::string body(std::string& name) {
        const auto cell = said(Column::body);
        if (cell.starts_with(of_the_public)) {
            name = trimmed(std::string_view(cell).substr(of_the_public.size()), cell_blanks);
            return std::string(paraph::anyone);
        }
        const auto found = bodies_.find(plain_cell(cell));
        if (found != bodies_.end()) return found->second;
        wrong(Column::body, "There is no body \"" + cell + "\".");
        return {};
    }

    /// As the API does it: a selection lies in its paragraph, and holds the words of the quote.
    void find_place(NewComment& comment, const Revision* about) {
        const std::string quote = comment.quote;
        const bool quoted = !trimmed(quote, cell_blanks).empty();
        if (wrong_ || !(comment.selection || quoted)) return;
        const int number = about ? about->number : 0;
        const auto anchors = anchors_.try_emplace(number, house_, *seen_.state, number).first;
        const bool selected = comment.selection.has_value();
        if (selected) comment.quote.clear();  // a spreadsheet may have changed its blanks
        if (auto r = anchors->second.complete(comment, ""); !r)
            wrong(r.error().where == "/quote" ? Column::quote : Column::start, r.error().text);
        else if (selected && quoted && !alike_cells(quote, comment.quote))
            wrong(Column::quote, "The selection holds other words than the quote.");
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
        kinship.number = number_in_cell(said(Column::number)).value_or(0);
        check_group(kinship.group);
        const std::string same = said(Column::same_as);
        if (same.empty()) return kinship;
        kinship.same_as = number_in_cell(same).value_or(0);
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
        if (wrong_) {  // what can't be read says nothing
            not_taken_.insert(comment.number);
            return;
        }
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
        if (!group.empty() && !alike_cells(group, here[std::size_t(Column::group)]))
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
            if (!columns_.contains(column) || alike_cells(text(column), here[std::size_t(column)]))
                continue;
            const auto body = bodies_.find(plain_cell(said(column)));
            if (column == Column::body && body != bodies_.end() && body->second == comment.body)
                continue;
            wrong(column, "Comment " + number +
                              " reads otherwise here. Put this cell back as it was, or empty the "
                              "Number of the row: then it is read in as a new comment.");
        }
    }

    std::optional<AnswerComment> answer_anew(const Comment& comment, const SheetRow& here) {
        const bool same_words =
            alike_cells(text(Column::observation), here[std::size_t(Column::observation)]);
        if (same_words &&
            alike_cells(said(Column::disposition), here[std::size_t(Column::disposition)]))
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
        if (same.empty() || alike_cells(same, here[std::size_t(Column::same_as)])) return nullptr;
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
        std::string name;
        const std::string whose = body(name);
        const auto* about = revision();
        NewComment comment{.paragraph = paragraph(about),
                           .text = text(Column::comment),
                           .proposed = text(Column::proposed),
                           .selection = selection(),
                           .quote = text(Column::quote),
                           .name = std::move(name)};
        if (const auto type = word<CommentType>(Column::type, CommentType::general))
            comment.type = *type;
        if (const auto force = word<Force>(Column::force, Force::remark)) comment.force = *force;
        const auto state = word<CommentStatus>(Column::state, CommentStatus::open);
        if (trimmed(comment.text, cell_blanks).empty() &&
            trimmed(comment.proposed, cell_blanks).empty())
            wrong(Column::comment, "A comment says something.");
        if (comment.text.size() + comment.proposed.size() + comment.quote.size() > 100'000)
            wrong(Column::comment, "A comment has at most 100,000 bytes.");
        auto answered = answer(Disposition::noted);
        auto kin = kinship();
        if (!seen_.view.secretariat)
            wrong(Column::number,
                  "Only the secretariat reads in new comments; leave this row out.");
        find_place(comment, about);
        if (wrong_) return;
        const auto number = about ? std::optional(about->number) : std::nullopt;
        BodyComments row{.body = whose,
                         .comments = {std::move(comment)},
                         .answers = {std::move(answered)},
                         .revision = number,
                         .kinships = {std::move(kin)},
                         .states = {*state}};
        if (takes(row)) add(std::move(row));
    }

    /// By the engine's own measure: what it refuses of the whole is told of the row.
    bool takes(const BodyComments& row) {
        const AddComments table{.received = reading_.command.added.received};
        const auto taken = check_said(*seen_.state, *seen_.definition, table, row);
        if (taken) return true;
        wrong(column_at(taken.error().where), taken.error().text);
        return false;
    }

    /// Rows in a row of one body and revision belong together; so their order is kept.
    void add(BodyComments row) {
        ++reading_.added;
        auto& all = reading_.command.added.bodies;
        if (all.empty() || all.back().body != row.body || all.back().revision != row.revision)
            return all.push_back(std::move(row));
        all.back().comments.push_back(std::move(row.comments.front()));
        all.back().answers.push_back(std::move(row.answers.front()));
        all.back().kinships.push_back(std::move(row.kinships.front()));
        all.back().states.push_back(row.states.front());
    }

    /// What says the same as another may have the answer that this one has by now: it is given to
    /// both, since only together do they have one.
    void answer_roots() {
        auto& answers = reading_.command.answers.answers;
        std::set<std::string> given;
        for (const auto& answer : answers) given.insert(answer.comment);
        for (std::size_t i = 0, size = answers.size(); i < size; ++i) {
            const auto* root = root_of(seen_.state->comment(answers[i].comment)->number);
            if (!root || given.contains(root->id) || root->status == CommentStatus::withdrawn ||
                root->disposition != answers[i].disposition)
                continue;
            const SheetRow row = written_.row_of(*root);
            if (!alike_cells(answers[i].observation, row[std::size_t(Column::observation)]))
                continue;
            given.insert(root->id);
            auto same = answers[i];
            same.comment = root->id;
            answers.push_back(std::move(same));
        }
    }

    void finish() {
        answer_roots();
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

    const House& house_;
    const Sheet& sheet_;
    const std::vector<SheetRow>& rows_;
    const Seen& seen_;
    CommentRows written_;  // the cycle's comments as a table has them
    std::map<std::string, std::string> bodies_;
    std::map<int, Anchors> anchors_;       // by revision
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

Result<TableReading> read_comment_table(const House& house, const Sheet& sheet, const Seen& seen) {
    return TableReader(house, sheet, seen).run();
}

}  // namespace paraph::api
