#pragma once

namespace paraph {

/// One row of a lifecycle: in `from`, `event` leads to `to`.
template <class Status, class Event>
struct Transition {
    Status from;
    Event event;
    Status to;

    friend bool operator==(const Transition&, const Transition&) = default;
};

}  // namespace paraph
