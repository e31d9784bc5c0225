#include "api/pages/timeline.hpp"

#include <algorithm>
#include <span>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <fmt/format.h>

#include "api/pages/positions.hpp"
#include "api/pages/view_data.hpp"

namespace paraph::pages {

namespace {

std::string call(const Names::Call& name, std::string_view id) {
    return name ? name(id) : std::string(id);
}

/// One overload for each kind of fact, so that a new kind does not compile without its words.
struct Teller {
    const Names& names;
    const Language& language;

    std::string say(std::string_view key, Language::Params params = {}) const {
        return language.say(fmt::format("fact.{}", key), params);
    }
    std::string when(Instant at) const { return language.date_time(at, names.zone); }
    std::string bodies(std::span<const std::string> assignments) const {
        std::vector<std::string> all;
        for (const auto& one : assignments) all.push_back(call(names.body_of, one));
        return language.list(all);
    }
    std::string stage(int round) const {
        const auto* found = names.round ? names.round(round) : nullptr;
        return found ? call(names.stage, found->stage) : language.number(round + 1);
    }
    std::int64_t number(int round) const {
        const auto* found = names.round ? names.round(round) : nullptr;
        return found ? found->number : round + 1;
    }
    std::string of_round(std::string_view key, int round) const {
        return say(key, {{"stage", stage(round)}, {"round", number(round)}});
    }

    /// The clock goes on: said with the first due time of a round that it now has.
    std::string with_next_due(const std::string& key, const std::vector<DueTime>& dues) const {
        const auto next = std::ranges::find(dues, DueKind::due, &DueTime::kind);
        if (next == dues.end()) return say(key);
        return say(key + "-due", {{"due", when(next->at)}});
    }

    /// Levels inside a body that nobody held when the round opened.
    std::vector<std::string> levels_without_people(const RoundOpened& fact) const {
        std::vector<std::string> levels;
        for (const auto& seat : fact.seats)
            if (!seat.function.empty() && seat.people.empty())
                levels.push_back(function_word(seat.function, language));
        return levels;
    }

    std::string operator()(const CycleOpened& fact) const {
        const auto& definition = fact.opening.definition;
        return say("cycle-opened",
                   {{"definition", definition.name}, {"version", definition.version}});
    }
    std::string operator()(const RevisionIssued& fact) const {
        const auto size = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
        if (fact.number == 1) return say("first-revision-issued", {{"revision", fact.number}});
        if (fact.editorial) return say("editorial-revision-issued", {{"revision", fact.number}});
        return say("revision-issued", {{"revision", fact.number},
                                       {"inserted", size(fact.inserted)},
                                       {"changed", size(fact.changed)},
                                       {"deleted", size(fact.deleted)}});
    }
    std::string operator()(const RoundOpened& fact) const {
        if (fact.stage_kind == StageKind::parallel)
            return say("branches-opened", {{"stage", call(names.stage, fact.stage)}});
        std::vector<std::string> asked;
        for (const auto& seat : fact.seats)
            asked.push_back(seat.item ? language.digits(*seat.item) : call(names.body, seat.body));
        if (fact.stage_kind == StageKind::call)
            return say("procedure-called", {{"stage", call(names.stage, fact.stage)}});
        const auto opened = say(fact.due ? "round-opened-due" : "round-opened",
                                {{"stage", call(names.stage, fact.stage)},
                                 {"round", fact.number},
                                 {"revision", fact.revision},
                                 {"due", fact.due ? when(*fact.due) : std::string()},
                                 {"bodies", language.list(asked)}});
        const auto skipped = levels_without_people(fact);
        if (skipped.empty()) return opened;
        return opened + "; " + say("levels-skipped", {{"levels", language.list(skipped)}});
    }
    std::string operator()(const StageSkipped& fact) const {
        return say(fact.why == "condition" ? "stage-skipped-condition" : "stage-skipped-nobody",
                   {{"stage", call(names.stage, fact.stage)}});
    }
    std::string operator()(const WayChosen& fact) const {
        return say("way-chosen", {{"stage", call(names.stage, fact.stage)},
                                  {"way", call(names.position, fact.way)}});
    }
    std::string operator()(const PositionTaken& fact) const {
        const auto body = call(names.body_of, fact.assignment);
        if (fact.position.empty()) {
            return say("position-comments", {{"body", body}, {"revision", fact.revision}});
        }
        const auto position = call(names.position, fact.position);
        if (fact.proposes) {
            const auto proposes = call(names.position, *fact.proposes);
            return say("position-proposes",
                       {{"body", body}, {"position", position}, {"proposes", proposes}});
        }
        const bool blocks = fact.status == AssignmentStatus::blocking;
        const auto key = !fact.received.empty() ? "position-received"
                         : blocks               ? "position-blocking"
                                                : "position-taken";
        return say(key, {{"body", body},
                         {"position", position},
                         {"revision", fact.revision},
                         {"received", received_word(fact.received, language)}});
    }
    std::string operator()(const AnswerSealed& fact) const {
        return say(fact.position ? "answer-sealed" : "words-sealed",
                   {{"body", call(names.body_of, fact.assignment)}});
    }
    std::string operator()(const AnswerOpened& fact) const {
        return say("answer-opened", {{"what", std::visit(*this, fact.fact)}});
    }
    std::string operator()(const PositionLate& fact) const {
        return say(fact.received.empty() ? "position-late" : "position-late-received",
                   {{"body", call(names.body_of, fact.assignment)},
                    {"position", call(names.position, fact.position)},
                    {"received", fact.received}});
    }
    std::string operator()(const BlockLifted& fact) const {
        return say(fact.received.empty() ? "block-lifted" : "block-lifted-received",
                   {{"body", call(names.body_of, fact.assignment)}, {"received", fact.received}});
    }
    std::string operator()(const BlockMaintained& fact) const {
        return say(fact.received.empty() ? "block-maintained" : "block-maintained-received",
                   {{"body", call(names.body_of, fact.assignment)}, {"received", fact.received}});
    }
    std::string operator()(const CommentLifted& fact) const {
        return say(fact.received.empty() ? "comment-lifted" : "comment-lifted-received",
                   {{"comment", call(names.comment, fact.comment)}, {"received", fact.received}});
    }
    std::string operator()(const CommentWithdrawn& fact) const {
        return say(fact.received.empty() ? "comment-withdrawn" : "comment-withdrawn-received",
                   {{"comment", call(names.comment, fact.comment)}, {"received", fact.received}});
    }
    std::string operator()(const CommentAnswered& fact) const {
        return say("comment-answered", {{"comment", call(names.comment, fact.comment)},
                                        {"disposition", word(fact.disposition, language)}});
    }
    static std::int64_t count(const auto& list) { return static_cast<std::int64_t>(list.size()); }
    std::string operator()(const CommentsMade& fact) const {
        return say(fact.received.empty() ? "comments-made" : "comments-received",
                   {{"n", count(fact.comments)},
                    {"body", call(names.body_of, fact.assignment)},
                    {"received", received_word(fact.received, language)}});
    }
    /// The first of them one by one: an entry may hold hundreds.
    std::string operator()(const CommentsAnswered& fact) const {
        constexpr std::size_t named_max = 5;
        std::vector<std::string> named;
        for (const auto& answer :
             std::span(fact.answers).first(std::min(named_max, fact.answers.size())))
            named.push_back(say("comments-answered-one",
                                {{"comment", call(names.comment, answer.comment)},
                                 {"disposition", word(answer.disposition, language)}}));
        if (const auto more = count(fact.answers) - count(named); more > 0)
            named.push_back(say("comments-answered-more", {{"n", more}}));
        return say("comments-answered",
                   {{"n", count(fact.answers)}, {"answers", language.list(named)}});
    }
    std::string operator()(const CommentReplied& fact) const {
        return say("comment-replied", {{"comment", call(names.comment, fact.comment)}});
    }
    std::string operator()(const CommentMaintained& fact) const {
        return say("comment-maintained", {{"comment", call(names.comment, fact.comment)}});
    }
    std::string operator()(const CommentsMerged& fact) const {
        return say(fact.ends ? "comments-parted" : "comments-merged",
                   {{"n", count(fact.same)}, {"comment", call(names.comment, fact.comment)}});
    }
    std::string operator()(const CommentsGrouped& fact) const {
        return say(fact.ends ? "comments-ungrouped" : "comments-grouped",
                   {{"n", count(fact.comments)}});
    }
    std::string operator()(const DocumentAttached&) const { return say("document-attached"); }
    std::string operator()(const TimeRequested& fact) const {
        const auto body = call(names.body_of, fact.assignment);
        if (!fact.until) return say("time-requested", {{"body", body}});
        return say("time-requested-until", {{"body", body}, {"until", when(*fact.until)}});
    }
    std::string operator()(const SilenceCounted& fact) const {
        return say("silence-counted", {{"position", call(names.position, fact.position)},
                                       {"bodies", bodies(fact.assignments)},
                                       {"notice", fact.notice}});
    }
    std::string operator()(const PositionLapsed& fact) const {
        return say("position-lapsed", {{"bodies", bodies(fact.assignments)}});
    }
    std::string operator()(const RoundQualified& fact) const {
        return of_round("round-qualified", fact.round);
    }
    std::string operator()(const RoundDisqualified& fact) const {
        return of_round("round-disqualified", fact.round);
    }
    std::string operator()(const RoundFellDue& fact) const {
        return of_round("round-fell-due", fact.round);
    }
    std::string operator()(const Reminded& fact) const {
        return say("reminded", {{"bodies", bodies(fact.assignments)}});
    }
    std::string operator()(const Escalated& fact) const {
        return say("escalated",
                   {{"stage", stage(fact.round)}, {"role", call(names.role, fact.to)}});
    }
    std::string operator()(const RoundClosed& fact) const {
        std::vector<std::string> figures;
        for (const auto& row : fact.tally) {
            figures.push_back(
                figure({call(names.position, row.position), row.count, row.silent}, language));
        }
        return say(figures.empty() ? "round-closed-plain" : "round-closed",
                   {{"stage", stage(fact.round)},
                    {"round", number(fact.round)},
                    {"result", call(names.position, fact.result)},
                    {"tally", language.list(figures)}});
    }
    std::string operator()(const BranchDone& fact) const {
        return say("branch-done",
                   {{"stage", stage(fact.round)}, {"branch", call(names.stage, fact.branch)}});
    }
    std::string operator()(const RoundCancelled& fact) const {
        return of_round("round-cancelled", fact.round);
    }
    std::string operator()(const RoundSuperseded& fact) const {
        return of_round("round-superseded", fact.round);
    }
    std::string operator()(const MeetingRecorded& fact) const {
        return say("meeting-recorded", {{"result", call(names.position, fact.result)}});
    }
    std::string operator()(const CycleEnded& fact) const {
        return say("cycle-ended", {{"outcome", call(names.position, fact.outcome)}});
    }
    std::string operator()(const Extended& fact) const {
        const auto body = fact.assignment ? call(names.body_of, *fact.assignment) : std::string();
        return say(fact.assignment ? "extended-one" : "extended",
                   {{"stage", stage(fact.round)}, {"due", when(fact.due)}, {"body", body}});
    }
    std::string operator()(const Shortened& fact) const {
        const auto body = fact.assignment ? call(names.body_of, *fact.assignment) : std::string();
        return say(fact.assignment ? "shortened-one" : "shortened",
                   {{"stage", stage(fact.round)}, {"due", when(fact.due)}, {"body", body}});
    }
    std::string operator()(const Suspended&) const { return say("suspended"); }
    std::string operator()(const Resumed& fact) const {
        return with_next_due("resumed", fact.dues);
    }
    std::string operator()(const Deferred& fact) const {
        if (fact.until) return say("deferred-until", {{"until", when(*fact.until)}});
        return fact.meeting.empty() ? say("deferred")
                                    : say("deferred-meeting", {{"meeting", fact.meeting}});
    }
    std::string operator()(const TakenUp& fact) const {
        return with_next_due("taken-up", fact.dues);
    }
    std::string operator()(const Reopened& fact) const {
        std::string words = say(
            "reopened",
            {{"stage", stage(fact.round)}, {"round", number(fact.round)}, {"due", when(fact.due)}});
        for (const int round : fact.undone)
            words +=
                "; " + say("reopened-undone", {{"stage", stage(round)}, {"round", number(round)}});
        if (!fact.voided.empty())
            words += "; " + say("reopened-void", {{"bodies", bodies(fact.voided)}});
        return words;
    }
    std::string operator()(const Abandoned& fact) const {
        return fact.why.empty() ? say("abandoned") : say("abandoned-by-rule", {{"why", fact.why}});
    }
    std::string operator()(const MinimumWaived& fact) const {
        return say("minimum-waived", {{"stage", call(names.stage, fact.stage)}});
    }
    std::string operator()(const ParticipantAdded& fact) const {
        return say("participant-added",
                   {{"body", call(names.body, fact.body)}, {"role", call(names.role, fact.role)}});
    }
    std::string operator()(const ParticipantRemoved& fact) const {
        if (!fact.successor.empty())
            return say("participant-replaced", {{"body", call(names.body, fact.body)},
                                                {"successor", call(names.body, fact.successor)}});
        return say("participant-removed", {{"body", call(names.body, fact.body)}});
    }
    std::string operator()(const LinkIssued& fact) const {
        if (!fact.stands_in_for.empty())
            return say("link-stand-in", {{"body", call(names.body_of, fact.assignment)},
                                         {"person", call(names.person, fact.person)},
                                         {"behalf", call(names.person, fact.stands_in_for)}});
        return say(fact.generation > 1 ? "link-reissued" : "link-issued",
                   {{"body", call(names.body_of, fact.assignment)},
                    {"person", call(names.person, fact.person)}});
    }
    std::string operator()(const LinkRevoked& fact) const {
        return say("link-revoked", {{"body", call(names.body_of, fact.assignment)},
                                    {"person", call(names.person, fact.person)}});
    }

    std::string operator()(const CommentVerified& fact) const {
        return say("comment-verified", {{"comment", call(names.comment, fact.comment)}});
    }
    std::string operator()(const CommentSubmitted& fact) const {
        return say("comment-submitted", {{"comment", call(names.comment, fact.comment)}});
    }
    std::string operator()(const CommentSupported& fact) const {
        return say("comment-supported", {{"comment", call(names.comment, fact.comment)}});
    }
    std::string operator()(const EndDateSet& fact) const {
        return say("end-date-set",
                   {{"body", call(names.body_of, fact.assignment)}, {"due", when(fact.due)}});
    }
    std::string operator()(const AssignmentClaimed& fact) const {
        return say("assignment-claimed", {{"body", call(names.body_of, fact.assignment)}});
    }
    std::string operator()(const AssignmentReleased& fact) const {
        return say("assignment-released", {{"body", call(names.body_of, fact.assignment)}});
    }
    std::string operator()(const AssignmentHandedOver& fact) const {
        return say("assignment-handed-over", {{"body", call(names.body_of, fact.assignment)},
                                              {"person", call(names.person, fact.person)}});
    }
    std::string operator()(const CommitmentMade& fact) const {
        return say("commitment-made",
                   {{"body", call(names.body, fact.body)}, {"due", when(fact.due)}});
    }
    std::string operator()(const CommitmentsPassedOn& fact) const {
        return say("commitments-passed-on", {{"body", call(names.body, fact.body)},
                                             {"successor", call(names.body, fact.successor)}});
    }
    std::string operator()(const CommitmentReported& fact) const {
        return say("commitment-reported", {{"status", word(fact.status, language)}});
    }
    std::string operator()(const CommitmentFellDue&) const { return say("commitment-fell-due"); }
    std::string operator()(const Migrated& fact) const {
        return say("migrated", {{"version", fact.definition.version}});
    }

    std::string operator()(const BodyRegistered& fact) const {
        const auto name = language.of(fact.name);
        return say("body-registered", {{"body", name.empty() ? std::string_view(fact.id) : name}});
    }
    std::string operator()(const PersonRegistered& fact) const {
        return say("person-registered", {{"person", call(names.person, fact.id)},
                                         {"body", call(names.body, fact.body)}});
    }
    std::string operator()(const PersonLeft& fact) const {
        return say("person-left", {{"person", call(names.person, fact.id)}});
    }
    std::string operator()(const CalendarPublished& fact) const {
        return say("calendar-published",
                   {{"name", fact.calendar.name}, {"version", fact.calendar.version}});
    }
    std::string operator()(const DefinitionPublished& fact) const {
        return say("definition-published", {{"name", fact.name}, {"version", fact.version}});
    }
    std::string operator()(const TokenIssued& fact) const {
        return say("token-issued", {{"label", fact.token.label}});
    }
    std::string operator()(const TokenRevoked& fact) const {
        return say("token-revoked", {{"id", fact.id}});
    }
    std::string operator()(const WebhookSubscribed& fact) const {
        return say("webhook-subscribed", {{"url", fact.webhook.url}});
    }
    std::string operator()(const WebhookChanged& fact) const {
        return say("webhook-changed", {{"url", fact.webhook.url}});
    }
    std::string operator()(const SignedIn& fact) const {
        return say("signed-in", {{"person", call(names.person, fact.person)}});
    }
    std::string operator()(const KeyPublished& fact) const {
        return say("key-published", {{"key", fact.vkey}});
    }
    std::string operator()(const DelegationGiven& fact) const {
        const auto& delegation = fact.delegation;
        const Language::Params params{{"person", call(names.person, delegation.person)},
                                      {"delegate", call(names.person, delegation.delegate)},
                                      {"until", delegation.until ? when(*delegation.until) : ""}};
        return say(delegation.until ? "delegation-given-until" : "delegation-given", params);
    }
    std::string operator()(const DelegationConsented&) const { return say("delegation-consented"); }
    std::string operator()(const DelegationEnded&) const { return say("delegation-ended"); }
    std::string operator()(const LogRestored&) const { return say("log-restored", {}); }
    std::string operator()(const AuditAssigned& fact) const {
        return say("audit-assigned", {{"auditor", fact.auditor},
                                      {"n", static_cast<std::int64_t>(fact.cycles.size())}});
    }
    std::string operator()(const CycleRead& fact) const {
        return say("cycle-read", {{"cycle", fact.cycle}});
    }
    std::string operator()(const TrailExported& fact) const {
        return say(fact.cycle.empty() ? "trail-exported" : "cycle-exported",
                   {{"cycle", fact.cycle}, {"format", fact.format}});
    }
    std::string operator()(const PersonErased& fact) const {
        return say("person-erased", {{"person", fact.person}});
    }
    std::string operator()(const DataErased& fact) const {
        return say("data-erased", {{"class", fact.data_class}, {"n", fact.entries}});
    }
};

/// A round closes by rule, but where its end is what somebody did: closed it, met, or revised.
bool follows(const RoundClosed& fact) {
    return fact.how != "act" && fact.how != "meeting" && fact.how != "revision";
}
bool follows(const Abandoned& fact) {
    return !fact.why.empty();
}
bool follows(const Extended& fact) {
    return fact.outer_due.has_value();
}
template <class Kind>
bool follows(const Kind&) {
    using Followers =
        boost::mp11::mp_list<RoundOpened, StageSkipped, WayChosen, SilenceCounted, PositionLapsed,
                             RoundQualified, RoundDisqualified, RoundFellDue, Reminded, Escalated,
                             BranchDone, RoundCancelled, RoundSuperseded, AnswerOpened,
                             CommitmentFellDue, CycleEnded>;
    return boost::mp11::mp_contains<Followers, Kind>::value;
}

}  // namespace

bool only_follows(const Fact& fact) {
    return std::visit([](const auto& kind) { return follows(kind); }, fact);
}

std::string in_words(const Fact& fact, const Names& names, const Language& language) {
    return std::visit(Teller{names, language}, fact);
}

std::string in_words(const RegistryFact& fact, const Names& names, const Language& language) {
    return std::visit(Teller{names, language}, fact);
}

std::string figure(const FigureRow& row, const Language& language) {
    if (row.silent == 0) {
        return language.say("fact-figure.said", {{"position", row.position}, {"count", row.count}});
    }
    return language.say("fact-figure.silent",
                        {{"position", row.position}, {"count", row.count}, {"silent", row.silent}});
}

}  // namespace paraph::pages
