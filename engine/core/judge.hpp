#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/codec.hpp"
#include "engine/core/decide.hpp"
#include "engine/core/judge_settling.hpp"
#include "engine/core/verify.hpp"

namespace paraph {

/// One entry before the judge; used by judge.cpp and the judge_*.cpp files only. It shares with
/// `decide` what both must compute alike (engine/rules, results.hpp, seats.hpp, settled.hpp), and
/// judges for itself who might act and which step may follow which.
class Judge {
public:
    Judge(History& history, const Record<Fact>& record, const Registry& registry,
          Calendars& calendars, const OtherCycle& other, Verification& result);

    void judge();

    // judge_opening.cpp: what a cycle, a text and a round begin with.
    void operator()(const CycleOpened& fact);
    void operator()(const RevisionIssued& fact);
    void operator()(const RoundOpened& fact);
    void operator()(const ParticipantAdded& fact);
    void operator()(const ParticipantRemoved& fact);

    // judge_answers.cpp: what bodies say.
    void operator()(const PositionTaken& fact);
    void operator()(const PositionLate& fact);
    void operator()(const BlockLifted& fact);
    void operator()(const BlockMaintained& fact);
    void operator()(const CommentLifted& fact);
    void operator()(const CommentWithdrawn& fact);
    void operator()(const CommentAnswered& fact);
    void operator()(const LinkIssued& fact);
    void operator()(const LinkRevoked& fact);

    // judge_sealed.cpp: what is hidden until its round closes.
    void operator()(const AnswerSealed& fact);
    void operator()(const AnswerOpened& fact);

    // judge_comments.cpp: what becomes of comments, and files.
    void operator()(const CommentsMade& fact);
    void operator()(const CommentsAnswered& fact);
    void operator()(const CommentReplied& fact);
    void operator()(const CommentMaintained& fact);
    void operator()(const CommentsMerged& fact);
    void operator()(const CommentsGrouped& fact);
    void operator()(const DocumentAttached& fact);
    void operator()(const TimeRequested& fact);

    // judge_rules.cpp: what follows by rule as time passes.
    void operator()(const SilenceCounted& fact);
    void operator()(const PositionLapsed& fact);
    void operator()(const RoundFellDue& fact);
    void operator()(const Reminded& fact);
    void operator()(const Escalated& fact);
    void operator()(const TakenUp& fact);

    // judge_closing.cpp: figures, results, and the way on.
    void operator()(const StageSkipped& fact);
    void operator()(const WayChosen& fact);
    void operator()(const RoundQualified& fact);
    void operator()(const RoundDisqualified& fact);
    void operator()(const MeetingRecorded& fact);
    void operator()(const RoundClosed& fact);
    void operator()(const BranchDone& fact);
    void operator()(const RoundCancelled& fact);
    void operator()(const RoundSuperseded& fact);
    void operator()(const CycleEnded& fact);

    // judge_acts.cpp: what the secretariat does.
    void operator()(const Extended& fact);
    void operator()(const Shortened& fact);
    void operator()(const Suspended& fact);
    void operator()(const Resumed& fact);
    void operator()(const Deferred& fact);
    void operator()(const Reopened& fact);
    void operator()(const Abandoned& fact);
    void operator()(const MinimumWaived& fact);
    void operator()(const Migrated& fact);

    // judge_people.cpp: who within a body does it, and what it commits itself to.
    void operator()(const CommentVerified& fact);
    void operator()(const CommentSubmitted& fact);
    void operator()(const CommentSupported& fact);
    void operator()(const EndDateSet& fact);
    void operator()(const AssignmentClaimed& fact);
    void operator()(const AssignmentReleased& fact);
    void operator()(const AssignmentHandedOver& fact);
    void operator()(const CommitmentMade& fact);
    void operator()(const CommitmentReported& fact);
    void operator()(const CommitmentFellDue& fact);
    void operator()(const CommitmentsPassedOn& fact);

    /// A fact that nobody has taught the judge yet is applied, and named in the report.
    void operator()(const auto&) {
        result_.open.insert("\"" + std::string(kind_of(record_.fact)) + "\"");
    }

private:
    void flaw(std::string text, Flaw::Kind kind = Flaw::Kind::step);
    /// Whether something erasable stands beside what is judged: beside the seal, where it was
    /// sealed.
    bool has_words() const { return opening_ || !record_.seal.empty(); }

    // judge.cpp
    bool bind();
    void advance();
    void look_at_rounds();
    const State& state() const { return history_.state; }
    const Opening& opening() const { return *history_.state.opening; }
    const Round* round_at(int index) const;       // nullptr: never opened
    const Round* open_round_at(int index) const;  // nullptr: not open
    const Stage* stage_of(const Round& round) const { return definition_->stage(round.stage); }
    Seated seated(const std::string& assignment) const { return state().seated(assignment); }

    // judge_heading.cpp
    void check_heading();
    void check_via();
    void check_effective();
    void check_moment();
    void check_owed();
    void check_taken_back(const Owed& owed);
    void check_settled(const std::vector<int>& rounds);
    void must_follow();
    bool pass(const Stage& stage);
    /// As of when it is judged who was late: of a due time its own instant.
    Instant moment() const { return std::min(record_.effective.value_or(record_.at), record_.at); }
    Settling settling() const { return {*definition_, state(), moment()}; }
    /// As of the entry before.
    Settling settling_before() const {
        return {*definition_, state(), history_.last.effective.value_or(state().at)};
    }

    // judge_way.cpp
    void expect(Target target, const std::string& from);
    std::optional<NextWay> take_way();
    void arrive(const std::string& stage);
    void go_on(const Stage& stage, const std::string& result);
    void close_block(const Stage& block, const RoundClosed& fact);

    // judge_entitled.cpp: each tells the flaw
    bool by_rule() const { return record_.actor == "rule"; }
    bool is_secretariat() const;
    bool holds_role(const std::string& role) const;
    std::string body_of_actor() const;
    const Person* entitled() const;
    void check_behalf();
    void check_link();
    bool speaks_for(const Seated& seat, const std::string& received) const;
    void by_rule_only(const char* what);
    void by_act(const std::string& act);
    void by_reviser();
    bool is_revisers() const;
    void by_speaker(const Seated& seat, const std::string& received = {});
    void by_another_hand(const Stage& stage);
    void while_running();
    void while_running_or_deferred();

    // judge_opening.cpp
    void check_bindings(const Opening& opening);
    void check_bodies(const Opening& opening);
    void check_weights(const Opening& opening, const Body& body);
    void check_people(const Stage& stage, const Seat& seat);
    void check_seats(const Stage& stage, const std::vector<Seat>& seats, const std::string& lot);
    void check_start(const Stage& stage, const Seat& seat);
    void check_carried(const Stage& stage, const std::vector<Seat>& seats);

    // judge_answers.cpp
    void check_giving(const Seated& seat, const PositionTaken& fact);
    void check_text(const PositionTaken& fact);
    void check_rule(const Round& round, const PositionTaken& fact);
    void check_comments(const Stage& stage, const PositionRule* rule, const Revision* revision,
                        const std::vector<CommentMade>& comments);
    const Comment* known_comment(const std::string& id);
    void check_citation(const Seated& seat, const PositionTaken& fact);
    void check_said_inside(const History& child, const PositionTaken& fact);
    void check_comments_inside(const State& child, const PositionTaken& fact);
    void check_proposal(const PositionRule& rule, const PositionTaken& fact);
    void check_cleared(const Round& round, const PositionTaken& fact);
    const Comment* own_comment(const std::string& id, const std::string& received = {});
    void check_made(const Seated& seat, const CommentsMade& fact);
    const Revision* revision(int number) const;

    // judge_around.cpp
    bool is_sent() const;
    void check_around();
    void check_opened_around(const Opening& opened);
    void check_text_around(const RevisionIssued& fact);
    void check_moved(const Round& round, const Extended& fact);
    void check_abandoned(const Abandoned& fact);
    void check_status_around(std::initializer_list<CycleStatus> fitting);
    void check_deferred_around(const Deferred& fact);
    void check_unsaid(const Seated& seat);

    // judge_sealed.cpp
    void check_unsealed(const Round& round);
    void check_opened(const Seal& seal, const PositionTaken& fact);
    void check_opened(const Seal& seal, const CommentsMade& fact);
    void check_opened(const Seal& seal, const BlockLifted& fact);
    void check_opened(const Seal& seal, const BlockMaintained& fact);
    void check_opened(const Seal& seal, const CommentLifted& fact);
    void check_opened(const Seal& seal, const CommentWithdrawn& fact);
    void check_opened(const Seal& seal, const CommentMaintained& fact);
    void check_opened(const Seal& seal, const CommentReplied& fact);
    void check_opened(const Seal& seal, const DocumentAttached& fact);
    const Comment* comment_of(const Seal& seal, const std::string& id);

    // judge_people.cpp
    int level_in(const Round& round) const;
    void at_level(const std::string& comment, bool last, int least);
    void check_reminders(const Seated& seat, const EndDateSet& fact);
    void of_the_body(const std::string& assignment);
    void by_owner(const std::string& body);
    void check_passed_seats(const CommitmentsPassedOn& fact);

    // judge_rules.cpp
    bool falls_due(int round) const;
    bool is_at_end(const Assignment& assignment) const;
    bool ends_level(const Round& round) const;
    bool grace_ends_later(const Round& round) const;
    void check_lapsed(const Stage& stage, const Round& round);
    void check_counted(const Stage& stage, const Round& round);
    void check_stays_open(const Stage& stage, const Round& round);
    void check_reminded(const Stage& stage, const Round& round, const Reminded& fact);

    // judge_closing.cpp
    void check_result(const Stage& stage, const Round& round, const RoundClosed& fact);
    void check_close(const Stage& stage, const Round& round, const RoundClosed& fact);
    void check_due(const Stage& stage, const Round& round, const RoundClosed& fact);
    void check_act(const Stage& stage, const Round& round, const RoundClosed& fact);
    void check_follow_up(const Stage& stage, const RoundClosed& fact);
    void check_length(const Stage& stage, const Round& round, const RoundClosed& fact);
    void check_complete(const Stage& stage, const Round& round, const RoundClosed& fact);

    // judge_acts.cpp
    void check_later_rounds(int round, const std::vector<int>& undone);
    void check_voided(const Round& round, const std::vector<std::string>& voided);
    void check_begun(const Round& round, const std::string& only,
                     const std::map<std::string, std::string>& inside);
    void check_planned(int round, DueKind kind, Instant due, const std::vector<DueTime>& dues);
    void check_parked(const std::vector<DueTime>& dues);

    History& history_;
    const Record<Fact>& record_;
    const Registry& registry_;
    Calendars& calendars_;
    const OtherCycle& other_;
    Verification& result_;
    const Definition* definition_ = nullptr;
    const Calendar* calendar_ = nullptr;
    bool follows_ = false;     // it may be of one decision with the entry before
    bool begins_ = false;      // it is the first thing that follows from what lies due
    bool opening_ = false;     // what is judged was sealed, and is opened
    bool takes_back_ = false;  // it follows from a body's having left the base
};

// What never stands alone and did: said of the entry that comes instead, and of the history's end.
inline constexpr auto block_went_on = "a round was cancelled, and its block went on";
inline constexpr auto opened_went_on = "answers were opened, and their round went on";
inline constexpr auto time_went_on = "the time of all was over, and the round did not fall due";

// judge_end.cpp

/// Whether something was due by `until`. What was planned when its time had passed is decided as
/// soon as the log goes on.
bool is_behind(const History& history, Instant until);
/// Of a round that was complete, and went on.
std::string unsettled(const Round& round);

// judge_around.cpp

/// What is wrong between a history that has no further entry and the cycle around it; "": nothing.
std::string flaw_of_end(const History& history, const Registry& registry, const OtherCycle& other);

}  // namespace paraph
