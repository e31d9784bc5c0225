#include "engine/lifecycle/cycle.hpp"

#include "engine/lifecycle/machine.hpp"

namespace paraph {
namespace {

using S = CycleStatus;
using E = CycleEvent;
using lifecycle::Row;

// clang-format off
using Table = boost::mp11::mp_list<
    Row<S::draft,     E::opened,    S::running>,
    Row<S::draft,     E::abandoned, S::abandoned>,
    Row<S::running,   E::suspended, S::suspended>,
    Row<S::running,   E::deferred,  S::deferred>,
    Row<S::running,   E::reopened,  S::running>,
    Row<S::running,   E::ended,     S::ended>,
    Row<S::running,   E::abandoned, S::abandoned>,
    Row<S::suspended, E::resumed,   S::running>,
    Row<S::suspended, E::abandoned, S::abandoned>,
    Row<S::deferred,  E::taken_up,  S::running>,
    Row<S::deferred,  E::abandoned, S::abandoned>,
    Row<S::abandoned, E::resumed,   S::running>,  // it was abandoned by mistake
    Row<S::ended,     E::reopened,  S::running>>;
// clang-format on

struct Front : lifecycle::Definition<Front> {
    using Rows = Table;
    using initial_state = lifecycle::In<S::draft>;
    struct transition_table : boost::mp11::mp_rename<Table, boost::mpl::vector> {};
};
using Life = lifecycle::Lifecycle<Front>;

}  // namespace

std::optional<CycleStatus> next(CycleStatus status, CycleEvent event) {
    return Life::next(status, event);
}
std::vector<Transition<CycleStatus, CycleEvent>> cycle_table() {
    return Life::table();
}
std::string cycle_diagram() {
    return Life::diagram();
}

}  // namespace paraph
