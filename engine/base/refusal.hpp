#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace paraph {

/// Why a command or a request was refused. A refusal is a value: it is what a caller can cause.
/// Bugs and a broken world (disk, memory) are exceptions. Names and HTTP statuses stand in one
/// table, refusal.cpp; the names are public (problem types, scenarios): do not change them.
enum class Refused : std::uint16_t {
    malformed,              // bytes that are not JSON, YAML, UTF-8, HTTP …
    unknown_member,         // a JSON member or form field nobody asked for
    invalid,                // a value of the wrong type, size or form
    unknown_definition,     //
    unknown_body,           // a body that the registry does not have
    unknown_role,           //
    unknown_stage,          //
    unknown_position,       // not in the stage's position set
    unknown_attribute,      //
    unsound_definition,     // `check` has findings
    wrong_number,           // too few or too many bodies for a role
    reason_required,        //
    comments_required,      //
    minimum,                // a deadline shorter than the definition's minimum
    not_a_deadline,         // an instant in the past, or before the one it should extend
    unauthenticated,        //
    forbidden,              // known, but not entitled
    four_eyes,              // entitled, but the same person acted where another must
    not_found,              // also: exists, but not for you
    method_not_allowed,     //
    not_acceptable,         //
    not_your_turn,          // the round has not reached this person's level
    not_running,            // the cycle is suspended, deferred or has ended
    round_closed,           //
    nothing_to_do,          // e.g. lifting where nothing blocks
    out_of_order,           // an act that the lifecycle does not know in this state
    comment_unanswered,     // a revise stage that requires answers to all comments
    stale,                  // another revision than the one in force; If-Match did not match
    precondition_required,  // PUT, PATCH, DELETE without If-Match
    key_reused,             // the same Idempotency-Key with another body
    conflict,               // lost a race against another node
    too_large,              //
    unsupported_media,      //
    too_many,               // rate limit
    unavailable,            // the store does not take writes
    internal,               // a bug; the log has the reference that `text` names
};

struct Refusal {
    Refused code = Refused::internal;
    std::string text;   // one or two sentences in English: what is wrong and how to mend it
    std::string where;  // JSON pointer, FILE:LINE:COL or form field; empty: the whole request
};

template <class T = void>
using Result = boost::system::result<T, Refusal>;

/// The stable name, e.g. "four eyes"; also the last segment of a problem's `type` with dashes.
std::string_view name(Refused code);
/// A short title for people, e.g. "Another person must do this".
std::string_view title(Refused code);
/// The HTTP status that this refusal is answered with.
unsigned http_status(Refused code);

inline Refusal refuse(Refused code, std::string text, std::string where = {}) {
    return {code, std::move(text), std::move(where)};
}

/// Result::value() on a refusal is a bug of ours: it throws std::logic_error with the text.
[[noreturn]] void throw_exception_from_error(const Refusal& refusal,
                                             const boost::source_location& place);

}  // namespace paraph
