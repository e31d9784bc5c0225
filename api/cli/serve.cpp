#include <iostream>

#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/log.hpp"

namespace paraph::cli {

int serve(const ServeOptions& options) {
    log::set_up(options.config.log.level, options.config.log.format);
    auto app = api::App::open(options.config);
    if (!app) {
        std::cerr << "paraph: " << app.error().text << "\n";
        return Exit::usage;
    }
    if (auto served = (*app)->serve(); !served) {
        std::cerr << "paraph: " << served.error().text << "\n";
        return Exit::usage;
    }
    return Exit::good;
}

}  // namespace paraph::cli
