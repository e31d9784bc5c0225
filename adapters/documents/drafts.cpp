#include "adapters/documents/drafts.hpp"

#include <algorithm>

#include "adapters/files/durable.hpp"
#include "engine/base/digest.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

constexpr std::size_t draft_bytes_max = 20u << 20;
constexpr std::string_view ending = ".json";

std::string write(std::string_view key, const Draft& draft) {
    json::array fields;
    for (const auto& [name, value] : draft.fields) fields.push_back(json::array{name, value});
    return json::serialize(json::object{{"key", key},
                                        {"version", draft.version},
                                        {"person", draft.person},
                                        {"at", to_text(draft.at)},
                                        {"fields", std::move(fields)}});
}

struct Kept {
    std::string key;
    Draft draft;
};

/// Nothing where there is no such file, or it is not one of ours.
std::optional<Kept> read_kept(const std::filesystem::path& path) {
    const auto bytes = read_file(path, draft_bytes_max);
    if (!bytes) return std::nullopt;
    boost::system::error_code error;
    const auto value = json::parse(*bytes, error);
    const auto* object = error ? nullptr : value.if_object();
    if (!object) return std::nullopt;
    try {
        Draft draft{.version = static_cast<int>(object->at("version").as_int64()),
                    .person = std::string(object->at("person").as_string()),
                    .at = parse_instant(object->at("at").as_string()).value(),
                    .fields = {}};
        for (const auto& field : object->at("fields").as_array())
            draft.fields.emplace_back(field.at(0).as_string(), field.at(1).as_string());
        const auto* key = object->if_contains("key");
        return Kept{key ? std::string(key->as_string()) : std::string(), std::move(draft)};
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::optional<Draft> read(const std::filesystem::path& path) {
    auto kept = read_kept(path);
    return kept ? std::optional(std::move(kept->draft)) : std::nullopt;
}

}  // namespace

std::filesystem::path Drafts::path_of(std::string_view key) const {
    return folder_ / (to_hex(sha256(std::string(key))) + std::string(ending));
}

std::optional<Draft> Drafts::get(std::string_view key) const {
    const std::lock_guard lock(mutex_);
    return read(path_of(key));
}

std::vector<std::pair<std::string, Draft>> Drafts::all(std::string_view prefix) const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::string, Draft>> found;
    if (!std::filesystem::exists(folder_)) return found;
    for (const auto& file : std::filesystem::directory_iterator(folder_))
        if (auto kept = read_kept(file.path()); kept && kept->key.starts_with(prefix))
            found.emplace_back(kept->key.substr(prefix.size()), std::move(kept->draft));
    std::ranges::sort(found, std::ranges::greater(),
                      [](const auto& draft) { return std::pair(draft.second.at, draft.first); });
    return found;
}

std::optional<Draft> Drafts::put(std::string_view key, Draft draft, int seen) {
    const std::lock_guard lock(mutex_);
    auto kept = read(path_of(key));
    if (kept && kept->version > seen) return kept;
    draft.version = (kept ? kept->version : 0) + 1;
    std::filesystem::create_directories(folder_);
    replace_file(path_of(key), write(key, draft), 0600);
    return std::nullopt;
}

void Drafts::remove(std::string_view key) {
    const std::lock_guard lock(mutex_);
    std::error_code none;
    std::filesystem::remove(path_of(key), none);
}

void Drafts::forget_before(Instant moment) {
    const std::lock_guard lock(mutex_);
    if (!std::filesystem::exists(folder_)) return;
    for (const auto& file : std::filesystem::directory_iterator(folder_))
        if (const auto draft = read(file.path()); draft && draft->at < moment)
            std::filesystem::remove(file.path());
}

}  // namespace paraph
