#include "adapters/net/curl.hpp"

#include <new>
#include <stdexcept>

namespace paraph {

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

void check_option(CURLcode code, CURLoption option) {
    if (code == CURLE_OK) return;
    throw std::logic_error("libcurl refuses option " + std::to_string(option) + ": " +
                           curl_easy_strerror(code));
}

}  // namespace paraph
