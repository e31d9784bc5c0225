#pragma once

#include <string>
#include <vector>

#include "adapters/store/sqlite_store.hpp"
#include "engine/core/store.hpp"

namespace paraph::test {

inline constexpr Instant day_one{milliseconds(1'767'225'600'000)};  // 2026-01-01

/// The `number`-th entry of a made-up log in which `streams` cycles take turns.
inline Entry entry_at(std::int64_t number, std::int64_t streams = 4) {
    const std::string body = R"({"fact":{"kind":"সম্মত"},"n":)" + std::to_string(number) + "}";
    return {.number = number,
            .stream = "cyc_" + std::to_string(number % streams),
            .sequence = number / streams + 1,
            .at = day_one + milliseconds(number),
            .kind = "position taken",
            .body = body,
            .secret = number % 3 == 0 ? R"({"salt":"00"})" : "",
            .leaf = sha256(body),
            .key = number % 2 == 0 ? std::string(64, 'a') : ""};
}

inline std::vector<Entry> entries(std::int64_t from, std::int64_t count) {
    std::vector<Entry> made;
    for (std::int64_t i = 0; i < count; ++i) made.push_back(entry_at(from + i));
    return made;
}

inline Head head_at(std::int64_t size) {
    return {.size = size, .frontier = "f" + std::to_string(size), .epoch = 1, .signed_size = 0};
}

/// Appends `count` entries where the log ends.
inline void append(Store& store, std::int64_t count) {
    const std::int64_t from = store.head().size;
    store.append(entries(from, count), head_at(from + count));
}

inline std::unique_ptr<Store> open(const std::filesystem::path& file, bool synced = true) {
    return open_sqlite_store({.file = file, .synced = synced}).value();
}

}  // namespace paraph::test
