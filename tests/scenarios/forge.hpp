#pragma once

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/core/record.hpp"

namespace paraph::test {

/// Rewrites the `nth` entry of the fact's kind as somebody would who has the log in hand: hashes
/// included.
template <class F>
void forge(std::vector<Entry>& entries, const std::function<void(F&, Heading&)>& change,
           int nth = 0) {
    for (auto& entry : entries) {
        const auto record = read_entry(entry.body, entry.secret).value();
        if (!std::holds_alternative<F>(record.fact) || nth-- > 0) continue;
        F fact = std::get<F>(record.fact);
        Heading heading{.actor = record.actor,
                        .via = record.via,
                        .stream = record.stream,
                        .sequence = record.sequence,
                        .at = record.at};
        change(fact, heading);
        Entry forged =
            write_entry(Event{.fact = fact, .secret = record.secret, .effective = record.effective},
                        heading, id::Seed{});
        forged.number = entry.number;
        entry = std::move(forged);
        return;
    }
    FAIL() << "no such entry";
}

}  // namespace paraph::test
