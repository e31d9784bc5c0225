#include "adapters/documents/sheet.hpp"
#include "api/log.hpp"
#include "api/routes/comment_table.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/kept_context.hpp"
#include "api/routes/routes.hpp"
#include "api/routes/table_marks.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view xlsx_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

http::Response as_file(std::string_view type, std::string bytes, const std::string& name) {
    auto response = http::with_type(200, type, std::move(bytes));
    response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

}  // namespace

http::Response comment_file(const House& house, const Seen& seen, const CommentFilter& filter,
                            bool xlsx) {
    // One row at a time, so that memory holds the file and no second copy of what was said.
    CommentRows rows(house, seen, filter, xlsx ? cell_characters_max : std::size_t(1) << 24);
    const NextRow next = [&rows] { return rows.next(); };
    if (!xlsx) return as_file("text/csv; charset=utf-8", to_csv(next), "comments.csv");
    const auto origin = origin_text(seen.state->id, seen.version);
    return as_file(
        xlsx_type,
        to_xlsx(next, {24, 8, 24, 10, 12, 60, 60, 60, 8, 16, 18, 10, 9, 9, 9, 30, 9, 18, 12},
                origin),
        "comments.xlsx");
}

namespace {

void write_table(const House& house, const http::Context& context, http::Answer answer, bool xlsx) {
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    auto filter = comment_filter(context.request);
    if (!filter) return answer(problem_for(context.request, filter.error()));
    in_background(house, context, std::move(answer),
                  [&house, seen = std::move(*seen), filter = std::move(*filter), xlsx] {
                      return comment_file(house, seen, filter, xlsx);
                  });
}

json::array bad_rows(const TableReading& reading) {
    json::array rows;
    for (const auto& bad : reading.bad)
        rows.push_back(json::object{{"row", bad.row}, {"column", bad.column}, {"text", bad.text}});
    return rows;
}

json::array conflicts_of(const TableReading& reading) {
    json::array all;
    for (const auto& conflict : reading.conflicts) {
        json::array differences;
        for (const auto& each : conflict.differences)
            differences.push_back(
                json::object{{"column", each.column}, {"table", each.table}, {"here", each.here}});
        json::object item{{"row", conflict.row},
                          {"comment", conflict.number},
                          {"change", conflict.changed},
                          {"differences", std::move(differences)}};
        if (conflict.since) item["since"] = to_text(*conflict.since);
        all.push_back(std::move(item));
    }
    return all;
}

/// What became of the table, or would become of it.
json::object receipt_of(const TableReading& reading) {
    json::object item{{"imported", reading.good},
                      {"answered", reading.answered()},
                      {"added", reading.added},
                      {"bad", bad_rows(reading)},
                      {"conflicts", conflicts_of(reading)},
                      {"unmarked", reading.unmarked},
                      {"own_numbers", reading.own_numbers}};
    json::array unread;
    for (const auto& name : reading.unread) unread.emplace_back(name);
    item["unread"] = std::move(unread);
    return item;
}

Refusal refusal_of_rows(const TableReading& reading) {
    const auto bad = reading.bad.size(), overtaken = reading.conflicts.size();
    if (bad == 0 && overtaken > 0)
        return refuse(Refused::conflict,
                      std::to_string(overtaken) +
                          (overtaken == 1 ? " comment was" : " comments were") +
                          " changed after the table was written, so no row was read in. Ask for "
                          "the other rows alone, rows=good, or overrule what stands now: "
                          "overrule=NUMBER@CHANGE.");
    if (reading.good + overtaken == 0)
        return refuse(Refused::invalid, "There is no row to be read in.", "rows");
    return refuse(Refused::invalid, std::to_string(bad) + (bad == 1 ? " cell is" : " cells are") +
                                        " wrong, so no row was read in. Mend them, or ask for the "
                                        "good rows alone: rows=good.");
}

/// The problem, and every bad row and conflict with its number.
http::Response refused_rows(const http::Request& request, const TableReading& reading) {
    auto response = problem_for(request, refusal_of_rows(reading));
    if (reading.bad.empty() && reading.conflicts.empty()) return response;
    auto body = json::parse(response.body).as_object();
    body["bad"] = bad_rows(reading);
    body["conflicts"] = conflicts_of(reading);
    response.body = json::serialize(body);
    return response;
}

/// How a table is to be read in, as the query says it.
struct ImportQuery {
    bool good_rows_alone = false;
    bool preview = false;
    TableWish wish;
};

Result<bool> one_of_two(const http::Request& request, std::string_view name, std::string_view no,
                        std::string_view yes) {
    const auto said = request.parameter(name).value_or(no);
    if (said == no || said == yes) return said == yes;
    return refuse(Refused::invalid,
                  "\"" + std::string(said) + "\" is none of: " + std::string(no) + ", " +
                      std::string(yes) + ".",
                  std::string(name));
}

Result<ImportQuery> import_query(const http::Request& request, const Principal& principal) {
    const auto good = one_of_two(request, "rows", "all", "good");
    if (!good) return good.error();
    const auto preview = one_of_two(request, "preview", "no", "yes");
    if (!preview) return preview.error();
    auto overruled = overruled_in(request.parameter("overrule").value_or(""));
    if (!overruled) return overruled.error();
    return ImportQuery{.good_rows_alone = *good,
                       .preview = *preview,
                       .wish = {actor_of(principal).id, std::move(*overruled)}};
}

void take_in(const House& house, const KeptContext& kept, http::Answer answer) {
    const auto context = kept.context();
    const auto& request = kept.request();
    const auto seen = look_at(house, context.param("id"), kept.principal());
    if (!seen) return answer(problem_for(request, seen.error()));
    const auto query = import_query(request, kept.principal());
    if (!query) return answer(problem_for(request, query.error()));
    const auto sheet = sheet_in(request.body);
    if (!sheet) return answer(problem_for(request, sheet.error()));
    auto reading = read_comment_table(house, *sheet, *seen, query->wish);
    if (!reading) return answer(problem_for(request, reading.error()));
    const bool all_good = reading->bad.empty() && reading->conflicts.empty();
    const bool takes = reading->good > 0 && (all_good || query->good_rows_alone);
    if (!takes && !query->preview) return answer(refused_rows(request, *reading));
    auto said = receipt_of(*reading);
    if (query->preview || !reading->says_anything()) {
        said["comments"] = seen->state->comments.size();
        return answer(http::json(200, json::serialize(said)));
    }
    submit(house, context, context.param("id"), Command(std::move(reading->command)),
           std::move(answer), [said](const Settled& settled) {
               auto item = said;
               item["comments"] = settled.state->comments.size();
               if (settled.number >= 0) item["entry"] = settled.number;
               return http::json(200, json::serialize(item));
           });
}

void import_table(const House& house, const http::Context& context, http::Answer answer) {
    house.background([&house, kept = KeptContext(context), answer = std::move(answer)] {
        try {
            take_in(house, kept, answer);
        } catch (const std::exception& error) {
            log::error("a table was not read", {{"what", error.what()}});
            answer(problem_for(kept.request(),
                               refuse(Refused::internal, "A fault of ours; it has been logged.")));
        }
    });
}

}  // namespace

void bind_comment_tables(http::Router& router, const House& house) {
    router.describe("comments.import",
                    text_content({"text/csv",
                                  "application/vnd.openxmlformats-officedocument.spreadsheetml."
                                  "sheet"}));
    router.bind("comments.xlsx", [&](const http::Context& context, http::Answer answer) {
        write_table(house, context, std::move(answer), true);
    });
    router.bind("comments.csv", [&](const http::Context& context, http::Answer answer) {
        write_table(house, context, std::move(answer), false);
    });
    router.bind("comments.import", handler_in(house, import_table));
}

}  // namespace paraph::api
