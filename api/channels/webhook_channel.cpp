#include "api/channels/webhook_channel.hpp"

#include <algorithm>

#include "adapters/webhook/schedule.hpp"
#include "api/channels/events.hpp"
#include "api/channels/give_way.hpp"
#include "api/log.hpp"
#include "api/notary.hpp"

namespace paraph::api {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view by_webhook = "webhook";
constexpr std::size_t webhook_log_page = 500;  // entries read at once
constexpr std::size_t fresh_max = 2'000;
constexpr milliseconds keep_deliveries_every = 200ms;
constexpr int under_way_max = 16;           // endpoints that are posted to at the same time
constexpr milliseconds both_secrets = 24h;  // after a rotation
// Where an id's sixteen bytes hold the sequence; before it stand the moment and the webhook, so
// that a subscription's ids sort as its events came.
constexpr std::size_t sequence_begin = 9, sequence_end = 14;

std::string counter(const std::string& webhook) {
    return "webhook/" + webhook;
}

}  // namespace

std::string delivery_id(Instant at, std::string_view webhook, std::int64_t sequence) {
    const Digest digest = sha256("webhook ", webhook);
    id::Seed seed;
    std::copy_n(digest.begin(), seed.size(), seed.begin());
    auto bytes = id::bytes(id::make(id::delivery, at, seed));
    auto rest = static_cast<std::uint64_t>(sequence);
    for (std::size_t i = sequence_end; i-- > sequence_begin; rest >>= 8)
        bytes[i] = static_cast<std::uint8_t>(rest & 0xff);
    return id::from_bytes(id::delivery, bytes);
}

std::int64_t sequence_of(std::string_view delivery) {
    const auto bytes = id::bytes(delivery);
    std::int64_t sequence = 0;
    for (std::size_t i = sequence_begin; i < sequence_end; ++i)
        sequence = sequence * 256 + bytes[i];
    return sequence;
}

WebhookChannel::WebhookChannel(const House& house, Poster poster, Left left)
    : house_(house),
      poster_(std::move(poster)),
      events_(house),
      cursor_(left.cursor),
      sent_(std::move(left.sent)),
      kept_(left.cursor) {
    for (auto& row : left.waiting) enqueue(std::move(row));
}

WebhookChannel::~WebhookChannel() {
    stop();
}

void WebhookChannel::start() {
    // Rotations before the cursor count too: the older secret signs for a day.
    constexpr std::size_t all = 1'000'000;
    for (const auto& entry : house_.archive.stream(registry_stream, 0, all))
        if (entry.number < cursor_) note_subscription(entry);
    thread_ = std::thread([this] { run(); });
}

void WebhookChannel::stop() {
    bell_.stop();
    if (thread_.joinable()) thread_.join();
}

void WebhookChannel::redeliver(const std::string& delivery) {
    bell_.ring([&] { redeliver_.push_back(delivery); });
}

std::uint64_t WebhookChannel::lag() const {
    const auto lock = bell_.lock();
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, house_.desk.head().size - cursor_));
}

std::optional<Instant> WebhookChannel::next_due() const {
    std::optional<Instant> first;
    for (const auto& [webhook, lane] : lanes_)
        if (!lane.busy && !lane.schedule.empty())
            first = std::min(first.value_or(Instant::max()), lane.schedule.begin()->next);
    return first;
}

/// Where as many posters are under way as may be, nothing is sent before one of them rings.
std::optional<Instant> WebhookChannel::next_start() const {
    const auto lock = bell_.lock();
    return under_way_ >= under_way_max ? std::nullopt : next_due();
}

void WebhookChannel::run() {
    give_way();
    while (bell_.wait(house_.clock, next_start())) {
        try {
            for (bool more = true; more;) {  // a long log must not hold up what is ready to go
                take_answers();
                more = wants_more() && read_page();
                take_back();
                more = dispatch() || more;
                keep_in_time();
            }
        } catch (const std::exception& error) {
            log::error("the webhook channel stumbled; it tries again when there is news",
                       {{"what", error.what()}});
        }
        if (is_quiet()) keep();
        call_idle();
    }
    bell_.wait_until([this] { return under_way_ == 0; });
    registry_ = house_.desk.registry();
    take_answers();
    keep();
}

/// Only once a subscription has nothing to send: what waits piles up in the log, where it lies
/// anyway, and an endpoint that is slow holds up no other.
bool WebhookChannel::wants_more() {
    registry_ = house_.desk.registry();
    bool nobody = true;
    for (const auto& [name, count] : sent_) {
        const auto* webhook = find(name);
        if (!webhook || webhook->disabled) continue;
        nobody = false;
        const auto lane = lanes_.find(name);
        if (lane == lanes_.end() || !lane->second.is_ready(house_.clock.now())) return true;
    }
    return nobody;
}

/// False once there is nothing more to read.
bool WebhookChannel::read_page() {
    // Not past the head: what is known of the registry is at least as new as what is read.
    const auto ahead = house_.desk.head().size - cursor_;
    registry_ = house_.desk.registry();
    if (ahead <= 0) return false;
    for (const auto& entry :
         house_.archive.log(cursor_, std::min(webhook_log_page, static_cast<std::size_t>(ahead)))) {
        take(entry);
        const auto lock = bell_.lock();
        cursor_ = entry.number + 1;
        if (bell_.stopped(lock)) return false;
    }
    return true;
}

void WebhookChannel::take(const Entry& entry) {
    if (entry.stream == registry_stream) note_subscription(entry);
    if (sent_.empty() || !house_.config.hooks) return;
    std::optional<CloudEvent> event;
    bool asked = false;
    for (const auto& [name, count] : sent_) {
        const auto* webhook = find(name);
        if (!webhook || webhook->disabled || !asks_for(*webhook, event_type(entry.kind))) continue;
        if (!std::exchange(asked, true)) event = events_.at(entry);
        if (event) queue(*webhook, entry, *event);
    }
}

void WebhookChannel::note_subscription(const Entry& entry) {
    if (entry.kind != "webhook subscribed" && entry.kind != "webhook changed") return;
    const auto record = read_registry_entry(entry.body, entry.secret);
    if (!record) return;
    if (const auto* subscribed = std::get_if<WebhookSubscribed>(&record->fact)) {
        const auto& name = subscribed->webhook.id;
        if (sent_.try_emplace(name, 0).second) news_.cursors[counter(name)] = 0;
    }
    if (const auto* changed = std::get_if<WebhookChanged>(&record->fact)) {
        auto& rotation = rotations_[changed->webhook.id];
        if (changed->webhook.generation > rotation.generation)
            rotation = {.at = entry.at, .generation = changed->webhook.generation};
    }
}

void WebhookChannel::queue(const Webhook& webhook, const Entry& entry, const CloudEvent& event) {
    const auto sequence = ++sent_[webhook.id];
    DeliveryRow row;
    row.id = delivery_id(entry.at, webhook.id, sequence);
    row.channel = by_webhook;
    row.target = webhook.id;
    row.number = entry.number;
    row.what = event.type;
    row.state = "waiting";
    row.created = entry.at;
    row.next = house_.clock.now();
    news_.cursors[counter(webhook.id)] = sequence;
    news_.deliveries.push_back(row);
    if (fresh_.size() < fresh_max) fresh_.emplace(row.id, event);
    enqueue(std::move(row));
}

void WebhookChannel::enqueue(DeliveryRow row) {
    auto& lane = lanes_[row.target];
    if (const auto known = lane.rows.find(row.id); known != lane.rows.end())
        lane.schedule.erase({known->second.next.value_or(known->second.created), row.id});
    lane.schedule.insert({row.next.value_or(row.created), row.id});
    lane.rows[row.id] = std::move(row);
}

void WebhookChannel::take_back() {
    std::vector<std::string> asked;
    {
        const auto lock = bell_.lock();
        asked.swap(redeliver_);
    }
    for (const auto& name : asked) {
        auto row = house_.archive.delivery(name);
        if (!row || row->channel != by_webhook || row->state == "waiting") continue;
        row->state = "waiting";
        row->attempts = 0;
        row->next = house_.clock.now();
        news_.deliveries.push_back(*row);
        enqueue(std::move(*row));
    }
}

/// True where something was given up: nobody's answer will ring for what may be read instead.
bool WebhookChannel::dispatch() {
    bool gave_up = false;
    for (auto& [webhook, lane] : lanes_)
        if (!lane.busy) gave_up = dispatch(webhook, lane) || gave_up;
    return gave_up;
}

bool WebhookChannel::dispatch(const std::string& webhook, Lane& lane) {
    bool gave_up = false;
    const auto* subscription = find(webhook);
    while (!lane.schedule.empty() && lane.schedule.begin()->next <= house_.clock.now()) {
        auto& row = lane.rows.at(lane.schedule.begin()->id);
        const bool on = subscription && !subscription->disabled && house_.config.hooks;
        auto delivery = on ? post_for(*subscription, row) : std::nullopt;
        if (delivery) {
            const auto lock = bell_.lock();
            if (bell_.stopped(lock) || under_way_ >= under_way_max) return gave_up;
            ++under_way_;
            lane.busy = true;
            lane.schedule.erase(lane.schedule.begin());
            std::thread([this, webhook, sent = std::move(*delivery)]() mutable {
                post(std::move(sent), webhook);
            }).detach();
            return gave_up;
        }
        auto given_up = std::move(row);
        fresh_.erase(given_up.id);
        lane.rows.erase(given_up.id);
        lane.schedule.erase(lane.schedule.begin());
        finish(std::move(given_up), "dead", on ? "The event is gone." : "Switched off.");
        gave_up = true;
    }
    return gave_up;
}

/// On a thread of its own, which the channel waits for before it ends.
void WebhookChannel::post(Post delivery, std::string webhook) {
    Answered answered{.delivery = delivery.id, .webhook = std::move(webhook), .reply = {}};
    try {
        answered.reply = poster_(delivery);
    } catch (const std::exception& error) {
        answered.reply.error = error.what();
    }
    bell_.ring([&] {
        answers_.push_back(std::move(answered));
        --under_way_;
    });
}

/// The event of a delivery: at its first attempt as it was just made, later from the log anew.
std::optional<CloudEvent> WebhookChannel::event_for(const DeliveryRow& row) {
    if (auto fresh = fresh_.extract(row.id)) return std::move(fresh.mapped());
    const auto entries = house_.archive.log(row.number, 1);
    return entries.empty() ? std::nullopt : events_.at(entries.front());
}

std::optional<Post> WebhookChannel::post_for(const Webhook& webhook, const DeliveryRow& row) {
    auto event = event_for(row);
    if (!event) return std::nullopt;
    event->id = row.id;
    event->sequence = static_cast<std::uint64_t>(sequence_of(row.id));
    Post post;
    post.url = webhook.url;
    post.id = row.id;
    post.body = cloud_event_body(*event);
    post.at = house_.clock.now();
    // Whoever is told an outcome can hold the log to it.
    if (event->type == "paraph.cycle.ended" || event->type == "paraph.abandoned")
        if (auto checkpoint = house_.notary.checkpoint_over(row.number))
            post.checkpoint = std::move(*checkpoint);
    const auto generation = static_cast<std::uint64_t>(webhook.generation);
    post.secrets.push_back(house_.keys.webhook_secret(webhook.id, generation));
    const auto rotation = rotations_.find(webhook.id);
    if (generation > 1 && rotation != rotations_.end() &&
        post.at < rotation->second.at + both_secrets)
        post.secrets.push_back(house_.keys.webhook_secret(webhook.id, generation - 1));
    return post;
}

void WebhookChannel::take_answers() {
    for (;;) {
        Answered answered;
        {
            const auto lock = bell_.lock();
            if (answers_.empty()) return;
            answered = std::move(answers_.front());
            answers_.pop_front();
        }
        settle(answered);
    }
}

void WebhookChannel::settle(const Answered& answered) {
    using What = AfterAttempt::What;
    auto& lane = lanes_[answered.webhook];
    lane.busy = false;
    auto row = std::move(lane.rows.extract(answered.delivery).mapped());
    ++row.attempts;
    row.status = static_cast<int>(answered.reply.status);
    const auto after = after_attempt(row.id, static_cast<unsigned>(row.attempts),
                                     answered.reply.status, answered.reply.retry_after);
    switch (after.what) {
        case What::done:
            return finish(std::move(row), "delivered", {});
        case What::dead:
            log::warning("a webhook delivery is dead",
                         {{"webhook", row.target}, {"delivery", row.id}});
            return finish(std::move(row), "dead", answered.reply.error);
        case What::disable:
            switch_off(row.target);
            return finish(std::move(row), "dead", "The endpoint is gone.");
        case What::again:
            break;
    }
    row.error = answered.reply.error;
    row.next = house_.clock.now() + after.wait;
    news_.deliveries.push_back(row);
    enqueue(std::move(row));
}

void WebhookChannel::finish(DeliveryRow row, std::string state, std::string error) {
    row.state = std::move(state);
    row.error = std::move(error);
    row.next.reset();
    news_.deliveries.push_back(std::move(row));
}

/// Nobody is at this address any more: the subscription is switched off, by rule and on record.
void WebhookChannel::switch_off(const std::string& webhook) {
    log::warning("a webhook was switched off: its endpoint answered 410", {{"webhook", webhook}});
    ChangeWebhook command;
    command.id = webhook;
    command.disabled = true;
    house_.desk.submit(
        {.stream = std::string(registry_stream),
         .command = RegistryCommand(std::move(command)),
         .actor = by_rule(),
         .key = {},
         .request = {}},
        [](const Result<Settled>& settled) {
            if (!settled)
                log::error("a webhook could not be switched off", {{"why", settled.error().text}});
        });
}

const Webhook* WebhookChannel::find(const std::string& webhook) {
    const auto found = registry_->webhooks.find(webhook);
    return found == registry_->webhooks.end() ? nullptr : found->second.get();
}

bool WebhookChannel::is_quiet() const {
    const auto lock = bell_.lock();
    return under_way_ == 0;
}

/// Not after each delivery: a crash repeats what was sent since, under the same ids.
void WebhookChannel::keep_in_time() {
    if (const auto now = std::chrono::steady_clock::now();
        now - kept_at_ >= keep_deliveries_every) {
        kept_at_ = now;
        keep();
    }
}

void WebhookChannel::keep() {
    const bool moved = cursor_ != kept_;
    if (!moved && news_.deliveries.empty() && news_.cursors.empty()) return;
    kept_ = cursor_;
    news_.cursors[std::string(by_webhook)] = cursor_;
    house_.desk.keep(std::exchange(news_, {}));
}

void WebhookChannel::call_idle() {
    const auto due = next_due();
    if (due && *due <= house_.clock.now()) return;
    std::vector<std::function<void()>> ready;
    {
        const auto lock = bell_.lock();
        if (under_way_ > 0 || !answers_.empty() || !redeliver_.empty() ||
            cursor_ < house_.desk.head().size)
            return;
        ready = bell_.take_idle(lock);
    }
    for (const auto& then : ready) then();
}

}  // namespace paraph::api
