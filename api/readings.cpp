#include "api/readings.hpp"

namespace paraph::api {
namespace {

constexpr std::chrono::hours noted_for{12};  // as long as a session lasts

}  // namespace

void Readings::note(Kind kind, const std::string& auditor, const std::string& cycle, Instant at) {
    std::lock_guard lock(lock_);
    std::erase_if(noted_, [&](const auto& noted) { return noted.second + noted_for < at; });
    noted_[{kind, auditor, cycle}] = at;
}

bool Readings::awaits(Kind kind, const Principal& principal, std::string_view cycle,
                      Instant now) const {
    if (!principal.roles.has(Role::auditor) || principal.roles.has(Role::secretariat)) return false;
    std::lock_guard lock(lock_);
    const bool taken = holds(Kind::taking, principal.id, cycle, now);
    return !taken && (kind == Kind::taking || !holds(kind, principal.id, cycle, now));
}

/// Of this cycle, or of all.
bool Readings::holds(Kind kind, const std::string& auditor, std::string_view cycle,
                     Instant now) const {
    for (const auto what : {cycle, std::string_view()}) {
        const auto found = noted_.find({kind, auditor, std::string(what)});
        if (found != noted_.end() && found->second + noted_for >= now) return true;
    }
    return false;
}

}  // namespace paraph::api
