#include <iostream>

#include "api/cli/commands.hpp"
#include "api/cli/control.hpp"
#include "api/log.hpp"

namespace paraph::cli {
namespace {

std::string text(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

int token_issue(const TokenIssueOptions& options) {
    log::set_up("warning", "logfmt");
    json::object body{{"role", options.role}, {"label", options.name.value_or("")}};
    if (!options.body.empty()) body["body"] = options.body;
    if (!options.cycles.empty())
        body["cycles"] = json::array(options.cycles.begin(), options.cycles.end());
    const auto made = ask(options.data, "POST", "/api/v1/tokens", body);
    if (!made) return report(made.error());
    std::cout << text(made->as_object(), "token") << "\n";
    return Exit::good;
}

int token_list(const TokenListOptions& options) {
    log::set_up("warning", "logfmt");
    const auto found = ask(options.data, "GET", "/api/v1/tokens");
    if (!found) return report(found.error());
    for (const auto& item : found->as_object().at("items").as_array()) {
        const auto& token = item.as_object();
        std::cout << text(token, "id") << "  " << text(token, "role") << "  "
                  << text(token, "issued") << (token.at("revoked").as_bool() ? "  revoked" : "")
                  << "  " << text(token, "label") << "\n";
    }
    return Exit::good;
}

int token_revoke(const TokenRevokeOptions& options) {
    log::set_up("warning", "logfmt");
    const auto gone = ask(options.data, "DELETE", "/api/v1/tokens/" + options.id);
    if (!gone) return report(gone.error());
    return Exit::good;
}

}  // namespace paraph::cli
