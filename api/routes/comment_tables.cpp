#include "adapters/documents/sheet.hpp"
#include "api/log.hpp"
#include "api/routes/comment_table.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/kept_context.hpp"
#include "api/routes/routes.hpp"

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
    return as_file(
        xlsx_type,
        to_xlsx(next, {24, 8, 24, 10, 12, 60, 60, 60, 8, 16, 18, 10, 9, 9, 9, 30, 9, 18}),
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

/// The problem, and every bad row with its number.
http::Response refused_rows(const http::Request& request, const TableReading& reading) {
    const auto count = std::to_string(reading.bad.size());
    const auto refusal =
        reading.good == 0
            ? refuse(Refused::invalid, "There is no row to be read in.", "rows")
            : refuse(Refused::invalid,
                     count + (reading.bad.size() == 1 ? " cell is" : " cells are") +
                         " wrong, so no row was read in. Mend them, or ask for the good rows "
                         "alone: rows=good.");
    auto response = problem_for(request, refusal);
    if (reading.bad.empty()) return response;
    auto body = json::parse(response.body).as_object();
    body["bad"] = bad_rows(reading);
    response.body = json::serialize(body);
    return response;
}

void take_in(const House& house, const KeptContext& kept, http::Answer answer) {
    const auto context = kept.context();
    const auto& request = kept.request();
    const auto seen = look_at(house, context.param("id"), kept.principal());
    if (!seen) return answer(problem_for(request, seen.error()));
    const auto wanted = request.parameter("rows").value_or("all");
    if (wanted != "all" && wanted != "good")
        return answer(problem_for(
            request, refuse(Refused::invalid,
                            "\"" + std::string(wanted) + "\" is none of: all, good.", "rows")));
    const bool zipped = request.body.starts_with("PK");
    const auto sheet = zipped ? read_xlsx(request.body) : read_csv(request.body);
    if (!sheet) return answer(problem_for(request, sheet.error()));
    auto reading = read_comment_table(house, *sheet, *seen);
    if (!reading) return answer(problem_for(request, reading.error()));
    if (!reading->bad.empty() && wanted == "all") return answer(refused_rows(request, *reading));
    if (reading->good == 0) return answer(refused_rows(request, *reading));
    json::object said{{"imported", reading->good},
                      {"answered", reading->answered()},
                      {"added", reading->added},
                      {"bad", bad_rows(*reading)}};
    if (!reading->says_anything()) {
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
    router.bind("comments.import", [&](const http::Context& context, http::Answer answer) {
        import_table(house, context, std::move(answer));
    });
}

}  // namespace paraph::api
