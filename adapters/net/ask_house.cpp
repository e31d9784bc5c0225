#include "adapters/net/ask_house.hpp"

#include "adapters/net/curl.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

constexpr long seconds_max = 120;

std::size_t collect(const char* bytes, std::size_t size, std::size_t count, void* into) {
    static_cast<std::string*>(into)->append(bytes, size * count);
    return size * count;
}

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
    const auto curl = make_curl();
    CurlList headers;
    append(headers, "Accept: " + accept);
    if (!post.empty()) {
        append(headers, "Content-Type: application/json");
        set(curl.get(), CURLOPT_POSTFIELDS, post.c_str());
    }
    if (!token.empty()) append(headers, "Authorization: Bearer " + token);
    const std::string url = server + path;
    std::string body;
    set(curl.get(), CURLOPT_URL, url.c_str());
    set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    set(curl.get(), CURLOPT_WRITEFUNCTION, collect);
    set(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&body));
    set(curl.get(), CURLOPT_TIMEOUT, seconds_max);
    set(curl.get(), CURLOPT_NOSIGNAL, 1L);
    if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
        return no_answer(server + " does not answer: " + curl_easy_strerror(code) + ".");
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status == 200 || (!post.empty() && status == 201)) return body;
    std::string text = server + " answers " + std::to_string(status) + ". " + problem_in(body);
    if (status == 401 || status == 403)
        text += " Put an auditor's token into the environment, PARAPH_TOKEN.";
    return no_answer(std::move(text));
}

}  // namespace paraph
