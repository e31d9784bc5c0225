#include <iostream>

#include "api/cli/commands.hpp"
#include "api/cli/control.hpp"
#include "api/log.hpp"

namespace paraph::cli {

int erase(const EraseOptions& options) {
    log::set_up("warning", "logfmt");
    const bool whole_class = !options.data_class.empty();
    const auto erased =
        whole_class ? ask(options.data, "POST", "/api/v1/erasures",
                          json::object{{"data_class", options.data_class},
                                       {"before", options.before + "T00:00:00Z"}})
                    : ask(options.data, "POST", "/api/v1/people/" + options.person + "/erasure");
    if (erased && whole_class)
        std::cout << erased->as_object().at("erased").as_int64() << " erased\n";
    if (erased) return Exit::good;
    return report(erased.error());
}

}  // namespace paraph::cli
