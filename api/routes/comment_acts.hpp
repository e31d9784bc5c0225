#pragma once

#include "api/http/form.hpp"
#include "api/pages/views/comments.hpp"
#include "api/routes/page_entrance.hpp"

namespace paraph::api {

/// What takes back that comments were joined, or that they were made, is shown before it is done.
bool is_shown_first(const Command& command);

/// The page that shows it, of the comments that are ticked in the form; its `action` and `token`
/// are the caller's to fill in. A refusal where it would be refused. Reads the disk.
Result<pages::CommentsActView> comments_act(const House& house, const CycleVisit& visit,
                                            const http::Form& form, const Command& command);

}  // namespace paraph::api
