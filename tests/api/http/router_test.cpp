#include "api/http/router.hpp"

#include <array>
#include <stdexcept>

#include <gtest/gtest.h>

namespace paraph::http {
namespace {

using api::Role;

constexpr std::array table{
    Route{Verb::get, "/", api::anyone, "board", "The board."},
    Route{Verb::get, "/cycles/{id}", Role::participant | Role::secretariat, "cycle", "One cycle."},
    Route{.verb = Verb::post,
          .path = "/cycles/{id}/acts",
          .roles = Role::secretariat,
          .handler = "act",
          .doc = "An act of the secretariat.",
          .body_bytes_max = 4096,
          .request_schema = R"({"$ref": "#/components/schemas/Act"})",
          .response_schema = R"({"$ref": "#/components/schemas/Cycle"})",
          .success = 201},
    Route{Verb::get, "/cycles/new", api::anyone, "new cycle", "The form of a new cycle."},
    Route{Verb::get, "/cycles/new/{step}", api::anyone, "step", "One step of it."},
    Route{Verb::get, "/cycles/{id}/revisions/{n}/diff/{m}", api::anyone, "diff", "Differences."},
    Route{Verb::put, "/cycles/{id}", Role::secretariat, "put cycle", "Replaces it."},
    Route{Verb::get, "/assets/{path*}", api::anyone, "asset", "A file."},
};

class RouterTest : public testing::Test {
protected:
    RouterTest() : router(table) {
        for (const Route& route : table)
            router.bind(route.handler, [](const Context& context, const Answer& answer) {
                std::string said(context.route.handler);
                for (const auto& [name, value] : context.params)
                    said.append(" ").append(name).append("=").append(value);
                if (!context.principal.id.empty()) said += " as " + context.principal.id;
                answer(text(200, said));
            });
        router.authenticate([](const Request& request) -> Result<api::Principal> {
            const std::string_view bearer = request.headers.get("Authorization");
            if (bearer == "secretary")
                return api::Principal{"per_1", "per_1", "body", Role::secretariat, "token"};
            if (bearer == "auditor")
                return api::Principal{"per_2", "per_2", "", Role::auditor, "token"};
            return refuse(Refused::unauthenticated, "Say who you are.");
        });
    }
    Response ask(std::string method, std::string path, std::string bearer = "") {
        Request request;
        request.method = std::move(method);
        request.target = request.path = std::move(path);
        if (!bearer.empty()) request.headers.add("authorization", std::move(bearer));
        Response seen;
        router(std::move(request), [&seen](Response response) { seen = std::move(response); });
        return seen;
    }
    Router router;
};

TEST_F(RouterTest, FindsTheRouteAndItsParameters) {
    EXPECT_EQ(ask("GET", "/").body, "board");
    EXPECT_EQ(ask("GET", "/cycles/cyc_1", "secretary").body, "cycle id=cyc_1 as per_1");
    EXPECT_EQ(ask("POST", "/cycles/cyc_1/acts", "secretary").body, "act id=cyc_1 as per_1");
    EXPECT_EQ(ask("GET", "/cycles/new").body, "new cycle") << "a fixed segment wins";
    EXPECT_EQ(ask("GET", "/cycles/new/2").body, "step step=2");
    EXPECT_EQ(ask("POST", "/cycles/new/acts", "secretary").status, 405u);
    EXPECT_EQ(ask("GET", "/cycles/c/revisions/1/diff/2").body, "diff id=c n=1 m=2");
    EXPECT_EQ(ask("GET", "/assets/css/a.css").body, "asset path=css/a.css");
    EXPECT_EQ(ask("HEAD", "/").body, "board") << "the server drops the body";
}

TEST(Router, AnswersForAHandlerThatThrowsAndPassesItOn) {
    Router router(table);
    router.bind("board", [](const Context&, const Answer&) { throw std::runtime_error("a bug"); });
    router.render([](const Request&, const Refusal& refusal) {
        return text(http_status(refusal.code), "our page");
    });
    Request request;
    request.method = "GET";
    request.target = request.path = "/";
    std::string said;
    EXPECT_THROW(router(std::move(request), [&](const Response& answer) { said += answer.body; }),
                 std::runtime_error);
    EXPECT_EQ(said, "our page") << "once, and without the bug's words";
}

TEST_F(RouterTest, AnswersWhatTheTableAloneKnows) {
    for (const char* path : {"/cycles", "/cycles/", "//", "/cycles/c/", "/nothing", "/cycles//acts",
                             "/assets", "/assets/", "/CYCLES/new"})
        EXPECT_EQ(ask("GET", path).status, 404u) << path;
    const Response wrong = ask("DELETE", "/cycles/cyc_1");
    EXPECT_EQ(wrong.status, 405u);
    EXPECT_EQ(wrong.headers.get("Allow"), "OPTIONS, GET, HEAD, PUT");
    EXPECT_EQ(wrong.headers.get("Content-Type"), "application/problem+json");
    EXPECT_EQ(ask("BREW", "/").status, 405u);
    const Response options = ask("OPTIONS", "/cycles/cyc_1/acts");
    EXPECT_EQ(options.status, 204u);
    EXPECT_EQ(options.headers.get("Allow"), "OPTIONS, POST");
    EXPECT_EQ(ask("OPTIONS", "*").status, 204u);
}

TEST_F(RouterTest, HoldsEachRouteToItsRoles) {
    const Response unknown = ask("GET", "/cycles/cyc_1");
    EXPECT_EQ(unknown.status, 401u);
    EXPECT_EQ(unknown.headers.get("WWW-Authenticate"), "Bearer");
    EXPECT_EQ(ask("GET", "/cycles/cyc_1", "auditor").status, 403u);
    EXPECT_EQ(ask("HEAD", "/cycles/cyc_1", "auditor").status, 403u);
    EXPECT_EQ(ask("GET", "/", "auditor").body, "board as per_2");
    EXPECT_EQ(ask("GET", "/", "a stranger").status, 200u);
}

TEST_F(RouterTest, RendersRefusalsAsItIsTold) {
    router.render([](const Request&, const Refusal& refusal) {
        return html(http_status(refusal.code), "<p>" + refusal.text + "</p>");
    });
    EXPECT_EQ(ask("GET", "/nothing").body, "<p>There is no such page.</p>");
}

TEST_F(RouterTest, ReportsEachAnswerByRoute) {
    std::vector<std::string> seen;
    router.observe([&](const Route* route, unsigned status, std::chrono::nanoseconds) {
        seen.push_back(std::string(route ? route->path : "none") + " " + std::to_string(status));
    });
    ask("GET", "/cycles/cyc_1", "secretary");
    ask("GET", "/cycles/cyc_1");
    ask("GET", "/nothing");
    ask("DELETE", "/");
    EXPECT_EQ(seen, (std::vector<std::string>{"/cycles/{id} 200", "/cycles/{id} 401", "none 404",
                                              "none 405"}));
}

TEST_F(RouterTest, KnowsTheLimitOfABody) {
    EXPECT_EQ(router.body_bytes_max("POST", "/cycles/c/acts"), 4096u);
    EXPECT_EQ(router.body_bytes_max("GET", "/cycles/c/acts"), 0u);
    EXPECT_EQ(router.body_bytes_max("POST", "/nothing"), 0u);
}

TEST(Router, RefusesATableOrABindingThatCantBeMeant) {
    static constexpr std::array twice{Route{Verb::get, "/a/{x}", api::anyone, "one", ""},
                                      Route{Verb::get, "/a/{y}", api::anyone, "two", ""}};
    EXPECT_THROW(Router{twice}, std::logic_error);
    static constexpr std::array relative{Route{Verb::get, "a", api::anyone, "one", ""}};
    EXPECT_THROW(Router{relative}, std::logic_error);
    static constexpr std::array behind{Route{Verb::get, "/{x*}/b", api::anyone, "one", ""}};
    EXPECT_THROW(Router{behind}, std::logic_error);
    Router router(table);
    const auto nothing = [](const Context&, const Answer&) {};
    EXPECT_THROW(router.bind("nobody", nothing), std::logic_error);
    router.bind("board", nothing);
    EXPECT_THROW(router.bind("board", nothing), std::logic_error);
    EXPECT_EQ(router.unbound().size(), table.size() - 1);
}

TEST(Router, WritesOpenApi) {
    const json::object paths = Router(table).openapi_paths();
    EXPECT_EQ(paths.size(), 7u);
    const json::value& act = paths.at("/cycles/{id}/acts").at("post");
    EXPECT_EQ(act.at("operationId"), "act");
    EXPECT_EQ(act.at("summary"), "An act of the secretariat.");
    EXPECT_EQ(act.at("parameters").at(0).at("name"), "id");
    EXPECT_EQ(act.at("security").at(0).at("bearer").at(0), "secretariat");
    EXPECT_EQ(act.at("requestBody").at("content").at("application/json").at("schema").at("$ref"),
              "#/components/schemas/Act");
    EXPECT_TRUE(act.at("responses").as_object().contains("201"));
    for (const char* status : {"400", "401", "403", "404", "413", "422", "default"})
        EXPECT_EQ(act.at("responses").at(status).at("$ref"), "#/components/responses/Problem");
    EXPECT_TRUE(paths.at("/").at("get").at("security").as_array().empty());
    EXPECT_FALSE(paths.at("/").at("get").as_object().contains("requestBody"));
    EXPECT_TRUE(paths.contains("/assets/{path}"));
    EXPECT_EQ(paths.at("/cycles/{id}").as_object().size(), 2u);
}

TEST(Router, WritesWhatItsHandlersSayTheyTake) {
    Router router(table);
    router.describe("act", {{"text/plain", json::object{}}}, false);
    const json::object paths = router.openapi_paths();
    const json::value& body = paths.at("/cycles/{id}/acts").at("post").at("requestBody");
    EXPECT_EQ(body,
              (json::object{{"required", false}, {"content", {{"text/plain", json::object{}}}}}));
    EXPECT_THROW(router.describe("nobody", {}), std::logic_error);
}

}  // namespace
}  // namespace paraph::http
