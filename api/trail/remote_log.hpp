#pragma once

#include <string>
#include <vector>

#include "api/trail/export_line.hpp"

namespace paraph::trail {

/// A server's log, read over its API with a token that may read it (auditor, secretariat). What
/// the token may not see arrives withheld.
class RemoteLog {
public:
    RemoteLog(std::string server, std::string token);

    /// Whose log it is. The key is the one that stands in the log itself.
    Result<Header> header();
    /// The entries from `from` on, as many as a page holds.
    Result<std::vector<Line>> lines(std::int64_t from);

private:
    Result<std::string> get(const std::string& path) const;
    Result<std::string> key_of(const std::string& note, std::int64_t size);

    std::string server_, token_;
};

}  // namespace paraph::trail
