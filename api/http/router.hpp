#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.hpp"
#include "api/principal.hpp"
#include "engine/base/json.hpp"

namespace paraph::http {

enum class Verb : std::uint8_t { get, post, put, patch, del };
std::string_view name(Verb verb);  // "GET", …, "DELETE"

/// One line of the table of all routes; all text is static. In the path, "{id}" takes one segment,
/// and "{rest*}", last, all that is left, slashes too. The schemas are JSON Schema texts, or a
/// {"$ref": …}; they may be empty.
struct Route {
    Verb verb = Verb::get;
    std::string_view path;           // "/api/v1/cycles/{id}/acts"
    api::RoleSet roles;              // one of them suffices; api::anyone
    std::string_view handler;        // the name that Router::bind gives to a function; unique
    std::string_view doc;            // one line
    std::size_t body_bytes_max = 0;  // 0: Limits::body_bytes_max
    std::string_view request_schema = {};
    std::string_view response_schema = {};
    unsigned success = 200;  // the status documented for success
};

/// What a handler gets. Valid during the call only: copy out what the answer will need later.
struct Context {
    const Request& request;
    const api::Principal& principal;
    const Route& route;
    std::span<const std::pair<std::string_view, std::string>> params;  // decoded, in path order

    /// The value of "{name}" in the path. Throws std::logic_error when the route has none: a bug.
    const std::string& param(std::string_view name) const;
};

/// A write handler is two pure functions, request -> command and result -> response; what stands
/// here joins them: it submits the command and calls `answer` in the desk's reply.
using RouteHandler = std::function<void(const Context&, Answer answer)>;
/// Who is asking. A refusal (unauthenticated) matters only where a route asks for a role.
using Authenticate = std::function<Result<api::Principal>(const Request&)>;
/// Renders a refusal: pages as HTML, the API as problem details.
using RenderRefusal = std::function<Response(const Request&, const Refusal&)>;
/// How long whoever asks must wait, because too many requests of its kind came; zero: not at all.
using Throttle = std::function<std::chrono::seconds(const Request&, const Route& route,
                                                    const api::Principal& principal)>;
/// Told of every answer; `route` is null where none matched.
using Observe =
    std::function<void(const Route* route, unsigned status, std::chrono::nanoseconds took)>;

/// Finds the route of a request in a table, and what follows from the table alone: 404, 405 and
/// OPTIONS with Allow, HEAD as GET, 401, 403, the limits of bodies, and OpenAPI's `paths`.
/// A fixed segment wins over a parameter, so "/cycles/new" and "/cycles/{id}" may stand together.
class Router {
public:
    /// `table` must outlive the router. Throws std::logic_error on two lines for the same.
    explicit Router(std::span<const Route> table);
    ~Router();

    /// Gives a handler name its function. Throws std::logic_error on an unknown or bound name.
    void bind(std::string_view handler, RouteHandler function);
    /// Says for OpenAPI what body a handler takes: `content` by media type, each with its schema.
    /// It wins over the table's. Throws std::logic_error on an unknown name.
    void describe(std::string_view handler, json::object content, bool required = true);
    /// Handler names of the table without a function, for a check at start.
    std::vector<std::string_view> unbound() const;

    void authenticate(Authenticate authenticate);
    void render(RenderRefusal render);  // default: problem()
    void throttle(Throttle throttle);
    void observe(Observe observe);

    /// The server's handler.
    void operator()(Request&& request, Answer answer) const;
    /// For Server::Settings; 0 means the server's default.
    std::size_t body_bytes_max(std::string_view method, std::string_view path) const;

    /// OpenAPI 3.1 `paths`: operations with summary, parameters, security, request and response
    /// schemas and the problem responses, in the order of the table.
    json::object openapi_paths() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace paraph::http
