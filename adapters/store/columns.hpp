#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store/session.hpp"

// A table's row is a struct of variables with one function that names them:
//
//   struct KeyColumns {
//       std::string key; long long number = 0;
//       template <class Visit> void each(Visit visit) { visit("key", key); visit("number", number);
//       }
//   };
//
// From it come the lists of columns in SQL and what a Statement binds, so they can't drift apart.
// Most have `set`, which takes what the store port calls a row, and `row`, which gives it back.
namespace paraph {

/// "key, number"
template <class Columns>
std::string names() {
    std::string list;
    Columns{}.each([&](std::string_view name, auto&) {
        list += (list.empty() ? "" : ", ") + std::string(name);
    });
    return list;
}

/// "INSERT INTO table (key, number) VALUES (:key, :number)"
template <class Columns>
std::string insert_into(std::string_view table) {
    std::string values;
    Columns{}.each([&](std::string_view name, auto&) {
        values += (values.empty() ? ":" : ", :") + std::string(name);
    });
    return "INSERT INTO " + std::string(table) + " (" + names<Columns>() + ") VALUES (" + values +
           ")";
}

/// The same, but a row with this `key` takes the new values.
template <class Columns>
std::string upsert_into(std::string_view table, std::string_view key) {
    std::string sets;
    Columns{}.each([&](std::string_view name, auto&) {
        if (name == key) return;
        sets += (sets.empty() ? "" : ", ") + std::string(name) + " = excluded." + std::string(name);
    });
    return insert_into<Columns>(table) + " ON CONFLICT (" + std::string(key) + ") DO UPDATE SET " +
           sets;
}

/// "SELECT key, number FROM table " and what follows.
template <class Columns>
std::string select_from(std::string_view table, std::string_view rest) {
    return "SELECT " + names<Columns>() + " FROM " + std::string(table) + " " + std::string(rest);
}

template <class Columns>
void bind_in(Statement& statement, Columns& row) {
    row.each([&](std::string_view name, auto& value) { statement.in(name, value); });
}

template <class Columns>
void bind_out(Statement& statement, Columns& row) {
    row.each([&](std::string_view, auto& value) { statement.out(value); });
}

/// What a query finds that was bound to `columns`.
template <class Columns>
auto all_rows(Statement& query, const Columns& columns) {
    std::vector<decltype(columns.row())> found;
    query.each([&] { found.push_back(columns.row()); });
    return found;
}

/// The same where it finds one row, or none.
template <class Columns>
auto one_row(Statement& query, const Columns& columns) {
    std::optional<decltype(columns.row())> found;
    query.each([&] { found = columns.row(); });
    return found;
}

}  // namespace paraph
