#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_set>

#include "engine/core/arrears.hpp"
#include "engine/core/batch.hpp"
#include "engine/core/desk.hpp"
#include "engine/core/due_index.hpp"
#include "engine/core/job_queue.hpp"
#include "engine/core/key_book.hpp"

namespace paraph {

// What the desk's thread works on. Used by desk.cpp and desk_tables.cpp only.

using Steady = std::chrono::steady_clock;

/// What waits in the desk's queue.
struct Submit {
    Submission submission;
    Then then;
};
struct CatchUp {
    std::function<void()> then;
};
struct Advance {
    Instant to;
    std::function<void(Result<Instant>)> then;
};
struct Signed {
    std::int64_t size = 0;
};
struct Erase {
    std::string person;                 // or, where it is empty:
    std::vector<std::int64_t> entries;  // whose private parts go
    std::function<void(Result<>)> then;
};
using Job = std::variant<Submit, CatchUp, Advance, Behind, Signed, Erase>;

/// What comes after the end is answered at once.
void turn_away(Job& job);

class Desk::Implementation {
public:
    Implementation(Store& store, Clock& clock, DefinitionReader read,
                   std::function<id::Seed()> seeds, DeskSettings settings, DeskHooks hooks)
        : store_(store),
          clock_(clock),
          read_(std::move(read)),
          settings_(settings),
          hooks_(std::move(hooks)),
          ports_{[this](const std::string& cycle) { return find(cycle); }, read_, std::move(seeds),
                 calendars_} {}

    void recover();
    void run();
    void put(Job job) {
        if (!queue_.put(job)) turn_away(job);
    }
    void end() { queue_.stop(); }

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
    std::optional<Steady::time_point> wake_at();
    Instant stamp();
    std::shared_ptr<const State> find(const std::string& cycle);
    std::unordered_set<std::string> take_in(std::int64_t from, std::int64_t to);

    void work_off(std::deque<Job> jobs);
    void decide_all(std::vector<Submit>& submits);
    bool attempt(std::span<Submit> submits);
    void answer(std::span<Submit> submits, std::vector<Result<Settled>> results);
    void give(Then then, Result<Settled> result) const;
    void fire_due(Batch& batch);
    Result<Settled> take(Batch& batch, const Submission& submission);
    Settled as_of_now(const Batch& batch, Settled settled);
    enum class Commit { done, clash, failed };
    Commit decide_and_commit(std::span<const Submit> submits,
                             std::vector<Result<Settled>>& results);
    Commit commit(Batch& batch);
    bool was_written(const Batch& batch);
    void roll_back(const Batch& batch);
    void publish(const Batch& batch);
    void refresh();
    void note_dues(Batch& batch);
    void advance(const Advance& job);
    void write_tables();
    void fail(std::string_view event, const std::exception& error);
    void report(std::string_view event, const std::exception& error) const;
    void sign(std::int64_t size);
    Result<> erase(const Erase& job);
    std::vector<std::int64_t> entries_naming(const std::string& person);
    bool tables_are_due() const;
    void keep_tables_near();
    void begin_tables();
    void write_slice(std::size_t rows_max);
    void evict();

    Store& store_;
    Clock& clock_;
    DefinitionReader read_;
    DeskSettings settings_;
    DeskHooks hooks_;
    Calendars calendars_;
    Batch::Ports ports_;

    JobQueue<Job> queue_;

    mutable std::shared_mutex published_;  // guards the three that readers see
    std::unordered_map<std::string, std::shared_ptr<const State>> cycles_;
    std::shared_ptr<const Registry> registry_ = std::make_shared<Registry>();
    Head head_;
    std::atomic<bool> broken_ = false;

    // The thread's own:
    DueIndex dues_;
    std::unordered_set<std::string> stuck_;  // cycles in which what fell due could not be decided
    KeyBook keys_{store_};
    std::vector<KeyRow> keys_of_batch_;  // durable with it, or forgotten
    Arrears arrears_;
    Steady::time_point written_ = Steady::now();
    Instant last_{};
    Instant forgotten_{};  // when old keys were last forgotten
};

}  // namespace paraph
