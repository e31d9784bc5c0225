#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "api/principal.hpp"
#include "engine/base/instant.hpp"

namespace paraph::api {

/// What auditors are on record as reading, and as taking along, in their session: a working day. An
/// auditor sees nothing of a cycle before it has said so. Kept in memory: after a restart it is
/// said, and noted, once more. Any thread.
class Readings {
public:
    enum class Kind : std::uint8_t { reading, taking };

    /// An entry says so. An empty `cycle` is all that the auditor may read. Whoever takes a record
    /// along reads it.
    void note(Kind kind, const std::string& auditor, const std::string& cycle, Instant at);
    /// Whether the principal has yet to say so: an auditor who has not, or not today. Of the
    /// secretariat and of participants nothing is asked.
    bool awaits(Kind kind, const Principal& principal, std::string_view cycle, Instant now) const;

private:
    bool holds(Kind kind, const std::string& auditor, std::string_view cycle, Instant now) const;

    struct Noted {
        Kind kind;
        std::string auditor, cycle;
        auto operator<=>(const Noted&) const = default;
    };

    mutable std::mutex lock_;
    std::map<Noted, Instant> noted_;
};

}  // namespace paraph::api
