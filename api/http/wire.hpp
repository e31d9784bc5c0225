#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "api/http/message.hpp"

namespace paraph::http {

/// How one response goes out.
struct Framing {
    bool head = false;          // a HEAD request: header only
    bool close = false;         // the connection ends with this response
    bool old_client = false;    // HTTP/1.0: keep-alive is said, nothing is chunked
    bool event_stream = false;  // no length; chunked where the client knows chunks
};

/// Appends the header block. A field of ours (Content-Length, Transfer-Encoding, Connection, Date)
/// in the response is left out. False, and nothing appended: a name or value holds a control
/// character, which could split the response in two.
bool append_header(std::string& out, const Response& response, const Framing& framing,
                   std::string_view date);

/// RFC 9110 IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t seconds);

/// Whether the connection outlives this request, by its version and its Connection field.
bool keeps_alive(const Request& request, bool old_client);

}  // namespace paraph::http
