#pragma once

#include <optional>
#include <string>

#include "api/house.hpp"
#include "api/pages/language.hpp"

namespace paraph::api {

/// The act by which a cycle was suspended, deferred or abandoned.
struct Standstill {
    Instant at{};
    std::string reason;            // empty: none was given, or it was erased
    std::optional<Instant> until;  // of a deferral
    std::string meeting;
};

/// The newest such act; nothing where the cycle runs, or has ended. Reads the trail back to it.
std::optional<Standstill> standstill_of(const House& house, const State& state);

/// In a sentence: since when the clock stands, and until when or for which meeting.
std::string standstill_words(const Standstill& stop, CycleStatus status,
                             const pages::Language& language, std::string_view zone);

}  // namespace paraph::api
