#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "engine/base/digest.hpp"
#include "engine/model/expression.hpp"

namespace paraph {

/// A procedure as the secretariat's lawyer wrote it: checked, immutable, plain data. Made by
/// workflows/language from YAML; the meaning of each word is in docs/language.md.

using Texts = std::map<std::string, std::string>;  // BCP 47 language -> text

BOOST_DEFINE_FIXED_ENUM_CLASS(StageKind, std::uint8_t, comment, revise, ballot, silence, sign_off,
                              meet, circulate, choose, parallel, each, call, review, follow_up)

/// Whether what its bodies say may be comments on the text, which someone must answer.
constexpr bool takes_comments(StageKind kind) {
    return kind == StageKind::comment || kind == StageKind::ballot || kind == StageKind::silence;
}
constexpr bool runs_sub_cycles(StageKind kind) {
    return kind == StageKind::each || kind == StageKind::call;
}

/// A length of time in the calendar's terms. Hours are clock hours.
BOOST_DEFINE_FIXED_ENUM_CLASS(Unit, std::uint8_t, hours, days, weeks, months, working_days,
                              clear_working_days)
struct Span {
    int count = 0;
    Unit unit = Unit::working_days;
    bool operator==(const Span&) const = default;
};

/// A length of time for the dossiers for which the condition holds: "10 working days if pages <=
/// 20".
struct SpanCase {
    Span span;
    Expression condition;
};

/// When a round falls due: `span` after it opened, or after or before something else of the cycle.
/// `of` names the stage that opened or closed, or the attribute that holds the date. `outer`: the
/// round of the procedure that runs this one.
struct Deadline {
    enum class From { opening, cycle, opened, closed, date, outer };
    Span span;  // zero: at that very time
    From from = From::opening;
    bool before = false;
    std::string of;
    bool next_working_day = false;  // `on a closed day: next working day`; otherwise it stays
    std::vector<SpanCase> cases;    // the first that holds goes before `span`

    bool before_outer() const { return from == From::outer; }
};

/// The shortest period that may be offered. `waived_by`: the role that may allow a shorter one,
/// but not below `waived_to`.
struct Minimum {
    Span span;
    std::string waived_by;
    std::optional<Span> waived_to;
    std::vector<SpanCase> cases;  // the first that holds goes before `span`
};

struct Escalation {
    Span after;  // zero: at the due time
    std::string to;
};

/// What no reply counts as, for a role. `counts_as` names a position of the stage's set.
struct Silence {
    enum class Kind { not_counted, must_answer, counts_as };
    Kind kind = Kind::not_counted;
    std::string position;
};

struct Role {
    std::string name;
    Texts title;
    int least = 1;
    int most = 1;
    std::string body;  // fixed by the definition: a body by id; empty: bound at opening
    Silence silence;
    std::string inside;    // the definition that runs inside each body; empty: none
    std::string named_by;  // the attribute that names its body; empty: none
    // Assigned among the bodies of another role, by lot unless whoever opens the cycle does it.
    std::string drawn_from;          // that role; empty: it is bound like any other
    std::vector<std::string> never;  // bodies of these roles can't have it
    std::optional<int> load;         // in how many sub-cycles of a stage a body may have it
};

struct PositionRule {
    std::string name;
    Texts title;
    bool blocks = false;
    bool reason_required = false;
    bool comments_required = false;
    bool leaves_base = false;  // recuse, not our concern: counted nowhere
    bool counts_as_cast = true;
    bool counts_for_quorum = true;    // whoever takes it is present
    bool lapses = false;              // at the due time, unless the body has maintained it
    bool conditions_refused = false;  // it can't be taken on a condition
};

/// Who acts in a stage: a role, a body by id, or those with a function in the body whose procedure
/// this is (`director of the body`), or the public.
struct Participant {
    enum class Kind { role, body, function, anyone };
    Kind kind = Kind::role;
    std::string name;
};

/// Where a way leads. `parallel` is a block: a way inside a branch stays in it, says that the
/// branch is done, or leaves the whole block with a result of the block's own.
struct Target {
    enum class Kind { stage, end, done, leave };
    Kind kind = Kind::stage;
    std::string name;  // of the stage, the outcome, or the block's result

    bool ends() const { return kind == Kind::end; }
    bool to_stage() const { return kind == Kind::stage; }
};

struct Closes {
    bool when_all_answered = true;
    bool at_due = true;
    std::optional<int> answers;  // as soon as so many have answered
    bool as_soon_as_passed = false;
    bool when_settled = false;  // as soon as nothing can change the result; answers are final then
    std::string by_act_of;      // a role; the round then only qualifies until that role closes it
    bool chooses = false;       // the closing act may choose any further result that `then` names
};

BOOST_DEFINE_FIXED_ENUM_CLASS(CommentType, std::uint8_t, general, technical, editorial, translation)

BOOST_DEFINE_FIXED_ENUM_CLASS(CarryOver, std::uint8_t, none, editorial, all, unaffected_paragraphs)

/// Who must not know whom in a review. `single`: nobody learns who reviews; `double_`: nor do the
/// reviewers learn whom they review.
BOOST_DEFINE_FIXED_ENUM_CLASS(Blind, std::uint8_t, open, single, double_)

/// How many of those that are there must do it: signatories, branches.
struct Needs {
    enum class Kind { all_of, any_of, at_least };
    Kind kind = Kind::all_of;
    int count = 0;

    int of(int there) const {
        if (kind == Kind::any_of) return there < 1 ? there : 1;
        return kind == Kind::at_least ? count : there;
    }
};

/// One of the ways of a `choose` stage. Its name is the result, and where a role chooses, the
/// position. Without a condition it can always be taken.
struct Way {
    std::string name;
    Texts title;
    std::optional<Expression> when;
};

/// One question of a form, of what JSON Schema can say.
struct FormField {
    enum class Type { text, number, yes_no, date, one_of, some_of };
    std::string name;
    Texts title;
    Texts description;
    Type type = Type::text;
    bool required = false;
    std::vector<std::string> choices;
    std::map<std::string, Texts> choice_titles;  // by choice; of those that have one
    std::optional<int> least;  // characters of a text, value of a number, choices of a list
    std::optional<int> most;
};

struct Stage {
    std::string name;
    Texts title;
    StageKind kind = StageKind::comment;
    std::vector<Participant> who;
    std::optional<Expression> when;  // false: the stage is skipped, as by its first good result
    std::optional<Deadline> due;
    std::optional<Minimum> minimum;
    std::optional<Span> grace;  // after the due time: answers still count, and are marked as late
    std::vector<Span> remind;   // before the due time
    std::vector<Escalation> escalate;
    std::vector<PositionRule> positions;  // complete: the kind's own set where none is written
    std::map<std::string, std::string> starts_as;  // role -> the position it has by rule
    std::vector<CommentType> comment_types;        // empty: all
    std::optional<Expression> passes;              // ballot
    std::optional<Expression> quorum;              // ballot
    Closes closes;
    CarryOver carry_over = CarryOver::none;
    bool hidden_until_closed = false;
    bool restores_silence = false;        // silence: a withdrawn objection restores it
    bool every_comment_answered = false;  // revise: it can't finish before
    Needs needs;                          // sign off, review
    Blind blind = Blind::open;            // review
    bool in_order = false;                // sign off: one after the other, as `who` lists them
    std::vector<std::string> separate_from;
    std::vector<std::string> results;   // meet: the definition's own words
    std::vector<Way> ways;              // choose; conditions are tried in the order written
    std::string figures_of;             // choose: the stage whose last round its conditions count
    std::vector<std::string> branches;  // parallel: the stage at which each begins
    Needs joins;                        // parallel: how many branches must be done
    std::string procedure;  // each, call: the definition that runs as a cycle of its own
    std::string over;       // each: one for every choice of this attribute; else `who`
    std::string as;         // each: what the body or the choice is there: a role or an attribute
    std::vector<FormField> form;  // what an answer fills in; empty: no form
    bool clearance = false;       // comment: each one goes out level by level, as `who` lists them
    std::vector<std::string> commitments_of;  // follow up: every recommendation that was accepted
                                              // in these stages must become a commitment
    bool rest_goes_on = false;   // each: what is still running when it closes is not abandoned
    std::string block;           // the parallel stage in one of whose branches this one lies
    std::string branch;          // which: the stage at which it begins
    std::optional<int> at_most;  // entered at most so often, then `at_most_then`
    Target at_most_then;
    std::map<std::string, Target> then;

    /// nullptr where the stage knows no such position.
    const PositionRule* position(std::string_view position_name) const;
};

/// Where a stage is not held, the way goes on as if all had gone well: by this result. Throws
/// std::logic_error for a choice and a call, which are always held.
std::string result_when_skipped(const Stage& stage);

struct Attribute {
    enum class Type { text, number, yes_no, date, one_of, some_of };
    std::string name;
    Type type = Type::text;
    bool required = false;
    std::vector<std::string> choices;
    Texts ask;
};

/// `Closes`, acts and `sees` name roles; empty means the default.
struct Definition {
    std::string name;
    int language = 1;                    // of this language; an older meaning stays callable
    Digest digest{};                     // SHA-256 of the source as published
    std::vector<std::string> languages;  // BCP 47; the first is the default
    Texts title;
    std::string calendar;
    std::vector<std::string> weights;  // figures that each body brings, as population
    std::map<std::string, Attribute> attributes;
    std::vector<Role> roles;                                 // in the order written
    std::map<std::string, std::vector<std::string>> may;     // act -> roles
    std::map<std::string, std::string> sees;                 // role -> what; docs/language.md
    std::map<std::string, std::vector<std::string>> notify;  // event -> roles or groups
    std::map<std::string, Texts> outcomes;                   // how people read an outcome
    std::string start;
    std::vector<Stage> stages;  // in the order written

    const Stage* stage(std::string_view stage_name) const;
    const Role* role(std::string_view role_name) const;
};

}  // namespace paraph
