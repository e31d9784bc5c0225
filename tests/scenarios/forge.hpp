#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/core/record.hpp"

namespace paraph::test {

/// Rewrites an entry as somebody would who has the log in hand: hashes included.
inline void rewrite(Entry& entry, const std::function<void(Record<Fact>&)>& change) {
    auto record = read_entry(entry.body, entry.secret).value();
    change(record);
    Entry forged = write_entry(Event{.fact = record.fact,
                                     .secret = record.secret,
                                     .effective = record.effective,
                                     .behalf = record.behalf},
                               {.actor = record.actor,
                                .via = record.via,
                                .stream = record.stream,
                                .sequence = record.sequence,
                                .at = record.at},
                               id::Seed{});
    forged.number = entry.number;
    entry = std::move(forged);
}

/// The same of the `nth` entry of the fact's kind.
template <class F>
void forge_record(std::vector<Entry>& entries, const std::function<void(Record<Fact>&)>& change,
                  int nth = 0) {
    for (auto& entry : entries) {
        const auto record = read_entry(entry.body, entry.secret).value();
        if (std::holds_alternative<F>(record.fact) && nth-- == 0) return rewrite(entry, change);
    }
    FAIL() << "no such entry";
}

template <class F>
void forge(std::vector<Entry>& entries, const std::function<void(F&, Heading&)>& change,
           int nth = 0) {
    forge_record<F>(
        entries,
        [&](Record<Fact>& record) {
            F fact = std::get<F>(record.fact);
            Heading heading{.actor = record.actor,
                            .via = record.via,
                            .stream = record.stream,
                            .sequence = record.sequence,
                            .at = record.at};
            change(fact, heading);
            const std::string actor(heading.actor), via(heading.via);
            record.fact = std::move(fact);
            record.actor = actor;
            record.via = via;
            record.sequence = heading.sequence;
            record.at = heading.at;
        },
        nth);
}

/// Leaves out the first entry of a kind, and closes the gap that it leaves.
inline void leave_out(std::vector<Entry>& entries, std::string_view kind) {
    auto at = std::ranges::find(entries, kind, &Entry::kind);
    ASSERT_NE(at, entries.end()) << "no entry is \"" << kind << "\"";
    for (at = entries.erase(at); at != entries.end(); ++at)
        rewrite(*at, [](Record<Fact>& record) { --record.sequence; });
}

}  // namespace paraph::test
