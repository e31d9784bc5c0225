#include "adapters/webhook/event.hpp"

#include <fmt/format.h>

namespace paraph {

std::string cloud_event_body(const CloudEvent& event) {
    json::object body{
        {"specversion", "1.0"},
        {"id", event.id},
        {"source", event.source},
        {"type", event.type},
        {"time", to_text(event.time)},
        {"datacontenttype", "application/json"},
        // Text with leading zeros: CloudEvents' "sequence" extension sorts as text.
        {"sequence", fmt::format("{:020}", event.sequence)},
        {"data", event.data},
    };
    if (!event.subject.empty()) body["subject"] = event.subject;
    return canonical(body);
}

}  // namespace paraph
