#include "api/config/config.hpp"

#include <algorithm>
#include <charconv>
#include <unistd.h>

#include "api/config/settings.hpp"
#include "engine/base/words.hpp"
#include "workflows/language/document.hpp"

namespace paraph::cli {

namespace {

const Setting* find(std::string_view key) {
    for (const Setting& setting : settings())
        if (setting.key == key) return &setting;
    return nullptr;
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> items;
    while (!list.empty()) {
        std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(item.size() + 1, list.size()));
        if (item = trimmed(item); !item.empty()) items.emplace_back(item);
    }
    return items;
}

/// A file of comments alone sets nothing, and is no mistake.
bool sets_nothing(std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first != line.npos && line[first] != '#') return false;
    }
    return true;
}

class ConfigReader {
public:
    ConfigReading reading;

    void file(const std::string& name, const std::string& text);
    void environment(const std::map<std::string, std::string>& variables);
    void flags(const std::vector<std::pair<std::string, std::string>>& flags);
    void relations();

private:
    void map(const Node& node, const std::string& prefix);
    void entry(const Node::Entry& entry, const std::string& key);
    void assign(const Setting& setting, const std::vector<std::string>& values,
                const std::string& place);
    void fail(std::string place, std::string text) {
        reading.errors.push_back({std::move(place), std::move(text)});
    }
    std::string at(Place place) const {
        return file_ + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
    }

    std::string file_;
};

void ConfigReader::assign(const Setting& setting, const std::vector<std::string>& values,
                          const std::string& place) {
    const std::string key(setting.key);
    for (const std::string& value : values) {
        const std::string wrong = setting.check ? setting.check(value) : "";
        if (!wrong.empty()) return fail(place, key + " " + wrong + ".");
    }
    const std::string value = values.empty() ? "" : values.front();
    Config& config = reading.config;
    if (const auto* text = std::get_if<std::string& (*)(Config&)>(&setting.member)) {
        (*text)(config) = value;
    } else if (const auto* list =
                   std::get_if<std::vector<std::string>& (*)(Config&)>(&setting.member)) {
        (*list)(config) = values;
    } else if (const auto* truth = std::get_if<bool& (*)(Config&)>(&setting.member)) {
        const bool yes = value == "yes" || value == "true";
        if (!yes && value != "no" && value != "false")
            return fail(place, key + " must be yes or no.");
        (*truth)(config) = yes;
    } else {
        auto& number = std::get<std::int64_t& (*)(Config&)>(setting.member)(config);
        std::from_chars(value.data(), value.data() + value.size(), number);  // checked above
    }
}

void ConfigReader::entry(const Node::Entry& entry, const std::string& key) {
    if (entry.value.kind == Node::Kind::map) return map(entry.value, key + ".");
    const Setting* setting = find(key);
    if (setting == nullptr) {
        std::vector<std::string_view> keys;
        for (const Setting& known : settings()) keys.push_back(known.key);
        return fail(at(entry.place), "There is no setting " + key + "." + suggestion(key, keys));
    }
    const bool list =
        std::holds_alternative<std::vector<std::string>& (*)(Config&)>(setting->member);
    std::vector<std::string> values;
    if (entry.value.kind == Node::Kind::text) {
        values = list ? split(entry.value.text) : std::vector{entry.value.text};
    } else if (entry.value.kind == Node::Kind::list) {
        if (!list) return fail(at(entry.value.place), key + " takes one value, not a list.");
        for (const Node& item : entry.value.items) values.push_back(item.text);
    } else if (!list) {
        return fail(at(entry.place), key + " has no value.");
    }
    assign(*setting, values, at(entry.value.place));
}

void ConfigReader::map(const Node& node, const std::string& prefix) {
    for (const Node::Entry& each : node.entries) entry(each, prefix + each.key);
}

void ConfigReader::file(const std::string& name, const std::string& text) {
    file_ = name;
    if (sets_nothing(text)) return;
    Report report;
    const auto document = parse_document(text, report);
    for (const Finding& finding : std::move(report).sorted())
        if (finding.severity == Finding::Severity::error)
            fail(at({finding.line, finding.column}), finding.text);
    if (!document) return;
    if (document->kind != Node::Kind::map)
        return fail(at(document->place), "The file must be a list of settings, as `listen: …`.");
    map(*document, "");
}

void ConfigReader::environment(const std::map<std::string, std::string>& variables) {
    for (const auto& [name, value] : variables) {
        if (!name.starts_with("PARAPH_")) continue;
        const auto found = std::find_if(
            settings().begin(), settings().end(),
            [&](const Setting& setting) { return environment_name(setting.key) == name; });
        if (found == settings().end()) {
            fail(name, "There is no such setting.");
            continue;
        }
        const bool list =
            std::holds_alternative<std::vector<std::string>& (*)(Config&)>(found->member);
        assign(*found, list ? split(value) : std::vector{value}, name);
    }
}

void ConfigReader::flags(const std::vector<std::pair<std::string, std::string>>& flags) {
    for (const auto& [key, value] : flags) {
        const Setting* setting = find(key);
        if (setting == nullptr || setting->secret) {
            fail(flag_name(key), setting == nullptr
                                     ? "There is no such setting."
                                     : "A secret comes from the file or the environment, not from "
                                       "the command line.");
            continue;
        }
        const bool list =
            std::holds_alternative<std::vector<std::string>& (*)(Config&)>(setting->member);
        assign(*setting, list ? split(value) : std::vector{value}, flag_name(key));
    }
}

/// What concerns more than one setting, wherever each came from.
void ConfigReader::relations() {
    const Config& c = reading.config;
    if (c.tls.certificate.empty() != c.tls.key.empty())
        fail("", "tls.certificate and tls.key go together: one of them is missing.");
    if (c.mail.smtp_url.empty() || c.mail.catcher) return;
    if (c.mail.from.empty()) fail("", "mail.smtp_url needs mail.from, the sender of all mail.");
    if (c.public_url.empty())
        fail("", "mail.smtp_url needs public_url: mails carry links, and links are built from it.");
}

}  // namespace

std::string to_text(const ConfigError& error) {
    return error.place.empty() ? error.text : error.place + ": " + error.text;
}

ConfigReading read_config(const ConfigSources& sources) {
    ConfigReader reader;
    if (sources.file_text) reader.file(sources.file_name, *sources.file_text);
    reader.environment(sources.environment);
    reader.flags(sources.flags);
    reader.relations();
    return std::move(reader.reading);
}

std::map<std::string, std::string> process_environment() {
    std::map<std::string, std::string> variables;
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        const std::string_view text(*each);
        const std::size_t sign = text.find('=');
        if (sign != text.npos) variables.emplace(text.substr(0, sign), text.substr(sign + 1));
    }
    return variables;
}

std::string config_manual() {
    std::string text =
        "Settings of paraph serve. Defaults < the file of --config (YAML) < the environment < "
        "flags.\nA dotted key may also be nested: \"mail.from: x\" is \"mail: {from: x}\".\n";
    const Config defaults;
    for (const Setting& setting : settings()) {
        const std::string value = value_text(setting, defaults);
        text.append("\n").append(setting.key).append("\n    ").append(setting.text).append("\n");
        text.append("    ").append(type_name(setting));
        if (!setting.constraint.empty()) text.append(": ").append(setting.constraint);
        text.append("\n    default: ").append(value.empty() ? "none" : value);
        text.append("; environment: ").append(environment_name(setting.key));
        if (!setting.secret) text.append("; flag: ").append(flag_name(setting.key));
        text.append("\n");
    }
    return text;
}

}  // namespace paraph::cli
