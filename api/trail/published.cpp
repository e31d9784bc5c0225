#include "api/trail/published.hpp"

#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::trail {

std::vector<note::Key> published_keys(Archive& archive) {
    constexpr std::size_t at_once = 1'000;
    std::vector<note::Key> keys;
    for (std::int64_t after = 0;;) {
        const auto entries = archive.stream(registry_stream, after, at_once);
        if (entries.empty()) return keys;
        after = entries.back().sequence;
        for (const auto& entry : entries) {
            if (entry.kind != "key published") continue;
            const auto record = read_registry_entry(entry.body, {});
            const auto* fact = record ? std::get_if<KeyPublished>(&record->fact) : nullptr;
            auto key = fact ? note::parse_key(fact->vkey) : Result<note::Key>(Refusal{});
            if (key) keys.push_back(std::move(*key));
        }
    }
}

Result<Header> header_for(std::string note, const std::vector<note::Key>& keys) {
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        if (open_checkpoint(note, *key))
            return Header{.checkpoint = std::move(note),
                          .format = std::string(format),
                          .origin = key->name,
                          .vkey = note::to_text(*key)};
    return refuse(Refused::unavailable, "No key that stands in the log has signed its checkpoint.");
}

}  // namespace paraph::trail
