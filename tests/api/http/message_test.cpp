#include "api/http/message.hpp"

#include <gtest/gtest.h>

#include "api/http/cookies.hpp"
#include "api/http/form.hpp"
#include "api/http/wire.hpp"
#include "engine/base/json.hpp"

namespace paraph::http {
namespace {

TEST(Problem, SaysWhatWhereAndWhy) {
    const Response response =
        problem(refuse(Refused::four_eyes, "Ask a colleague.", "/position"), "/api/v1/x");
    EXPECT_EQ(response.status, http_status(Refused::four_eyes));
    EXPECT_EQ(response.headers.get("content-type"), "application/problem+json");
    const auto body = parse_json(response.body).value();
    EXPECT_EQ(body.at("type"), "/docs/problems#four-eyes");
    EXPECT_EQ(body.at("title").as_string(), title(Refused::four_eyes));
    EXPECT_EQ(body.at("status"), response.status);
    EXPECT_EQ(body.at("detail"), "Ask a colleague.");
    EXPECT_EQ(body.at("where"), "/position");
    EXPECT_EQ(body.at("instance"), "/api/v1/x");
}

TEST(Headers, CompareNamesWithoutCase) {
    Headers headers;
    headers.add("ETag", "a");
    headers.add("etag", "b");
    EXPECT_EQ(headers.find("ETAG"), "a");
    EXPECT_FALSE(headers.has("ETa"));
    headers.set("Etag", "c");
    EXPECT_EQ(headers.size(), 1u);
    EXPECT_EQ(headers.get("etag"), "c");
}

TEST(Form, DecodesStrictly) {
    const auto form = parse_form("a=1+2%263&b=&a=%E0%A6%95&text=x%0D%0Ay&flag").value();
    EXPECT_EQ(form.get("a"), "1 2&3");
    EXPECT_EQ(form.all("a"), (std::vector<std::string_view>{"1 2&3", "\u0995"}));
    EXPECT_EQ(form.get("text"), "x\ny");
    EXPECT_EQ(form.find("b"), "");
    EXPECT_EQ(form.find("flag"), "");
    EXPECT_EQ(form.find("c"), std::nullopt);
    for (const char* bad : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "=1", "%ff=1", "a=\xff"})
        EXPECT_EQ(parse_form(bad).error().code, Refused::malformed) << bad;
    EXPECT_EQ(parse_form("a=%ff").error().where, "a");
    EXPECT_EQ(parse_form("a&b&c", {.fields = 2}).error().code, Refused::too_large);
    EXPECT_EQ(parse_form("abc=1", {.name_bytes = 2}).error().code, Refused::too_large);
    EXPECT_EQ(parse_form("abc=1", {.bytes = 4}).error().code, Refused::too_large);
}

TEST(Form, IsOnlyTakenAsAForm) {
    Request request;
    request.body = "a=1";
    EXPECT_EQ(parse_form(request).error().code, Refused::unsupported_media);
    request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    EXPECT_EQ(parse_form(request).value().get("a"), "1");
}

TEST(Encoding, GoesThereAndBack) {
    const std::string text = "a b/?&=%\u0995~";
    EXPECT_EQ(percent_encode("a b~"), "a%20b~");
    EXPECT_EQ(percent_decode(percent_encode(text)), text);
    EXPECT_EQ(percent_decode("+"), "+");
}

TEST(Cookies, AreReadAndNeverGuessed) {
    Request request;
    request.headers.add("Cookie", "a=1; __Host-b=x-y_z; c = 3;d=4=5; e=1; e=2");
    EXPECT_EQ(cookie(request, "a"), "1");
    EXPECT_EQ(cookie(request, "__Host-b"), "x-y_z");
    EXPECT_EQ(cookie(request, "c"), "3");
    EXPECT_EQ(cookie(request, "d"), "4=5");
    EXPECT_EQ(cookie(request, "e"), std::nullopt) << "two of one name: which is ours?";
    EXPECT_EQ(cookie(request, "f"), std::nullopt);
}

TEST(Cookies, AreSetSafely) {
    Response response;
    set_cookie(response, "__Host-link", "abc", std::chrono::hours(1));
    EXPECT_EQ(response.headers.get("Set-Cookie"),
              "__Host-link=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600");
    EXPECT_THROW(set_cookie(response, "a", "x;y"), std::invalid_argument);
    EXPECT_THROW(set_cookie(response, "a b", "x"), std::invalid_argument);
    EXPECT_THROW(set_cookie(response, "a", "x\r\n"), std::invalid_argument);
    Response cleared;
    clear_cookie(cleared, "s");
    EXPECT_EQ(cleared.headers.get("Set-Cookie"), "s=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST(Wire, WritesOneHeaderBlock) {
    std::string out;
    Response response = text(404, "gone");
    response.headers.add("Content-Length", "99");
    response.headers.add("Cache-Control", "max-age=60");
    ASSERT_TRUE(append_header(out, response, {.close = true}, "now"));
    EXPECT_EQ(out,
              "HTTP/1.1 404 Not Found\r\nDate: now\r\nContent-Type: text/plain; charset=utf-8\r\n"
              "Cache-Control: max-age=60\r\nContent-Length: 4\r\nConnection: close\r\n\r\n");
    response.headers.add("Location", "/x\r\nSet-Cookie: y");
    EXPECT_FALSE(append_header(out, response, {}, "now"));
    EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace paraph::http
