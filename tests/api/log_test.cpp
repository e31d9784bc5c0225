#include "api/log.hpp"

#include <gtest/gtest.h>

#include "api/metrics.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

using log::Format;
using log::Level;

TEST(Log, EachEventIsOneLineWhateverItsValues) {
    EXPECT_EQ(log::line(Format::logfmt, Level::info, "listening",
                        {{"address", "127.0.0.1"}, {"port", 8080}, {"tls", false}}),
              "level=info event=listening address=127.0.0.1 port=8080 tls=false");
    EXPECT_EQ(log::line(Format::logfmt, Level::error, "two words",
                        {{"text", "a\nlevel=info \"b\" \\"}, {"none", ""}}),
              R"(level=error event="two words" text="a\nlevel=info \"b\" \\" none="")");
    const std::string line = log::line(Format::json, Level::warning, "x \"y\"",
                                       {{"port", 8080}, {"text", "a\nb\x1b"}, {"ok", true}});
    EXPECT_EQ(line.find('\n'), line.npos);
    const auto value = parse_json(line).value();
    EXPECT_EQ(value.at("event"), "x \"y\"");
    EXPECT_EQ(value.at("port"), 8080);
    EXPECT_EQ(value.at("text"), "a\nb\x1b");
    EXPECT_EQ(value.at("ok"), true);
    EXPECT_TRUE(parse_json(log::line(Format::json, Level::info, "x", {{"raw", "\xff\n"}})));
}

TEST(Metrics, ReadAsPrometheusText) {
    Metrics metrics;
    metrics.request("GET /cycles/{id}", 200, std::chrono::milliseconds(3));
    metrics.request("GET /cycles/{id}", 200, std::chrono::milliseconds(3));
    metrics.request("", 404, std::chrono::milliseconds(1));
    metrics.batch(32, std::chrono::milliseconds(2));
    metrics.entries(7);
    metrics.outbox_lag("mail", 5);
    const std::string text = metrics.text();
    for (const char* line :
         {"paraph_http_requests_total{route=\"GET /cycles/{id}\",status=\"200\"} 2\n",
          "paraph_http_requests_total{route=\"\",status=\"404\"} 1\n",
          "paraph_http_request_seconds_count 3\n", "paraph_desk_batch_commands_sum 32\n",
          "paraph_trail_entries 7\n", "paraph_outbox_lag_entries{channel=\"mail\"} 5\n"})
        EXPECT_NE(text.find(line), text.npos) << line << "\n" << text;
}

}  // namespace
}  // namespace paraph
