#include <chrono>
#include <regex>
#include <stdexcept>

#include "api/app.hpp"
#include "api/auth.hpp"
#include "api/pages/security.hpp"
#include "api/pages/template.hpp"
#include "api/routes/error_pages.hpp"
#include "api/routes/page_support.hpp"
#include "api/routes/routes.hpp"
#include "tests/api/channels/house.hpp"
#include "tests/faults/faulty_store.hpp"

namespace paraph::test {
namespace {

// What a person sees in a browser of what is not their mistake: too many requests, a fault of ours,
// a disk that takes nothing.

constexpr const char* internals = "disk I/O error in /var/lib/paraph, SQLSTATE 58030";

/// No file can be read.
class BrokenArchive final : public Archive {
public:
    std::vector<CycleRow> cycles(const CycleFilter&) override { fail(); }
    std::optional<Snapshot> snapshot(std::string_view) override { fail(); }
    std::vector<Entry> stream(std::string_view, std::int64_t, std::size_t) override { fail(); }
    std::vector<Entry> log(std::int64_t, std::size_t) override { fail(); }
    std::optional<Entry> entry(std::string_view, std::int64_t) override { fail(); }
    std::vector<Digest> leaves(std::int64_t, std::int64_t) override { fail(); }
    std::vector<DeliveryRow> deliveries(std::string_view, std::string_view, std::string_view,
                                        std::size_t) override {
        fail();
    }
    std::optional<DeliveryRow> delivery(std::string_view) override { fail(); }

private:
    [[noreturn]] static void fail() { throw std::runtime_error(internals); }
};

/// A house whose store takes nothing more and whose archive can't be read, in each language.
class FailingPages : public testing::TestWithParam<const char*> {
protected:
    FailingPages() {
        sound.body("health", {"focal point"}, {HouseRole::secretariat});
        sound.catch_up();
        person = sound.person("focal-point@health.example").id;
        desk.start();
        house.background = [](const std::function<void()>& work) { work(); };
        router.authenticate([this](const http::Request&) {
            return api::principal_of_person(*sound.desk.registry(), person, "page");
        });
        router.render([this](const http::Request& request, const Refusal& refusal) {
            return api::refusal_for(house, request, refusal);
        });
    }
    ~FailingPages() override { desk.stop(); }

    http::Request request(std::string method, std::string path, std::string body = {}) const {
        http::Request made;
        made.method = std::move(method);
        made.target = path + "?lang=" + GetParam();
        made.path = std::move(path);
        made.query = {{"lang", GetParam()}};
        made.headers.set("Accept", "text/html");
        if (!body.empty()) made.headers.set("Content-Type", "application/x-www-form-urlencoded");
        made.body = std::move(body);
        return made;
    }
    http::Response ask(http::Request&& asked) {
        std::promise<http::Response> answered;
        router(std::move(asked),
               [&](http::Response response) { answered.set_value(std::move(response)); });
        return answered.get_future().get();
    }

    std::string say(std::string_view key) const {
        return kainjow::mustache::html_escape(pages::language(GetParam()).say(key));
    }
    /// Our page, in the reader's language, which says what is wrong and whom to reach.
    void expect_page(const http::Response& response, unsigned status) const {
        EXPECT_EQ(response.status, status);
        for (const auto& [name, value] : pages::page_headers())
            EXPECT_EQ(response.headers.get(name), value) << name;
        expect_words(response, "<html lang=\"" + std::string(GetParam()) + "\">");
        expect_words(response, "mailto:secretariat@house.example");
        for (const std::string_view word : {"disk I/O", "/var/lib", "SQLSTATE", "exception", "{"})
            EXPECT_EQ(response.body.find(word), std::string::npos) << word;
    }
    void expect_error_page(const http::Response& response, unsigned status) const {
        expect_page(response, status);
        const auto code = std::to_string(status);
        expect_words(response, "<h1>" + say("error.title." + code) + "</h1>");
        expect_words(response, say("error.text." + code));
        expect_words(response, say("error.reach"));
    }
    /// The form as it was sent, to be sent again.
    void expect_kept(const http::Response& response, const std::string& path) const {
        expect_words(response, "action=\"" + path + "?lang=" + GetParam() + "\"");
        expect_words(response, "name=\"email\" value=\"a@b.example\"");
        expect_words(response, "name=\"words\" value=\"Not &quot;yet&quot;.\"");
        expect_words(response, say("error.send_again"));
    }
    static void expect_words(const http::Response& response, const std::string& words) {
        EXPECT_NE(response.body.find(words), std::string::npos) << words << response.body;
    }

    const std::string sent = "token=t&email=a%40b.example&words=Not+%22yet%22.";
    TestHouse sound;
    FaultyStore store{sound.store, FaultyStore::Fault::broken, 1};
    BrokenArchive archive;
    Desk desk{store, sound.clock, api::definition_reader(), random_seed};
    api::House house{.config = sound.config,
                     .desk = desk,
                     .archive = archive,
                     .clock = sound.clock,
                     .keys = sound.keys,
                     .notary = sound.notary,
                     .metrics = sound.metrics,
                     .readings = sound.readings};
    http::Router router{api::routes()};
    std::string person;
};

TEST_P(FailingPages, AfterTooManyRequestsTheFormCanBeSentAgain) {
    router.throttle([](const http::Request&, const http::Route&, const api::Principal&) {
        return std::chrono::seconds(7);
    });
    const auto response = ask(request("POST", "/sign-in", sent));
    expect_error_page(response, 429);
    EXPECT_EQ(response.headers.get("Retry-After"), "7");
    expect_kept(response, "/sign-in");
}

TEST_P(FailingPages, AHandlerThatThrowsIsAPageAndIsStillLogged) {
    router.bind("page.sign-in.ask", [](const http::Context&, const http::Answer&) {
        throw std::runtime_error(internals);
    });
    http::Response response;
    EXPECT_THROW(router(request("POST", "/sign-in", sent),
                        [&](http::Response answered) { response = std::move(answered); }),
                 std::runtime_error)
        << "whoever serves logs it";
    expect_error_page(response, 500);
    expect_kept(response, "/sign-in");
}

TEST_P(FailingPages, WhatCantBeReadIsAPage) {
    api::bind_board_pages(router, house);
    const auto response = ask(request("GET", "/"));
    expect_error_page(response, 500);
    EXPECT_EQ(response.body.find(say("error.send_again") + "</button>"), std::string::npos)
        << "nothing was sent";
}

TEST_P(FailingPages, AFormKeepsWhatWasTypedWhileTheStoreTakesNothing) {
    api::bind_house_pages(router, house);
    const auto form = ask(request("GET", "/bodies/health")).body;
    const std::regex hidden("name=\"token\" value=\"([^\"]+)\"");
    std::string token;
    for (std::sregex_iterator at(form.begin(), form.end(), hidden), end; at != end; ++at)
        token = (*at)[1];
    const auto response = ask(request("POST", "/bodies/health",
                                      "token=" + http::percent_encode(token) +
                                          "&act=save&kind=ministry&name-en=Health+and+%22care%22"));
    expect_page(response, 503);
    expect_words(response, say("refusal.not_written"));
    expect_words(response, "value=\"Health and &quot;care&quot;\"");
}

TEST_P(FailingPages, WhatHasNoFormOfItsOwnOffersToSendItAgain) {
    const auto asked = request("POST", "/cycles/cyc_1/x", sent);
    const auto reader = api::reader_of(house, asked, api::Principal{});
    const auto response =
        api::refusal_page(house, reader, refuse(Refused::unavailable, internals), "/cycles/cyc_1");
    expect_error_page(response, 503);
    expect_kept(response, "/cycles/cyc_1/x");
}

INSTANTIATE_TEST_SUITE_P(Languages, FailingPages, testing::Values("en", "bn"));

}  // namespace
}  // namespace paraph::test
