#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/cli/commands.hpp"

namespace paraph::cli {

/// Says on standard error what is wrong, and gives the exit code.
int complain(std::string_view text, int exit = Exit::usage);

/// A file's text; nothing: it can't be read.
std::optional<std::string> read_all(const std::string& name);

/// Why it can't, with its name: it is a directory, or there is none.
std::string could_not_read(const std::string& name);

/// Writes `text` into a file, or to standard output where none is named: Exit::good, or
/// Exit::usage and a word on standard error. What could not be written whole is removed.
int put_out(const std::string& text, const std::optional<std::string>& file);

}  // namespace paraph::cli
