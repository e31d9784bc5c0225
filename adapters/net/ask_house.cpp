#include "adapters/net/ask_house.hpp"

#include "adapters/net/exchange.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

constexpr std::chrono::minutes time_max{2};

Refusal no_answer(std::string text) {
    return refuse(Refused::unavailable, std::move(text));
}

std::string problem_in(const std::string& body) {
    const auto value = parse_json(body);
    const auto* object = value ? value->if_object() : nullptr;
    const auto* detail = object ? object->if_contains("detail") : nullptr;
    return detail && detail->is_string() ? std::string(detail->get_string()) : std::string();
}

}  // namespace

Result<std::string> ask_house(std::string server, const std::string& path, const std::string& token,
                              const std::string& accept, const std::string& post) {
    while (server.ends_with('/')) server.pop_back();
    HttpRequest request{.url = server + path, .headers = {"Accept: " + accept}, .time = time_max};
    if (!token.empty()) request.headers.push_back("Authorization: Bearer " + token);
    if (!post.empty()) {
        request.method = "POST";
        request.headers.emplace_back("Content-Type: application/json");
        request.body = post;
    }
    auto reply = exchange(request);
    if (!reply) return no_answer(server + " does not answer: " + reply.error().text + ".");
    const auto status = reply->status;
    if (status == 200 || (!post.empty() && status == 201)) return std::move(reply->body);
    std::string text =
        server + " answers " + std::to_string(status) + ". " + problem_in(reply->body);
    if (status == 401 || status == 403)
        text += " Put an auditor's token into the environment, PARAPH_TOKEN.";
    return no_answer(std::move(text));
}

}  // namespace paraph
