#include "api/routes/error_pages.hpp"

#include <algorithm>

#include "api/auth.hpp"
#include "api/routes/page_support.hpp"

namespace paraph::api {
namespace {

/// Addresses that programs ask for, whatever they accept.
constexpr std::string_view for_programs[] = {"/api", "/healthz", "/readyz", "/metrics",
                                             "/openapi.json"};

bool is_under(std::string_view path, std::string_view root) {
    return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

bool wants_page(const http::Request& request) {
    if (std::ranges::any_of(for_programs, [&](auto root) { return is_under(request.path, root); }))
        return false;
    return request.headers.get("Accept").find("text/html") != std::string_view::npos;
}

}  // namespace

http::Response refusal_for(const House& house, const http::Request& request,
                           const Refusal& refusal) {
    if (!wants_page(request)) return http::problem(refusal, request.path);
    const auto known = authenticate(house, request);
    auto reader = reader_of(house, request, known ? *known : Principal{});
    // The other language is asked for by a GET, which an address that takes forms may not know.
    if (request.method != "GET") reader.path = "/";
    return refusal_page(house, reader, {.code = refusal.code}, "/");
}

}  // namespace paraph::api
