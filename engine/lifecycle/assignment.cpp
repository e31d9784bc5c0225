#include "engine/lifecycle/assignment.hpp"

#include "engine/lifecycle/machine.hpp"

namespace paraph {
namespace {

using S = AssignmentStatus;
using E = AssignmentEvent;
using lifecycle::Row;

// clang-format off
using Table = boost::mp11::mp_list<
    Row<S::awaited,  E::answered,       S::answered>,
    Row<S::awaited,  E::blocked,        S::blocking>,
    Row<S::awaited,  E::counted_silent, S::silent>,
    Row<S::awaited,  E::skipped,        S::skipped>,
    Row<S::awaited,  E::removed,        S::removed>,
    Row<S::awaited,  E::closed,         S::closed>,
    // Answers may change as long as the round is open.
    Row<S::answered, E::answered,       S::answered>,
    Row<S::answered, E::blocked,        S::blocking>,
    Row<S::answered, E::maintained,     S::answered>,
    Row<S::answered, E::carried,        S::answered>,
    Row<S::answered, E::outdated,       S::outdated>,
    Row<S::answered, E::returned,       S::awaited>,
    Row<S::answered, E::lapsed,         S::awaited>,
    Row<S::answered, E::removed,        S::removed>,
    Row<S::blocking, E::answered,       S::answered>,
    Row<S::blocking, E::blocked,        S::blocking>,
    Row<S::blocking, E::lifted,         S::lifted>,
    Row<S::blocking, E::maintained,     S::blocking>,
    Row<S::blocking, E::carried,        S::blocking>,
    Row<S::blocking, E::outdated,       S::outdated>,
    Row<S::blocking, E::returned,       S::awaited>,
    Row<S::blocking, E::lapsed,         S::awaited>,
    Row<S::blocking, E::removed,        S::removed>,
    Row<S::lifted,   E::answered,       S::answered>,
    Row<S::lifted,   E::blocked,        S::blocking>,
    Row<S::lifted,   E::carried,        S::lifted>,
    Row<S::lifted,   E::outdated,       S::outdated>,
    Row<S::lifted,   E::returned,       S::awaited>,
    Row<S::lifted,   E::removed,        S::removed>,
    Row<S::silent,   E::answered,       S::answered>,
    Row<S::silent,   E::blocked,        S::blocking>,
    Row<S::silent,   E::silence_voided, S::awaited>,
    Row<S::silent,   E::carried,        S::silent>,
    Row<S::silent,   E::outdated,       S::outdated>,
    Row<S::silent,   E::removed,        S::removed>,
    Row<S::outdated, E::answered,       S::answered>,
    Row<S::outdated, E::blocked,        S::blocking>,
    Row<S::outdated, E::counted_silent, S::silent>,
    Row<S::outdated, E::returned,       S::awaited>,
    Row<S::outdated, E::removed,        S::removed>,
    Row<S::outdated, E::closed,         S::closed>,
    Row<S::skipped,  E::returned,       S::awaited>,  // somebody stands at this level now
    Row<S::skipped,  E::removed,        S::removed>,
    Row<S::closed,   E::returned,       S::awaited>,
    Row<S::closed,   E::removed,        S::removed>>;
// clang-format on

struct Front : lifecycle::Definition<Front> {
    using Rows = Table;
    using initial_state = lifecycle::In<S::awaited>;
    struct transition_table : boost::mp11::mp_rename<Table, boost::mpl::vector> {};
};
using Life = lifecycle::Lifecycle<Front>;

}  // namespace

std::optional<AssignmentStatus> next(AssignmentStatus status, AssignmentEvent event) {
    return Life::next(status, event);
}
std::vector<Transition<AssignmentStatus, AssignmentEvent>> assignment_table() {
    return Life::table();
}
std::string assignment_diagram() {
    return Life::diagram();
}

}  // namespace paraph
