#include "api/log.hpp"

#include <array>
#include <chrono>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

namespace paraph::log {

namespace {

constexpr std::array<std::string_view, 5> level_names{"trace", "debug", "info", "warning", "error"};
constexpr std::array spd_levels{spdlog::level::trace, spdlog::level::debug, spdlog::level::info,
                                spdlog::level::warn,  spdlog::level::err,   spdlog::level::off};

// spdlog brings the level filter, the lock and the flushing; the line is ours, since it escapes
// nothing.
struct Journal {
    spdlog::logger logger{"paraph", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
    Format format = Format::logfmt;

    Journal() {
        logger.set_pattern("%v");
        logger.set_level(spdlog::level::info);
        logger.flush_on(spdlog::level::warn);
    }
};

Journal& journal() {
    static Journal one;
    return one;
}

spdlog::level::level_enum spd(Level level) {
    return spd_levels.at(static_cast<std::size_t>(level));
}

bool is_plain(std::string_view text) {
    for (const char c : text)
        if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f) return false;
    return !text.empty() && is_valid_utf8(text);
}

/// A JSON string: bytes that are no UTF-8 are replaced, since a log must stay readable.
void append_quoted(std::string& out, std::string_view text) {
    if (is_valid_utf8(text)) return append_canonical(out, text);
    std::string ascii(text);
    for (char& c : ascii)
        if (static_cast<unsigned char>(c) > 0x7e) c = '?';
    append_canonical(out, ascii);
}

void append_field(std::string& out, Format format, const Field& field) {
    const bool json = format == Format::json;
    out += out.empty() ? "" : (json ? "," : " ");
    if (json)
        append_quoted(out, field.name);
    else
        out += field.name;
    out += json ? ':' : '=';
    if (field.number || (!json && is_plain(field.value)))
        out += field.value;
    else
        append_quoted(out, field.value);
}

std::string whole_line(Format format, std::string fields) {
    return format == Format::json ? "{" + fields + "}" : fields;
}

std::string fields_text(Format format, std::string start, Level level, std::string_view event,
                        Fields fields) {
    append_field(start, format, {"level", level_names.at(static_cast<std::size_t>(level))});
    append_field(start, format, {"event", event});
    for (const Field& field : fields) append_field(start, format, field);
    return start;
}

}  // namespace

void set_up(Level level, Format format) {
    journal().logger.set_level(spd(level));
    journal().format = format;
}

void set_up(std::string_view level, std::string_view format) {
    Level chosen = Level::info;
    for (std::size_t i = 0; i < level_names.size(); ++i)
        if (level_names[i] == level) chosen = static_cast<Level>(i);
    set_up(chosen, format == "json" ? Format::json : Format::logfmt);
}

void flush() {
    journal().logger.flush();
}

std::string line(Format format, Level level, std::string_view event, Fields fields) {
    return whole_line(format, fields_text(format, "", level, event, fields));
}

void write(Level level, std::string_view event, Fields fields) {
    Journal& out = journal();
    if (level == Level::off || !out.logger.should_log(spd(level))) return;
    const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    std::string start;
    append_field(start, out.format, {"time", to_text(now)});
    out.logger.log(spd(level), "{}",
                   whole_line(out.format, fields_text(out.format, start, level, event, fields)));
}

}  // namespace paraph::log
