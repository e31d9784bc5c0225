#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/decide.hpp"
#include "engine/core/registrar.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// What is wrong with an entry of a cycle: it does not follow from the definition, the directory
/// and the entries before it.
struct Flaw {
    /// `step`: not legal, or not by one who might; `figures`: a tally, result or outcome that the
    /// rules do not give; `seal`: what was opened is not what was sealed.
    enum class Kind { step, figures, seal };
    std::int64_t sequence = 0;
    std::string text;
    Kind kind = Kind::step;
};

struct Verification {
    std::vector<Flaw> flaws;  // none: all that could be checked holds
    int entries = 0;
    int positions = 0;  // entitlement, four eyes, revision
    int silences = 0;   // bodies counted silent
    int closings = 0;   // figures and results computed anew
    int deadlines = 0;
    int sealed = 0;               // answers of rounds that hid them
    int unsealed = 0;             // those that were opened, each as it was sealed
    int erased = 0;               // entries whose erasable part is gone; nothing here depends on it
    int uncited = 0;              // answers that rest on an entry of a cycle that is not known
    std::set<std::string> apart;  // cycles that run for another one, which is not known
    std::set<std::string> open;   // kinds of facts, and ways to close, that are not judged
};

/// A way that the definition says will be taken next.
struct NextWay {
    std::string to;         // a stage, an outcome, a block's result
    std::string from;       // the stage; empty: the opening
    std::uint8_t kind = 0;  // Target::Kind
};
BOOST_DESCRIBE_STRUCT(NextWay, (), (to, from, kind))

/// By whom and why an entry was written: what follows from it in the same moment says the same.
struct Origin {
    std::string actor;
    std::string via;
    std::optional<Instant> effective;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (actor, via, effective))

/// What the next entry is to be, since the last one never stands alone.
struct Owed {
    bool cancels = false;  // a round was cancelled, and its block is still to close
    int opens = -1;        // the round whose seals were opened, which is still to end
    int falls = -1;        // the round in which all had their time, and which is still to fall due
    // Rounds that were looked at since something was done in them, and are to go on if complete.
    std::vector<int> settles;
    std::vector<std::string> withdraws;  // comments that go with a body which left the base
};
BOOST_DESCRIBE_STRUCT(Owed, (), (cancels, opens, falls, settles, withdraws))

/// A cycle's history as far as it was judged: plain data, so that it can be put aside (encode) and
/// taken up again.
struct History {
    State state;
    std::vector<NextWay> ways;  // those not taken yet, the next one last
    bool restarts = false;      // a round gave way to a new text
    std::string minuted;        // the result that a meeting recorded for the round to be closed
    bool bound = false;         // to a definition and a calendar that were in force
    Origin last;                // of the last entry
    std::optional<DueTime> falling;  // the due time from which the last entry follows
    std::optional<Instant> behind;   // when something was planned for a time that had passed
    Owed owed;
    std::vector<std::string> passed;  // stages to which the way came since somebody did something
};
BOOST_DESCRIBE_STRUCT(History, (),
                      (state, ways, restarts, minuted, bound, last, falling, behind, owed, passed))

/// The history of another cycle; nullptr where it is not known.
using OtherCycle = std::function<const History*(const std::string& cycle)>;

/// Judges the next entry of a cycle as somebody would who trusts nothing but the log, and moves the
/// history on: the fact legal, whoever acted entitled at that time, deadlines, figures and results
/// computed anew, the way that was taken the definition's. `registry` is as it stood then, its
/// definitions with their texts. A flaw is told in `result`; the history goes on as far as it can.
void judge(History& history, const Record<Fact>& record, const Registry& registry,
           Calendars& calendars, const OtherCycle& other, Verification& result);

/// How far a log has come, of whichever stream its entries are. What tells that a log was restored
/// is written by nobody who decides what is due, and is not to be counted here.
class Passing {
public:
    void come_to(Instant at) {
        if (at > now_) before_ = std::exchange(now_, at);
    }
    /// Of the last entry; what was due until then has been decided once no more is written then.
    Instant now() const { return now_; }
    /// Of the last one before that was of an earlier moment: what was due until then is decided.
    Instant before() const { return before_; }

private:
    Instant now_{}, before_{};
};

/// The log went on to an entry of the moment `passed`, of whichever stream, and the history stood
/// as it stands: what fell due until then is missing.
void judge_passing(const History& history, Instant passed, Verification& result);

/// What is wrong with a history that has no further entry in a log whose last one is of `until`.
/// No log ends within what one command, or one due time, brings about.
void judge_end(const History& history, const Registry& registry, const OtherCycle& other,
               Instant until, Verification& result);
/// Whether `judge_end` could find anything, whatever the log's last moment is.
bool may_be_behind(const History& history);

/// The history of one cycle, whole. `registry` and `cycle` are those two streams in order, numbered
/// as in the log. That they are in the tree is not asked here (engine/trail). Pure.
Verification verify(std::span<const Entry> registry, std::span<const Entry> cycle,
                    const DefinitionReader& read);

}  // namespace paraph
