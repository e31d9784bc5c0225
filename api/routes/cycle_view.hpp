#pragma once

#include "api/pages/views/board.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_support.hpp"
#include "api/telling/said.hpp"
#include "engine/rules/carrying.hpp"

namespace paraph::api {

/// One cycle as its page shows it: everything but the acts. Reads the archive.
pages::CycleView cycle_view(const House& house, const Seen& seen, const Reader& reader);

/// The entries of a cycle in words, oldest first.
std::vector<pages::TimelineRow> timeline(const House& house, const Seen& seen,
                                         const Naming& naming);

/// The revisions, newest first.
std::vector<pages::RevisionRow> revision_rows(const Seen& seen, const Naming& naming);

/// Where the certificate of the outcome is; "" as long as there is none.
std::string certificate_href(const State& state);
/// What whoever checks the cycle types, beside its record and the log's key as they are downloaded.
std::string verify_command(const std::string& cycle);
/// One comment as tables show it, with what was said about it since.
pages::CommentRow comment_row(const House& house, const Seen& seen, const Comment& comment,
                              const Naming& naming, const Said& said, const Carryings& carryings);

}  // namespace paraph::api
