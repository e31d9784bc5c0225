#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/house.hpp"

namespace paraph::api {

/// What auditors ask of a trail, each a filter over the entries of the cycles that they may read.
enum class Question {
    silence,    // where silence was counted, and as what
    on_behalf,  // where somebody else gave a body's position, or one of its people for another
    waivers,    // where a minimum was waived, and why
    unread,     // rounds that closed though nobody is on record as having had the text before them
};

inline constexpr std::pair<Question, std::string_view> question_names[] = {
    {Question::silence, "silence"},
    {Question::on_behalf, "on-behalf"},
    {Question::waivers, "waivers"},
    {Question::unread, "unread"}};

std::optional<Question> question_of(std::string_view name);

/// One question and what narrows it. Empty fields don't.
struct Inquiry {
    Question question = Question::silence;
    std::string position;  // silence, on behalf: only as this one
    std::string cycle;
    std::optional<Instant> from, before;  // when the entry was written: from <= at < before
    std::int64_t start = 0;               // the log's number to begin at
    std::size_t limit = 50;
};

struct Answered {
    std::vector<Entry> entries;  // as the reader may see them
    std::int64_t next = -1;      // where to go on; -1: this was all
};

/// Reads the log from `start`, so the time it takes grows with it: some 100,000 entries a second.
Answered ask(const House& house, const Principal& principal, const Inquiry& inquiry);

}  // namespace paraph::api
