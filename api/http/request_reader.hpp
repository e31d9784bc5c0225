#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "api/http/message.hpp"

namespace paraph::http {

/// Reads one request after another from raw bytes. The only door to Beast's parser; what it is
/// given has passed the gate.
class RequestReader {
public:
    RequestReader();
    ~RequestReader();
    RequestReader(RequestReader&&) noexcept;
    RequestReader& operator=(RequestReader&&) noexcept;

    /// Begins a request with its whole header block. False: refused.
    bool begin(std::string_view block);
    /// The request so far; method, target and headers from `begin` on.
    Request& request();
    void body_limit(std::size_t bytes);
    bool done() const;

    enum class Fed { more, done, too_large, malformed };
    /// Reads on in the body and says how many of the bytes it took; the rest belongs to the next
    /// call (with more behind it) or, after `done`, to the next request.
    Fed feed(std::string_view bytes, std::size_t& taken);

private:
    class Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace paraph::http
