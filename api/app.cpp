#include <csignal>
#include <filesystem>
#include <future>

#include "adapters/keys/random.hpp"
#include "adapters/mail/smtp.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app_parts.hpp"
#include "api/auth.hpp"
#include "api/clocks.hpp"
#include "api/config/public_url.hpp"
#include "api/log.hpp"
#include "api/routes/error_pages.hpp"
#include "api/routes/routes.hpp"
#include "workflows/language/calendar.hpp"
#include "workflows/language/finding.hpp"
#include "workflows/language/read.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph::api {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<Clock> make_clock(const cli::Config& config, bool new_house) {
    auto wall = std::make_unique<WallClock>();
    if (config.clock != "virtual") return wall;
    // An older house goes on where its log ends; the desk sees to that.
    if (!new_house) return std::make_unique<VirtualClock>(Instant{});
    const auto start = parse_instant(config.clock_start);
    return std::make_unique<VirtualClock>(start ? *start : wall->now());
}

Result<std::unique_ptr<Mailer>> make_mailer(const cli::Config& config, const Places& places) {
    if (config.mail.catcher || config.mail.smtp_url.empty())
        return std::unique_ptr<Mailer>(std::make_unique<Catcher>(places.mail));
    auto smtp = SmtpMailer::make({.url = config.mail.smtp_url,
                                  .user = config.mail.user,
                                  .password = config.mail.password,
                                  .ca_file = config.mail.ca_file});
    if (!smtp) return smtp.error();
    return std::unique_ptr<Mailer>(std::move(*smtp));
}

/// A wall clock that stands before what was written last would stamp nothing for as long, then go
/// on as if no time had passed: whoever set it back must know. Some minutes are no matter, clocks
/// are corrected.
Result<> clock_is_right(Clock& clock, Store& store) {
    const auto head = store.head();
    if (clock.is_virtual() || head.size == 0) return {};
    const auto last = store.log(head.size - 1, 1);
    if (last.empty() || last.front().at <= clock.now() + std::chrono::minutes(5)) return {};
    return refuse(Refused::conflict,
                  "This machine's clock says " + to_text(clock.now()) +
                      ", and the last entry of the trail was written at " +
                      to_text(last.front().at) +
                      ": the clock was set back, or that entry came from a clock that was ahead. "
                      "Set the clock right and start again; nothing was written.");
}

/// What the configuration names, which has been read and found good: networks, or single addresses.
std::vector<IpNetwork> networks(const std::vector<std::string>& texts) {
    constexpr unsigned v4_bits = 32, v6_bits = 128;
    std::vector<IpNetwork> found;
    for (const auto& text : texts) {
        if (const auto network = parse_network(text))
            found.push_back(*network);
        else if (const auto address = parse_address(text))
            found.push_back({.base = *address, .prefix = address->v6 ? v6_bits : v4_bits});
    }
    return found;
}

TargetPolicy webhook_policy(const cli::Config& config) {
    TargetPolicy policy;
    policy.allowed = networks(config.webhooks.allow_networks);
    return policy;
}

std::string database_file(const cli::Config& config) {
    constexpr std::string_view scheme = "sqlite:";
    return config.database.starts_with(scheme) ? config.database.substr(scheme.size()) : "";
}

}  // namespace

/// A draft that nobody has touched for so long is forgotten.
constexpr std::chrono::hours drafts_kept{24 * 180};

App::Parts::Parts(const cli::Config& given, Places where, KeyRing ring,
                  std::unique_ptr<Store> opened, std::unique_ptr<Archive> read)
    : config(given),
      places(std::move(where)),
      keys(std::move(ring)),
      store(std::move(opened)),
      archive(std::move(read)),
      clock(make_clock(config, store->head().size == 0)),
      desk(*store, *clock, definition_reader(), random_seed,
           {.batch_max = static_cast<std::size_t>(config.batch_max)}, hooks()),
      notary(desk, *archive, keys, places.keys, cli::log_origin(config, store->head().epoch)),
      vault(places.files),
      drafts(places.data + "/drafts"),
      house{.config = config,
            .desk = desk,
            .archive = *archive,
            .clock = *clock,
            .keys = keys,
            .notary = notary,
            .metrics = metrics,
            .readings = readings},
      router(routes()),
      throttle(config.anonymous_per_minute),
      proxies(networks(config.trusted_proxies)) {
    house.vault = &vault;
    house.drafts = &drafts;
    house.webhook_policy = webhook_policy(config);  // the channels ask for it as they are made
}

DeskHooks App::Parts::hooks() {
    return {.hand_over =
                [this](Answers answers) {
                    if (!server || !server->hand_over(answers)) answers();
                },
            .on_commit =
                [this](const Head& head, std::size_t entries, std::chrono::nanoseconds took) {
                    metrics.batch(entries, took);
                    metrics.entries(static_cast<std::uint64_t>(head.size));
                    channels->wake();
                },
            .on_trouble =
                [this](std::string_view event, std::string_view detail) {
                    log::error(event, {{"detail", detail}});
                    if (desk.broken() && server) server->stop();
                }};
}

void App::Parts::join() {
    house.background = [this](std::function<void()> work) { background.run(std::move(work)); };
    house.ready = [this] { return !stopping && !desk.broken(); };
    house.redeliver = [this](const std::string& delivery) { channels->redeliver(delivery); };
    house.send_sign_in = [this](const std::string& person) { channels->send_sign_in(person); };
    house.send_head = [this](const std::string& note) { channels->send_head(note); };
    house.listen = [this](Listener listener) { channels->join(std::move(listener)); };
    house.clock_moved = [this] { channels->wake(); };
    house.measure = [this] {
        channels->report_lag(metrics);
        if (server) metrics.connections(server->connections());
    };
    router.authenticate(
        [this](const http::Request& request) { return api::authenticate(house, request); });
    router.render([this](const http::Request& request, const Refusal& refusal) {
        return refusal_for(house, request, refusal);
    });
    router.throttle(
        [this](const http::Request& request, const http::Route& route, const Principal& principal) {
            const bool counts = principal.id.empty() && route.verb == http::Verb::post;
            if (!counts) return std::chrono::seconds(0);
            return throttle.wait(client_address(request, proxies), Throttle::Clock::now());
        });
    router.observe(
        [this](const http::Route* route, unsigned status, std::chrono::nanoseconds took) {
            metrics.request(
                route ? std::string(name(route->verb)) + " " + std::string(route->path) : "",
                status, took);
        });
    for (auto* bind :
         {bind_bodies,         bind_calendars,     bind_definitions,     bind_cycles,
          bind_acts,           bind_revisions,     bind_assignments,     bind_comments,
          bind_comment_tables, bind_attachments,   bind_inside,          bind_commitments,
          bind_audits,         bind_delegations,   bind_public_comments, bind_trail,
          bind_excerpts,       bind_webhooks,      bind_events,          bind_operations,
          bind_link_pages,     bind_sign_in_pages, bind_board_pages,     bind_cycle_pages,
          bind_house_pages,    bind_audit_pages,   bind_certificates,    bind_questions})
        bind(router, house);
    for (const auto handler : router.unbound())
        throw std::logic_error("a route has no handler: " + std::string(handler));
}

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

App::~App() {
    parts_->heads->stop();
    parts_->retention->stop();
    parts_->stand_ins->stop();
    parts_->background.stop();
    parts_->channels->stop();
    parts_->desk.stop();
}

Result<std::unique_ptr<App>> App::open(const cli::Config& config) {
    const Places places = places_of(config.data, database_file(config));
    fs::create_directories(places.data);
    auto keys = KeyRing::create(places.keys);
    if (!keys) return keys.error();
    for (const auto& made : keys->made())
        log::info("made a key: back it up, apart from the data", {{"file", made.string()}});
    auto store = open_sqlite_store({.file = places.database});
    if (!store) return store.error();
    auto archive = open_sqlite_archive(places.database);
    if (!archive) return archive.error();
    auto mailer = make_mailer(config, places);
    if (!mailer) return mailer.error();

    auto parts = std::make_unique<Parts>(config, places, std::move(*keys), std::move(*store),
                                         std::move(*archive));
    if (auto agrees = parts->notary.agrees_with(*parts->store); !agrees) return agrees.error();
    if (auto right = clock_is_right(*parts->clock, *parts->store); !right) return right.error();
    parts->house.catcher = dynamic_cast<const Catcher*>(mailer->get());
    parts->channels = std::make_unique<Channels>(parts->house, std::move(*mailer),
                                                 ChannelsLeft::read(*parts->store));
    parts->heads = std::make_unique<Heads>(parts->house, ask_witness);
    parts->retention = std::make_unique<Retention>(parts->house);
    parts->stand_ins = std::make_unique<StandIns>(parts->house);
    parts->join();
    parts->drafts.forget_before(parts->clock->now() - drafts_kept);
    parts->desk.start();
    std::unique_ptr<App> app(new App(std::move(parts)));
    const auto& notary = app->parts_->notary;
    const auto& before = app->parts_->desk.registry()->vkey;
    if (auto told =
            app->tell(PublishKey{.vkey = notary.vkey(), .voucher = notary.vouch_for_own(before)});
        !told)
        return told.error();
    if (auto published = publish_shipped(*app); !published) return published.error();
    return app;
}

Result<> App::serve() {
    auto& parts = *parts_;
    http::Server::Settings settings;
    settings.body_bytes_max = [&parts](std::string_view method, std::string_view path) {
        return parts.router.body_bytes_max(method, path);
    };
    settings.on_trouble = [](std::string_view event, std::string_view detail) {
        log::warning(event, {{"detail", detail}});
    };
    settings.refuse = [&parts](const http::Request& request, const Refusal& refusal) {
        return refusal_for(parts.house, request, refusal);
    };
    parts.server = std::make_unique<http::Server>(
        [&parts](http::Request&& request, http::Answer answer) {
            parts.route(std::move(request), std::move(answer));
        },
        settings);
    const auto& tls = parts.config.tls;
    const auto port =
        tls.certificate.empty()
            ? parts.server->listen(parts.config.listen)
            : parts.server->listen_tls(parts.config.listen, {tls.certificate, tls.key});
    if (!port) return port.error();
    if (auto control = parts.server->listen_control(parts.places.socket); !control)
        log::warning("no control socket", {{"detail", control.error().text}});
    parts.server->on_signals([&parts](int signal) {
        if (!parts.stopping.exchange(true)) log::info("stopping");
        // Whoever shares out the requests needs a moment to read 503 from /readyz; who sits at the
        // terminal does not. With the answers that are still owed, all ends within 10 s.
        const milliseconds notice(signal == SIGTERM ? 1'000 : 0);
        parts.server->after(notice, [&parts] { parts.server->stop(std::chrono::seconds(5)); });
    });
    parts.channels->start();
    parts.heads->start();
    parts.retention->start();
    parts.stand_ins->start();
    log::info("listening", {{"address", parts.config.listen}, {"port", *port}});
    parts.server->run();
    if (parts.desk.broken()) return refuse(Refused::unavailable, "The store can't be written.");
    return {};
}

/// A handler that throws is a bug of ours: it is logged, and whoever asked is told in their way.
void App::Parts::route(http::Request&& request, http::Answer answer) {
    try {
        router(std::move(request), answer);
    } catch (const std::exception& bug) {
        log::error("handler failed", {{"what", bug.what()}});
        answer(refusal_for(house, request,
                           refuse(Refused::internal, "The request failed on our side.")));
    }
}

void App::answer(http::Request&& request, http::Answer answer) {
    parts_->router(std::move(request), std::move(answer));
}

Result<std::string> App::tell(RegistryCommand command) {
    return parts_->settle({.stream = std::string(registry_stream),
                           .command = std::move(command),
                           .actor = by_rule()});
}

Result<std::string> App::open_cycle(OpenCycle command, std::string_view email) {
    const auto registry = parts_->desk.registry();
    const auto* person = registry->person_by_email(email);
    const auto principal = principal_of_person(*registry, person ? person->id : "", "page");
    if (!principal) return principal.error();
    return parts_->settle(
        {.stream = {}, .command = Command(std::move(command)), .actor = actor_of(*principal)});
}

Result<std::string> App::Parts::settle(Submission submission) {
    std::promise<Result<std::string>> promise;
    auto future = promise.get_future();
    desk.submit(std::move(submission), [&promise](Result<Settled> settled) {
        if (settled)
            promise.set_value(settled->made);
        else
            promise.set_value(settled.error());
    });
    return future.get();
}

bool App::is_furnished() const {
    return !parts_->desk.registry()->bodies.empty();
}

DefinitionReader definition_reader() {
    return [](std::string_view source) -> Result<std::shared_ptr<const Definition>> {
        auto reading = read_definition(source);
        if (reading.definition) return std::move(reading.definition);
        return refuse(Refused::unsound_definition, render(reading.findings, "definition", source));
    };
}

Places places_of(const std::string& data, const std::string& database) {
    const fs::path folder = fs::absolute(data).lexically_normal();
    fs::path trimmed = folder;
    if (!trimmed.has_filename()) trimmed = trimmed.parent_path();
    return {.data = folder.string(),
            .keys = trimmed.string() + ".keys",
            .database = database.empty() ? (folder / "paraph.db").string() : database,
            .socket = (folder / "control.sock").string(),
            .mail = (folder / "mail").string(),
            .files = (folder / "files").string()};
}

Result<> publish_shipped(App& app) {
    const auto registry = app.parts().desk.registry();
    for (const auto& file : shipped()) {
        if (file.kind == Shipped::Kind::definition) {
            if (registry->definition(file.name)) continue;
            if (auto r = app.tell(PublishDefinition{.source = std::string(file.text)}); !r)
                return r.error();
            continue;
        }
        if (registry->calendar(file.name)) continue;
        auto calendar = read_calendar(file.text);
        if (!calendar) return calendar.error();
        if (auto r = app.tell(PublishCalendar{.calendar = std::move(*calendar)}); !r)
            return r.error();
    }
    return {};
}

}  // namespace paraph::api
