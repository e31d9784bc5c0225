#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/refusal.hpp"

namespace paraph::http {

/// Header fields in order of arrival. Names compare without regard to case.
class Headers {
public:
    using Field = std::pair<std::string, std::string>;

    /// The first field of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    /// As `find`, "" when absent: for fields where empty and absent mean the same.
    std::string_view get(std::string_view name) const { return find(name).value_or(""); }
    bool has(std::string_view name) const { return find(name).has_value(); }

    void add(std::string name, std::string value);
    /// Replaces every field of that name by one.
    void set(std::string_view name, std::string value);

    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }
    std::size_t size() const { return fields_.size(); }

private:
    std::vector<Field> fields_;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;  // names may repeat

/// A request that has passed the gate: the target is origin-form, path and query are decoded, valid
/// UTF-8 and free of NUL, the path holds no "." or ".." segment and no encoded slash.
struct Request {
    std::string method;  // as sent: "GET", "HEAD", …
    std::string target;  // as sent: "/cycles?status=running"
    std::string path;    // decoded: "/cycles"
    Pairs query;
    Headers headers;
    std::string body;
    std::string peer;            // the peer's address, "" on the control socket
    bool secure = false;         // came in over TLS
    bool local_control = false;  // came in over the control socket

    /// The first query parameter of that name.
    std::optional<std::string_view> parameter(std::string_view name) const;
};

/// An open stream of server-sent events, handed to `Response::events`. Safe on any thread.
class EventSink {
public:
    virtual ~EventSink() = default;
    /// Queues one already formatted block ("id: …\ndata: …\n\n"). False: the client is gone, or
    /// so far behind that it was cut off; it comes back with Last-Event-ID. Never blocks.
    virtual bool send(std::string block) = 0;
    /// `then`, each time that all that was sent has gone out, on the I/O thread: it must neither
    /// block nor call the sink. Empty: from when this returns nothing is told any more.
    virtual void when_drained(std::function<void()> then) = 0;
    virtual void close() = 0;
};

struct Response {
    unsigned status = 200;
    Headers headers;
    std::string body;
    /// If set, the body is ignored, the response is a text/event-stream that stays open, and this
    /// is called on the I/O thread once the header is under way. Not called for HEAD.
    std::function<void(std::shared_ptr<EventSink>)> events;
};

/// Takes the answer to one request: exactly once, at once or later, on any thread. An Answer that
/// is destroyed uncalled answers 500; a second call is ignored.
using Answer = std::function<void(Response)>;
/// Called on the I/O thread: must not block.
using Handler = std::function<void(Request&&, Answer)>;

/// The server itself adds Date, Content-Length, Connection and, where the response has none,
/// `Cache-Control: no-store`.
Response json(unsigned status, std::string body);
Response html(unsigned status, std::string body);
Response text(unsigned status, std::string body);
/// A response with a body of any type.
Response with_type(unsigned status, std::string_view content_type, std::string body);
/// 204, or another status without a body.
Response empty(unsigned status = 204);
/// 303: the answer of a form's POST.
Response see_other(std::string location);
/// RFC 9457 problem details: {type, title, status, detail, where?, instance?}. The type is a
/// relative reference into the documentation, "/docs/problems#four-eyes".
Response problem(const Refusal& refusal, std::string_view instance = {});

/// "Four eyes" in a problem's type: name(code) with dashes.
std::string problem_type(Refused code);
/// The reason phrase of a status; "Unknown" for those we never send.
std::string_view reason(unsigned status);

bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace paraph::http
