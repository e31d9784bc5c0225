#pragma once

#include <cstdint>
#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

namespace paraph {

inline constexpr std::string_view cloud_event_type = "application/cloudevents+json";

/// What happened, for those outside (CloudEvents 1.0.2; docs/formats/webhook.md).
struct CloudEvent {
    std::string id;       // unique within the source
    std::string source;   // the house's public URL
    std::string type;     // "paraph.position.taken"
    std::string subject;  // the cycle's id; may be empty
    Instant time;
    std::uint64_t sequence = 0;  // gap-free, in the order of commits
    json::value data;
};

/// The body in structured mode: canonical JSON, so the same event is always the same bytes.
std::string cloud_event_body(const CloudEvent& event);

}  // namespace paraph
