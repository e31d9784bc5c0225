#include <iostream>

#include "api/cli/commands.hpp"
#include "api/cli/control.hpp"
#include "api/log.hpp"

namespace paraph::cli {

int erase(const EraseOptions& options) {
    log::set_up("warning", "logfmt");
    const auto erased = ask(options.data, "POST", "/api/v1/people/" + options.person + "/erasure");
    if (erased) return Exit::good;
    std::cerr << "paraph: " << erased.error().text << "\n";
    return erased.error().code == Refused::unavailable ? Exit::usage : Exit::answer_is_no;
}

}  // namespace paraph::cli
