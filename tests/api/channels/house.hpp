#pragma once

#include <filesystem>
#include <future>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/keys/random.hpp"
#include "api/channels/channels.hpp"
#include "api/clocks.hpp"
#include "api/notary.hpp"
#include "api/readings.hpp"
#include "engine/core/memory_store.hpp"
#include "workflows/language/calendar.hpp"
#include "workflows/language/read.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph::test {

/// What a mailer was given, and what it answers next; "sent" once nothing is left.
struct Outbox {
    std::mutex lock;
    std::vector<Mail> mails;
    std::vector<Sent> answers;

    Sent take(const Mail& mail) {
        std::lock_guard guard(lock);
        mails.push_back(mail);
        if (answers.empty()) return {Sent::How::sent, "250 ok"};
        auto answer = answers.front();
        answers.erase(answers.begin());
        return answer;
    }
    std::size_t size() {
        std::lock_guard guard(lock);
        return mails.size();
    }
};

class FakeMailer final : public Mailer {
public:
    explicit FakeMailer(Outbox& outbox) : outbox_(outbox) {}
    Sent send(const Mail& mail) override { return outbox_.take(mail); }

private:
    Outbox& outbox_;
};

/// A house in memory, on a virtual clock: Monday 1 December 2025, 10:00 in Dhaka.
class TestHouse {
public:
    TestHouse() : keys(make_keys(folder)) {
        config.public_url = "https://house.example/";
        config.mail.catcher = true;
        desk.start();
        publish_shipped();
    }
    ~TestHouse() {
        if (channels) channels->stop();
        channels.reset();
        desk.stop();
        std::filesystem::remove_all(folder);
    }

    void start(api::ChannelsLeft left = {}, api::Poster poster = {}) {
        if (!poster) poster = [](const Post&) { return Reply{.status = 204}; };
        channels = std::make_unique<api::Channels>(house, std::make_unique<FakeMailer>(outbox),
                                                   std::move(left), std::move(poster));
        channels->start();
    }
    void stop() {
        channels->stop();
        channels.reset();
        catch_up();
    }

    /// Until both channels have done everything.
    void settle() {
        std::promise<void> done;
        channels->when_idle([&] { done.set_value(); });
        done.get_future().get();
        catch_up();
    }
    void catch_up() {
        std::promise<void> done;
        desk.catch_up([&] { done.set_value(); });
        done.get_future().get();
    }

    Result<Settled> submit(std::string stream, std::variant<Command, RegistryCommand> command,
                           Actor actor = by_rule()) {
        std::promise<Result<Settled>> done;
        desk.submit(
            {.stream = std::move(stream), .command = std::move(command), .actor = std::move(actor)},
            [&](Result<Settled> settled) { done.set_value(std::move(settled)); });
        auto settled = done.get_future().get();
        if (channels) channels->wake();
        return settled;
    }
    std::string tell(RegistryCommand command) {
        auto settled = submit("registry", std::move(command));
        EXPECT_TRUE(settled) << settled.error().text;
        return settled ? settled->made : "";
    }
    std::string open(OpenCycle command) {
        auto settled = submit("", std::move(command));
        EXPECT_TRUE(settled) << settled.error().text;
        return settled ? settled->stream : "";
    }

    /// A round that asks home and, level by level, trade, which it registers; labour leads, and the
    /// office is in the chair. Finance, which the definition names, must be there too.
    std::string open_write_round() {
        body("trade", {"focal point", "desk officer", "director", "secretary"});
        OpenCycle command;
        command.definition = "write-round";
        command.title = "Objective 21";
        command.attributes = {{"financial", false}};
        command.roles = {{"lead", {"labour"}},
                         {"members", {"home", "trade"}},
                         {"chairs", {"office"}},
                         {"secretary", {"office"}}};
        command.text = "One.\n\nTwo.\n";
        command.media_type = "text/plain";
        return open(command);
    }
    /// The cycle that runs inside a body for one of the rounds; "" where none does.
    std::string inside(const std::string& cycle) const {
        for (const auto& round : house.cycle(cycle)->rounds)
            for (const auto& seat : round->assignments)
                if (!seat->child.empty()) return seat->child;
        return "";
    }

    /// A body with one person for each function.
    void body(const std::string& name, const std::vector<std::string>& functions,
              std::vector<HouseRole> roles = {}) {
        RegisterBody command;
        command.id = name;
        command.name = {{"en", name}};
        for (const auto& function : functions)
            command.people.push_back({.name = function + " of " + name,
                                      .email = slug(function) + "@" + name + ".example",
                                      .language = "en",
                                      .function = function,
                                      .roles = roles});
        tell(std::move(command));
    }
    static std::string slug(std::string text) {
        for (auto& c : text) c = c == ' ' ? '-' : c;
        return text;
    }
    Actor person(const std::string& email) {
        const auto registry = desk.registry();
        const auto* found = registry->person_by_email(email);
        EXPECT_TRUE(found) << email;
        return {.id = found->id,
                .person = found->id,
                .body = found->body,
                .roles = found->roles,
                .via = found->roles.empty() ? "link" : "page"};
    }

    /// What came to the address so far: each subject, and its text below.
    std::vector<std::string> mailed_to(const std::string& email) const {
        std::vector<std::string> read;
        for (const auto& mail : outbox.mails)
            if (mail.to.email == email) read.push_back(mail.subject + "\n" + mail.text);
        return read;
    }

    TakePosition position(const std::string& cycle, const std::string& body,
                          const std::string& name, const std::string& reason = {}) {
        const auto state = house.cycle(cycle);
        TakePosition command;
        command.body = body;
        command.position = name;
        command.reason = reason;
        command.revision = state->revision()->number;
        command.digest = state->revision()->digest;
        return command;
    }

    void advance(milliseconds by) {
        std::promise<Result<Instant>> done;
        desk.advance(clock.now() + by, [&](Result<Instant> to) { done.set_value(std::move(to)); });
        EXPECT_TRUE(done.get_future().get());
        if (channels) channels->wake();
    }

    std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                   ("paraph-channels-" + id::make("dlv", {}, random_seed()));
    cli::Config config;
    KeyRing keys;
    Metrics metrics;
    api::Readings readings;
    MemoryStore store;
    api::VirtualClock clock{parse_instant("2025-12-01T04:00:00Z").value()};
    Desk desk{store, clock, reader(), random_seed};
    api::Notary notary{desk, store, keys, folder, "house.example"};
    api::House house{.config = config,
                     .desk = desk,
                     .archive = store,
                     .clock = clock,
                     .keys = keys,
                     .notary = notary,
                     .metrics = metrics,
                     .readings = readings};
    Outbox outbox;
    std::unique_ptr<api::Channels> channels;

private:
    static KeyRing make_keys(const std::filesystem::path& folder) {
        return std::move(KeyRing::create(folder).value());
    }
    static DefinitionReader reader() {
        return [](std::string_view source) -> Result<std::shared_ptr<const Definition>> {
            auto reading = read_definition(source);
            if (reading.definition) return std::move(reading.definition);
            return refuse(Refused::unsound_definition, reading.findings.front().text);
        };
    }
    void publish_shipped() {
        for (const auto& file : shipped()) {
            if (file.kind == Shipped::Kind::definition)
                tell(PublishDefinition{.source = std::string(file.text)});
            else
                tell(PublishCalendar{.calendar = read_calendar(file.text).value()});
        }
    }
};

}  // namespace paraph::test
