#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/trail/export_line.hpp"

namespace paraph::trail {

/// A trail on its way into one of the forms that others' tools read; docs/formats/exports.md. Feed
/// it all lines in order; what it gives, joined, is the file.
class Table {
public:
    virtual ~Table() = default;
    virtual std::string begin() = 0;
    virtual Result<std::string> add(const Line& line) = 0;
    virtual std::string end() = 0;
};

/// "csv": a row for each entry of a cycle, as they come (RFC 4180, UTF-8). "xes": IEEE 1849, a
/// trace for each cycle; holds all events until the end, some 500 bytes each. Null: another name.
std::unique_ptr<Table> make_table(std::string_view name);

}  // namespace paraph::trail
