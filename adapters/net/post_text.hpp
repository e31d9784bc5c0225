#pragma once

#include <cstddef>
#include <string>

#include "engine/base/refusal.hpp"

namespace paraph {

struct TextReply {
    unsigned status = 0;
    std::string body;
};

/// Posts plain text and waits for the answer, ten seconds at most. Follows no redirect and reads
/// `bytes_max` at most. Refused (`unavailable`), in words, where no answer comes.
Result<TextReply> post_text(const std::string& url, const std::string& body, std::size_t bytes_max);

}  // namespace paraph
