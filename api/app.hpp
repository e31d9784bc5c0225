#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/config/config.hpp"
#include "api/http/message.hpp"
#include "engine/core/registrar.hpp"

namespace paraph::api {

/// The composition root: makes every part from the configuration and joins them; it alone knows
/// concrete classes. Parts end in the reverse order in which they were made.
class App {
public:
    /// Opens data folder, keys and store; makes what is missing, and says so in the log. Refused
    /// with words for the operator: a folder in use, keys that don't fit, a log that is older than
    /// what was signed.
    static Result<std::unique_ptr<App>> open(const cli::Config& config);
    ~App();

    /// Listens, serves until SIGTERM or SIGINT, drains. Refused: the address can't be had.
    Result<> serve();
    /// One request, answered as the server would, without a socket.
    void answer(http::Request&& request, http::Answer answer);
    /// A command from this process, before or while it serves; waits for the commit.
    Result<std::string> tell(RegistryCommand command);
    /// Opens a cycle as the person of that address would, who must be registered.
    Result<std::string> open_cycle(OpenCycle command, std::string_view email);

    /// Whether anybody is registered here.
    bool is_furnished() const;
    /// For the demo only: what the mails of its people would bring, ("the secretariat", link) …
    std::vector<std::pair<std::string, std::string>> demo_links() const;

    struct Parts;
    Parts& parts() { return *parts_; }

private:
    explicit App(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// The definition reader that the desk is given: workflows/language behind the engine's port.
DefinitionReader definition_reader();

/// Where a data folder's keys, database and control socket are: keys beside the folder, never in
/// it, so that a copy of the data opens nothing.
struct Places {
    std::string data, keys, database, socket, mail, files;
};
Places places_of(const std::string& data, const std::string& database = {});

/// Publishes the calendars and definitions that ship, where the house lacks them.
Result<> publish_shipped(App& app);

}  // namespace paraph::api
