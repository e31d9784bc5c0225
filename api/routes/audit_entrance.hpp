#pragma once

#include "api/routes/page_support.hpp"

namespace paraph::api {

// How auditors come in: what they read, and what they take along, is noted before they get it.

/// Whether the request may go on to a page of the reading room; else it is answered.
bool enter_as_auditor(const House& house, const http::Context& context, const http::Answer& answer);

/// Whether the auditor has yet to say that it reads the cycle; empty: all that it may read.
bool awaits_reading(const House& house, const Principal& principal, std::string_view cycle);
/// What will be noted, and *Continue*, whose POST to the same address notes it. `title`: of the
/// cycle; empty: of all.
http::Response reading_page(const House& house, const Reader& reader, std::string title);
/// Answers that POST: notes it, and leads back.
void continue_reading(const House& house, const http::Context& context, std::string cycle,
                      http::Answer answer);

using Rendered = std::function<http::Response(const Settled&)>;
/// Puts it on record, after which it counts. An empty `cycle`: all that the auditor may read.
void note_reading(const House& house, const http::Context& context, std::string cycle,
                  http::Answer answer, Rendered rendered);
void note_export(const House& house, const http::Context& context, std::string cycle,
                 std::string format, http::Answer answer, Rendered rendered);

}  // namespace paraph::api
