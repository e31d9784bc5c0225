#pragma once

#include <deque>
#include <map>
#include <queue>
#include <string>
#include <vector>

#include "workflows/tools/simulate/chance.hpp"
#include "workflows/tools/simulate/world.hpp"

namespace paraph::simulation {

/// How one simulated cycle went.
struct RunResult {
    struct Time {
        int rounds = 0;
        milliseconds working{};
    };
    std::string outcome;  // the definition's word; else where it stood when it was given up
    bool ended = false;
    milliseconds calendar{}, working{};
    std::map<std::string, Time> stages;
    /// Working time in which a round waited for nothing but one body's act; "" the due time.
    std::map<std::string, milliseconds> waits;
    std::map<std::string, int> refusals;  // of acts that people tried
};

/// Plays one cycle to its end: whoever is asked acts when chance and manner say, what falls due
/// falls due. The engine's own decisions, written nowhere.
class Run {
public:
    Run(World& world, Chance chance);
    RunResult play();

private:
    struct Plan {
        enum class Kind { act, lift, close };
        Instant at{};
        std::uint64_t order = 0;
        Kind kind = Kind::act;
        std::size_t cycle = 0;  // index into cycles_
        int round = 0, seat = 0;
        std::string choice;

        bool operator>(const Plan& other) const {
            return std::pair(at, order) > std::pair(other.at, other.order);
        }
    };
    /// What has been planned already, for each seat of each round of a cycle.
    struct Watched {
        std::string id;
        std::vector<std::vector<unsigned char>> planned;
        std::string proposal;  // of what runs inside a body: the position it will take
        bool proposed = false;
        bool closing = false;
    };

    bool open();
    void advance(Instant to);
    void note(const std::vector<Rehearsal::Happened>& happened);
    void note_main(const Rehearsal::Happened& one);
    void look_round();
    void look_at(std::size_t cycle);
    void look_at_round(std::size_t cycle, const State& state, int round);
    void plan_seat(std::size_t cycle, const State& state, int round, int seat);
    void plan_lifts(std::size_t cycle, const State& state, int round, int seat);
    void plan_early_lifts(std::size_t cycle, const State& state, const Round& revising);
    void plan(Plan one, const Pace& pace);

    void carry_out(const Plan& plan);
    void act(const Plan& plan, const State& state, const Assignment& seat);
    void take_position(const Plan& plan, const State& state, const Assignment& seat);
    void revise(const Plan& plan, const State& state, const Assignment& seat);
    void lift(const std::string& cycle, const State& state, const Assignment& seat);
    void close(const Plan& plan, const State& state);
    // run_people.cpp: forms, comments level by level, commitments
    void clear_comments(const Plan& plan, const State& state, const Assignment& seat);
    void follow_up(const Plan& plan, const State& state, const Assignment& seat);
    std::string proposal(const Plan& plan, const State& state);
    bool give(const std::string& cycle, const Command& command, const Actor& actor);

    bool has_ended() const;
    void finish();

    World& world_;
    Chance chance_;
    Rehearsal house_;
    RunResult result_;
    std::deque<Watched> cycles_;  // the first is the one at hand
    std::priority_queue<Plan, std::vector<Plan>, std::greater<>> plans_;
    std::uint64_t order_ = 0;
    Instant last_act_{};
    int texts_ = 1;
};

}  // namespace paraph::simulation
