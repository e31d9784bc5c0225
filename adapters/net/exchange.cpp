#include "adapters/net/exchange.hpp"

#include "adapters/net/curl.hpp"

namespace paraph {
namespace {

struct Collected {
    std::string text;
    std::size_t bytes_max;
};

std::size_t collect(const char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& collected = *static_cast<Collected*>(into);
    if (collected.text.size() + size * count > collected.bytes_max) return 0;
    collected.text.append(bytes, size * count);
    return size * count;
}

void set_way(CURL* handle, const HttpRequest& request) {
    set(handle, CURLOPT_URL, request.url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_TIMEOUT, static_cast<long>(request.time.count()));
    if (!request.socket.empty()) set(handle, CURLOPT_UNIX_SOCKET_PATH, request.socket.c_str());
}

void set_words(CURL* handle, const HttpRequest& request, curl_slist* headers) {
    set(handle, CURLOPT_HTTPHEADER, headers);
    set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (request.method != "POST") return;
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(handle, CURLOPT_POSTFIELDS, request.body.c_str());
}

}  // namespace

Result<HttpReply> exchange(const HttpRequest& request) {
    const auto curl = make_curl();
    CurlList headers;
    for (const auto& line : request.headers) append(headers, line);
    Collected collected{{}, request.answer_bytes_max};
    set_way(curl.get(), request);
    set_words(curl.get(), request, headers.get());
    set(curl.get(), CURLOPT_WRITEFUNCTION, collect);
    set(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&collected));
    if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
        return refuse(Refused::unavailable, curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return HttpReply{static_cast<unsigned>(status), std::move(collected.text)};
}

}  // namespace paraph
