#include "api/trail/remote_log.hpp"

#include "adapters/net/ask_house.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::trail {
namespace {

constexpr JsonLimits answer_limits{.depth = 40, .bytes = 256u << 20};

Refusal unreadable(std::string text) {
    return refuse(Refused::unavailable, std::move(text));
}

/// The API's form of an entry as a line: canonical again, and without what only helps readers.
Result<Line> line_from(const json::value& item) {
    if (!item.is_object()) return unreadable("The server's answer is no list of entries.");
    json::object object = item.get_object();
    object.erase("kind");
    return read_line(canonical(object));
}

}  // namespace

RemoteLog::RemoteLog(std::string server, std::string token)
    : server_(std::move(server)), token_(std::move(token)) {}

Result<std::string> RemoteLog::get(const std::string& path) const {
    return ask_house(server_, path, token_);
}

Result<Header> RemoteLog::header() {
    auto note = get("/api/v1/trail/checkpoint");
    if (!note) return note.error();
    const auto checkpoint = peek_checkpoint(*note);
    if (!checkpoint) return checkpoint.error();
    auto key = key_of(*note, static_cast<std::int64_t>(checkpoint->size));
    if (!key) return key.error();
    return Header{.checkpoint = std::move(*note),
                  .format = std::string(format),
                  .origin = checkpoint->origin,
                  .vkey = std::move(*key)};
}

/// The key among those published in the log that has signed its checkpoint.
Result<std::string> RemoteLog::key_of(const std::string& note, std::int64_t size) {
    for (std::int64_t next = 0; next < size;) {
        const auto page = lines(next);
        if (!page) return page.error();
        if (page->empty()) break;
        for (const auto& line : *page) {
            if (line.stream != registry_stream) continue;
            const auto record = read_registry_entry(line.body, {});
            const auto* published = record ? std::get_if<KeyPublished>(&record->fact) : nullptr;
            const auto key =
                published ? note::parse_key(published->vkey) : Result<note::Key>(Refusal{});
            if (key && open_checkpoint(note, *key)) return published->vkey;
        }
        next = page->back().number + 1;
    }
    return unreadable("No key that stands in the log has signed its checkpoint.");
}

Result<std::vector<Line>> RemoteLog::lines(std::int64_t from) {
    const auto text = get("/api/v1/trail?limit=500&cursor=" + std::to_string(from));
    if (!text) return text.error();
    const auto value = parse_json(*text, answer_limits);
    if (!value) return value.error();
    const auto* object = value->if_object();
    const auto* items = object ? object->if_contains("items") : nullptr;
    if (!items || !items->is_array()) return unreadable("The server's answer is no list.");
    std::vector<Line> found;
    for (const auto& item : items->get_array()) {
        auto line = line_from(item);
        if (!line) return line.error();
        found.push_back(std::move(*line));
    }
    return found;
}

}  // namespace paraph::trail
