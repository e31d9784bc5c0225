#include "workflows/language/phrase.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"

namespace paraph {
namespace {

constexpr int span_most = 1000;
constexpr int times_most = 1000;
constexpr std::string_view length_examples =
    "a number and \"working days\", \"clear working days\", \"hours\", \"days\", \"weeks\" or "
    "\"months\", as in \"10 working days\"";

/// Reads a phrase from left to right, word by word.
class Phrase {
public:
    explicit Phrase(std::string_view text) : rest_(text) { skip(" "); }

    bool done() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

    /// Takes `words` when they come next as whole words.
    bool take(std::string_view words) {
        if (!rest_.starts_with(words)) return false;
        const auto after = rest_.substr(words.size());
        if (!after.empty() && after.front() != ' ' && after.front() != ',') return false;
        rest_ = after;
        skip(" ");
        return true;
    }
    bool comma() {
        if (!rest_.starts_with(',')) return false;
        rest_.remove_prefix(1);
        skip(" ");
        return true;
    }
    std::string_view word() {
        const auto word = rest_.substr(0, rest_.find_first_of(" ,"));
        rest_.remove_prefix(word.size());
        skip(" ");
        return word;
    }

private:
    void skip(std::string_view blanks) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
    }

    std::string_view rest_;
};

struct UnitWord {
    std::string_view one, many;
    Unit unit;
};
constexpr std::array unit_words{
    UnitWord{"clear working day", "clear working days", Unit::clear_working_days},
    UnitWord{"working day", "working days", Unit::working_days},
    UnitWord{"hour", "hours", Unit::hours},
    UnitWord{"day", "days", Unit::days},
    UnitWord{"week", "weeks", Unit::weeks},
    UnitWord{"month", "months", Unit::months},
};

/// As people write one, also with a sign or a point, or too large.
bool is_number(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos &&
           text.find_first_not_of("0123456789+-.") == std::string_view::npos;
}

Read<Span> take_span(Phrase& phrase) {
    const auto before = phrase.rest();
    const auto number = phrase.word();
    const auto count = parse_count(number, span_most);
    if (!count || *count == 0) {
        if (is_number(number))
            return Mistake{quoted(number) +
                           " is no number of hours, days, weeks or months: write "
                           "a whole number from 1 to " +
                           std::to_string(span_most) + "."};
        return Mistake{quoted(before) + " does not begin with a length of time: " +
                       std::string{length_examples} + "."};
    }
    for (const auto& word : unit_words) {
        if (phrase.take(word.many) || phrase.take(word.one)) return Span{*count, word.unit};
    }
    return Mistake{quoted(before) + " is no length of time I know: write " +
                   std::string{length_examples} + "."};
}

Mistake left_over(const Phrase& phrase, std::string_view expected) {
    return {"I do not understand " + quoted(phrase.rest()) + " here: write " +
            std::string{expected} + "."};
}

}  // namespace

void throw_exception_from_error(const Mistake& mistake, const boost::source_location&) {
    throw std::logic_error(mistake.text);
}

std::optional<int> parse_count(std::string_view text, int most) {
    int count = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || stop != end || count < 0 || count > most) return std::nullopt;
    return count;
}

Read<Span> parse_span(std::string_view text) {
    Phrase phrase{text};
    auto span = take_span(phrase);
    if (span && !phrase.done()) return left_over(phrase, "only the length of time");
    return span;
}

namespace {

constexpr std::string_view deadline_form =
    "a length of time, and behind it \"after STAGE closed\", \"after STAGE opened\", \"after the "
    "cycle opened\", \"before outer\", or \"before\" or \"after\" and an attribute that is a date";

/// What a deadline counts from or to. Only a date, and the outer deadline, are known beforehand.
Read<Deadline> counted_from(Deadline deadline, const Phrase& phrase) {
    constexpr std::string_view closed = " closed", opened = " opened";
    auto rest = phrase.rest();
    if (rest == "outer" && (deadline.before || deadline.span.count == 0)) {
        deadline.from = Deadline::From::outer;
        deadline.before = true;
    } else if (rest == "the cycle opened" && !deadline.before && deadline.span.count > 0) {
        deadline.from = Deadline::From::cycle;
    } else if (rest.ends_with(closed) || rest.ends_with(opened)) {
        if (deadline.before || deadline.span.count == 0)
            return Mistake{
                "When a stage opens or closes is not known beforehand: count \"after\" "
                "it."};
        deadline.from = rest.ends_with(closed) ? Deadline::From::closed : Deadline::From::opened;
        rest.remove_suffix(closed.size());
        deadline.of = rest;
    } else if (rest.empty()) {
        return left_over(phrase, deadline_form);
    } else {
        deadline.from = Deadline::From::date;
        deadline.of = rest;
    }
    return deadline;
}

}  // namespace

Read<Deadline> parse_deadline(std::string_view text) {
    Phrase phrase{text};
    if (phrase.take("on") && !phrase.done()) return counted_from({.span = {.count = 0}}, phrase);
    const auto span = take_span(phrase);
    if (!span) return span.error();
    Deadline deadline{.span = *span};
    if (phrase.done()) return deadline;
    deadline.before = phrase.take("before");
    if (!deadline.before && !phrase.take("after")) return left_over(phrase, deadline_form);
    return counted_from(std::move(deadline), phrase);
}

namespace {

/// ROLE [down to SPAN].
Read<Minimum> waived(Minimum minimum, std::string_view rest) {
    constexpr std::string_view down_to = " down to ";
    const auto at = rest.rfind(down_to);
    minimum.waived_by = rest.substr(0, at);
    if (minimum.waived_by.empty()) {
        return Mistake{"Say who may waive it: \"waived by\" and a role."};
    }
    if (at == std::string_view::npos) return minimum;
    const auto floor = parse_span(rest.substr(at + down_to.size()));
    if (!floor) return floor.error();
    minimum.waived_to = *floor;
    return minimum;
}

}  // namespace

std::vector<Case> split_cases(std::string_view text) {
    constexpr std::string_view otherwise = ", else ", when = " if ";
    std::vector<Case> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(otherwise, at), text.size());
        const auto part = text.substr(at, end - at);
        const auto condition = part.find(when);
        Case one{part.substr(0, condition), {}, 0};
        if (condition != std::string_view::npos) {
            one.condition_at = at + condition + when.size();
            one.condition = part.substr(condition + when.size());
        }
        parts.push_back(one);
        at = end + otherwise.size();
    }
    return parts;
}

std::size_t waiver_at(std::string_view text) {
    for (std::size_t at = text.find(','); at < text.size(); at = text.find(',', at + 1)) {
        const auto after = text.substr(std::min(text.find_first_not_of(' ', at + 1), text.size()));
        if (after.starts_with("waived")) return at;
    }
    return text.size();
}

Read<Minimum> parse_minimum(std::string_view text) {
    Phrase phrase{text};
    const auto span = take_span(phrase);
    if (!span) return span.error();
    Minimum minimum{.span = *span};
    if (phrase.comma() && phrase.take("waived by"))
        return waived(std::move(minimum), phrase.rest());
    if (!phrase.done()) return left_over(phrase, "\", waived by\" and a role");
    return minimum;
}

Read<Span> parse_reminder(std::string_view text) {
    Phrase phrase{text};
    auto span = take_span(phrase);
    if (!span) return span;
    const bool before = phrase.take("before due") || phrase.take("before");
    if (!before || !phrase.done()) {
        return Mistake{
            "A reminder is a length of time and \"before\", as in \"2 working days "
            "before\"."};
    }
    return span;
}

Read<Escalation> parse_escalation(std::string_view text) {
    constexpr std::string_view form =
        "\"1 working day after due, to chairs\" or \"at due, to chairs\"";
    Phrase phrase{text};
    Escalation escalation;
    if (!phrase.take("at due")) {
        const auto span = take_span(phrase);
        if (!span) return span.error();
        escalation.after = *span;
        if (!phrase.take("after due")) return left_over(phrase, form);
    }
    if (!phrase.comma() || !phrase.take("to") || phrase.done()) {
        return Mistake{"Say to whom it is escalated, as in " + std::string{form} + "."};
    }
    escalation.to = phrase.rest();
    return escalation;
}

namespace {

constexpr std::string_view alone =
    "A round that a role closes is closed by nothing else: write only \"by an act of\" and the "
    "role, and \", who chooses\" last, if it does.";

/// ROLE [, who chooses].
Read<Closes> by_act(std::string_view rest) {
    constexpr std::string_view chooses = ", who chooses";
    Closes closes{.when_all_answered = false, .at_due = false};
    closes.chooses = rest.size() > chooses.size() && rest.ends_with(chooses);
    if (closes.chooses) rest.remove_suffix(chooses.size());
    if (rest.find(',') != std::string_view::npos) return Mistake{std::string{alone}};  // no name
    closes.by_act_of = rest;
    return closes;
}

}  // namespace

Read<Closes> parse_closes(std::string_view text) {
    constexpr std::string_view form =
        "\"when all have answered\", \"when 3 have answered\", \"as soon as it passes\", \"as soon "
        "as "
        "nothing can change the result\", \"at the due time\", several of these with \", or\" "
        "between "
        "them, or \"by an act of\" and a role";
    Phrase phrase{text};
    Closes closes{.when_all_answered = false, .at_due = false};
    if (phrase.take("by an act of") && !phrase.done()) return by_act(phrase.rest());
    do {
        phrase.take("or");
        if (phrase.take("when all have answered")) {
            closes.when_all_answered = true;
        } else if (phrase.take("when")) {
            closes.answers = parse_count(phrase.word(), span_most);
            if (!closes.answers || *closes.answers == 0 || !phrase.take("have answered"))
                return left_over(phrase, form);
        } else if (phrase.take("as soon as it passes")) {
            closes.as_soon_as_passed = true;
        } else if (phrase.take("at the due time")) {
            closes.at_due = true;
        } else if (phrase.take("as soon as nothing can change the result")) {
            closes.when_settled = true;
        } else if (phrase.take("by an act of")) {
            return Mistake{std::string{alone}};
        } else {
            return left_over(phrase, form);
        }
    } while (phrase.comma() || phrase.rest().starts_with("or "));
    if (!phrase.done()) return left_over(phrase, form);
    return closes;
}

Read<Target> parse_target(std::string_view text) {
    Phrase phrase{text};
    if (phrase.take("end as")) {
        if (phrase.done())
            return Mistake{"Say how it ends: \"end as\" and a word for the outcome."};
        return Target{Target::Kind::end, std::string{phrase.rest()}};
    }
    if (phrase.take("end")) {
        return Mistake{
            "Say how it ends: \"end as\" and a word for the outcome, as in \"end as "
            "adopted\"."};
    }
    if (phrase.take("leave as")) {
        if (phrase.done())
            return Mistake{
                "Say with which result: \"leave as\" and a word for the block's result."};
        return Target{Target::Kind::leave, std::string{phrase.rest()}};
    }
    if (phrase.take("done") && phrase.done()) return Target{Target::Kind::done, {}};
    if (phrase.done()) return Mistake{"Name a stage, or \"end as\" and an outcome."};
    return Target{Target::Kind::stage, std::string{phrase.rest()}};
}

Read<Needs> parse_needs(std::string_view text) {
    Phrase phrase{text};
    if (phrase.take("all of") && phrase.done()) return Needs{Needs::Kind::all_of, 0};
    if (phrase.take("any of") && phrase.done()) return Needs{Needs::Kind::any_of, 0};
    const auto count = parse_count(phrase.word(), span_most);
    if (count && *count > 0 && phrase.take("of") && phrase.done()) {
        return Needs{Needs::Kind::at_least, *count};
    }
    return Mistake{quoted(text) +
                   " does not say how many must sign: write \"all of\", \"any of\" "
                   "or a number and \"of\", as in \"2 of\"."};
}

Read<int> parse_load(std::string_view text) {
    Phrase phrase{text};
    if (phrase.take("at most")) {
        const auto count = parse_count(phrase.word(), span_most);
        if (count && *count > 0 && phrase.done()) return *count;
    }
    return Mistake{"Say how often one body may be drawn, as in \"at most 3\"."};
}

Read<Needs> parse_joins(std::string_view text) {
    Phrase phrase{text};
    if (phrase.take("when all are done") && phrase.done()) return Needs{Needs::Kind::all_of, 0};
    if (phrase.take("when any is done") && phrase.done()) return Needs{Needs::Kind::any_of, 0};
    if (phrase.take("when")) {
        const auto count = parse_count(phrase.word(), span_most);
        if (count && *count > 0 && phrase.take("are done") && phrase.done())
            return Needs{Needs::Kind::at_least, *count};
    }
    return Mistake{quoted(text) +
                   " does not say when the branches join: write \"when all are done\", \"when any "
                   "is done\" or a number, as in \"when 2 are done\"."};
}

Read<Size> parse_size(std::string_view text) {
    constexpr std::string_view range = "..";
    const auto dots = text.find(range);
    const auto least = parse_count(text.substr(0, dots), bodies_max);
    const auto most = dots == std::string_view::npos
                          ? least
                          : parse_count(text.substr(dots + range.size()), bodies_max);
    if (!least || !most || *most == 0)
        return Mistake{
            "Write how many bodies, up to 1000: a number as in 1, or the smallest and the largest "
            "as in 2..60."};
    if (*least > *most)
        return Mistake{"The smallest number stands first: write " + std::to_string(*most) + ".." +
                       std::to_string(*least) + "."};
    return Size{*least, *most};
}

Read<Repeat> parse_repeat(std::string_view text) {
    Phrase phrase{text};
    const auto count = parse_count(phrase.word(), times_most);
    const bool times = phrase.take("times") || phrase.take("time");
    if (!count || *count == 0 || !times || !phrase.comma() || !phrase.take("then")) {
        return Mistake{"Say how often, and where it goes then, as in \"3 times, then meeting\"."};
    }
    const auto target = parse_target(phrase.rest());
    if (!target) return target.error();
    return Repeat{*count, *target};
}

Read<Participant> parse_participant(std::string_view text) {
    constexpr std::string_view of_the_body = " of the body";
    Phrase phrase{text};
    if (phrase.rest().ends_with(of_the_body)) {
        auto function = phrase.rest();
        function.remove_suffix(of_the_body.size());
        return Participant{Participant::Kind::function, lowered(trimmed(function))};
    }
    if (phrase.take("anyone") && phrase.done()) return Participant{Participant::Kind::anyone, {}};
    if (phrase.take("body") && !phrase.done()) {
        return Participant{Participant::Kind::body, std::string{phrase.rest()}};
    }
    if (phrase.done()) return Mistake{"Name a role."};
    return Participant{Participant::Kind::role, std::string{phrase.rest()}};
}

}  // namespace paraph
