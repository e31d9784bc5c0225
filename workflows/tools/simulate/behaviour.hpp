#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/tools/scenario/groundwork.hpp"

namespace paraph::simulation {

/// How long somebody takes: half of the time no longer than `half`, nine times in ten no longer
/// than `most`, and never longer than twice that.
struct Pace {
    Span half, most;
};

/// What somebody does when something is asked of them. What is left out is as a more general habit
/// says; docs/simulate.md has the order.
struct Habit {
    std::map<std::string, int> answers;  // a position, a result or a class of them -> its parts
    std::optional<Pace> after;
    std::optional<Pace> once_overdue;
    std::optional<int> conditions;   // of a hundred comments, how many are conditions
    std::optional<int> lifts;        // of a hundred who block, how many lift on a new revision
    std::optional<int> lifts_early;  // … and while the revision is being written

    void take(const Habit& closer);
};

struct Behaviour {
    std::string title;
    scenario::Beginning beginning;
    Calendar::Day from{}, to{};                                    // the cycle opens on one of
    std::map<std::string, std::map<std::string, int>> attributes;  // name -> value -> its parts
    Habit everyone;
    std::map<std::string, Habit> stages, roles, functions, bodies;
};

/// Classes of answers, for habits that fit any definition.
inline constexpr std::string_view agrees = "agrees", comments = "comments", objects = "objects",
                                  abstains = "abstains", nothing = "nothing";
std::string_view class_of(const PositionRule& position);

/// What holds where no file says otherwise, as YAML; docs/simulate.md shows it.
std::string_view usual_behaviour();

/// Reads a file of behaviour on top of `behaviour`.
void read_behaviour(Reader& reader, const Node& root, const scenario::Groundwork& ground,
                    Behaviour& behaviour);

/// Binds what nobody has bound: as many bodies as a role takes, at most 24; attributes that must be
/// given are drawn evenly.
void complete(const Definition& definition, Behaviour& behaviour);

}  // namespace paraph::simulation
