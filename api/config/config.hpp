#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace paraph::cli {

/// Every setting of `paraph serve`. What each means stands in the table in config.cpp, from which
/// the manual is printed (`paraph serve --help-config`).
struct Config {
    std::string data = "paraph-data";
    std::string listen = "127.0.0.1:8080";
    std::string database;  // "": sqlite:paraph.db in `data`
    std::string public_url;

    struct Tls {
        std::string certificate, key;
    } tls;
    std::vector<std::string> trusted_proxies;
    std::int64_t anonymous_per_minute = 600;

    struct Mail {
        std::string smtp_url, from, user, password, ca_file;
        std::int64_t per_second = 10;
        bool catcher = false;  // mail.catch
    } mail;
    struct Webhooks {
        std::vector<std::string> allow_networks;
    } webhooks;

    struct Heads {
        std::string file;
        std::string mailbox;
        std::vector<std::string> witnesses;
        std::int64_t every_seconds = 3'600;
    } heads;

    struct Retention {  // days; 0: for ever
        std::int64_t words_days = 0, texts_days = 0, people_days = 0;
    } retention;

    std::string calendar = "default";
    std::string timezone;  // empty: that of the calendar
    std::string language = "en";

    struct Log {
        std::string level = "info";     // trace, debug, info, warning, error
        std::string format = "logfmt";  // logfmt, json
    } log;
    std::string clock = "real";  // real, virtual
    std::string clock_start;     // of a new house; empty: now
    std::int64_t batch_max = 512;
    bool hooks = true;  // whether webhooks are sent at all
};

/// Where values come from, lowest first: defaults, file, environment, flags. The later wins.
struct ConfigSources {
    std::string file_name;                                   // for messages; "" without a file
    std::optional<std::string> file_text;                    // YAML
    std::map<std::string, std::string> environment;          // whole; PARAPH_… is picked out
    std::vector<std::pair<std::string, std::string>> flags;  // key, value
};

/// One thing wrong with the configuration, as in
/// `paraph.yaml:3:1: There is no setting mial.from. Did you mean "mail.from"?`
struct ConfigError {
    std::string place;  // FILE:LINE:COL, PARAPH_NAME or --flag; "" for what concerns several
    std::string text;
};
std::string to_text(const ConfigError& error);

/// Every error at once, not the first one only; with an error the config is not to be used.
struct ConfigReading {
    Config config;
    std::vector<ConfigError> errors;
};
ConfigReading read_config(const ConfigSources& sources);

/// The environment of this process.
std::map<std::string, std::string> process_environment();

/// The manual: each key with type, default, constraint, environment variable and text.
std::string config_manual();

}  // namespace paraph::cli
