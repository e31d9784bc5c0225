#include "adapters/net/curl.hpp"

#include <new>
#include <stdexcept>

namespace paraph {
namespace {

int is_over(void* over, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<const std::atomic<bool>*>(over) ? 1 : 0;
}

}  // namespace

CurlHandle make_curl() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw std::runtime_error("libcurl cannot be set up");
    CurlHandle handle(curl_easy_init());
    if (!handle) throw std::bad_alloc();
    return handle;
}

void append(CurlList& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    static_cast<void>(list.release());  // `longer` is the same list, or its first element
    list.reset(longer);
}

void end_when(CURL* handle, const std::atomic<bool>& over) {
    set(handle, CURLOPT_NOPROGRESS, 0L);
    set(handle, CURLOPT_XFERINFOFUNCTION, &is_over);
    set(handle, CURLOPT_XFERINFODATA, &over);
}

void check_option(CURLcode code, CURLoption option) {
    if (code == CURLE_OK) return;
    throw std::logic_error("libcurl refuses option " + std::to_string(option) + ": " +
                           curl_easy_strerror(code));
}

}  // namespace paraph
