#include "api/routes/comment_import.hpp"

#include <algorithm>
#include <charconv>

#include "api/pages/refusals.hpp"
#include "api/routes/table_cells.hpp"

namespace paraph::api {
namespace {

using Count = std::int64_t;

/// What is said of a table in numbers; the first three are what it changes.
constexpr std::array count_texts{"comments.read.answers",    "comments.read.added",
                                 "comments.read.moved",      "comments.read.left",
                                 "comments.read.overtaken",  "comments.read.unmarked",
                                 "comments.read.own_numbers"};
using Counts = std::array<Count, count_texts.size()>;

Counts counts_of(const TableReading& reading) {
    return {static_cast<Count>(reading.answered()),
            static_cast<Count>(reading.added),
            static_cast<Count>(reading.moved),
            static_cast<Count>(reading.left),
            static_cast<Count>(reading.conflicts.size()),
            static_cast<Count>(reading.unmarked),
            reading.own_numbers ? 1 : 0};
}

std::vector<std::string> count_words(const Counts& counts, const pages::Language& language) {
    std::vector<std::string> words;
    if (counts[0] + counts[1] + counts[2] == 0)
        words.push_back(language.say("comments.read.nothing"));
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) words.push_back(language.say(count_texts[i], {{"n", counts[i]}}));
    return words;
}

/// The numbers of the comments that were left as they stand; "": of none.
std::string overtaken_comments(const TableReading& reading) {
    constexpr std::size_t told_max = 100;  // of an address
    std::string list;
    for (std::size_t i = 0; i < std::min(reading.conflicts.size(), told_max); ++i)
        list += (list.empty() ? "" : ", ") + std::to_string(reading.conflicts[i].number);
    return list;
}

std::string in_quotes(const std::string& text) {
    return "“" + text + "”";
}

/// The columns that were left alone; "": none.
std::string unread_columns(const TableReading& reading) {
    constexpr std::size_t characters_max = 200;  // of an address
    std::string list;
    for (const auto& name : reading.unread)
        list += (list.empty() ? "" : ", ") + in_quotes(excerpt(name, characters_max / 2));
    return excerpt(list, characters_max);
}

std::string unread_purpose(const CycleVisit& what, std::string_view columns) {
    return "unread " + what.state().id + " " + std::string(columns);
}

std::vector<std::string> conflict_words(const House& house, const CycleVisit& what,
                                        const TableConflict& conflict) {
    const auto& language = *what.reader.language;
    const auto side = [&](const std::string& text) {
        return text.empty() ? language.say("comments.conflict_nothing") : in_quotes(text);
    };
    std::vector<std::string> words;
    for (const auto& each : conflict.differences) {
        const auto table = side(each.table), here = side(each.here);
        const auto row = static_cast<Count>(conflict.row);
        if (conflict.since) {
            const auto since = language.date_time(*conflict.since, zone_of(house, what.state()));
            words.push_back(language.say("comments.conflict", {{"row", row},
                                                               {"number", conflict.number},
                                                               {"column", each.column},
                                                               {"table", table},
                                                               {"here", here},
                                                               {"since", since}}));
        } else {
            words.push_back(language.say("comments.conflict_undated", {{"row", row},
                                                                       {"number", conflict.number},
                                                                       {"column", each.column},
                                                                       {"table", table},
                                                                       {"here", here}}));
        }
    }
    return words;
}

/// The boxes that were ticked: `12@58` is one, `3@60,12@58` is that for all of them.
Result<std::map<int, std::int64_t>> ticked_in(const http::Form& form) {
    std::string ticked;
    for (const auto box : form.all("overrule"))
        ticked += (ticked.empty() ? "" : ",") + std::string(box);
    return overruled_in(ticked);
}

/// A box for each conflict, and where there are several one for all of them. What is overruled
/// already keeps its box and its tick: the table was only shown, and is sent once more.
std::vector<pages::Choice> overrules(const TableReading& reading, const http::Form& form,
                                     const pages::Language& language) {
    const auto ticked = ticked_in(form);
    auto changes = ticked ? *ticked : std::map<int, std::int64_t>();
    for (const auto& conflict : reading.conflicts) changes[conflict.number] = conflict.changed;
    std::vector<pages::Choice> boxes;
    std::string all;
    for (const auto& [number, changed] : changes) {
        const auto value = std::to_string(number) + "@" + std::to_string(changed);
        all += (all.empty() ? "" : ",") + value;
        const bool chosen = ticked && ticked->contains(number) && ticked->at(number) == changed;
        boxes.push_back({.value = value,
                         .title = language.say("comments.overrule_one", {{"number", number}}),
                         .chosen = chosen});
    }
    if (boxes.size() > 1)
        boxes.push_back({.value = all,
                         .title = language.say("comments.overrule_all"),
                         .chosen = std::ranges::all_of(boxes, &pages::Choice::chosen)});
    return boxes;
}

}  // namespace

SentTable sent_table(const House& house, const CycleVisit& what, const http::Form& form) {
    const auto& language = *what.reader.language;
    const auto refused = [&](const Refusal& refusal) {
        return SentTable{.errors = {{"table", refusal_words(refusal, language)}}};
    };
    const auto* file = form.upload("table");
    if (file == nullptr || file->bytes.empty())
        return {.errors = {{"table", language.say("comments.error.table")}}};
    auto overruled = ticked_in(form);
    if (!overruled) return refused(overruled.error());
    const auto sheet = sheet_in(file->bytes);
    if (!sheet) return refused(sheet.error());
    auto reading = read_comment_table(house, *sheet, what.seen,
                                      {actor_of(what.reader.principal).id, std::move(*overruled)});
    if (!reading) return refused(reading.error());
    const auto act = form.get("act");
    const bool all_good = reading->bad.empty() && reading->conflicts.empty();
    SentTable table{.preview = act == "preview"};
    if (reading->good + reading->left + reading->conflicts.size() == 0)
        table.errors = {{"table", language.say("comments.error.no_rows")}};
    table.takes = !table.preview && reading->good > 0 && (all_good || act == "import-good");
    table.reading = std::move(*reading);
    return table;
}

void put_table(pages::CommentsView& view, const House& house, const CycleVisit& what,
               const SentTable& table, const http::Form& form) {
    if (!table.reading) return;
    const auto& language = *what.reader.language;
    for (const auto& bad : table.reading->bad)
        view.bad_rows.push_back(
            language.say("comments.bad_row",
                         {{"row", static_cast<Count>(bad.row)},
                          {"column", bad.column},
                          {"text", pages::refusal_in(bad.text, language).value_or(bad.text)}}));
    for (const auto& conflict : table.reading->conflicts)
        std::ranges::move(conflict_words(house, what, conflict),
                          std::back_inserter(view.conflicts));
    view.overrules = overrules(*table.reading, form, language);
    view.foretold = count_words(counts_of(*table.reading), language);
    if (const auto columns = unread_columns(*table.reading); !columns.empty())
        view.foretold.push_back(language.say("comments.read.unread", {{"columns", columns}}));
}

std::string read_query(const House& house, const CycleVisit& what, const TableReading& reading) {
    std::string query = "?read=";
    for (const auto count : counts_of(reading))
        query += (query.ends_with('=') ? "" : ".") + std::to_string(count);
    if (const auto numbers = overtaken_comments(reading); !numbers.empty())
        query += "&overtaken=" + http::percent_encode(numbers);
    const auto columns = unread_columns(reading);
    if (columns.empty()) return query;
    return query + "&unread=" + http::percent_encode(columns) + "&told=" +
           http::percent_encode(form_token(house, what.reader, unread_purpose(what, columns)));
}

std::vector<std::string> read_words(const House& house, const CycleVisit& what,
                                    const http::Request& request) {
    auto rest = request.parameter("read").value_or("");
    if (rest.empty()) return {};
    Counts counts{};
    for (auto& count : counts) {
        const auto dot = std::min(rest.find('.'), rest.size());
        std::from_chars(rest.data(), rest.data() + dot, count);
        rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
    const auto& language = *what.reader.language;
    auto words = count_words(counts, language);
    const auto numbers = request.parameter("overtaken").value_or("");
    if (!numbers.empty() && numbers.find_first_not_of("0123456789, ") == numbers.npos)
        words.push_back(
            language.say("comments.read.left_alone", {{"numbers", language.digits(numbers)}}));
    const auto columns = request.parameter("unread").value_or("");
    const auto told = form_token(house, what.reader, unread_purpose(what, columns));
    if (!columns.empty() && equal_secrets(request.parameter("told").value_or(""), told))
        words.push_back(language.say("comments.read.unread", {{"columns", columns}}));
    return words;
}

}  // namespace paraph::api
