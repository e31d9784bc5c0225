#include "api/http/request_reader.hpp"

#include <algorithm>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace paraph::http {

namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::string_view;

}  // namespace

// Beast writes into our own structs, without its containers in between.
class RequestReader::Parser : public beast::http::basic_parser<true> {
public:
    Request request;

private:
    void on_request_impl(beast::http::verb, string_view method, string_view target, int,
                         error_code&) override {
        request.method.assign(method.data(), method.size());
        request.target.assign(target.data(), target.size());
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    // Trailers are dropped: nobody here asks for them, and merged into the header they could
    // replace what was already judged.
    void on_field_impl(beast::http::field, string_view name, string_view value,
                       error_code&) override {
        if (!header_done_) request.headers.add(std::string(name), std::string(value));
    }
    void on_header_impl(error_code&) override { header_done_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        if (length) request.body.reserve(std::min<std::size_t>(*length, 64u << 10));
    }
    std::size_t on_body_impl(string_view bytes, error_code&) override { return take(bytes); }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
        return take(bytes);
    }
    void on_finish_impl(error_code&) override {}

    std::size_t take(string_view bytes) {
        request.body.append(bytes.data(), bytes.size());
        return bytes.size();
    }

    bool header_done_ = false;
};

RequestReader::RequestReader() = default;
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;

bool RequestReader::begin(std::string_view block) {
    parser_ = std::make_unique<Parser>();
    parser_->header_limit(static_cast<std::uint32_t>(block.size() + 1));
    parser_->body_limit(boost::none);  // set once the route is known
    error_code failure;
    const std::size_t taken =
        parser_->put(boost::asio::const_buffer(block.data(), block.size()), failure);
    parser_->eager(true);
    return !failure && taken == block.size() && parser_->is_header_done();
}

Request& RequestReader::request() {
    return parser_->request;
}

void RequestReader::body_limit(std::size_t bytes) {
    parser_->body_limit(bytes);
}

bool RequestReader::done() const {
    return parser_->is_done();
}

RequestReader::Fed RequestReader::feed(std::string_view bytes, std::size_t& taken) {
    taken = 0;
    if (parser_->is_done()) return Fed::done;
    error_code failure;
    taken = parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), failure);
    if (failure == beast::http::error::body_limit) return Fed::too_large;
    if (failure && failure != beast::http::error::need_more) return Fed::malformed;
    return parser_->is_done() ? Fed::done : Fed::more;
}

}  // namespace paraph::http
