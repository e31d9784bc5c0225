#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/enums.hpp"
#include "workflows/language/reader.hpp"
#include "workflows/tools/scenario/scene.hpp"

namespace paraph::scenario {

// A scenario file as it was read. Each word with its value became a function, so that all mistakes
// of the file are found at once, and playing a case can only tell what is so and what is not.

/// How the act of a step went.
struct Outcome {
    std::optional<Refusal> refusal;  // of the last act that was refused
    std::string made;                // "late", "nothing" (it changed nothing), an id, …
};

/// What an expectation is held against.
struct Moment {
    const Scene& scene;
    std::string cycle;  // the one at hand, or one that runs inside a body
    const Outcome& outcome;
    const Calendar& calendar;

    /// Precondition: the cycle exists.
    const State& state() const { return *scene.state(cycle); }
    const Definition& definition() const { return scene.house().definition_of(state()); }
};

/// A sentence that says what is the case instead; "" where the expectation holds.
using Check = std::function<std::string(const Moment&)>;
struct Expectation {
    Place place;
    Check check;
};

/// Gives what was made, as Scene::give does.
using Perform = std::function<Result<std::string>(Scene&, const Speaker&)>;
struct Act {
    Place place;
    std::string word;
    Perform perform;
};

struct Step {
    Place place;
    std::optional<Instant> at;
    std::vector<Speaker> by;
    Place by_place;
    std::optional<Act> act;
    bool expects_refusal = false;
    bool needs_cycle = false;  // it expects something of how the cycle stands
    std::vector<Expectation> expect;
};

struct Case {
    std::string name;
    Place place;
    std::optional<std::size_t> after;  // index of the case that this one goes on from
    Beginning beginning;
    std::vector<Step> steps;
};

/// What the words of a case may refer to, and how they are read. Each function reads one value, or
/// reports what is wrong with it at its place.
class Words {
public:
    Words(Reader& to, const Calendar& clock, const Beginning& start,
          std::vector<std::string> positions, std::vector<std::string> roles)
        : reader(to),
          calendar(clock),
          beginning(start),
          positions_(std::move(positions)),
          roles_(std::move(roles)) {}

    Reader& reader;
    const Calendar& calendar;
    const Beginning& beginning;

    /// "2025-12-22 17:00" by the calendar's clock, or with a zone as in RFC 3339.
    std::optional<Instant> time(const Node& node) const;
    std::string text(const Node& node, std::string_view what) const;
    int number(const Node& node, std::string_view what) const;
    bool yes_no(const Node& node) const;
    std::string stage(const Node& node) const;
    std::string role(const Node& node) const;
    std::string position(const Node& node) const;
    std::string body(const Node& node) const;  // an id
    /// What a cycle runs for: a body (its id), a choice of an attribute, or the stage that calls.
    std::string inside(const Node& node) const;
    /// Bodies, ranges, roles, people, "FUNCTION of BODY"; one, or a list of them.
    std::vector<Speaker> speakers(const Node& node) const;
    /// The same, where only bodies make sense: ids; `nobody` is none.
    std::vector<std::string> bodies(const Node& node) const;

private:
    bool add_speakers(std::string_view text, std::vector<Speaker>& found) const;
    bool add_bodies(std::string_view text, std::vector<std::string>& found) const;
    bool is_two_things(std::string_view text) const;
    void unknown(const Node& node) const;

    std::vector<std::string> positions_, roles_;
};

/// Nothing where the text is no moment.
std::optional<Instant> parse_wall_time(std::string_view text, const Calendar& calendar);

/// "2025-12-22 17:00", or nothing and a finding.
std::optional<Instant> read_time(Reader& reader, const Node& node, const Calendar& calendar);

/// `given`, on top of what is there.
void read_given(Reader& reader, const Node& node, const Calendar& calendar, Beginning& beginning);
/// Takes in every body that the case may name; once `given` is read.
void collect_names(const Definition& definition, Beginning& beginning);

/// The words of acts that stand in a step beside `at`, `by`, `act` and `expect`.
std::vector<std::string_view> act_fields();
/// The act of a step: `position`, or `act` with its words. Nothing where the step has none.
std::optional<Act> read_act(const Words& words, const Node& step);

/// `expect` of a step whose act has been read. `opens`: it is the first step of a case, so that
/// what it says of an act may be meant of the opening.
void read_expectations(const Words& words, const Node& node, bool opens, Step& step);

}  // namespace paraph::scenario
