#include <algorithm>

#include "api/routes/comment_input.hpp"
#include "api/routes/comment_table.hpp"
#include "api/routes/table_conflicts.hpp"
#include "engine/base/words.hpp"
#include "engine/core/commenting.hpp"

namespace paraph::api {
namespace {

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
    TableReader(const House& house, const Sheet& sheet, const Seen& seen, const TableWish& wish,
                TableHeading heading)
        : house_(house),
          seen_(seen),
          written_(house, seen, {}, 0),
          conflicts_(house, seen, sheet, wish),
          rows_(sheet, std::move(heading)) {
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

    TableReading run() {
        reading_.command.added.received = "by table";
        reading_.command.if_sequence = seen_.state->sequence;
        look_through();
        for (rows_.begin_again(); rows_.next();) {
            const auto overtaken = reading_.conflicts.size();
            rows_.check_cells();
            const auto* comment = meant();
            if (comment && !rows_.is_wrong()) read_known(*comment);
            if (!comment && !rows_.is_wrong()) read_new();
            const bool taken = !rows_.is_wrong() && reading_.conflicts.size() == overtaken;
            if (taken) ++reading_.good;
            if (!rows_.is_wrong()) continue;
            ++reading_.left;
            not_taken_.insert(rows_.number().value_or(0));
        }
        finish();
        return std::move(reading_);
    }

private:
    void wrong(Column column, std::string text) { rows_.wrong(column, std::move(text)); }
    std::string said(Column column) const { return rows_.said(column); }

    /// The numbers of the table, and whether they are those of the cycle's comments. Others number
    /// their comments from 1, too: then no row is of a comment of the cycle, and all are new ones.
    void look_through() {
        answers_ = !seen_.view.secretariat || known_.empty();
        bool numbered = false;
        for (rows_.begin_again(); rows_.next();) {
            answers_ = answers_ || is_of_the_cycle();
            numbered = numbered || !said(Column::number).empty();
            const auto number = rows_.number();
            if (!number) continue;
            ++numbers_[*number];
            if (const auto same = number_in_cell(said(Column::same_as))) wanted_[*number] = *same;
        }
        reading_.own_numbers = numbered && !answers_;
    }

    /// Whether the row shows that the table goes on with the cycle's comments: it was written of
    /// them, brings an answer, or repeats the comment that has its number.
    bool is_of_the_cycle() {
        if (said(Column::number).empty()) return false;
        if (conflicts_.is_marked(rows_)) return true;
        const bool has_answer =
            !said(Column::disposition).empty() || !said(Column::observation).empty();
        if (has_answer && !conflicts_.is_foreign(rows_)) return true;
        return repeats(rows_.number().value_or(0));
    }

    /// Whether it has the words of that comment.
    bool repeats(int number) {
        const auto known = known_.find(number);
        if (known == known_.end()) return false;
        const SheetRow here = written_.row_of(*known->second);
        return alike_cells(rows_.text(Column::comment), here[std::size_t(Column::comment)]) &&
               alike_cells(rows_.text(Column::proposed), here[std::size_t(Column::proposed)]);
    }

    /// The comment of the cycle that the row is of; nullptr: it brings one, or is wrong.
    const Comment* meant() {
        const auto mark = conflicts_.mark_of(rows_);
        if (!mark) wrong(Column::version, mark.error().text);
        const auto cell = said(Column::number);
        if (mark && *mark && cell.empty() && repeats((*mark)->number))
            wrong(Column::number,
                  "This row repeats comment " + std::to_string((*mark)->number) +
                      ". Put its Number back, or empty its Version, too: then the row is read in "
                      "as a new comment.");
        if (!mark || cell.empty() || !answers_) return nullptr;
        const auto number = rows_.number().value_or(0);
        if (*mark && (*mark)->number != number) {
            wrong(Column::number,
                  "This row was written of comment " + std::to_string((*mark)->number) +
                      ". Put its Number back, or empty it: then the row is read in as a new "
                      "comment.");
            return nullptr;
        }
        if (const auto known = known_.find(number); known != known_.end()) return known->second;
        if (!known_.empty() && !conflicts_.is_foreign(rows_))
            wrong(Column::number, "There is no comment \"" + cell +
                                      "\" here. Leave the cell empty for a new comment.");
        return nullptr;
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
            if (!rows_.is_wrong())
                wrong(Column::paragraph, "There is no text yet that has paragraphs.");
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
        if (rows_.is_wrong() || !(comment.selection || quoted)) return;
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
            rows_.word<Disposition>(Column::disposition, std::optional<Disposition>());
        const std::string observation = rows_.text(Column::observation);
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
        const SheetRow here = written_.row_of(comment);
        check_known(comment, here);
        auto answered = answer_anew(comment, here);
        const std::string group = said(Column::group);
        check_group(group);
        const auto* same = same_anew(comment, here);
        if (rows_.is_wrong()) return;
        const bool regrouped =
            !group.empty() && !alike_cells(group, here[std::size_t(Column::group)]);
        if (!answered && !regrouped && !same) return;
        if (auto conflict = conflicts_.overtaken(rows_, comment, here))
            return reading_.conflicts.push_back(std::move(*conflict));
        if (!conflicts_.is_marked(rows_)) ++reading_.unmarked;
        if (answered) reading_.command.answers.answers.push_back(std::move(*answered));
        if (regrouped) groups_[group].push_back(comment.id);
        if (same) merged_[same->id].push_back(comment.id);
    }

    /// What bodies said is not changed by a table.
    void check_known(const Comment& comment, const SheetRow& here) {
        const auto number = std::to_string(comment.number);
        if (numbers_[comment.number] > 1)
            wrong(Column::number, "Comment " + number + " stands in several rows.");
        for (const auto column : {Column::body, Column::paragraph, Column::type, Column::comment,
                                  Column::proposed, Column::force}) {
            if (!rows_.has(column) || alike_cells(rows_.text(column), here[std::size_t(column)]))
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
            alike_cells(rows_.text(Column::observation), here[std::size_t(Column::observation)]);
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
                           .text = rows_.text(Column::comment),
                           .proposed = rows_.text(Column::proposed),
                           .selection = selection(),
                           .quote = rows_.text(Column::quote),
                           .name = std::move(name)};
        if (const auto type = rows_.word<CommentType>(Column::type, CommentType::general))
            comment.type = *type;
        if (const auto force = rows_.word<Force>(Column::force, Force::remark))
            comment.force = *force;
        const auto state = rows_.word<CommentStatus>(Column::state, CommentStatus::open);
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
        if (rows_.is_wrong()) return;
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
        reading_.bad = rows_.take_bad();
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
    const Seen& seen_;
    CommentRows written_;  // the cycle's comments as a table has them
    TableConflicts conflicts_;
    TableRows rows_;
    std::map<std::string, std::string> bodies_;
    std::map<int, Anchors> anchors_;       // by revision
    std::map<int, const Comment*> known_;  // by number
    std::set<std::string> stand_for_others_;
    bool answers_ = false;        // numbers are those of the cycle's comments
    std::map<int, int> numbers_;  // in the column Number -> how often
    std::map<int, int> wanted_;   // Number -> Same as
    std::set<int> not_taken_;     // numbers of rows that are left out
    std::map<std::string, std::vector<std::string>> merged_, groups_;
    TableReading reading_;
};

}  // namespace

Result<TableReading> read_comment_table(const House& house, const Sheet& sheet, const Seen& seen,
                                        const TableWish& wish) {
    auto heading = heading_of(sheet.rows);
    if (!heading) return heading.error();
    std::vector<std::string> unread;
    for (const auto& [place, name] : heading->unread) unread.push_back(name);
    auto reading = TableReader(house, sheet, seen, wish, std::move(*heading)).run();
    reading.unread = std::move(unread);
    return reading;
}

Result<Sheet> sheet_in(std::string_view bytes) {
    return bytes.starts_with("PK") ? read_xlsx(bytes) : read_csv(bytes);
}

}  // namespace paraph::api
