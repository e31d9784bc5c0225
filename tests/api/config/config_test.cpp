#include "api/config/config.hpp"

#include <gtest/gtest.h>

#include "api/config/public_url.hpp"
#include "api/config/settings.hpp"

namespace paraph::cli {
namespace {

ConfigReading from_file(std::string text) {
    ConfigSources sources;
    sources.file_name = "paraph.yaml";
    sources.file_text = std::move(text);
    return read_config(sources);
}

std::vector<std::string> texts(const ConfigReading& reading) {
    std::vector<std::string> lines;
    for (const ConfigError& error : reading.errors) lines.push_back(to_text(error));
    return lines;
}

TEST(Config, LaterSourcesWin) {
    ConfigSources sources;
    EXPECT_EQ(read_config(sources).config.listen, "127.0.0.1:8080");
    sources.file_name = "paraph.yaml";
    sources.file_text = "listen: 127.0.0.1:1\ntimezone: Asia/Dhaka\nbatch_max: 8\n";
    sources.environment = {
        {"PARAPH_LISTEN", "127.0.0.1:2"}, {"PARAPH_BATCH_MAX", "9"}, {"HOME", "/root"}};
    sources.flags = {{"listen", "127.0.0.1:3"}};
    const ConfigReading reading = read_config(sources);
    EXPECT_EQ(texts(reading), std::vector<std::string>{});
    EXPECT_EQ(reading.config.listen, "127.0.0.1:3");
    EXPECT_EQ(reading.config.batch_max, 9);
    EXPECT_EQ(reading.config.timezone, "Asia/Dhaka");
}

TEST(Config, ReadsEveryTypeFlatOrNested) {
    const ConfigReading reading = from_file(
        "public_url: https://paraph.example.org\n"
        "mail:\n  smtp_url: smtps://mail.example.org\n  from: a@example.org\n  catch: yes\n"
        "mail.password: 's3cret'\n"
        "trusted_proxies: [10.0.0.0/8, '::1']\n"
        "webhooks.allow_networks: 192.168.0.0/16, 10.1.2.3\n"
        "hooks: no\nclock: virtual\n");
    EXPECT_EQ(texts(reading), std::vector<std::string>{});
    const Config& c = reading.config;
    EXPECT_EQ(c.mail.smtp_url, "smtps://mail.example.org");
    EXPECT_EQ(c.mail.password, "s3cret");
    EXPECT_TRUE(c.mail.catcher);
    EXPECT_EQ(c.trusted_proxies, (std::vector<std::string>{"10.0.0.0/8", "::1"}));
    EXPECT_EQ(c.webhooks.allow_networks, (std::vector<std::string>{"192.168.0.0/16", "10.1.2.3"}));
    EXPECT_FALSE(c.hooks);
    EXPECT_EQ(c.clock, "virtual");
}

TEST(Config, ReportsEveryErrorWithItsPlace) {
    ConfigSources sources;
    sources.file_name = "paraph.yaml";
    sources.file_text =
        "listen: nowhere\nmail:\n  form: a@b\n  per_second: many\nbatch_max: 5000\n"
        "hooks: perhaps\nclock: [real]\ntls.key: k.pem\n";
    sources.environment = {{"PARAPH_LISTN", "x"}, {"PARAPH_LOG_LEVEL", "loud"}};
    sources.flags = {{"mail.password", "x"}, {"public_url", "paraph.example.org"}};
    EXPECT_EQ(texts(read_config(sources)),
              (std::vector<std::string>{
                  "paraph.yaml:1:9: listen must be an address and a port, as 127.0.0.1:8080 or "
                  "[::1]:8080.",
                  "paraph.yaml:3:3: There is no setting mail.form. Did you mean \"mail.from\"?",
                  "paraph.yaml:4:15: mail.per_second must be a whole number from 1 to 1000.",
                  "paraph.yaml:5:12: batch_max must be a whole number from 1 to 4096.",
                  "paraph.yaml:6:8: hooks must be yes or no.",
                  "paraph.yaml:7:8: clock takes one value, not a list.",
                  "PARAPH_LISTN: There is no such setting.",
                  "PARAPH_LOG_LEVEL: log.level must be one of trace, debug, info, warning, error.",
                  "--mail-password: A secret comes from the file or the environment, not from the "
                  "command line.",
                  "--public-url: public_url must begin with https:// or http://.",
                  "tls.certificate and tls.key go together: one of them is missing."}));
}

TEST(Config, RefusesWhatIsNoYaml) {
    EXPECT_FALSE(from_file("listen: [").errors.empty());
    EXPECT_FALSE(from_file("- listen\n").errors.empty());
    EXPECT_FALSE(from_file("listen: 127.0.0.1:1\nlisten: 127.0.0.1:2\n").errors.empty());
    EXPECT_TRUE(from_file("").errors.empty());
    EXPECT_TRUE(from_file("# nothing set\n").errors.empty());
}

TEST(Config, MailNeedsASenderAndAnAddressForLinks) {
    EXPECT_EQ(from_file("mail.smtp_url: smtp://localhost\n").errors.size(), 2u);
    EXPECT_EQ(from_file("mail: {smtp_url: 'smtp://localhost', catch: yes}\n").errors.size(), 0u);
}

TEST(Config, TheTableAgreesWithItself) {
    const Config defaults;
    const std::string manual = config_manual();
    for (const Setting& setting : settings()) {
        const std::string key(setting.key), value = value_text(setting, defaults);
        EXPECT_NE(manual.find("\n" + key + "\n"), manual.npos) << key;
        ConfigSources sources;
        sources.environment = {{environment_name(key), value}};
        EXPECT_EQ(texts(read_config(sources)), std::vector<std::string>{}) << key;
    }
    EXPECT_NE(manual.find("PARAPH_MAIL_SMTP_URL; flag: --mail-smtp-url"), manual.npos);
    EXPECT_EQ(manual.find("--mail-password"), manual.npos);
}

struct House {
    std::string url, root, host, origin;
};

TEST(Config, TellsThePartsOfItsPublicUrl) {
    const std::vector<House> houses{
        {"", "", "paraph.invalid", "paraph.local"},
        {"https://house.example", "https://house.example", "house.example", "house.example"},
        {"https://House.example:8443/paraph", "https://House.example:8443/paraph", "House.example",
         "House.example:8443"},
        {"http://[::1]:8080/", "http://[::1]:8080", "[::1]", "[::1]:8080"}};
    for (const auto& [url, root, host, origin] : houses) {
        Config config;
        config.public_url = url;
        EXPECT_EQ(public_root(config), root);
        EXPECT_EQ(public_host(config), host);
        EXPECT_EQ(log_origin(config, 1), origin) << "another name is another log";
        EXPECT_EQ(log_origin(config, 2), origin + "/2");
    }
}

}  // namespace
}  // namespace paraph::cli
