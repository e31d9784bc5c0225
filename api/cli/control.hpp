#pragma once

#include <optional>
#include <string>

#include "engine/base/json.hpp"

namespace paraph::cli {

/// One request to the server that has the data folder, over its control socket; the folder's owner
/// is the operator there. Nothing: no server is running. Refused: what the server refused.
std::optional<Result<json::value>> ask_server(const std::string& data, const std::string& method,
                                              const std::string& path, const json::object& body);

/// The body of what it answers to a GET with this media type; nothing and refusals as above.
std::optional<Result<std::string>> read_from_server(const std::string& data,
                                                    const std::string& path,
                                                    const std::string& accept);

/// The same, by this process where no server runs: the server's own routes, without a socket.
Result<json::value> ask(const std::string& data, const std::string& method, const std::string& path,
                        const json::object& body = {});

/// Says why it was refused. That the house says no is an answer, as the exit code tells.
int report(const Refusal& refused);

/// For a server elsewhere: PARAPH_TOKEN; empty: there is none.
std::string token_of_environment();

}  // namespace paraph::cli
