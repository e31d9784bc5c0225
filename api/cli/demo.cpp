#include <iostream>

#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/demo/taskforce.hpp"
#include "api/log.hpp"

namespace paraph::cli {
namespace {

Result<> furnish(api::App& app) {
    for (auto body : demo::bodies())
        if (auto told = app.tell(std::move(body)); !told) return told.error();
    if (auto opened = app.open_cycle(demo::cycle(), demo::secretary); !opened)
        return opened.error();
    return {};
}

void show_links(const api::App& app, const std::string& url) {
    std::cout << "\nThe sample taskforce is at " << url << " (Ctrl-C stops it; a second start goes"
              << " on where it was)\n\n";
    for (const auto& [who, link] : app.demo_links())
        std::cout << "  " << who << "\n    " << link << "\n";
    std::cout << "\n  All mail is caught and shown\n    " << url << "/demo/mail\n\n" << std::flush;
}

}  // namespace

int demo(const DemoOptions& options) {
    log::set_up("warning", "logfmt");
    Config config;
    config.data = options.data;
    config.listen = options.listen;
    config.public_url = "http://" + options.listen;
    config.mail.catcher = true;
    config.timezone = "Asia/Dhaka";
    auto app = api::App::open(config);
    if (!app) return complain(app.error().text);
    if (!(*app)->is_furnished())
        if (auto furnished = furnish(**app); !furnished) return complain(furnished.error().text);
    show_links(**app, config.public_url);
    if (auto served = (*app)->serve(); !served) return complain(served.error().text);
    return Exit::good;
}

}  // namespace paraph::cli
