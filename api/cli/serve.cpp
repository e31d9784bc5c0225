#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/log.hpp"

namespace paraph::cli {

int serve(const ServeOptions& options) {
    log::set_up(options.config.log.level, options.config.log.format);
    auto app = api::App::open(options.config);
    if (!app) return complain(app.error().text);
    if (auto served = (*app)->serve(); !served) return complain(served.error().text);
    return Exit::good;
}

}  // namespace paraph::cli
