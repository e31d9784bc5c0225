#include "engine/lifecycle/round.hpp"

#include "engine/lifecycle/machine.hpp"

namespace paraph {
namespace {

using S = RoundStatus;
using E = RoundEvent;
using lifecycle::Row;

// Whether the rule holds is a figure of the round, and may change while the round is overdue: the
// status then shows what is more urgent.
// clang-format off
using Table = boost::mp11::mp_list<
    Row<S::open,       E::qualified,    S::qualified>,
    Row<S::open,       E::disqualified, S::open>,  // it had qualified, fell due and was extended
    Row<S::open,       E::fell_due,     S::overdue>,
    Row<S::open,       E::extended,     S::open>,
    Row<S::open,       E::closed,       S::closed>,
    Row<S::open,       E::superseded,   S::superseded>,
    Row<S::open,       E::undone,       S::undone>,
    Row<S::open,       E::cancelled,    S::cancelled>,
    Row<S::qualified,  E::disqualified, S::open>,
    Row<S::qualified,  E::fell_due,     S::overdue>,
    Row<S::qualified,  E::extended,     S::qualified>,
    Row<S::qualified,  E::closed,       S::closed>,
    Row<S::qualified,  E::superseded,   S::superseded>,
    Row<S::qualified,  E::undone,       S::undone>,
    Row<S::qualified,  E::cancelled,    S::cancelled>,
    Row<S::overdue,    E::qualified,    S::overdue>,
    Row<S::overdue,    E::disqualified, S::overdue>,
    Row<S::overdue,    E::extended,     S::open>,
    Row<S::overdue,    E::closed,       S::closed>,
    Row<S::overdue,    E::superseded,   S::superseded>,
    Row<S::overdue,    E::undone,       S::undone>,
    Row<S::overdue,    E::cancelled,    S::cancelled>,
    Row<S::closed,     E::extended,     S::open>,
    Row<S::closed,     E::reopened,     S::open>,
    Row<S::closed,     E::undone,       S::undone>,
    Row<S::superseded, E::undone,       S::undone>,
    Row<S::cancelled,  E::undone,       S::undone>>;
// clang-format on

struct Front : lifecycle::Definition<Front> {
    using Rows = Table;
    using initial_state = lifecycle::In<S::open>;
    struct transition_table : boost::mp11::mp_rename<Table, boost::mpl::vector> {};
};
using Life = lifecycle::Lifecycle<Front>;

}  // namespace

std::optional<RoundStatus> next(RoundStatus status, RoundEvent event) {
    return Life::next(status, event);
}
std::vector<Transition<RoundStatus, RoundEvent>> round_table() {
    return Life::table();
}
std::string round_diagram() {
    return Life::diagram();
}

}  // namespace paraph
