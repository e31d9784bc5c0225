#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "api/channels/bell.hpp"
#include "api/channels/entry_events.hpp"
#include "api/house.hpp"

namespace paraph::api {

/// What happens in the house, for whoever listens (`GET /api/v1/events`): the events that webhooks
/// carry, in the log's order. One thread reads for all; each listener gets its next page once the
/// one before has gone out, so that one who reads slowly delays only itself.
class EventStreams {
public:
    explicit EventStreams(const House& house);
    ~EventStreams();  // as stop()

    void start();
    void stop();
    void wake() { bell_.ring(); }
    /// Any thread: tells the listener of the entries from its `next` on.
    void join(Listener listener);

private:
    struct Stream {
        Listener listener;
        std::atomic<bool> busy{false};  // what was sent is still going out
    };

    void run();
    void take_joined();
    bool tell(Stream& stream);
    std::string page_for(Listener& listener);

    const House& house_;
    EntryEvents events_;
    Bell bell_;                                     // its lock guards what follows
    std::vector<std::shared_ptr<Stream>> joined_;   // not yet taken
    std::vector<std::shared_ptr<Stream>> streams_;  // the thread's own
    std::thread thread_;
};

}  // namespace paraph::api
