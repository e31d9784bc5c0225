// What an editor shows beside a word. One sentence each; the whole is docs/language.md.

#include <algorithm>
#include <array>

#include "workflows/language/schema.hpp"

namespace paraph {
namespace {

struct Hint {
    std::string_view section, word, text;
};

// clang-format off
constexpr std::array hints{
    Hint{"definition", "workflow",   "Its name: small letters, digits, hyphens."},
    Hint{"definition", "language",   "The version of this language: 1."},
    Hint{"definition", "languages",  "The languages of its texts (BCP 47), as in [en, bn]; the first is the default."},
    Hint{"definition", "title",      "What people read above it."},
    Hint{"definition", "calendar",   "The calendar that says what a working day is."},
    Hint{"definition", "weights",    "Figures that each body brings along, for rules: [population]."},
    Hint{"definition", "attributes", "What is asked about a dossier; conditions read it."},
    Hint{"definition", "roles",      "Which bodies take part, and as what."},
    Hint{"definition", "may",        "Which roles may do an act beside the secretariat: { extend: chairs }."},
    Hint{"definition", "sees",       "What a role sees beyond its own answers and the outcome."},
    Hint{"definition", "notify",     "Who hears of what: { objection: [lead, chairs], end: [everyone] }."},
    Hint{"definition", "outcomes",   "How people read the outcomes: { cleared: { en: Cleared, bn: … } }."},
    Hint{"definition", "start",      "The first stage."},
    Hint{"definition", "stages",     "The steps of the procedure."},
    Hint{"attribute", "type",        "text, number, yes/no, date, one of, some of."},
    Hint{"attribute", "required",    "yes: a cycle can't be opened without it."},
    Hint{"attribute", "from",        "The choices: [low, high], or 1..23."},
    Hint{"attribute", "ask",         "The question that people read."},
    Hint{"role", "title",            "How people read the role's name."},
    Hint{"role", "bodies",           "How many are bound when a cycle opens: 1, or 2..60."},
    Hint{"role", "body",             "One body, by its id, fixed by the definition."},
    Hint{"role", "silence",          "What no reply counts as: not counted, must answer, or a position."},
    Hint{"role", "inside",           "The definition that runs inside each body of this role."},
    Hint{"role", "named by",         "The attribute that names its body when a cycle opens."},
    Hint{"role", "drawn from",       "The role among whose bodies it is assigned: by lot, unless whoever opens the cycle does it."},
    Hint{"role", "never",            "Whose bodies can't have it: a ministry never reviews its own report."},
    Hint{"role", "load",             "By how many sub-cycles of a stage one body may be drawn: at most 3."},
    Hint{"stage", "kind",            "What happens here."},
    Hint{"stage", "title",           "How people read the stage's name."},
    Hint{"stage", "who",             "Who acts: roles, \"body ID\", \"director of the body\", or \"anyone\"."},
    Hint{"stage", "when",            "A condition on attributes; where it does not hold, the stage is skipped."},
    Hint{"stage", "due",             "How long it runs: 10 working days, 72 hours, 2 weeks before session, 5 days after request closed."},
    Hint{"stage", "on a closed day", "What becomes of a due time on a closed day."},
    Hint{"stage", "minimum",         "The shortest time that may be offered: 10 clear working days, waived by chairs."},
    Hint{"stage", "grace",           "How long after the due time answers still count, marked as late: 2 working days."},
    Hint{"stage", "remind",          "When those who have not answered are reminded: 2 working days before."},
    Hint{"stage", "escalate",        "Who is told when it is late: 1 working day after due, to chairs."},
    Hint{"stage", "positions",       "What a body can say; left out, the kind's own."},
    Hint{"stage", "starts as",       "The position that a role has by rule until it takes another: { sponsor: yes }."},
    Hint{"stage", "with conditions", "refused: no position here can be taken on a condition."},
    Hint{"stage", "comments of type", "The only types of comments that are taken: editorial."},
    Hint{"stage", "passes",          "The rule: agree at least 2/3 of cast and object = 0."},
    Hint{"stage", "quorum",          "The rule that must hold for the count to be valid at all."},
    Hint{"stage", "closes",          "When the round closes: when all have answered, or at the due time."},
    Hint{"stage", "carry over",      "What becomes of positions when a new revision comes."},
    Hint{"stage", "hidden until closed", "yes: nobody reads another's answer before the close."},
    Hint{"stage", "restores silence", "yes: a withdrawn objection restores silence."},
    Hint{"stage", "finishes",        "When a revise stage may end."},
    Hint{"stage", "form",            "The questions of a structured answer, as JSON Schema: { properties: { rating: { type: integer } } }."},
    Hint{"stage", "clearance",       "level by level: each comment goes out by itself; the last level that \"who\" lists submits."},
    Hint{"stage", "commitments of",  "The stages whose accepted recommendations must become commitments."},
    Hint{"stage", "needs",           "How many must sign or review: all of, any of, 2 of."},
    Hint{"stage", "blind",           "single: nobody learns who reviews; double: nor do the reviewers learn whom they review."},
    Hint{"stage", "order",           "joint, or in order: one after the other, as \"who\" lists them."},
    Hint{"stage", "separate from",   "Four eyes: nobody who acted in that stage may act here."},
    Hint{"stage", "results",         "What a meeting can come to, in your own words."},
    Hint{"stage", "ways",            "Between which ways is chosen; the first whose condition holds, or the role that chooses."},
    Hint{"stage", "figures of",      "The stage whose last round the conditions of the ways count."},
    Hint{"stage", "branches",        "The stages at which the branches begin."},
    Hint{"stage", "joins",           "When the block is over: when all are done, when 2 are done."},
    Hint{"stage", "runs",            "The definition that runs as a cycle of its own."},
    Hint{"stage", "choices of",      "The attribute for each choice of which a cycle runs."},
    Hint{"stage", "as",              "The role or attribute that the body or the choice is there."},
    Hint{"stage", "outcomes",        "How such a cycle can end."},
    Hint{"stage", "the rest",        "What becomes of cycles that still run when the stage closes."},
    Hint{"stage", "at most",         "How often it is entered, and where it goes then: 3 times, then meeting."},
    Hint{"stage", "then",            "Where each result leads: to a stage, or to an end, as in \"end as adopted\"."},
    Hint{"way", "title",                "How people read the way's name."},
    Hint{"way", "when",                 "The condition under which it is open; without one it always is."},
    Hint{"position", "title",           "How people read the position's name."},
    Hint{"position", "blocks",          "yes: the round can't pass while it stands."},
    Hint{"position", "reason",          "Whether a reason must be given."},
    Hint{"position", "comments",        "Whether comments must come with it."},
    Hint{"position", "leaves the base", "yes: the body is counted nowhere, as if it did not take part."},
    Hint{"position", "at due",          "What becomes of it at the due time: stands, or lapses unless maintained."},
    Hint{"position", "with conditions", "refused: it can't be taken on a condition."},
    Hint{"position", "counts as cast",  "Whether it counts in \"cast\"."},
    Hint{"position", "counts for the quorum", "Whether it counts in \"present\"."},
};
// clang-format on

}  // namespace

std::string_view hint_of(std::string_view section, std::string_view word) {
    const auto found = std::ranges::find_if(
        hints, [&](const Hint& hint) { return hint.section == section && hint.word == word; });
    return found == hints.end() ? std::string_view{} : found->text;
}

}  // namespace paraph
