#include "api/trail/remote_log.hpp"

#include "adapters/net/curl.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::trail {
namespace {

constexpr JsonLimits limits{.depth = 40, .bytes = 256u << 20};
constexpr long seconds_max = 120;

std::size_t collect(const char* bytes, std::size_t size, std::size_t count, void* into) {
    static_cast<std::string*>(into)->append(bytes, size * count);
    return size * count;
}

Refusal unreadable(std::string text) {
    return refuse(Refused::unavailable, std::move(text));
}

std::string problem_in(const std::string& body) {
    const auto value = parse_json(body);
    const auto* object = value ? value->if_object() : nullptr;
    const auto* detail = object ? object->if_contains("detail") : nullptr;
    return detail && detail->is_string() ? std::string(detail->get_string()) : std::string();
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
    : server_(std::move(server)), token_(std::move(token)) {
    while (server_.ends_with('/')) server_.pop_back();
}

Result<std::string> RemoteLog::get(const std::string& path) const {
    const auto curl = make_curl();
    CurlList headers;
    if (!token_.empty()) append(headers, "Authorization: Bearer " + token_);
    const std::string url = server_ + path;
    std::string body;
    set(curl.get(), CURLOPT_URL, url.c_str());
    set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    set(curl.get(), CURLOPT_WRITEFUNCTION, collect);
    set(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&body));
    set(curl.get(), CURLOPT_TIMEOUT, seconds_max);
    set(curl.get(), CURLOPT_NOSIGNAL, 1L);
    if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
        return unreadable(server_ + " does not answer: " + curl_easy_strerror(code) + ".");
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status == 200) return body;
    std::string text = server_ + " answers " + std::to_string(status) + ". " + problem_in(body);
    if (status == 401 || status == 403)
        text += " Put an auditor's token into the environment, PARAPH_TOKEN.";
    return unreadable(std::move(text));
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
    const auto value = parse_json(*text, limits);
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
