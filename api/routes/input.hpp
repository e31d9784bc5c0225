#pragma once

#include <boost/describe.hpp>

#include "api/http/message.hpp"
#include "engine/base/codec.hpp"

namespace paraph::api {

/// A JSON body as a described struct; unknown members, wrong types and bad JSON are refused with
/// their place. An empty body reads as {}.
template <class T>
Result<T> read_body(const http::Request& request) {
    const auto type = request.headers.get("Content-Type");
    if (!type.empty() && !type.starts_with("application/json"))
        return refuse(Refused::unsupported_media, "Send JSON: Content-Type: application/json.",
                      "Content-Type");
    if (request.body.empty()) return decode<T>(json::object{});
    return decode_text<T>(request.body, {.depth = 32, .bytes = 16u << 20});
}

/// Of acts whose address says all: an empty object, or no body.
struct NoInput {};
BOOST_DESCRIBE_STRUCT(NoInput, (), ())

/// The same for what a body may also say on paper: how it came, where the secretariat writes it
/// down.
struct ReceivedInput {
    std::string received;
};
BOOST_DESCRIBE_STRUCT(ReceivedInput, (), (received))

/// The number in If-Match, e.g. "3"; writes without it are refused.
Result<int> if_match(const http::Request& request);

/// A member that must be there.
Result<> need(const std::string& value, std::string_view name);

/// A page of a list: `cursor` and `limit` (1 to 500) from the query.
struct Paging {
    std::string cursor;
    std::size_t limit = 100;
};
Result<Paging> paging(const http::Request& request);
Result<std::int64_t> number_in(std::string_view text, std::string_view where);

/// The media type among `offered` that the Accept header wants most, or a refusal.
Result<std::string_view> negotiate(const http::Request& request,
                                   std::span<const std::string_view> offered);

}  // namespace paraph::api
