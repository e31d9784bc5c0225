#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/telling/said.hpp"
#include "engine/core/access.hpp"

namespace paraph::api {

/// What was said about a comment since it was made, as the reader may know of it: in a blind review
/// without the person and the time of those whom it must not know.
struct Reply {
    std::string text;    // empty: erased
    std::string body;    // empty: the secretariat
    std::string person;  // id; empty: not known, or not to this reader
    std::optional<Instant> at = {};
};

/// Oldest first. Reads the disk, where there is a thread.
std::vector<Reply> thread_of(const House& house, const Seen& seen, const Comment& comment,
                             const Said& said);

}  // namespace paraph::api
