#include "engine/core/verify.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/core/apply.hpp"
#include "engine/core/blocks.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/decide.hpp"
#include "engine/core/results.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

class Verifier {
public:
    Verifier(const Registry& registry, Verification& result)
        : registry_(registry), result_(result) {}

    void check(const Entry& entry) {
        sequence_ = entry.sequence;
        ++result_.entries;
        auto record = read_entry(entry.body, entry.secret);
        if (!record) return flaw("it can't be read: " + record.error().text);
        if (!record->seal.empty() && entry.secret.empty()) ++result_.erased;
        if (leaf_of(entry.body) != entry.leaf) flaw("its leaf hash is not that of its body");
        if (record->sequence != state_.sequence + 1) flaw("an entry is missing before it");
        if (record->at < state_.at) flaw("it is older than the entry before it");
        record_ = &*record;
        if (state_.id.empty()) state_.id = record->stream;
        if (bind()) std::visit(*this, record->fact);
        advance(*record);
    }

    void operator()(const RoundOpened& fact) {
        arrive(fact.stage);
        const auto* stage = definition_->stage(fact.stage);
        if (!stage) return flaw("the definition has no stage \"" + fact.stage + "\"");
        ++result_.deadlines;
        if (fact.due != due_of(state_, *calendar_, *stage, record_->at))
            flaw("its due time is not what definition and calendar give");
        for (const auto& seat : fact.seats) check_start(*stage, seat);
        for (auto branch = stage->branches.rbegin(); branch != stage->branches.rend(); ++branch)
            expect({Target::Kind::stage, *branch}, stage);
    }

    void operator()(const StageSkipped& fact) {
        arrive(fact.stage);
        const auto* stage = definition_->stage(fact.stage);
        if (stage) go_on(*stage, fact.result);
    }

    void operator()(const WayChosen& fact) {
        arrive(fact.stage);
        const auto* stage = definition_->stage(fact.stage);
        if (stage) go_on(*stage, fact.way);
    }

    void operator()(const BranchDone& fact) {
        const auto way = take_way();
        if (!way || way->target.kind != Target::Kind::done || !way->from ||
            way->from->branch != fact.branch || state_.open_round(way->from->block) != fact.round)
            flaw("the way did not lead to the end of this branch");
    }

    void operator()(const RoundCancelled& fact) {
        if (!is_open_round(fact.round)) return flaw("it cancels a round that is not open");
    }

    void operator()(const PositionTaken& fact) {
        ++result_.positions;
        const auto* assignment = find(fact.assignment);
        if (!assignment) return flaw("it names an assignment that was never made");
        const auto& round = *state_.rounds[found_];
        const auto& stage = *definition_->stage(round.stage);
        if (!is_open(round)) flaw("the round was closed");
        const auto rule = std::ranges::find(stage.positions, fact.position, &PositionRule::name);
        if (rule == stage.positions.end())
            flaw("the stage knows no position \"" + fact.position + "\"");
        else if (rule->blocks != (fact.status == AssignmentStatus::blocking))
            flaw("the position does not mean what the entry says");
        const auto* revision = state_.revision();
        if (revision && (fact.revision != revision->number || fact.digest != revision->digest))
            flaw("it was given to another text than the one in force");
        if (!speaks_for(round, *assignment, fact))
            flaw("whoever took it does not speak for the body");
        const auto due = assignment->due ? assignment->due : round.due;
        if (fact.late && (!due || record_->at < *due))
            flaw("it is marked as late, and was in time");
        if (is_final(stage, *assignment)) flaw("the answer before it was final");
        if (breaks_four_eyes(stage)) flaw("the same person acted where another must have");
    }

    void operator()(const SilenceCounted& fact) {
        by_rule("silence is counted by rule only");
        if (fact.round < 0 || static_cast<std::size_t>(fact.round) >= state_.rounds.size())
            return flaw("it names a round that was never opened");
        const auto& round = *state_.rounds[static_cast<std::size_t>(fact.round)];
        const auto& stage = *definition_->stage(round.stage);
        if (fact.notice != round.entry) flaw("it does not name the entry by which they were asked");
        for (const auto& id : fact.assignments) {
            ++result_.silences;
            const auto* assignment = find(id);
            if (!assignment) {
                flaw("it names an assignment that was never made");
                continue;
            }
            if (assignment->status != AssignmentStatus::awaited)
                flaw("\"" + assignment->body + "\" was not silent");
            if (!is_over(stage, round, *assignment))
                flaw("\"" + assignment->body + "\" could still have answered");
            const auto& silence = silence_of(*definition_, stage, *assignment);
            if (silence.kind != Silence::Kind::counts_as || silence.position != fact.position)
                flaw("the silence of \"" + assignment->body + "\" does not count as that");
        }
    }

    void operator()(const PositionLapsed& fact) {
        by_rule("a position lapses by rule only");
        for (const auto& id : fact.assignments) {
            const auto* assignment = find(id);
            if (!assignment) {
                flaw("it names an assignment that was never made");
                continue;
            }
            const auto& round = *state_.rounds[found_];
            const auto due = assignment->due ? assignment->due : round.due;
            if (!due || record_->at < *due ||
                !must_maintain(*definition_->stage(round.stage), round, *assignment))
                flaw("the position of \"" + assignment->body + "\" stood");
        }
    }

    void operator()(const RoundClosed& fact) {
        ++result_.closings;
        if (!is_open_round(fact.round)) return flaw("it closes a round that is not open");
        const auto& round = *state_.rounds[static_cast<std::size_t>(fact.round)];
        const auto& stage = *definition_->stage(round.stage);
        const auto counted = tally(figures(*definition_, stage, state_, round));
        const auto same = [](const Figure& a, const Figure& b) {
            return a.position == b.position && a.count == b.count && a.silent == b.silent;
        };
        if (!std::ranges::equal(counted, fact.tally, same))
            flaw("its figures are not what was given");
        if (round.kind == StageKind::parallel) close_block(stage, fact.result);
        const std::string result = result_of(*definition_, stage, state_, round);
        const bool chosen = fact.how == "act" && may_choose(stage, fact.result, result);
        if (!result.empty() && fact.result != result && fact.result != "overdue" && !chosen)
            flaw("its result is \"" + fact.result + "\"; the rule gives \"" + result + "\"");
        check_close(stage, round, fact);
        go_on(stage, fact.result);
    }

    void operator()(const CycleEnded& fact) {
        const auto way = take_way();
        if (!way || !way->target.ends() || way->target.name != fact.outcome)
            flaw("the definition's way does not end here as \"" + fact.outcome + "\"");
    }

    void operator()(const RoundSuperseded& fact) {
        if (!is_open_round(fact.round)) flaw("the round that gives way is not open");
        restarts_ = true;
    }

    void operator()(const Reminded&) { by_rule("it happens by rule only"); }
    void operator()(const Escalated&) { by_rule("it happens by rule only"); }
    void operator()(const RoundFellDue&) { by_rule("it happens by rule only"); }
    void operator()(const Extended&) { by_act("extend"); }
    void operator()(const Suspended&) { by_act("suspend"); }
    void operator()(const Resumed&) { by_act("resume"); }
    void operator()(const Deferred&) { by_act("defer"); }
    void operator()(const Reopened&) { by_act("reopen"); }
    void operator()(const Abandoned&) { by_act("abandon"); }
    void operator()(const MinimumWaived&) { by_act("waive"); }
    void operator()(const ParticipantAdded&) { by_act("add_participant"); }
    void operator()(const ParticipantRemoved&) { by_act("remove_participant"); }
    void operator()(const auto&) {}

    void finish() {
        if (!ways_.empty()) flaw("the history stops between two stages");
    }

private:
    /// Where the way leads, and from where: known until the entry that takes it.
    struct Leads {
        Target target;
        const Stage* from = nullptr;
    };

    bool is_open_round(int index) const {
        return index >= 0 && static_cast<std::size_t>(index) < state_.rounds.size() &&
               is_open(*state_.rounds[static_cast<std::size_t>(index)]);
    }

    /// The way will be taken next; where a loop's limit is reached, the way from there.
    void expect(Target target, const Stage* from) {
        for (std::size_t i = 0; target.to_stage() && i < definition_->stages.size(); ++i) {
            const auto* entered = definition_->stage(target.name);
            if (!entered->at_most || state_.entered(entered->name) < *entered->at_most) break;
            target = entered->at_most_then;
            from = entered;
        }
        ways_.push_back({std::move(target), from});
    }

    std::optional<Leads> take_way() {
        if (ways_.empty()) return std::nullopt;
        auto way = ways_.back();
        ways_.pop_back();
        return way;
    }

    /// A block ends as its branches joined, or as a way in one of them left it; nothing inside is
    /// left open, and no branch begins any more.
    void close_block(const Stage& block, const std::string& result) {
        const bool leaves = !ways_.empty() && ways_.back().target.kind == Target::Kind::leave &&
                            ways_.back().from && ways_.back().from->block == block.name;
        if (leaves && ways_.back().target.name != result)
            flaw("the way left the block with another result");
        if (!leaves && result != "joined" && result != "overdue")
            flaw("no way left the block with this result");
        if (leaves) ways_.pop_back();
        std::erase_if(ways_, [&](const Leads& way) {
            return way.from && (way.from == &block || lies_in(*definition_, *way.from, block.name));
        });
        for (const int index : state_.open_rounds()) {
            const auto* stage =
                definition_->stage(state_.rounds[static_cast<std::size_t>(index)]->stage);
            if (stage && lies_in(*definition_, *stage, block.name))
                flaw("\"" + stage->name + "\" stays open in a block that is over");
        }
    }

    void flaw(std::string text) {
        result_.flaws.push_back({.sequence = sequence_, .text = std::move(text)});
    }

    /// A position by rule is the one that the stage starts the role with, and no role lacks its
    /// own.
    void check_start(const Stage& stage, const Seat& seat) {
        const std::string starts = starting_position(stage, seat.roles);
        const bool by_rule = seat.carried && seat.carried->how == How::rule;
        if (by_rule ? seat.carried->position != starts : !seat.carried && !starts.empty())
            flaw("\"" + seat.body + "\" does not start as the stage says");
    }

    /// Whether the body's time to answer, and the grace after it, has passed.
    bool is_over(const Stage& stage, const Round& round, const Assignment& assignment) const {
        auto end = assignment.due ? assignment.due : round.due;
        if (end && stage.grace && end == round.due) end = calendar_->after(*end, *stage.grace);
        return end && record_->at >= *end;
    }

    /// How it closed is one of the stage's ways to close, and it was time.
    void check_close(const Stage& stage, const Round& round, const RoundClosed& fact) {
        if (fact.how == "settled" &&
            (!stage.closes.when_settled ||
             settled_result(*definition_, stage, state_, round) != fact.result))
            flaw("something could still have changed the result");
        const bool due = fact.how == "due" || fact.how == "grace";
        for (const auto& assignment : round.assignments)
            if (due && must_maintain(stage, round, *assignment))
                flaw("the position of \"" + assignment->body + "\" had lapsed");
    }

    /// The definition and the calendar that the opening bound.
    bool bind() {
        if (definition_) return true;
        const auto* opened = std::get_if<CycleOpened>(&record_->fact);
        if (!opened) {
            flaw("a history begins with the opening");
            return false;
        }
        const auto& opening = opened->opening;
        const auto* found =
            registry_.definition(opening.definition.name, opening.definition.version);
        if (!found || found->digest != opening.definition.digest ||
            !registry_.calendar(opening.calendar, opening.calendar_version)) {
            flaw("its definition or calendar was not in force");
            return false;
        }
        definition_ = found->definition.get();
        calendar_ = &calendars_.get(registry_, opening.calendar, opening.calendar_version);
        expect({Target::Kind::stage, definition_->start}, nullptr);
        return true;
    }

    void advance(const Record<Fact>& record) try {
        apply(state_, {.fact = record.fact,
                       .secret = record.secret,
                       .actor = record.actor,
                       .sequence = record.sequence,
                       .at = record.at});
    } catch (const std::logic_error& error) {
        flaw(std::string("it is not possible there: ") + error.what());
    }

    void go_on(const Stage& stage, const std::string& result) {
        const auto way = stage.then.find(result);
        if (way == stage.then.end()) return flaw("the stage has no way for \"" + result + "\"");
        expect(way->second, &stage);
    }

    /// A stage is entered: the one that the way led to.
    void arrive(const std::string& stage) {
        if (std::exchange(restarts_, false)) return;
        const auto way = take_way();
        if (!way || !way->target.to_stage() || way->target.name != stage)
            flaw("the way did not lead to \"" + stage + "\"");
    }

    const Assignment* find(const std::string& id) {
        const auto [round, index] = state_.find_assignment(id);
        if (round < 0) return nullptr;
        found_ = static_cast<std::size_t>(round);
        return state_.rounds[found_]->assignments[static_cast<std::size_t>(index)].get();
    }

    bool is_secretariat() const {
        if (record_->actor == "control") return true;  // the data folder's owner, on its socket
        const auto has = [](const auto& roles) {
            return std::ranges::find(roles, HouseRole::secretariat) != roles.end();
        };
        if (const auto* person = registry_.person(record_->actor))
            return person->active && has(person->roles);
        const auto token = registry_.tokens.find(record_->actor);
        return token != registry_.tokens.end() && token->second->role == HouseRole::secretariat;
    }

    std::string body_of_actor() const {
        if (const auto* person = registry_.person(record_->actor))
            return person->active ? person->body : "";
        const auto token = registry_.tokens.find(record_->actor);
        return token == registry_.tokens.end() ? "" : token->second->body;
    }

    /// A sub-cycle speaks for itself, whoever acted last in it.
    bool speaks_for(const Round& round, const Assignment& assignment,
                    const PositionTaken& fact) const {
        const bool sub_cycle = round.kind == StageKind::each || round.kind == StageKind::call;
        if (sub_cycle || record_->actor == "rule") return fact.cites.has_value();
        if (!fact.received.empty()) return is_secretariat();
        if (body_of_actor() != assignment.body) return false;
        if (assignment.function.empty()) return true;
        const auto* person = registry_.person(record_->actor);
        return person && person->function == assignment.function;
    }

    bool breaks_four_eyes(const Stage& stage) const {
        if (!registry_.person(record_->actor)) return false;
        for (const auto& round : state_.rounds) {
            if (!contains(stage.separate_from, round->stage) ||
                round->status == RoundStatus::undone)
                continue;
            for (const auto& assignment : round->assignments)
                if (assignment->answer && assignment->answer->person == record_->actor) return true;
        }
        return false;
    }

    void by_rule(const std::string& text) {
        if (record_->actor != "rule") flaw(text);
    }

    void by_act(const std::string& act) {
        if (record_->actor == "rule" || is_secretariat()) return;
        const auto may = definition_->may.find(act);
        const std::string body = body_of_actor();
        if (may != definition_->may.end() && !body.empty())
            for (const auto& role : may->second)
                if (const auto bound = state_.opening->roles.find(role);
                    bound != state_.opening->roles.end() && contains(bound->second, body))
                    return;
        flaw("whoever did it may not " + act + " here");
    }

    const Registry& registry_;
    Verification& result_;
    Calendars calendars_;
    State state_;
    const Definition* definition_ = nullptr;
    const Calendar* calendar_ = nullptr;
    const Record<Fact>* record_ = nullptr;
    std::int64_t sequence_ = 0;
    std::size_t found_ = 0;    // the round of the assignment found last
    std::vector<Leads> ways_;  // those not taken yet, the next one last
    bool restarts_ = false;    // a round gave way to a new text
};

}  // namespace

Verification verify(std::span<const Entry> registry, std::span<const Entry> cycle,
                    const DefinitionReader& read) {
    Verification result;
    Registry house;
    Verifier verifier(house, result);
    auto next = registry.begin();
    for (const auto& entry : cycle) {
        for (; next != registry.end() && next->number < entry.number; ++next) {
            const auto record = read_registry_entry(next->body, next->secret);
            if (record)
                apply(house, record->fact, record->secret, record->sequence, record->at, read);
            else
                result.flaws.push_back({next->sequence, "the registry: " + record.error().text});
        }
        verifier.check(entry);
    }
    verifier.finish();
    return result;
}

}  // namespace paraph
