#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// One thing that is still needed for a round to qualify or to close. Codes are public (scenarios,
/// API), do not change them:
///
///   signature       `count` of `bodies` must sign
///   open condition  `comments` conditions of `bodies` are open
///   objection       `count` objections of `bodies` are open
///   answer          `count` answers, of `bodies` where it must be just these
///   position        `count` more of any of `positions` [among `role`]; negative: so many too many
///   quorum          `count` more answers for the quorum; 0: `rule` with its figures
///   rule            a false part that can't be put as a number: `rule` with its figures, or
///                   `either` of several ways, each with all that it needs
///   revision        `bodies` must issue one, withdraw, or say that none is needed
///   disposition     `comments` comments have none
///   meeting         `bodies` must record the outcome of one
///   closing act     one of `bodies`, who have `role`, must close; the round qualifies
///   choice          one of `bodies` must choose the way
///   branch          `count` more branches of the block must be done
///   review          `count` reviews of `bodies` are awaited
///   reviewer        `count` more reviewers must be assigned for the reviews that are needed
///   commitment      `comments` accepted recommendations have no commitment of `bodies` yet
///   report          `count` commitments of `bodies` are neither done nor dropped
///   sub-cycle       `count` sub-cycles still run, of `bodies` where each is one's
struct Missing {
    std::string code;
    std::vector<std::string> positions;
    std::string role;
    int count = 0;
    std::vector<std::string> bodies;
    int comments = 0;
    std::string rule;                            // in the words of the language
    std::map<std::string, std::string> figures;  // what the sides of `rule` amount to now
    std::vector<std::vector<Missing>> either;
    bool enough_otherwise = false;  // objection, open condition: once lifted, the rest suffices
    bool enough_together = false;   // the last of these lines: once all of them are
    std::string text;               // in English, bodies by id
};
BOOST_DESCRIBE_STRUCT(Missing, (),
                      (code, positions, role, count, bodies, comments, rule, figures, either,
                       enough_otherwise, enough_together, text))

/// What the round still needs; empty when nothing, or nothing but time. What blocks comes first;
/// the lines after it say what would be missing still if it were lifted. Of a hidden round it says
/// only whose answers are awaited. A closed, superseded or undone round misses nothing.
std::vector<Missing> missing(const Definition& definition, const State& state, const Round& round);

/// The line that says how many reviewers must be added, also where no review has begun.
Missing missing_reviewers(int count);

/// One line for people, "en" or "bn" (by the primary subtag; anything else reads as "en"). Digits
/// are the language's. `name_of` gives a body's name in that language.
std::string in_words(const Missing& missing, std::string_view language,
                     const std::function<std::string(std::string_view body)>& name_of);

}  // namespace paraph
