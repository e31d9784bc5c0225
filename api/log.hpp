#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace paraph::log {

enum class Level : std::uint8_t { trace, debug, info, warning, error, off };
enum class Format : std::uint8_t { logfmt, json };

/// One named value of an event. Never personal data, tokens, codes or secrets: ids say enough.
struct Field {
    std::string_view name;
    std::string value;
    bool number = false;

    Field(std::string_view field, std::string_view text) : name(field), value(text) {}
    Field(std::string_view field, const char* text) : name(field), value(text) {}
    Field(std::string_view field, const std::string& text) : name(field), value(text) {}
    Field(std::string_view field, bool truth)
        : name(field), value(truth ? "true" : "false"), number(true) {}
    template <std::integral T>
    Field(std::string_view field, T integer)
        : name(field), value(std::to_string(integer)), number(true) {}
};
using Fields = std::initializer_list<Field>;

/// Writes to standard error, one line an event. Without it, `info` and above as logfmt.
void set_up(Level level, Format format);
/// From the configuration's words "trace" … "error", "logfmt" and "json"; others: info, logfmt.
void set_up(std::string_view level, std::string_view format);
void flush();

/// `log::info("listening", {{"address", "127.0.0.1"}, {"port", 8080}})`. Safe on any thread.
void write(Level level, std::string_view event, Fields fields);
inline void debug(std::string_view event, Fields fields = {}) {
    write(Level::debug, event, fields);
}
inline void info(std::string_view event, Fields fields = {}) {
    write(Level::info, event, fields);
}
inline void warning(std::string_view event, Fields fields = {}) {
    write(Level::warning, event, fields);
}
inline void error(std::string_view event, Fields fields = {}) {
    write(Level::error, event, fields);
}

/// The line of an event without its time: what `write` writes, for tests.
std::string line(Format format, Level level, std::string_view event, Fields fields);

}  // namespace paraph::log
