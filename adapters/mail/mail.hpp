#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/instant.hpp"

namespace paraph {

struct Address {
    std::string name;   // may be empty; any language
    std::string email;  // ASCII: local@domain
};

/// One mail to one person, as the notice's renderer hands it over. All text is UTF-8.
struct Mail {
    std::string message_id;  // "local@domain", without brackets; a retry keeps it
    Address from;
    Address to;
    std::optional<Address> reply_to;
    std::string subject;
    std::string text;
    std::string html;                                          // empty: the text goes alone
    std::vector<std::pair<std::string, std::string>> headers;  // beside our own, e.g. List-Id
    Instant at;
    std::string language;  // BCP 47; empty: not said
};

/// What became of a mail.
struct Sent {
    enum class How {
        sent,     // a server took it over
        retry,    // not now: 4xx, no connection, or cut before we were told; same Message-ID again
        refused,  // never: 5xx for this mail, or a mail that must not go out
    };
    How how = How::retry;
    std::string text;  // in words, with the server's own line where there is one; for the log
};

/// Hands mails over, one at a time. A call blocks, for as long as a server keeps us waiting, so it
/// is made on the mail channel's own thread; but for `stop`, an object belongs to that one thread.
class Mailer {
public:
    virtual ~Mailer() = default;
    virtual Sent send(const Mail& mail) = 0;
    /// Any thread: ends the call that is waiting, as a mail for later, within a second.
    virtual void stop() {}
};

}  // namespace paraph
