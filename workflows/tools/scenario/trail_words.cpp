#include "workflows/tools/scenario/trail_words.hpp"

#include <algorithm>

#include "engine/base/codec.hpp"
#include "engine/base/words.hpp"
#include "engine/core/sealing.hpp"

namespace paraph::scenario {
namespace {

std::string two(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// What one entry says; of `bodies`, where it is they who did it.
struct TrailLine {
    Instant at{};
    std::string inside;  // the body inside which it happened
    std::vector<std::string> bodies;
    std::string text;
};

/// One function a fact; those that are left out are told by their kind.
class Teller {
public:
    Teller(const Scene& scene, const Calendar& calendar, const Event& event, const State& after,
           const Actor& actor)
        : scene_(scene), calendar_(calendar), event_(event), after_(after), actor_(actor) {}

    std::vector<std::string> bodies;  // who did it, where that is the subject of the line

    std::string operator()(const CycleOpened& fact) {
        std::string text = "opened by " + by();
        for (const auto& [role, bound] : fact.opening.roles)
            if (!bound.empty()) text += "; " + role + ": " + names(bound);
        return text;
    }
    std::string operator()(const RevisionIssued& fact) {
        std::string text = "revision " + std::to_string(fact.number) + " issued";
        if (fact.editorial) text += ", editorial";
        const auto changed = fact.inserted.size() + fact.deleted.size() + fact.changed.size();
        if (changed > 0) text += ", " + counted(changed, "paragraph") + " changed";
        return text;
    }
    std::string operator()(const RoundOpened& fact) {
        std::string text = quoted(fact.stage) + " opened, round " + std::to_string(fact.number);
        std::vector<std::string> asked, carried, skipped;
        for (const auto& seat : fact.seats) {
            const bool nobody = !seat.function.empty() && seat.people.empty();
            (seat.carried ? carried
             : nobody     ? skipped
                          : asked)
                .push_back(seat.item ? *seat.item : who(seat.body, seat.function));
        }
        if (!asked.empty()) text += ", asks " + list(asked);
        if (!skipped.empty()) text += ", skips " + list(skipped) + ", which nobody holds";
        if (!carried.empty()) text += ", carried over: " + list(carried);
        if (fact.due) text += ", due " + when(*fact.due);
        return text;
    }
    std::string operator()(const StageSkipped& fact) {
        return quoted(fact.stage) + " skipped (" + fact.why + ")";
    }
    std::string operator()(const WayChosen& fact) {
        return quoted(fact.stage) + " took the way " + quoted(fact.way);
    }
    std::string operator()(const BranchDone& fact) {
        return quoted(stage(fact.round)) + ": the branch " + quoted(fact.branch) + " is done";
    }
    std::string operator()(const RoundCancelled& fact) {
        return quoted(stage(fact.round)) + " ended unfinished: its block went on without it";
    }
    std::string operator()(const PositionTaken& fact) {
        bodies = {of(fact.assignment)};
        std::string text = fact.position;
        if (fact.proposes) text += ", proposing " + quoted(*fact.proposes);
        if (!fact.received.empty()) text += ", received " + fact.received;
        if (fact.cites) text += ", from inside";
        for (const auto& comment : fact.comments)
            text += ", comment " + std::to_string(number_of(comment.id)) + " (" +
                    std::string(enum_text(comment.force)) + ")";
        return text + for_whom() + because();
    }
    /// The people who write a definition see what it hides.
    std::string operator()(const AnswerSealed& fact) {
        const auto& round = after_.round(fact.round);
        return std::visit(*this, sealed_fact(round.seals.back())) + ", sealed until the close";
    }
    std::string operator()(const AnswerOpened& fact) {
        const std::string text = "opened: " + std::visit(*this, fact.fact);
        return text;
    }
    std::string operator()(const PositionLate& fact) {
        bodies = {of(fact.assignment)};
        return fact.position + ", too late: recorded, and changes nothing" + because();
    }
    std::string operator()(const BlockLifted& fact) {
        bodies = {of(fact.assignment)};
        return "lifts its objection";
    }
    std::string operator()(const BlockMaintained& fact) {
        bodies = {of(fact.assignment)};
        return "maintains its objection";
    }
    std::string operator()(const CommentLifted& fact) {
        return by() + " lifts the condition in comment " + std::to_string(number_of(fact.comment));
    }
    std::string operator()(const CommentWithdrawn& fact) {
        return by() + " withdraws comment " + std::to_string(number_of(fact.comment));
    }
    std::string operator()(const CommentAnswered& fact) {
        return "comment " + std::to_string(number_of(fact.comment)) + ": " +
               std::string(enum_text(fact.disposition)) + text_of("observation");
    }
    std::string operator()(const CommentsMade& fact) {
        bodies = {of(fact.assignment)};
        return counted(fact.comments.size(), "comment") +
               (fact.received.empty() ? "" : ", received " + fact.received);
    }
    std::string operator()(const CommentsAnswered& fact) {
        return counted(fact.answers.size(), "comment") + " answered" + text_of("observation");
    }
    std::string operator()(const CommentReplied& fact) {
        return "reply to comment " + std::to_string(number_of(fact.comment)) + text_of("text");
    }
    std::string operator()(const CommentMaintained& fact) {
        return by() + " stays with comment " + std::to_string(number_of(fact.comment));
    }
    std::string operator()(const CommentsMerged& fact) {
        return counted(fact.same.size(), "comment") +
               (fact.ends ? " parted from comment " : " merged into comment ") +
               std::to_string(number_of(fact.comment));
    }
    std::string operator()(const TimeRequested& fact) {
        bodies = {of(fact.assignment)};
        return "asks for more time" + because();
    }
    std::string operator()(const SilenceCounted& fact) {
        return "silence counted as " + quoted(fact.position) + ": " + of_all(fact.assignments);
    }
    std::string operator()(const PositionLapsed& fact) {
        return "lapsed, since nobody maintained it: the position of " + of_all(fact.assignments);
    }
    std::string operator()(const RoundQualified& fact) {
        return quoted(stage(fact.round)) + " qualifies";
    }
    std::string operator()(const RoundDisqualified& fact) {
        return quoted(stage(fact.round)) + " does not qualify any more";
    }
    std::string operator()(const RoundFellDue& fact) {
        return quoted(stage(fact.round)) + " fell due and stays open" +
               (fact.assignment.empty() ? "" : ", for " + name(of(fact.assignment)));
    }
    std::string operator()(const Reminded& fact) {
        if (!fact.commitment.empty())
            return "reminded of commitment " + std::to_string(commitment(fact.commitment));
        return "reminded: " + of_all(fact.assignments);
    }
    std::string operator()(const Escalated& fact) {
        return quoted(stage(fact.round)) + " escalated to " + fact.to;
    }
    std::string operator()(const RoundClosed& fact) {
        std::vector<std::string> figures;
        for (const auto& row : fact.tally)
            if (row.count > 0)
                figures.push_back(
                    std::to_string(row.count) + ' ' + row.position +
                    (row.silent > 0 ? " (" + std::to_string(row.silent) + " silent)" : ""));
        return quoted(stage(fact.round)) + " closed: " + quoted(fact.result) +
               (figures.empty() ? "" : ", with " + joined(figures));
    }
    std::string operator()(const RoundSuperseded& fact) {
        return quoted(stage(fact.round)) + " gave way to the new revision" +
               (fact.outdated.empty() ? "" : "; outdated: " + of_all(fact.outdated));
    }
    std::string operator()(const MeetingRecorded& fact) {
        return "meeting recorded: " + quoted(fact.result);
    }
    std::string operator()(const CycleEnded& fact) { return "ended as " + quoted(fact.outcome); }
    std::string operator()(const Extended& fact) {
        return quoted(stage(fact.round)) + " extended" +
               (fact.assignment ? " for " + name(of(*fact.assignment)) : "") + " to " +
               when(fact.due) + reason();
    }
    std::string operator()(const Shortened& fact) {
        return quoted(stage(fact.round)) + " shortened" +
               (fact.assignment ? " for " + name(of(*fact.assignment)) : "") + " to " +
               when(fact.due) + reason();
    }
    std::string operator()(const Suspended&) { return "suspended" + reason(); }
    std::string operator()(const Resumed& fact) {
        return "resumed" + next_due(fact.dues) + reason();
    }
    std::string operator()(const Deferred& fact) {
        return "deferred" + (fact.until ? " until " + when(*fact.until) : "") +
               (fact.meeting.empty() ? "" : " to " + fact.meeting) + reason();
    }
    std::string operator()(const TakenUp& fact) {
        return "taken up again" + next_due(fact.dues) + reason();
    }
    std::string operator()(const Reopened& fact) {
        return quoted(stage(fact.round)) + " reopened, due " + when(fact.due) + reason();
    }
    std::string operator()(const Abandoned& fact) {
        return "abandoned" + (fact.why.empty() ? "" : ": " + fact.why) + reason();
    }
    std::string operator()(const MinimumWaived& fact) {
        return "minimum of " + quoted(fact.stage) + " waived" + reason();
    }
    std::string operator()(const CommentVerified& fact) {
        return by() + " verifies comment " + std::to_string(number_of(fact.comment));
    }
    std::string operator()(const CommentSubmitted& fact) {
        return by() + " submits comment " + std::to_string(number_of(fact.comment));
    }
    std::string operator()(const CommentSupported& fact) {
        return by() + " supports comment " + std::to_string(number_of(fact.comment));
    }
    std::string operator()(const EndDateSet& fact) {
        return "the time of " + of(fact.assignment) + " ends " + when(fact.due);
    }
    std::string operator()(const AssignmentClaimed& fact) {
        return "claimed: what is asked of " + of(fact.assignment);
    }
    std::string operator()(const AssignmentReleased& fact) {
        return "released: what is asked of " + of(fact.assignment);
    }
    std::string operator()(const AssignmentHandedOver& fact) {
        return "handed over: what is asked of " + of(fact.assignment);
    }
    std::string operator()(const CommitmentMade& fact) {
        bodies = {fact.body};
        return "commitment " + std::to_string(commitment(fact.id)) + ", due " + when(fact.due) +
               text_of("text");
    }
    std::string operator()(const CommitmentReported& fact) {
        return "commitment " + std::to_string(commitment(fact.commitment)) + ": " +
               std::string(enum_text(fact.status)) + text_of("text");
    }
    std::string operator()(const CommitmentsPassedOn& fact) {
        return "open commitments of " + name(fact.body) + " passed on to " + name(fact.successor) +
               reason();
    }
    std::string operator()(const CommitmentFellDue& fact) {
        return "commitment " + std::to_string(commitment(fact.commitment)) +
               " fell due and is late";
    }
    std::string operator()(const Migrated& fact) {
        return "moved to version " + std::to_string(fact.definition.version) + reason();
    }
    std::string operator()(const ParticipantAdded& fact) {
        return name(fact.body) + " added as " + fact.role + reason();
    }
    std::string operator()(const ParticipantRemoved& fact) {
        if (!fact.successor.empty())
            return name(fact.successor) + " takes the place of " + name(fact.body) + reason();
        return name(fact.body) + " removed" + reason();
    }
    std::string operator()(const auto&) { return std::string(kind_of(event_.fact)) + reason(); }

private:
    std::string next_due(const std::vector<DueTime>& dues) const {
        const auto next = std::ranges::find(dues, DueKind::due, &DueTime::kind);
        return next == dues.end() ? "" : ", due " + when(next->at);
    }
    std::string when(Instant at) const { return on_the_wall(at, calendar_); }
    std::string name(const std::string& body) const { return scene_.names().written(body); }
    std::string names(const std::vector<std::string>& ids) const {
        return scene_.names().in_words(ids);
    }
    std::string who(const std::string& body, const std::string& function) const {
        return function.empty() ? body : function;
    }
    std::string list(const std::vector<std::string>& ids) const {
        return scene_.names().in_words(ids);
    }
    /// The body, or the level of the body's chain, that an assignment is for.
    std::string of(const std::string& assignment) const {
        const auto* seat = after_.seated(assignment).assignment;
        return seat ? who(seat->body, seat->function) : assignment;
    }
    std::string of_all(const std::vector<std::string>& assignments) const {
        std::vector<std::string> ids;
        for (const auto& one : assignments) ids.push_back(of(one));
        return list(ids);
    }
    std::string stage(int round) const { return after_.round(round).stage; }
    int commitment(const std::string& name) const {
        const auto* found = after_.commitment(name);
        return found ? found->number : 0;
    }
    int number_of(const std::string& comment) const {
        const auto* found = after_.comment(comment);
        return found ? found->number : 0;
    }
    std::string by() const {
        return actor_.body.empty() ? actor_.id : scene_.names().written(actor_.body);
    }
    std::string text_of(std::string_view member) const {
        const auto* value = event_.secret.if_contains(member);
        if (!value || !value->is_string() || value->get_string().empty()) return {};
        return ": " + quoted(std::string_view(value->get_string()));
    }
    /// "(Karim for Amina)", where somebody acted for another.
    std::string for_whom() const {
        const auto& registry = scene_.house().registry();
        const auto* acted = registry.person(actor_.id);
        const auto* whom = registry.person(event_.behalf);
        return acted && whom ? " (" + acted->name + " for " + whom->name + ")" : "";
    }
    std::string because() const { return text_of("reason"); }
    std::string reason() const { return text_of("reason"); }
    static std::string counted(std::size_t count, std::string_view what) {
        return std::to_string(count) + ' ' + std::string(what) + (count == 1 ? "" : "s");
    }

    const Scene& scene_;
    const Calendar& calendar_;
    const Event& event_;
    const State& after_;
    const Actor& actor_;
};

std::string body_inside(const State& state) {
    return state.opening && state.opening->parent ? state.opening->parent->body : std::string();
}

std::vector<TrailLine> lines_of(const Scene& scene, const Calendar& calendar) {
    std::vector<TrailLine> lines;
    for (const auto& one : scene.trail())
        show_events(one.effect, one.at, [&](const Event& event, const State& after) {
            Teller teller(scene, calendar, event, after, one.effect.actor);
            TrailLine line{.at = one.at, .inside = body_inside(after)};
            line.text = std::visit(teller, event.fact);
            line.bodies = std::move(teller.bodies);
            auto* last = lines.empty() ? nullptr : &lines.back();
            if (last && !line.bodies.empty() && last->at == line.at && last->text == line.text &&
                last->inside == line.inside && !last->bodies.empty())
                last->bodies.push_back(line.bodies.front());
            else
                lines.push_back(std::move(line));
        });
    return lines;
}

}  // namespace

std::string on_the_wall(Instant instant, const Calendar& calendar) {
    const auto local = calendar.local(instant);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{local - day};
    std::string text = std::to_string(static_cast<int>(date.year())) + '-' +
                       two(static_cast<unsigned>(date.month())) + '-' +
                       two(static_cast<unsigned>(date.day())) + ' ' + two(time.hours().count()) +
                       ':' + two(time.minutes().count());
    if (time.seconds().count() != 0 || time.subseconds().count() != 0)
        text += ':' + two(time.seconds().count());
    if (const auto rest = time.subseconds().count(); rest != 0)
        text += '.' + std::to_string(1000 + rest).substr(1);
    return text;
}

std::vector<std::string> trail_in_words(const Scene& scene, const Calendar& calendar) {
    std::vector<std::string> texts;
    for (const auto& line : lines_of(scene, calendar)) {
        std::string text = on_the_wall(line.at, calendar) + "  ";
        if (!line.inside.empty()) text += "inside " + scene.names().written(line.inside) + ": ";
        if (!line.bodies.empty()) text += scene.names().in_words(line.bodies) + ": ";
        texts.push_back(text + line.text);
    }
    return texts;
}

std::vector<std::string> trail_kinds(const Scene& scene, const std::string& cycle) {
    std::vector<std::string> kinds;
    for (const auto& one : scene.trail()) {
        if (one.effect.after->id != cycle) continue;
        for (const auto& event : one.effect.events) kinds.emplace_back(kind_of(event.fact));
    }
    return kinds;
}

std::vector<std::string> trail_sentences(const Scene& scene, const std::string& cycle,
                                         const Calendar& calendar) {
    std::vector<std::string> sentences;
    for (const auto& one : scene.trail()) {
        if (one.effect.after->id != cycle) continue;
        show_events(one.effect, one.at, [&](const Event& event, const State& after) {
            Teller teller(scene, calendar, event, after, one.effect.actor);
            const auto text = std::visit(teller, event.fact);
            const auto& bodies = teller.bodies;
            sentences.push_back((bodies.empty() ? "" : scene.names().in_words(bodies) + ": ") +
                                text);
        });
    }
    return sentences;
}

}  // namespace paraph::scenario
