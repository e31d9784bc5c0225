#include "engine/base/refusal.hpp"

#include <array>
#include <stdexcept>

namespace paraph {
namespace {

struct Row {
    Refused code;
    std::string_view name;
    std::string_view title;
    unsigned status;
};

// In the order of the enum, which the lookup relies on and the assertion below holds.
constexpr std::array rows = [] {
    using enum Refused;
    return std::array{
        Row{malformed, "malformed", "The bytes cannot be read", 400},
        Row{unknown_member, "unknown member", "There is no such member", 422},
        Row{invalid, "invalid", "A value is not valid", 422},
        Row{unknown_definition, "unknown definition", "There is no such definition", 422},
        Row{unknown_body, "unknown body", "There is no such body", 422},
        Row{unknown_role, "unknown role", "The definition has no such role", 422},
        Row{unknown_stage, "unknown stage", "The definition has no such stage", 422},
        Row{unknown_position, "unknown position", "The stage does not offer this position", 422},
        Row{unknown_attribute, "unknown attribute", "The definition has no such attribute", 422},
        Row{unsound_definition, "unsound definition", "The definition has findings", 422},
        Row{wrong_number, "wrong number", "Too few or too many bodies for a role", 422},
        Row{reason_required, "reason required", "A reason must be given", 422},
        Row{comments_required, "comments required", "Comments must be given", 422},
        Row{minimum, "minimum", "The deadline is shorter than the minimum", 422},
        Row{not_a_deadline, "not a deadline", "The deadline lies too early", 422},
        Row{unauthenticated, "unauthenticated", "Nobody is signed in", 401},
        Row{forbidden, "forbidden", "You are not entitled to do this", 403},
        Row{four_eyes, "four eyes", "Another person must do this", 403},
        Row{not_found, "not found", "There is nothing here for you", 404},
        Row{method_not_allowed, "method not allowed", "This cannot be done here", 405},
        Row{not_acceptable, "not acceptable", "There is no such representation", 406},
        Row{not_your_turn, "not your turn", "Others must act first", 409},
        Row{not_running, "not running", "The cycle is not running", 409},
        Row{round_closed, "round closed", "The round is closed", 409},
        Row{nothing_to_do, "nothing to do", "There is nothing to do", 409},
        Row{out_of_order, "out of order", "This cannot be done now", 409},
        Row{comment_unanswered, "comment unanswered", "A comment has no answer yet", 409},
        Row{stale, "stale", "Something newer is in force", 412},
        Row{precondition_required, "precondition required", "If-Match is required", 428},
        Row{key_reused, "key reused", "The idempotency key was used for another request", 422},
        Row{conflict, "conflict", "Somebody else was faster", 409},
        Row{too_large, "too large", "This is too large", 413},
        Row{unsupported_media, "unsupported media", "This kind of file is not understood", 415},
        Row{too_many, "too many", "Too many requests", 429},
        Row{unavailable, "unavailable", "Nothing can be recorded at the moment", 503},
        Row{internal, "internal", "Something went wrong on our side", 500},
    };
}();

constexpr bool in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].code) != i) return false;
    }
    return rows.size() == static_cast<std::size_t>(Refused::internal) + 1;
}
static_assert(in_order(), "one row for each Refused, in its order");

const Row& row(Refused code) {
    return rows.at(static_cast<std::size_t>(code));
}

}  // namespace

std::string_view name(Refused code) {
    return row(code).name;
}
std::string_view title(Refused code) {
    return row(code).title;
}
unsigned http_status(Refused code) {
    return row(code).status;
}

void throw_exception_from_error(const Refusal& refusal, const boost::source_location& place) {
    std::string text{"value() of a refusal, "};
    text.append(name(refusal.code)).append(": ").append(refusal.text);
    throw std::logic_error(text + " (" + place.to_string() + ")");
}

}  // namespace paraph
