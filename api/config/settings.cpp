#include "api/config/settings.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include "adapters/webhook/address.hpp"
#include "engine/base/instant.hpp"

namespace paraph::cli {

namespace {

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

bool is_visible(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::string an_address(std::string_view value) {
    const std::size_t colon = value.rfind(':');
    const auto port = number(colon == value.npos ? "" : value.substr(colon + 1));
    if (colon == 0 || !port || *port < 0 || *port > 65535)
        return "must be an address and a port, as 127.0.0.1:8080 or [::1]:8080";
    return {};
}

std::string a_database(std::string_view value) {
    if (value.empty() || value.starts_with("sqlite:") || value.starts_with("postgresql://"))
        return {};
    return "must begin with sqlite: or postgresql://";
}

std::string a_public_url(std::string_view value) {
    if (value.empty()) return {};
    if (!value.starts_with("https://") && !value.starts_with("http://"))
        return "must begin with https:// or http://";
    if (!is_visible(value) || value.ends_with('/') || value.find_first_of("?#@") != value.npos)
        return "must be a plain URL without a slash, query or user at its end";
    return {};
}

std::string a_witness(std::string_view value) {
    const bool known = value.starts_with("https://") || value.starts_with("http://");
    if (known && is_visible(value) && !value.ends_with('/')) return {};
    return "must be a URL without a slash at its end, as https://witness.example";
}

std::string an_smtp_url(std::string_view value) {
    const bool known = value.starts_with("smtp://") || value.starts_with("smtps://");
    if (value.empty() || (known && is_visible(value))) return {};
    return "must be smtp://HOST[:PORT] or smtps://HOST[:PORT]";
}

std::string a_mailbox(std::string_view value) {
    const std::size_t at = value.find('@');
    const bool good = at != 0 && at != value.npos && at + 1 < value.size() &&
                      value.find('@', at + 1) == value.npos && is_visible(value);
    return value.empty() || good ? "" : "must be a plain address, as secretariat@example.org";
}

std::string a_network(std::string_view value) {
    if (parse_network(value) || parse_address(value)) return {};
    return "must be an address or a network, as 10.0.0.0/8 or fd00::/8";
}

std::string a_name(std::string_view value) {
    const bool good = !value.empty() && value.size() <= 64 && is_visible(value);
    return good ? "" : "must be a name without spaces";
}

template <std::int64_t low, std::int64_t high>
std::string between(std::string_view value) {
    const auto read = number(value);
    if (read && *read >= low && *read <= high) return {};
    return "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high);
}

std::string one_of(std::string_view value, std::initializer_list<std::string_view> words) {
    std::string list;
    for (const std::string_view word : words) {
        if (word == value) return {};
        list.append(list.empty() ? "" : ", ").append(word);
    }
    return "must be one of " + list;
}

std::string a_level(std::string_view value) {
    return one_of(value, {"trace", "debug", "info", "warning", "error"});
}
std::string a_format(std::string_view value) {
    return one_of(value, {"logfmt", "json"});
}
std::string an_instant(std::string_view value) {
    return parse_instant(value) ? "" : "must be a time as in 2025-12-07T10:00:00+06:00";
}
/// As `check` says, or nothing at all, which is the same as leaving the setting out.
template <std::string (*check)(std::string_view)>
std::string if_any(std::string_view value) {
    return value.empty() ? std::string() : check(value);
}
std::string a_clock(std::string_view value) {
    return one_of(value, {"real", "virtual"});
}

const std::array table{
    Setting{"data", +[](Config& c) -> std::string& { return c.data; }, "a folder",
            "Where the database, texts and checkpoints lie."},
    Setting{"listen", +[](Config& c) -> std::string& { return c.listen; },
            "ADDRESS:PORT, [ADDRESS]:PORT for IPv6", "Where the server takes requests.",
            an_address},
    Setting{"database", +[](Config& c) -> std::string& { return c.database; },
            "sqlite:FILE or postgresql://…; empty: sqlite:paraph.db in data",
            "The database that holds the log and the tables.", a_database},
    Setting{"public_url", +[](Config& c) -> std::string& { return c.public_url; },
            "https://… without a slash at the end",
            "The address people reach the server at; links are built from it, and no mail goes out "
            "without it.",
            a_public_url},
    Setting{"tls.certificate", +[](Config& c) -> std::string& { return c.tls.certificate; },
            "a PEM file, the chain in order", "With tls.key: serve HTTPS."},
    Setting{"tls.key", +[](Config& c) -> std::string& { return c.tls.key; }, "a PEM file",
            "The certificate's private key."},
    Setting{"trusted_proxies",
            +[](Config& c) -> std::vector<std::string>& { return c.trusted_proxies; },
            "addresses or networks", "The proxies whose X-Forwarded-For is believed.", a_network},
    Setting{"anonymous_per_minute",
            +[](Config& c) -> std::int64_t& { return c.anonymous_per_minute; }, "0 to 1000000",
            "How many forms one address may send in a minute without being signed in; 0: any.",
            between<0, 1'000'000>},
    Setting{"mail.smtp_url", +[](Config& c) -> std::string& { return c.mail.smtp_url; },
            "smtp://HOST[:PORT] or smtps://HOST[:PORT]; needs mail.from and public_url",
            "The server that mail goes out through.", an_smtp_url},
    Setting{"mail.from", +[](Config& c) -> std::string& { return c.mail.from; }, "an address",
            "The sender of all mail.", a_mailbox},
    Setting{"mail.user", +[](Config& c) -> std::string& { return c.mail.user; }, "",
            "The login at the mail server; empty: none."},
    Setting{"mail.password", +[](Config& c) -> std::string& { return c.mail.password; },
            "from the file or the environment only", "The password that goes with mail.user.",
            nullptr, true},
    Setting{"mail.ca_file", +[](Config& c) -> std::string& { return c.mail.ca_file; },
            "a PEM file; empty: the system's authorities",
            "The authority that vouches for the mail server."},
    Setting{"mail.per_second", +[](Config& c) -> std::int64_t& { return c.mail.per_second; },
            "1 to 1000", "How many mails go out in a second at most.", between<1, 1000>},
    Setting{"mail.catch", +[](Config& c) -> bool& { return c.mail.catcher; }, "",
            "Keep all mail in a catcher instead of sending it: for demonstrations and tests."},
    Setting{"webhooks.allow_networks",
            +[](Config& c) -> std::vector<std::string>& { return c.webhooks.allow_networks; },
            "addresses or networks", "Private networks that webhooks may reach after all.",
            a_network},
    Setting{"hooks", +[](Config& c) -> bool& { return c.hooks; }, "",
            "Send webhooks; no: they wait."},
    Setting{"heads.file", +[](Config& c) -> std::string& { return c.heads.file; },
            "a file, best on another machine",
            "Where each new checkpoint of the log is added, so that the log can be held to it."},
    Setting{"heads.mailbox", +[](Config& c) -> std::string& { return c.heads.mailbox; },
            "an address, best in another house", "Where each new checkpoint of the log is mailed.",
            if_any<a_mailbox>},
    Setting{"heads.witnesses",
            +[](Config& c) -> std::vector<std::string>& { return c.heads.witnesses; },
            "URLs, as c2sp.org/tlog-witness says", "Who is asked to cosign the log's checkpoints.",
            a_witness},
    Setting{"heads.every_seconds",
            +[](Config& c) -> std::int64_t& { return c.heads.every_seconds; }, "1 to 86400",
            "How often the log's head goes out, if it has grown.", between<1, 86'400>},
    Setting{"retention.words_days",
            +[](Config& c) -> std::int64_t& { return c.retention.words_days; },
            "a number of days; 0: for ever",
            "How long reasons, comments and answers are kept once a cycle is over.",
            between<0, 100'000>},
    Setting{"retention.texts_days",
            +[](Config& c) -> std::int64_t& { return c.retention.texts_days; },
            "a number of days; 0: for ever",
            "How long texts and files are kept once a cycle is over.", between<0, 100'000>},
    Setting{"retention.people_days",
            +[](Config& c) -> std::int64_t& { return c.retention.people_days; },
            "a number of days; 0: for ever", "How long name and address are kept of who has left.",
            between<0, 100'000>},
    Setting{"calendar", +[](Config& c) -> std::string& { return c.calendar; }, "a calendar's name",
            "The calendar of definitions that name none.", a_name},
    Setting{"timezone", +[](Config& c) -> std::string& { return c.timezone; },
            "a name of the time zone database, as Asia/Dhaka",
            "The zone in which times are shown beside a cycle; without it, the calendar's.",
            if_any<a_name>},
    Setting{"language", +[](Config& c) -> std::string& { return c.language; },
            "a BCP 47 tag, as en or bn", "The language of pages and mails by default.", a_name},
    Setting{"log.level", +[](Config& c) -> std::string& { return c.log.level; },
            "trace, debug, info, warning, error", "How much is logged.", a_level},
    Setting{"log.format", +[](Config& c) -> std::string& { return c.log.format; }, "logfmt, json",
            "How a line of the log looks.", a_format},
    Setting{"clock", +[](Config& c) -> std::string& { return c.clock; }, "real, virtual",
            "The virtual clock stands still until it is advanced: rehearsals and tests.", a_clock},
    Setting{"clock_start", +[](Config& c) -> std::string& { return c.clock_start; }, "RFC 3339",
            "Where the virtual clock of a new house starts; without it, now.", if_any<an_instant>},
    Setting{"batch_max", +[](Config& c) -> std::int64_t& { return c.batch_max; }, "1 to 4096",
            "How many commands one commit may carry.", between<1, 4096>},
};

}  // namespace

std::span<const Setting> settings() {
    return table;
}

std::string environment_name(std::string_view key) {
    std::string name = "PARAPH_";
    for (const char c : key)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

std::string flag_name(std::string_view key) {
    std::string name = "--";
    for (const char c : key) name += c == '.' || c == '_' ? '-' : c;
    return name;
}

std::string_view type_name(const Setting& setting) {
    static constexpr std::array<std::string_view, 4> names{"text", "number", "yes or no", "list"};
    return names.at(setting.member.index());
}

std::string value_text(const Setting& setting, const Config& config) {
    Config copy = config;
    struct Writer {
        Config& config;
        std::string operator()(std::string& (*at)(Config&)) const { return at(config); }
        std::string operator()(std::int64_t& (*at)(Config&)) const {
            return std::to_string(at(config));
        }
        std::string operator()(bool& (*at)(Config&)) const { return at(config) ? "yes" : "no"; }
        std::string operator()(std::vector<std::string>& (*at)(Config&)) const {
            std::string text;
            for (const std::string& item : at(config)) text += (text.empty() ? "" : ",") + item;
            return text;
        }
    };
    return std::visit(Writer{copy}, setting.member);
}

}  // namespace paraph::cli
