#pragma once

// How the lifecycles are made from Boost.MSM. Included by their .cpp files only: MSM costs seconds.
//
// A lifecycle is a list of rows and nothing else: facts in the past tense, no action, no guard. No
// machine is kept: one is seated at the stored status, offered one fact, and read.

// MPL's vectors end at 20 rows unless these stand before any include of MPL.
#define BOOST_MPL_CFG_NO_PREPROCESSED_HEADERS
#define BOOST_MPL_LIMIT_VECTOR_SIZE 50
#define BOOST_MPL_LIMIT_MAP_SIZE 50

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include "engine/base/enums.hpp"
#include "engine/lifecycle/transition.hpp"

namespace paraph::lifecycle {

template <auto status>
struct In : boost::msm::front::state<> {
    static constexpr auto value = status;
};

template <auto event>
struct On {
    static constexpr auto value = event;
};

template <auto from, auto event, auto to>
using Row = boost::msm::front::Row<In<from>, On<event>, In<to>>;

/// What each lifecycle derives its front from: `Front` names its `Rows`, an mp_list of Row, and its
/// initial_state. The names must be the lifecycle's own and short, since MSM puts them into
/// thousands of types: with the rows themselves in them one file takes 10 GB to compile.
template <class Front>
struct Definition : boost::msm::front::state_machine_def<Front> {
    // One of the two alone leaves a machine stuck.
    using no_exception_thrown = int;
    using no_message_queue = int;

    /// What the lifecycle does not know is an answer, not a failure; MSM's own version asserts.
    template <class Event, class Machine>
    void no_transition(const Event&, Machine&, int) {}
};

/// An "archive" in the sense of MSM's serialize(): writes the state's id into the machine.
struct Seat {
    int id;
    Seat& operator&(int (&states)[1]) {
        states[0] = id;
        return *this;
    }
    template <class Other>
    Seat& operator&(Other&) {
        return *this;
    }
};

template <class Front>
class Lifecycle {
    using Rows = typename Front::Rows;
    using First = boost::mp11::mp_front<Rows>;

public:
    using Status = std::remove_const_t<decltype(First::Source::value)>;
    using Event = std::remove_const_t<decltype(First::Evt::value)>;

    static std::optional<Status> next(Status status, Event event) {
        std::optional<Status> after;
        for_each_value<Event>([&](auto known) {
            if (event == known()) after = offer<On<known()>>(status);
        });
        return after;
    }

    static std::vector<Transition<Status, Event>> table() {
        std::vector<Transition<Status, Event>> rows;
        boost::mp11::mp_for_each<Rows>([&]<class R>(R) {
            rows.push_back({R::Source::value, R::Evt::value, R::Target::value});
        });
        return rows;
    }

    /// One arrow from status to status, with all that leads along it.
    static std::string diagram() {
        std::string text = "stateDiagram-v2\n    [*] --> " + node(initial) + "\n";
        const auto rows = table();
        for (const Status from : enum_values<Status>) {
            bool leads_on = false;
            for (const Status to : enum_values<Status>) {
                std::string label;
                for (const auto& row : rows) {
                    if (row.from != from || row.to != to) continue;
                    label += (label.empty() ? "" : ", ") + std::string{enum_text(row.event)};
                }
                if (label.empty()) continue;
                leads_on = true;
                text += "    " + node(from) + " --> " + node(to) + ": " + label + "\n";
            }
            if (!leads_on) text += "    " + node(from) + " --> [*]\n";
        }
        return text;
    }

private:
    using Machine = boost::msm::back::state_machine<Front>;
    static constexpr Status initial = Front::initial_state::value;

    template <class Enum, class F>
    static void for_each_value(F f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (f(std::integral_constant<Enum, enum_values<Enum>[I]> {}), ...);
        }
        (std::make_index_sequence<enum_values<Enum>.size()>{});
    }

    /// MSM numbers states by their place in the table, so the ids are never stored.
    static int id_of(Status status) {
        int id = -1;
        for_each_value<Status>([&](auto known) {
            if (status == known())
                id = boost::msm::back::get_state_id<typename Machine::stt, In<known()>>::value;
        });
        if (id < 0) throw std::logic_error("a status that the lifecycle does not have");
        return id;
    }

    static Status status_of(int id) {
        Status status = initial;
        for_each_value<Status>([&](auto known) {
            if (id == id_of(known())) status = known();
        });
        return status;
    }

    template <class Fact>
    static std::optional<Status> offer(Status status) {
        Machine machine;
        Seat seat{id_of(status)};
        machine.serialize(seat, 0);
        if (machine.process_event(Fact{}) != boost::msm::back::HANDLED_TRUE) return std::nullopt;
        return status_of(machine.current_state()[0]);
    }

    static std::string node(Status status) { return std::string{enum_text(status)}; }
};

}  // namespace paraph::lifecycle
