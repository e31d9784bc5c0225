#pragma once

#include <string>

#include "engine/base/refusal.hpp"

namespace paraph {

/// What another house answers to a GET. `server`: its URL; `token`: may be empty; `accept`: the
/// media type that is wanted; `post`: a JSON body to be posted instead. Refused (`unavailable`), in
/// words, when it does not answer or answers anything but 200 (or 201 to a post). Blocks, two
/// minutes at most.
Result<std::string> ask_house(std::string server, const std::string& path, const std::string& token,
                              const std::string& accept = "application/json",
                              const std::string& post = {});

}  // namespace paraph
