#pragma once

#include <atomic>
#include <memory>
#include <string>

#include <curl/curl.h>

namespace paraph {

struct CurlFree {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

using CurlHandle = std::unique_ptr<CURL, CurlFree>;
using CurlList = std::unique_ptr<curl_slist, CurlFree>;

/// A new handle; sets the library up on first use, from whichever thread comes first. Throws
/// std::bad_alloc.
CurlHandle make_curl();

/// Puts a copy of `line` at the end of `list`.
void append(CurlList& list, const std::string& line);

/// Throws std::logic_error: an option that this libcurl does not take is a bug of ours, and going
/// on without it may be a hole.
void check_option(CURLcode code, CURLoption option);

/// Ends the handle's transfer, whatever it waits for, within a second of `over` coming true.
/// `over` must outlive the transfer.
void end_when(CURL* handle, const std::atomic<bool>& over);

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
    check_option(curl_easy_setopt(handle, option, value), option);
}

}  // namespace paraph
