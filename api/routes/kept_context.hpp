#pragma once

#include <memory>

#include "api/http/router.hpp"

namespace paraph::api {

/// A request and who sent it, kept while its body is read beside the I/O thread: a router's context
/// lives only as long as the call. Copies share it.
class KeptContext {
public:
    explicit KeptContext(const http::Context& context)
        : all_(std::make_shared<const All>(All{context.request,
                                               context.principal,
                                               &context.route,
                                               {context.params.begin(), context.params.end()}})) {}

    const http::Request& request() const { return all_->request; }
    const Principal& principal() const { return all_->principal; }
    http::Context context() const {
        return {all_->request, all_->principal, *all_->route, all_->params};
    }

private:
    struct All {
        http::Request request;
        Principal principal;
        const http::Route* route;
        std::vector<std::pair<std::string_view, std::string>> params;
    };
    std::shared_ptr<const All> all_;
};

}  // namespace paraph::api
