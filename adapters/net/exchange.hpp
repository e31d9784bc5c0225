#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/refusal.hpp"

namespace paraph {

/// A request over HTTP to another house, to a witness, or to the server on this machine.
struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> headers = {};  // "Name: value"
    std::string body = {};                  // of a POST
    std::string socket = {};                // a Unix socket; empty: over the network
    std::chrono::seconds time{0};           // for all of it; 0: as long as it takes
    std::size_t answer_bytes_max = 1u << 30;
};

struct HttpReply {
    unsigned status = 0;
    std::string body;
};

/// Sends it and waits for the answer, whatever its status is. Follows no redirect. Refused
/// (`unavailable`), in a few words to end a sentence with, where no whole answer comes.
Result<HttpReply> exchange(const HttpRequest& request);

}  // namespace paraph
