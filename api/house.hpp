#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/documents/drafts.hpp"
#include "adapters/documents/vault.hpp"
#include "adapters/keys/keyring.hpp"
#include "adapters/mail/catcher.hpp"
#include "adapters/webhook/target.hpp"
#include "api/config/config.hpp"
#include "api/http/message.hpp"
#include "api/http/router.hpp"
#include "api/metrics.hpp"
#include "engine/core/access.hpp"
#include "engine/core/desk.hpp"

namespace paraph::api {

class Notary;
class Readings;

/// Who listens to what happens in the house, from the log's entry `next` on.
struct Listener {
    std::shared_ptr<http::EventSink> sink;
    std::int64_t next = 0;
    std::function<bool()> entitled;  // still; asked before it is told anything, on any thread
};

/// What every route works with: the house's parts, made and owned by the composition root
/// (app.cpp), which outlives all requests.
struct House {
    const cli::Config& config;
    Desk& desk;
    Archive& archive;
    Clock& clock;
    const KeyRing& keys;
    Notary& notary;
    Metrics& metrics;
    Readings& readings;
    const Catcher* catcher = nullptr;  // where mail is caught and shown
    Vault* vault = nullptr;            // the files that people add
    Drafts* drafts = nullptr;          // what they write together before they send it
    TargetPolicy webhook_policy = {};
    std::function<bool()> ready = {};  // takes work: not stopping, and the store can be written
    std::function<void()> clock_moved = {};  // a virtual clock was advanced
    /// Runs slow reads beside the server's one I/O thread.
    std::function<void(std::function<void()>)> background = {};
    std::function<void(std::string delivery)> redeliver =
        {};  // puts a delivery back into its queue
    std::function<void(std::string person)> send_sign_in = {};  // mails a one-time sign-in link
    std::function<void(std::string note)> send_head = {};       // mails a checkpoint to the mailbox
    std::function<void(Listener)> listen = {};                  // to what happens from now on
    std::function<void()> measure = {};  // sets the metrics that are looked up, not counted

    /// A committed cycle, from memory or the archive; nothing: there is none. May read the disk.
    std::shared_ptr<const State> cycle(std::string_view id) const;
    const Definition& definition_of(const State& state) const;
    /// IANA zone of what is shown beside a cycle: as configured, else of the calendar of the house
    /// (or the only one there is), else UTC.
    std::string zone() const;
};

/// Every cycle, those inside bodies too, newest change first, page by page. One that changes
/// meanwhile may be passed over. For what goes on beside the I/O.
void each_cycle(const House& house, const std::function<void(const CycleRow&)>& take);

/// The list of cycles is written behind the log: waits until it has what was done before. Not for
/// the desk's own thread.
void wait_for_tables(const House& house);

/// Whoever the request speaks for, in the engine's terms.
Actor actor_of(const Principal& principal);

/// The cycle, if the principal may know of it: what it does not see does not exist for it. For
/// lists of cycles.
Result<Seen> know_of(const House& house, std::string_view cycle, const Principal& principal);
/// The same for what is in the cycle. Refused (`forbidden`) to an auditor whose reading is not on
/// record.
Result<Seen> look_at(const House& house, std::string_view cycle, const Principal& principal);

/// By which a repeat of the request is known, and what it asks; empty where no Idempotency-Key was
/// sent. Refused: a key that is too long.
struct RepeatKey {
    std::string key, request;
};
Result<RepeatKey> repeat_key(const http::Context& context);

/// A route's handler: a function of the house, which outlives it, and of the request.
template <class Function>
http::RouteHandler handler_in(const House& house, Function* function) {
    return [&house, function](const http::Context& context, http::Answer answer) {
        function(house, context, std::move(answer));
    };
}

/// Submits what a write route was asked for; the answer comes with the desk's commit. Repeats are
/// known by the Idempotency-Key header, for this principal and route.
void submit(const House& house, const http::Context& context, std::string stream,
            std::variant<Command, RegistryCommand> command, http::Answer answer,
            std::function<http::Response(const Settled&)> render);

/// The refusal as the API answers it.
http::Response problem_for(const http::Request& request, const Refusal& refusal);

/// Runs a read beside the I/O thread; an exception answers 500 and is logged.
void in_background(const House& house, const http::Context& context, http::Answer answer,
                   std::function<http::Response()> read);

}  // namespace paraph::api
