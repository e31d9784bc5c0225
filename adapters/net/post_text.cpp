#include "adapters/net/post_text.hpp"

#include "adapters/net/curl.hpp"

namespace paraph {
namespace {

constexpr long seconds_max = 10;

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

}  // namespace

Result<TextReply> post_text(const std::string& url, const std::string& body,
                            std::size_t bytes_max) {
    const auto curl = make_curl();
    CurlList headers;
    append(headers, "Content-Type: text/plain; charset=utf-8");
    Collected collected{{}, bytes_max};
    set(curl.get(), CURLOPT_URL, url.c_str());
    set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    set(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    set(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
    set(curl.get(), CURLOPT_WRITEFUNCTION, collect);
    set(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&collected));
    set(curl.get(), CURLOPT_TIMEOUT, seconds_max);
    set(curl.get(), CURLOPT_NOSIGNAL, 1L);
    if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
        return refuse(Refused::unavailable,
                      url + " does not answer: " + curl_easy_strerror(code) + ".");
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return TextReply{static_cast<unsigned>(status), std::move(collected.text)};
}

}  // namespace paraph
