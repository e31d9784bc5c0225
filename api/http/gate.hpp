#pragma once

#include <cstddef>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph::http {

/// What the gate found wrong: the connection is answered with the status and closed, since what
/// follows such a header block can't be told from an attack.
struct GateRefusal {
    unsigned status = 400;  // 400, 414, 417, 431, 501 or 505
    std::string_view text;  // static
};

/// What the gate learned in passing, for reading the body.
struct GatePass {
    std::size_t content_length = 0;
    bool chunked = false;
    bool expect_continue = false;
    bool old_client = false;  // HTTP/1.0
};

/// Where the header block ends (just behind the empty line), or npos when more must be read.
/// `from` is how far an earlier call looked. A bare LF ends the search too, for the gate to refuse.
std::size_t header_end(std::string_view bytes, std::size_t from = 0);

/// Reads the raw header block, request line to empty line, as RFC 9112 writes it and not more
/// leniently: one Host, no obs-fold, no bare CR or LF, no control characters, no space before the
/// colon, token names, at most one Content-Length in plain digits and never beside a
/// Transfer-Encoding, whose only value is "chunked"; HTTP/1.0 or 1.1, origin-form targets only
/// ("*" with OPTIONS aside). Parsers that are more forgiving disagree with each other, and request
/// smuggling lives on that.
boost::system::result<GatePass, GateRefusal> pass_gate(std::string_view block);

/// Result::value() on a refusal is a bug of ours.
[[noreturn]] void throw_exception_from_error(const GateRefusal& refusal,
                                             const boost::source_location& place);

}  // namespace paraph::http
