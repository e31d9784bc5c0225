#include "api/routes/erased.hpp"

#include "engine/base/enums.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t registry_entries_at_once = 10'000;

std::optional<Instant> erased_at(const House& house, std::string_view data_class, Instant over) {
    for (std::int64_t after = 0;;) {
        const auto entries = house.archive.stream(registry_stream, after, registry_entries_at_once);
        for (const auto& entry : entries) {
            if (entry.kind != "data erased") continue;
            const auto record = read_registry_entry(entry.body, {});
            const auto* fact = record ? std::get_if<DataErased>(&record->fact) : nullptr;
            if (fact && fact->data_class == data_class && over < fact->before) return entry.at;
        }
        if (entries.size() < registry_entries_at_once) return std::nullopt;
        after = entries.back().sequence;
    }
}

}  // namespace

std::string erased_words(const House& house, const State& state, DataClass data_class,
                         const Naming& naming) {
    const auto over = over_since(house, state);
    const auto at = over ? erased_at(house, enum_text(data_class), *over) : std::nullopt;
    const auto& language = naming.language();
    if (!at) return language.say("erased.some_day");
    return language.say("erased.on", {{"day", language.day(*at, naming.zone())}});
}

}  // namespace paraph::api
