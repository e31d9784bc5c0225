#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "adapters/webhook/sender.hpp"
#include "api/channels/bell.hpp"
#include "api/channels/entry_events.hpp"
#include "api/house.hpp"

namespace paraph::api {

/// Posts one delivery and blocks until the answer or the timeout; called from several threads.
using Poster = std::function<Reply(const Post&)>;

/// Deliveries are rows made from the log, in its order, together with the cursor: none is lost,
/// and a repeat after a crash has the same id and body. One thread reads, writes bodies and keeps
/// the schedule; each subscription that has something to send gets a poster of its own, at most
/// one delivery at a time, so that a slow endpoint delays only itself.
class WebhookChannel {
public:
    struct Left {  // by the process before
        std::int64_t cursor = 0;
        std::map<std::string, std::int64_t> sent;  // webhook -> events so far
        std::vector<DeliveryRow> waiting;
    };

    WebhookChannel(const House& house, Poster poster, Left left);
    ~WebhookChannel();  // as stop()

    void start();
    /// Ends after the deliveries that are under way (a timeout at most).
    void stop();
    void wake() { bell_.ring(); }
    void when_idle(std::function<void()> then) { bell_.when_idle(std::move(then)); }
    /// Puts a delivery back into its queue, under the same id.
    void redeliver(const std::string& delivery);
    std::uint64_t lag() const;

private:
    struct Due {
        Instant next;
        std::string id;
        auto operator<=>(const Due&) const = default;
    };
    struct Lane {  // one subscription's queue
        std::map<std::string, DeliveryRow> rows;
        std::set<Due> schedule;
        bool busy = false;

        bool is_ready(Instant now) const {
            return !schedule.empty() && schedule.begin()->next <= now;
        }
    };
    struct Rotation {
        Instant at{};
        int generation = 1;
    };
    struct Answered {
        std::string delivery, webhook;
        Reply reply;
    };

    void run();
    bool wants_more();
    bool read_page();
    void take(const Entry& entry);
    void note_subscription(const Entry& entry);
    void queue(const Webhook& webhook, const Entry& entry, const CloudEvent& event);
    void enqueue(DeliveryRow row);
    void take_back();
    void take_answers();
    void settle(const Answered& answered);
    void finish(DeliveryRow row, std::string state, std::string error);
    bool dispatch();
    bool dispatch(const std::string& webhook, Lane& lane);
    std::optional<CloudEvent> event_for(const DeliveryRow& row);
    std::optional<Post> post_for(const Webhook& webhook, const DeliveryRow& row);
    void switch_off(const std::string& webhook);
    bool is_quiet() const;
    void keep_in_time();
    void keep();
    void call_idle();
    const Webhook* find(const std::string& webhook);
    std::optional<Instant> next_due() const;
    std::optional<Instant> next_start() const;
    void post(Post delivery, std::string webhook);

    const House& house_;
    Poster poster_;
    EntryEvents events_;

    Bell bell_;  // its lock guards what follows
    std::int64_t cursor_ = 0;
    std::vector<std::string> redeliver_;
    std::deque<Answered> answers_;
    int under_way_ = 0;

    // The thread's own:
    std::shared_ptr<const Registry> registry_;
    std::map<std::string, std::int64_t> sent_;
    std::map<std::string, Rotation> rotations_;
    std::map<std::string, Lane> lanes_;
    std::map<std::string, CloudEvent> fresh_;  // of deliveries not tried yet, some of them
    Behind news_;
    std::int64_t kept_ = 0;
    std::chrono::steady_clock::time_point kept_at_{};
    std::thread thread_;
};

/// The id of a subscription's n-th event, a TypeID that sorts by time: made from the entry's
/// moment, the webhook and the sequence, which it carries, so that a row needs no other column.
std::string delivery_id(Instant at, std::string_view webhook, std::int64_t sequence);
std::int64_t sequence_of(std::string_view delivery);

}  // namespace paraph::api
