#include "api/cli/control.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <future>

#include "adapters/net/exchange.hpp"
#include "api/app.hpp"
#include "api/cli/output.hpp"

namespace paraph::cli {
namespace {

/// The answer's JSON, or the problem that it describes.
Result<json::value> answer_of(unsigned status, const std::string& text) {
    if (status == 204) return json::value();
    auto value = parse_json(text);
    if (!value) return value.error();
    if (status < 400) return value;
    const auto* detail = value->as_object().if_contains("detail");
    return refuse(status == 404 ? Refused::not_found : Refused::invalid,
                  detail && detail->is_string() ? std::string(detail->get_string()) : text);
}

/// Nothing: no server is there, or only its stale socket.
std::optional<HttpReply> talk(const std::string& data, const std::string& method,
                              const std::string& path, const std::string& accept,
                              const std::string& body) {
    const auto places = api::places_of(data);
    if (!std::filesystem::exists(places.socket)) return std::nullopt;
    auto reply = exchange({.method = method,
                           .url = "http://localhost" + path,
                           .headers = {"Content-Type: application/json", "Accept: " + accept},
                           .body = body,
                           .socket = places.socket});
    return reply ? std::optional(std::move(*reply)) : std::nullopt;
}

}  // namespace

std::optional<Result<json::value>> ask_server(const std::string& data, const std::string& method,
                                              const std::string& path, const json::object& body) {
    const auto received = talk(data, method, path, "application/json", json::serialize(body));
    if (!received) return std::nullopt;
    return answer_of(received->status, received->body);
}

std::optional<Result<std::string>> read_from_server(const std::string& data,
                                                    const std::string& path,
                                                    const std::string& accept) {
    auto received = talk(data, "GET", path, accept, {});
    if (!received) return std::nullopt;
    if (received->status == 200) return Result<std::string>(std::move(received->body));
    const auto problem = answer_of(std::max(received->status, 400u), received->body);
    return Result<std::string>(problem.error());
}

Result<json::value> ask(const std::string& data, const std::string& method, const std::string& path,
                        const json::object& body) {
    if (auto answered = ask_server(data, method, path, body)) return *answered;
    Config config;
    config.data = data;
    auto app = api::App::open(config);
    if (!app) return app.error();
    http::Request request;
    request.method = method;
    request.path = request.target = path;
    request.headers.add("Content-Type", "application/json");
    request.body = json::serialize(body);
    request.local_control = true;
    std::promise<http::Response> promise;
    auto future = promise.get_future();
    (*app)->answer(std::move(request),
                   [&promise](http::Response r) { promise.set_value(std::move(r)); });
    const auto response = future.get();
    return answer_of(response.status, response.body);
}

int report(const Refusal& refused) {
    return complain(refused.text,
                    refused.code == Refused::unavailable ? Exit::usage : Exit::answer_is_no);
}

std::string token_of_environment() {
    const char* token = std::getenv("PARAPH_TOKEN");
    return token ? token : "";
}

}  // namespace paraph::cli
