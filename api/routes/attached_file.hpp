#pragma once

#include <string>

#include "api/house.hpp"
#include "api/pages/views/common.hpp"

namespace paraph::api {

/// A file of the cycle, to be saved; "not found" where there is none, or not for this reader. Reads
/// the disk.
Result<http::Response> attached_file(const House& house, const Seen& seen,
                                     const std::string& digest);

/// What lies beside the text: the Word file that it was read from, and what was added to the
/// dossier itself, not to a comment or an answer. `base`: of the addresses, "/cycles/…" or
/// "/task/…". Reads the disk.
std::vector<pages::SourceFile> files_beside_text(const House& house, const Seen& seen,
                                                 const std::string& base);
/// The text in force, with these.
pages::Text text_with_files(const House& house, const Seen& seen, const std::string& base,
                            std::string_view language = {});

}  // namespace paraph::api
