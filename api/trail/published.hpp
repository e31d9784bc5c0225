#pragma once

#include <string>
#include <vector>

#include "api/trail/export_line.hpp"
#include "engine/core/store.hpp"
#include "engine/trail/note.hpp"

namespace paraph::trail {

// The one source of a log's name and key is the log: the server publishes under what it signs, and
// everything else (exports, checks of a folder) asks here.

/// The keys that the log has published for itself, oldest first; the last one signs.
std::vector<note::Key> published_keys(Archive& archive);

/// The header of an export whose checkpoint is `note`. Refused where no published key has signed.
Result<Header> header_for(std::string note, const std::vector<note::Key>& keys);

}  // namespace paraph::trail
