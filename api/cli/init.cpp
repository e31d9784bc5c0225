#include <iostream>

#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/log.hpp"

namespace paraph::cli {

int init(const InitOptions& options) {
    log::set_up("warning", "logfmt");
    Config config;
    config.data = options.data;
    auto app = api::App::open(config);
    if (!app) return complain(app.error().text);
    RegisterBody secretariat;
    secretariat.id = "secretariat";
    secretariat.name = {{"en", "Secretariat"}, {"bn", "সচিবালয়"}};
    secretariat.kind = "secretariat";
    secretariat.people.push_back({.id = {},
                                  .name = options.secretariat,
                                  .email = options.email,
                                  .language = "en",
                                  .function = "focal point",
                                  .roles = {HouseRole::secretariat, HouseRole::operator_}});
    secretariat.if_version = 0;
    if (auto told = (*app)->tell(std::move(secretariat)); !told)
        return complain(told.error().text,
                        told.error().code == Refused::conflict ? Exit::answer_is_no : Exit::usage);
    const auto places = api::places_of(config.data);
    std::cout << "The house is ready: " << places.data << "\n"
              << "Back up, apart from each other:\n"
              << "  " << places.keys << "  the keys: without them links and signatures end\n"
              << "  " << places.data << "  the record\n"
              << "Start it:  paraph serve --data " << config.data
              << " --public-url https://…\nThen sign in as " << options.email << ".\n";
    return Exit::good;
}

}  // namespace paraph::cli
