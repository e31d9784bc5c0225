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

std::string multipart(std::string_view part) {
    return "--b\r\n" + std::string(part) + "\r\n--b--\r\n";
}

TEST(Form, TakesFiles) {
    Request request;
    request.headers.add("Content-Type", "multipart/form-data; boundary=\"b\"");
    request.body =
        "--b\r\nContent-Disposition: form-data; name=\"role-lead \\\"x\"\r\n\r\nx\r\ny\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.md\"\r\n"
        "Content-Type: text/markdown\r\n\r\n# A\r\n"
        "\r\n--b\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n"
        "\r\n--b--\r\n";
    const auto form = parse_form(request).value();
    EXPECT_EQ(form.get("role-lead \"x"), "x\ny");
    ASSERT_NE(form.upload("file"), nullptr);
    EXPECT_EQ(form.upload("file")->name, "a\"b.md");
    EXPECT_EQ(form.upload("file")->bytes, "# A\r\n");
    EXPECT_EQ(form.upload("none"), nullptr);
    EXPECT_EQ(form.fields().size(), 1u);
    request.headers.set("Content-Type", "multipart/form-data");
    EXPECT_EQ(parse_form(request).error().code, Refused::malformed) << "no boundary";
}

TEST(Form, RefusesBrokenParts) {
    const std::string good = "Content-Disposition: form-data; name=\"a\"\r\n\r\n1";
    EXPECT_EQ(parse_multipart(multipart(good), "b").value().get("a"), "1");
    for (const std::string& bad :
         {std::string(), std::string("--b"), multipart(""), multipart("name=\"a\"\r\n\r\n1"),
          multipart("Content-Disposition: form-data\r\n\r\n1"),
          multipart("Content-Disposition: attachment; name=\"a\"\r\n\r\n1"),
          multipart("Content-Disposition: form-data; name=\"a\"\r\n\r\n\xff"),
          multipart("Content-Disposition: form-data; name=\"\xff\"\r\n\r\n1"), "--b\r\n" + good,
          "--b" + good + "\r\n--b--", "x" + multipart(good)})
        EXPECT_EQ(parse_multipart(bad, "b").error().code, Refused::malformed) << bad;
    EXPECT_EQ(parse_multipart(multipart(good), "b", {.fields = 0}).error().code,
              Refused::too_large);
    EXPECT_EQ(parse_multipart(multipart(good), "b", {.bytes = 9}).error().code, Refused::too_large);
    EXPECT_EQ(parse_multipart(multipart(good), std::string(71, 'b')).error().code,
              Refused::malformed);
}

TEST(Form, IsOnlyTakenAsAForm) {
    Request request;
    request.body = "a=1";
    EXPECT_EQ(parse_form(request).value().get("a"), "1") << "without a type it can only be a form";
    request.headers.set("Content-Type", "application/json");
    EXPECT_EQ(parse_form(request).error().code, Refused::unsupported_media);
    request.headers.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
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
