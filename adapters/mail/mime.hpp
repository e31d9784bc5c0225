#pragma once

#include <string>
#include <string_view>

#include "adapters/mail/mail.hpp"
#include "engine/base/refusal.hpp"

namespace paraph {

/// The bytes of a mail (RFC 5322, 2045, 2047): CRLF only, lines of at most 78 characters, encoded
/// words of at most 75 that each decode alone, text and HTML as multipart/alternative. The same
/// mail gives the same bytes. It is marked as sent by a machine, so that no machine answers it.
///
/// Refuses, with the place ("/to/email", "/subject", "/headers/List-Id"): CR, LF and other control
/// characters outside the bodies, addresses that are not plain ASCII `local@domain`, bytes that
/// are not UTF-8, headers that this composer writes itself.
Result<std::string> compose(const Mail& mail);

/// Refuses an address that mail must not be sent to; `where` is the place named in the refusal.
Result<> check_address(std::string_view email, std::string_view where);

}  // namespace paraph
