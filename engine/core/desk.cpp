#include "engine/core/desk.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_set>

#include "engine/core/batch.hpp"
#include "engine/core/due_index.hpp"
#include "engine/core/key_book.hpp"
#include "engine/core/overview.hpp"
#include "engine/core/replay.hpp"

namespace paraph {
namespace {

using Steady = std::chrono::steady_clock;

struct Submit { Submission submission; Then then; };
struct CatchUp { std::function<void()> then; };
struct Advance { Instant to; std::function<void(Result<Instant>)> then; };
struct Signed { std::int64_t size = 0; };
using Job = std::variant<Submit, CatchUp, Advance, Behind, Signed>;

struct Reply { Then then; Result<Settled> result; };

Refusal unavailable() {
    return refuse(Refused::unavailable,
                  "The record can't be written now. Nothing of this request was kept; try again.");
}

}  // namespace

class Desk::Implementation {
public:
    Implementation(Store& store, Clock& clock, DefinitionReader read,
                   std::function<id::Seed()> seeds, DeskSettings settings, DeskHooks hooks)
        : store_(store), clock_(clock), read_(std::move(read)), settings_(settings),
          hooks_(std::move(hooks)),
          ports_{[this](const std::string& cycle) { return find(cycle); }, read_,
                 std::move(seeds), calendars_} {}

    void recover();
    void run();
    void put(Job job);
    void end();

    std::shared_ptr<const Registry> registry() const {
        std::shared_lock lock(published_);
        return registry_;
    }
    std::shared_ptr<const State> cycle(std::string_view id) const {
        std::shared_lock lock(published_);
        const auto found = cycles_.find(std::string(id));
        return found == cycles_.end() ? nullptr : found->second;
    }
    Head head() const {
        std::shared_lock lock(published_);
        return head_;
    }
    bool broken() const { return broken_; }

    std::thread thread;

private:
    std::deque<Job> wait_for_work();
    std::optional<Steady::time_point> wake_at();
    Instant stamp();
    std::shared_ptr<const State> find(const std::string& cycle);

    void work_off(std::deque<Job> jobs);
    void decide_all(std::vector<Submit>& submits);
    void decide_alone(std::vector<Submit>& submits);
    void fire_due(Batch& batch);
    Result<Settled> take(Batch& batch, const Submission& submission);
    bool commit(Batch& batch);
    void publish(const Batch& batch);
    void note_dues(Batch& batch);
    void advance(const Advance& job);
    void write_tables();
    void fail(std::string_view event, const std::exception& error);
    bool tables_are_due() const;
    void evict();

    Store& store_;
    Clock& clock_;
    DefinitionReader read_;
    DeskSettings settings_;
    DeskHooks hooks_;
    Calendars calendars_;
    Batch::Ports ports_;

    std::mutex queue_lock_;
    std::condition_variable queued_;
    std::deque<Job> queue_;
    bool stopping_ = false;

    mutable std::shared_mutex published_;  // guards the three that readers see
    std::unordered_map<std::string, std::shared_ptr<const State>> cycles_;
    std::shared_ptr<const Registry> registry_ = std::make_shared<Registry>();
    Head head_;
    std::atomic<bool> broken_ = false;

    // The thread's own:
    DueIndex dues_;
    KeyBook keys_{store_};
    std::unordered_set<std::string> dirty_;  // cycles whose rows are behind
    Behind behind_;
    std::int64_t watermark_ = 0;
    Steady::time_point written_ = Steady::now();
    Instant last_{};
};

void Desk::Implementation::put(Job job) {
    {
        std::lock_guard lock(queue_lock_);
        queue_.push_back(std::move(job));
    }
    queued_.notify_one();
}

void Desk::Implementation::end() {
    {
        std::lock_guard lock(queue_lock_);
        stopping_ = true;
    }
    queued_.notify_one();
}

void Desk::Implementation::recover() {
    head_ = store_.head();
    auto registry = std::make_shared<Registry>();
    replay(*registry, store_.stream(registry_stream, 0), read_);
    registry_ = std::move(registry);
    watermark_ = store_.watermark();
    for (const auto& [cycle, due] : store_.due_times()) dues_.set(cycle, due);
    for (auto from = watermark_; from < head_.size;) {
        const auto entries = store_.log(from, 10'000);
        if (entries.empty()) throw StoreBroken("the log ends before its head says");
        for (const auto& entry : entries) {
            if (entry.stream != registry_stream) dirty_.insert(entry.stream);
            keys_.note(entry);
        }
        from += static_cast<std::int64_t>(entries.size());
    }
    for (const auto& cycle : dirty_) dues_.set(cycle, find(cycle)->next_due());
    if (head_.size > 0) last_ = store_.log(head_.size - 1, 1).front().at;
    if (clock_.now() < last_) clock_.set(last_);
    write_tables();
}

std::shared_ptr<const State> Desk::Implementation::find(const std::string& cycle) {
    if (const auto found = cycles_.find(cycle); found != cycles_.end()) return found->second;
    auto state = load(store_, cycle);
    if (!state) return nullptr;
    auto shared = std::make_shared<const State>(std::move(*state));
    std::unique_lock lock(published_);
    cycles_[cycle] = shared;
    return shared;
}

Instant Desk::Implementation::stamp() {
    last_ = std::max(last_, clock_.now());
    return last_;
}

std::optional<Steady::time_point> Desk::Implementation::wake_at() {
    std::optional<Steady::time_point> wake;
    if (!dirty_.empty() || watermark_ < head_.size || !behind_.deliveries.empty() ||
        !behind_.cursors.empty())
        wake = written_ + settings_.behind_ms_max;
    if (const auto due = dues_.first(); due && !clock_.is_virtual()) {
        const auto in = std::max(milliseconds(0), due->first - clock_.now());
        const auto at = Steady::now() + std::min(in, milliseconds(60'000));
        if (!wake || at < *wake) wake = at;
    }
    return wake;
}

std::deque<Job> Desk::Implementation::wait_for_work() {
    const auto wake = wake_at();
    std::unique_lock lock(queue_lock_);
    const auto ready = [&] { return !queue_.empty() || stopping_; };
    if (wake)
        queued_.wait_until(lock, *wake, ready);
    else
        queued_.wait(lock, ready);
    std::deque<Job> jobs;
    if (queue_.size() <= settings_.batch_max) {
        jobs.swap(queue_);
    } else {
        const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(settings_.batch_max);
        jobs.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
        queue_.erase(queue_.begin(), end);
    }
    return jobs;
}

void Desk::Implementation::run() {
    for (;;) {
        auto jobs = wait_for_work();
        const bool idle = jobs.empty();
        work_off(std::move(jobs));
        if (tables_are_due()) write_tables();
        if (!idle) continue;
        std::lock_guard lock(queue_lock_);
        if (stopping_ && queue_.empty()) break;
    }
    write_tables();
}

void Desk::Implementation::work_off(std::deque<Job> jobs) {
    std::vector<Submit> submits;
    for (auto& job : jobs) {
        if (auto* submit = std::get_if<Submit>(&job)) {
            submits.push_back(std::move(*submit));
            continue;
        }
        decide_all(submits);
        if (auto* caught_up = std::get_if<CatchUp>(&job)) {
            write_tables();
            caught_up->then();
        } else if (auto* to = std::get_if<Advance>(&job)) {
            advance(*to);
        } else if (auto* kept = std::get_if<Behind>(&job)) {
            for (auto& [channel, cursor] : kept->cursors) behind_.cursors[channel] = cursor;
            for (auto& row : kept->deliveries) behind_.deliveries.push_back(std::move(row));
        } else if (!broken_) {
            try {
                store_.mark_signed(std::get<Signed>(job).size);
            } catch (const std::exception& error) {
                fail("a signed size was not written", error);
            }
        }
    }
    decide_all(submits);
}

/// One batch, one commit. All of it, or nothing of it.
void Desk::Implementation::decide_all(std::vector<Submit>& submits) {
    const auto due = dues_.first();
    const Instant now = stamp();
    if (submits.empty() && (!due || due->first > now)) return;
    if (broken_) {
        for (auto& submit : submits) submit.then(unavailable());
        submits.clear();
        return;
    }
    Batch batch(ports_, registry_, head_, now);
    std::vector<Reply> replies;
    replies.reserve(submits.size());
    try {
        fire_due(batch);
        for (auto& submit : submits) {
            replies.push_back({std::move(submit.then), take(batch, submit.submission)});
            note_dues(batch);
        }
        if (!commit(batch))
            for (auto& reply : replies) reply.result = unavailable();
    } catch (const StoreClash&) {
        keys_.forget_pending();
        for (std::size_t i = 0; i < submits.size(); ++i) submits[i].then = std::move(replies[i].then);
        return decide_alone(submits);
    }
    submits.clear();
    for (auto& reply : replies) reply.then(std::move(reply.result));
}

/// A constraint refused the batch: each submission alone, so that a bad one harms no other.
void Desk::Implementation::decide_alone(std::vector<Submit>& submits) {
    for (auto& submit : submits) {
        Result<Settled> result = unavailable();
        try {
            Batch batch(ports_, registry_, head_, stamp());
            fire_due(batch);
            result = take(batch, submit.submission);
            note_dues(batch);
            if (!commit(batch)) result = unavailable();
        } catch (const StoreClash&) {
            keys_.forget_pending();
            result = refuse(Refused::conflict, "Somebody else wrote first. Read again and repeat.");
        }
        submit.then(std::move(result));
    }
    submits.clear();
}

void Desk::Implementation::fire_due(Batch& batch) {
    for (auto due = dues_.first(); due && due->first <= batch.now(); due = dues_.first()) {
        try {
            batch.fall_due(due->second);
        } catch (const std::logic_error& error) {
            dues_.set(due->second, std::nullopt);
            if (hooks_.on_trouble) hooks_.on_trouble("a due time could not be decided", error.what());
        }
        note_dues(batch);
    }
}

Result<Settled> Desk::Implementation::take(Batch& batch, const Submission& submission) {
    try {
        if (!submission.key.empty()) {
            auto known = keys_.find(submission.key, submission.request);
            if (!known) return known.error();
            if (*known) {
                Settled settled = **known;
                settled.registry = batch.registry();
                const auto touched = batch.touched().find(settled.stream);
                settled.state = touched != batch.touched().end() ? touched->second
                                : settled.stream == registry_stream ? nullptr
                                                                    : find(settled.stream);
                return settled;
            }
        }
        auto settled = batch.take(submission);
        if (settled && settled->number >= 0 && !submission.key.empty())
            keys_.pending(submission.key, submission.request, *settled, batch.now());
        return settled;
    } catch (const std::length_error& error) {
        return refuse(Refused::too_large, std::string("Too much at once: ") + error.what() + ".");
    } catch (const std::logic_error& error) {
        if (hooks_.on_trouble) hooks_.on_trouble("a command could not be decided", error.what());
        return refuse(Refused::internal, "A fault of ours; it has been logged.");
    }
}

void Desk::Implementation::note_dues(Batch& batch) {
    for (const auto& cycle : batch.newly_touched())
        dues_.set(cycle, batch.touched().at(cycle)->next_due());
}

bool Desk::Implementation::commit(Batch& batch) {
    if (batch.empty()) return true;
    const auto start = Steady::now();
    const Head after = batch.head();
    try {
        store_.append(batch.entries(), after);
    } catch (const StoreClash&) {
        for (const auto& [cycle, state] : batch.touched()) {
            const auto known = cycles_.find(cycle);
            dues_.set(cycle, known == cycles_.end() ? std::nullopt : known->second->next_due());
        }
        throw;
    } catch (const std::exception& error) {
        fail("a commit failed", error);
        return false;
    }
    publish(batch);
    keys_.committed();
    if (hooks_.on_commit) hooks_.on_commit(after, batch.entries().size(), Steady::now() - start);
    return true;
}

void Desk::Implementation::publish(const Batch& batch) {
    std::unique_lock lock(published_);
    for (const auto& [cycle, state] : batch.touched()) {
        cycles_[cycle] = state;
        dirty_.insert(cycle);
    }
    registry_ = batch.registry();
    head_ = batch.head();
}

void Desk::Implementation::advance(const Advance& job) {
    if (!clock_.is_virtual())
        return job.then(refuse(Refused::not_found, "This server runs on the wall clock."));
    if (job.to < stamp())
        return job.then(refuse(Refused::not_a_deadline, "The clock goes forward only.", "/to"));
    std::vector<Submit> none;
    for (auto due = dues_.first(); due && due->first <= job.to && !broken_; due = dues_.first()) {
        clock_.set(std::max(due->first, last_));
        decide_all(none);
    }
    clock_.set(job.to);
    stamp();
    job.then(broken_ ? Result<Instant>(unavailable()) : Result<Instant>(job.to));
}

bool Desk::Implementation::tables_are_due() const {
    const auto lag = static_cast<std::size_t>(head_.size - watermark_);
    if (lag >= settings_.behind_entries_max) return true;
    const bool pending = lag > 0 || !behind_.cursors.empty() || !behind_.deliveries.empty();
    return pending && lag < settings_.behind_entries_max / 8 &&
           Steady::now() - written_ >= settings_.behind_ms_max;
}

void Desk::Implementation::write_tables() {
    if (broken_) return;
    behind_.watermark = head_.size;
    for (const auto& cycle : dirty_) behind_.cycles.push_back(row_of(*cycles_.at(cycle), *registry_));
    behind_.keys = keys_.take_rows();
    evict();
    try {
        if (head_.size > watermark_ || !behind_.cursors.empty() || !behind_.deliveries.empty() ||
            !behind_.snapshots.empty())
            store_.write_behind(behind_);
        watermark_ = head_.size;
        dirty_.clear();
        behind_ = {};
    } catch (const std::exception& error) {
        fail("tables were not written", error);
    }
    written_ = Steady::now();
}

/// Keeps memory bounded: what is not being written leaves it, its state kept as a snapshot.
void Desk::Implementation::evict() {
    if (cycles_.size() <= settings_.cycles_max) return;
    std::unique_lock lock(published_);
    auto excess = cycles_.size() - settings_.cycles_max * 9 / 10;
    for (auto cycle = cycles_.begin(); cycle != cycles_.end() && excess > 0; --excess) {
        if (cycle->second->sequence >= 32) behind_.snapshots.push_back(snapshot_of(*cycle->second));
        cycle = cycles_.erase(cycle);
    }
}

void Desk::Implementation::fail(std::string_view event, const std::exception& error) {
    broken_ = true;
    keys_.forget_pending();
    if (hooks_.on_trouble) hooks_.on_trouble(event, error.what());
}

Desk::Desk(Store& store, Clock& clock, DefinitionReader read, std::function<id::Seed()> seeds,
           DeskSettings settings, DeskHooks hooks)
    : desk_(std::make_unique<Implementation>(store, clock, std::move(read), std::move(seeds),
                                             settings, std::move(hooks))) {}

Desk::~Desk() { stop(); }

void Desk::start() {
    desk_->recover();
    desk_->thread = std::thread([this] { desk_->run(); });
}

void Desk::stop() {
    if (!desk_->thread.joinable()) return;
    desk_->end();
    desk_->thread.join();
}

void Desk::submit(Submission submission, Then then) {
    desk_->put(Submit{std::move(submission), std::move(then)});
}
void Desk::catch_up(std::function<void()> then) { desk_->put(CatchUp{std::move(then)}); }
void Desk::advance(Instant instant, std::function<void(Result<Instant>)> then) {
    desk_->put(Advance{instant, std::move(then)});
}
void Desk::keep(Behind behind) { desk_->put(std::move(behind)); }
void Desk::mark_signed(std::int64_t size) { desk_->put(Signed{size}); }

std::shared_ptr<const Registry> Desk::registry() const { return desk_->registry(); }
std::shared_ptr<const State> Desk::cycle(std::string_view id) const { return desk_->cycle(id); }
Head Desk::head() const { return desk_->head(); }
bool Desk::broken() const { return desk_->broken(); }

}  // namespace paraph
