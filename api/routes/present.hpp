#pragma once

#include "api/house.hpp"
#include "api/telling/said.hpp"
#include "engine/base/json.hpp"
#include "engine/rules/carrying.hpp"

namespace paraph::api {

// Wire forms of what the engine knows, cut to what the reader may see. Names are public
// (/openapi.json): do not change them.

json::object cycle_json(const Seen& seen, const Said& said);
/// The cycle as an answer, with its ETag; nothing of what was said.
http::Response cycle_response(const Seen& seen, int status = 200);
json::object row_json(const Seen& seen, const CycleRow& row);
json::object assignment_json(const Seen& seen, const Round& round, const Assignment& assignment,
                             const Said& said);
json::object comment_json(const Seen& seen, const Comment& comment, const Said& said,
                          const Carryings& carryings);
json::object revision_json(const Revision& revision);
json::object body_json(const Registry& registry, const Body& body, bool people);
json::object calendar_json(const CalendarVersion& calendar);
/// How much of an entry a reader gets.
enum class Extent {
    leaf,  // its place in the tree: of a trail that is not for it
    body,  // without the private part: of an answer that its round still hides
    whole,
};
json::object entry_json(const Entry& entry, Extent extent);
json::object delivery_json(const DeliveryRow& row);

/// What the reader gets of a cycle's entry. An answer is sealed for all but the answering body
/// until its round closes; whatever else would tell it has the leaf only.
Extent extent_of(const Seen& seen, const Entry& entry);
/// And of one of the registry's.
Extent extent_of_registry(const Principal& reader, const Entry& entry);

std::string etag(std::int64_t version);
/// The address of the list that was asked for, with its filters and limit, without the cursor.
std::string list_address(const http::Request& request);
/// A page of the list at `address`. `next`: the cursor of the page after it, which is linked
/// (RFC 8288); empty: there is none.
http::Response list(json::array items, const std::string& address, const std::string& next = {});

}  // namespace paraph::api
