#include "api/channels/event_streams.hpp"

#include <algorithm>

#include "api/channels/give_way.hpp"
#include "api/log.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t backlog_page = 100;  // entries; far less than a stream's backlog may hold

/// One event as a block of the stream; its id is where the listener goes on from.
std::string block_of(const Entry& entry, CloudEvent event) {
    event.id = std::to_string(entry.number);
    event.sequence = static_cast<std::uint64_t>(entry.number);
    return "id: " + event.id + "\nevent: " + event.type + "\ndata: " + cloud_event_body(event) +
           "\n\n";
}

}  // namespace

EventStreams::EventStreams(const House& house) : house_(house), events_(house) {}

EventStreams::~EventStreams() {
    stop();
}

void EventStreams::start() {
    thread_ = std::thread([this] { run(); });
}

void EventStreams::stop() {
    bell_.stop();
    if (thread_.joinable()) thread_.join();
}

void EventStreams::join(Listener listener) {
    auto stream = std::make_shared<Stream>();
    stream->listener = std::move(listener);
    bell_.ring([&] { joined_.push_back(std::move(stream)); });
}

void EventStreams::run() {
    give_way();
    while (bell_.wait(house_.clock, std::nullopt)) {
        take_joined();
        std::erase_if(streams_, [this](const auto& stream) { return !tell(*stream); });
    }
    take_joined();
    for (const auto& stream : streams_) {
        stream->listener.sink->when_drained({});
        stream->listener.sink->close();
    }
}

void EventStreams::take_joined() {
    std::vector<std::shared_ptr<Stream>> joined;
    {
        const auto lock = bell_.lock();
        joined.swap(joined_);
    }
    for (auto& stream : joined) {
        stream->listener.sink->when_drained([this, stream = stream.get()] {
            if (stream->busy.exchange(false)) bell_.ring();
        });
        streams_.push_back(std::move(stream));
    }
}

/// False: the listener is gone, or may be told no more.
bool EventStreams::tell(Stream& stream) try {
    auto& listener = stream.listener;
    if (stream.busy) return true;
    auto text = page_for(listener);
    if (text.empty()) return true;
    stream.busy = true;
    if (listener.entitled() && listener.sink->send(std::move(text))) return true;
    listener.sink->when_drained({});
    listener.sink->close();
    return false;
} catch (const std::exception& error) {
    log::error("an event stream stumbled; it goes on when there is news", {{"what", error.what()}});
    return true;
}

/// The listener's next events, and where it goes on; empty: it has heard of everything.
std::string EventStreams::page_for(Listener& listener) {
    std::string text;
    while (text.empty()) {
        const auto ahead = house_.desk.head().size - listener.next;
        if (ahead <= 0) break;
        for (const auto& entry : house_.archive.log(
                 listener.next, std::min(backlog_page, static_cast<std::size_t>(ahead)))) {
            if (auto event = events_.at(entry)) text += block_of(entry, std::move(*event));
            listener.next = entry.number + 1;
        }
    }
    return text;
}

}  // namespace paraph::api
