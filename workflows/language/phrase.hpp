#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "engine/model/definition.hpp"
#include "engine/rules/spans.hpp"

namespace paraph {

/// The fixed phrases of the language: "10 clear working days, waived by secretary". Pure: text in,
/// plain data out, or what is wrong with it. Names inside are not looked up here; they stand at the
/// end of their phrase, so the reader knows their place.

struct Mistake {
    std::string text;
};
[[noreturn]] void throw_exception_from_error(const Mistake& mistake,
                                             const boost::source_location& place);

template <class T>
using Read = boost::system::result<T, Mistake>;

/// One part of "10 working days if pages <= 20, else 15 working days".
struct Case {
    std::string_view span;
    std::string_view condition;  // empty: none
    std::size_t condition_at = 0;
};

inline constexpr int bodies_max = 1000;  // of a role

struct Size {  // 1; 2..60
    int least = 1;
    int most = 1;
};

struct Repeat {  // "3 times, then meeting"
    int most = 0;
    Target then;
};

Read<Span> parse_span(std::string_view text);          // 72 hours
Read<Deadline> parse_deadline(std::string_view text);  // 1 working day before outer; on session
Read<Minimum> parse_minimum(std::string_view text);    // 72 hours, waived by secretary
std::vector<Case> split_cases(std::string_view text);
/// Where ", waived by" begins; the end where nobody is named.
std::size_t waiver_at(std::string_view text);
Read<Span> parse_reminder(std::string_view text);          // 5 working days before
Read<Escalation> parse_escalation(std::string_view text);  // at due, to secretary
Read<Closes> parse_closes(std::string_view text);  // when all have answered, or at the due time
Read<Target> parse_target(std::string_view text);  // meeting; end as X; done; leave as X
Read<Needs> parse_needs(std::string_view text);    // all of; any of; 2 of
Read<int> parse_load(std::string_view text);       // at most 3
Read<Needs> parse_joins(std::string_view text);    // when all are done; when 2 are done
Read<Size> parse_size(std::string_view text);      // of a role: 1; 2..60
Read<Repeat> parse_repeat(std::string_view text);
Read<Participant> parse_participant(std::string_view text);  // members; body finance; X of the body

/// A whole number without sign, at most `most`.
std::optional<int> parse_count(std::string_view text, int most);

}  // namespace paraph
