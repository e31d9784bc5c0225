#pragma once

#include <atomic>

#include "api/app.hpp"
#include "api/background.hpp"
#include "api/channels/channels.hpp"
#include "api/house.hpp"
#include "api/http/server.hpp"
#include "api/notary.hpp"
#include "api/readings.hpp"
#include "api/throttle.hpp"
#include "api/upkeep/heads.hpp"
#include "api/upkeep/retention.hpp"
#include "api/upkeep/stand_ins.hpp"

namespace paraph::api {

/// In the order in which they are made; they end in the reverse one.
struct App::Parts {
    Parts(const cli::Config& given, Places where, KeyRing ring, std::unique_ptr<Store> opened,
          std::unique_ptr<Archive> read);

    DeskHooks hooks();
    void join();
    void route(http::Request&& request, http::Answer answer);
    Result<std::string> settle(Submission submission);  // waits for the commit

    cli::Config config;
    Places places;
    KeyRing keys;
    Metrics metrics;
    Readings readings;
    std::unique_ptr<Store> store;
    std::unique_ptr<Archive> archive;
    std::unique_ptr<Clock> clock;
    Desk desk;
    Notary notary;
    Vault vault;
    Drafts drafts;
    House house;
    std::unique_ptr<Channels> channels;
    std::unique_ptr<Heads> heads;
    std::unique_ptr<Retention> retention;
    std::unique_ptr<StandIns> stand_ins;
    Background background;
    http::Router router;
    Throttle throttle;
    std::vector<IpNetwork> proxies;
    std::unique_ptr<http::Server> server;
    std::atomic<bool> stopping = false;
};

}  // namespace paraph::api
