#include <algorithm>

#include "engine/core/desk_thread.hpp"
#include "engine/core/overview.hpp"
#include "engine/core/replay.hpp"

namespace paraph {
namespace {

struct Reply {
    Then then;
    Result<Settled> result;
};

Refusal unavailable() {
    return refuse(Refused::unavailable,
                  "The record can't be written now. Nothing of this request was kept; try again.");
}

/// In the order of their tables, so that each page is touched once; and of several rows of one
/// delivery only the last, which is what became of it.
void sort_rows(Behind& behind) {
    std::ranges::sort(behind.cycles, {}, &CycleRow::id);
    std::ranges::sort(behind.keys, {}, &KeyRow::key);
    auto& rows = behind.deliveries;
    std::ranges::stable_sort(rows, {}, &DeliveryRow::id);
    const auto same = [](const DeliveryRow& a, const DeliveryRow& b) { return a.id == b.id; };
    rows.erase(rows.begin(), std::unique(rows.rbegin(), rows.rend(), same).base());
}

/// A later answer must not overtake what fell due.
Refusal stuck() {
    return refuse(
        Refused::internal,
        "Something fell due in this cycle that could not be decided; until that is mended "
        "it takes nothing. The server's log says why.");
}

constexpr auto keys_live = std::chrono::days(7);
constexpr std::int64_t snapshot_from = 32;  // shorter histories are as quickly read again

/// The words are gone from the tables; old pages of theirs may still lie in the file.
Refusal reader_holds_on() {
    return refuse(Refused::unavailable,
                  "Somebody reads the record for long, as an export does. Do this again later.");
}

}  // namespace

void turn_away(Job& job) {
    if (auto* submit = std::get_if<Submit>(&job)) submit->then(unavailable());
    if (auto* caught_up = std::get_if<CatchUp>(&job)) caught_up->then();
    if (auto* advance = std::get_if<Advance>(&job)) advance->then(unavailable());
    if (auto* erase = std::get_if<Erase>(&job)) erase->then(unavailable());
}

void Desk::Implementation::recover() {
    head_ = store_.head();
    auto registry = std::make_shared<Registry>();
    replay(*registry, store_.stream(registry_stream, 0), read_);
    registry_ = std::move(registry);
    watermark_ = store_.watermark();
    keys_.recall();
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
    if (broken_) return std::nullopt;
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

void Desk::Implementation::run() {
    for (;;) {
        auto jobs = queue_.take(settings_.batch_max, wake_at());
        const bool quiet = jobs.empty();
        work_off(std::move(jobs));
        if (tables_are_due(quiet)) write_tables();
        if (quiet && queue_.ends()) break;
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
        if (auto* kept = std::get_if<Behind>(&job)) {  // parts no batch: it has no place in the log
            keep(*kept);
            continue;
        }
        decide_all(submits);
        if (auto* caught_up = std::get_if<CatchUp>(&job)) {
            write_tables();
            caught_up->then();
        } else if (auto* to = std::get_if<Advance>(&job)) {
            advance(*to);
        } else if (auto* whom = std::get_if<Erase>(&job)) {
            whom->then(whom->person.empty() ? erase(whom->entries) : erase(whom->person));
        } else {
            sign(std::get<Signed>(job).size);
        }
    }
    decide_all(submits);
}

void Desk::Implementation::keep(Behind& kept) {
    for (auto& [channel, cursor] : kept.cursors) behind_.cursors[channel] = cursor;
    for (auto& row : kept.deliveries) behind_.deliveries.push_back(std::move(row));
}

void Desk::Implementation::sign(std::int64_t size) {
    if (broken_) return;
    try {
        store_.mark_signed(size);
        std::unique_lock lock(published_);
        head_.signed_size = size;
    } catch (const std::exception& error) {
        fail("a signed size was not written", error);
    }
}

Result<> Desk::Implementation::erase(const std::string& id) {
    const auto* person = registry_->person(id);
    if (!person) return refuse(Refused::not_found, "There is no such person.");
    if (person->active)
        return refuse(Refused::out_of_order,
                      "This person stands for \"" + person->body +
                          "\". Take them out of the body first; then they can be erased.");
    if (broken_) return unavailable();
    try {
        std::vector<std::int64_t> numbers;
        for (const auto& entry : store_.stream(registry_stream, 0)) {
            if (entry.kind != "person registered" || entry.secret.empty()) continue;
            const auto record = read_registry_entry(entry.body, {});
            if (record && std::get<PersonRegistered>(record->fact).id == id)
                numbers.push_back(entry.number);
        }
        store_.erase(numbers);
    } catch (const StoreClash&) {
        return reader_holds_on();
    } catch (const std::exception& error) {
        fail("a person was not erased", error);
        return unavailable();
    }
    auto nameless = std::make_shared<Person>(*person);
    nameless->name.clear();
    nameless->email.clear();
    auto registry = std::make_shared<Registry>(*registry_);
    registry->people[id] = std::move(nameless);
    std::unique_lock lock(published_);
    registry_ = std::move(registry);
    return {};
}

Result<> Desk::Implementation::erase(std::span<const std::int64_t> entries) {
    if (broken_) return unavailable();
    try {
        store_.erase(entries);
    } catch (const StoreClash&) {
        return reader_holds_on();
    } catch (const std::exception& error) {
        fail("private parts were not erased", error);
        return unavailable();
    }
    return {};
}

/// All at once; where a constraint refuses that, each alone, so that a bad one harms no other.
void Desk::Implementation::decide_all(std::vector<Submit>& submits) {
    const auto due = dues_.first();
    if (submits.empty() && (!due || due->first > stamp())) return;
    if (!attempt(submits)) {
        refresh();
        if (!attempt({})) refresh();  // what fell due
        for (auto& submit : submits) {
            if (attempt({&submit, 1})) continue;
            refresh();
            submit.then(refuse(Refused::conflict, "Somebody else wrote first. Read and repeat."));
        }
    }
    submits.clear();
}

Desk::Implementation::Commit Desk::Implementation::decide_and_commit(
    std::span<const Submit> submits, std::vector<Result<Settled>>& results) {
    Batch batch(ports_, registry_, head_, stamp());
    fire_due(batch);
    for (const auto& submit : submits) {
        results.push_back(take(batch, submit.submission));
        note_dues(batch);
    }
    return commit(batch);
}

/// One batch, one commit: all of it, or nothing of it. Answers, except after a clash: false.
bool Desk::Implementation::attempt(std::span<Submit> submits) {
    std::vector<Result<Settled>> results;
    auto done = Commit::failed;
    try {
        if (!broken_) done = decide_and_commit(submits, results);
    } catch (const std::exception& error) {
        fail("the store could not be read", error);
    }
    if (done == Commit::clash) return false;
    if (done == Commit::failed) results.assign(submits.size(), unavailable());
    for (std::size_t i = 0; i < submits.size(); ++i) submits[i].then(std::move(results[i]));
    return true;
}

void Desk::Implementation::fire_due(Batch& batch) {
    for (auto due = dues_.first(); due && due->first <= batch.now(); due = dues_.first()) {
        try {
            batch.fall_due(due->second);
        } catch (const std::logic_error& error) {
            stuck_.insert(due->second);
            dues_.set(due->second, std::nullopt);
            if (hooks_.on_trouble)
                hooks_.on_trouble("a due time could not be decided", error.what());
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
                settled.state = touched != batch.touched().end()    ? touched->second
                                : settled.stream == registry_stream ? nullptr
                                                                    : find(settled.stream);
                return settled;
            }
        }
        if (stuck_.contains(submission.stream)) return stuck();
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

Desk::Implementation::Commit Desk::Implementation::commit(Batch& batch) {
    if (batch.empty()) return Commit::done;
    const auto start = Steady::now();
    const Head after = batch.head();
    try {
        store_.append(batch.entries(), after);
    } catch (const StoreClash&) {
        roll_back(batch);
        return Commit::clash;
    } catch (const StoreUnsure&) {
        if (!was_written(batch)) {
            roll_back(batch);
            return Commit::failed;
        }
    } catch (const std::exception& error) {
        fail("a commit failed", error);
        return Commit::failed;
    }
    publish(batch);
    keys_.committed();
    if (hooks_.on_commit) hooks_.on_commit(after, batch.entries().size(), Steady::now() - start);
    return Commit::done;
}

/// After a commit of unknown result: whether the log goes on with the batch's first entry.
bool Desk::Implementation::was_written(const Batch& batch) {
    const auto next = store_.log(head_.size, 1);
    return !next.empty() && next.front().leaf == batch.entries().front().leaf;
}

void Desk::Implementation::roll_back(const Batch& batch) {
    keys_.forget_pending();
    for (const auto& [cycle, state] : batch.touched()) {
        const auto known = cycles_.find(cycle);
        dues_.set(cycle, known == cycles_.end() ? std::nullopt : known->second->next_due());
    }
}

/// Another node may have written: what it changed is read anew.
void Desk::Implementation::refresh() try {
    const Head now = store_.head();
    auto registry = std::make_shared<Registry>(*registry_);
    replay(*registry, store_.stream(registry_stream, registry->sequence), read_);
    std::unordered_set<std::string> changed;
    while (head_.size < now.size) {
        const auto entries = store_.log(head_.size, 10'000);
        if (entries.empty()) throw StoreBroken("the log ends before its head says");
        for (const auto& entry : entries) {
            if (entry.stream != registry_stream) changed.insert(entry.stream);
            keys_.note(entry);
        }
        std::unique_lock lock(published_);
        head_.size += static_cast<std::int64_t>(entries.size());
        for (const auto& cycle : changed) cycles_.erase(cycle);
    }
    {
        std::unique_lock lock(published_);
        registry_ = std::move(registry);
        head_ = now;
    }
    for (const auto& cycle : changed) dues_.set(cycle, find(cycle)->next_due());
    dirty_.insert(changed.begin(), changed.end());
} catch (const std::exception& error) {
    fail("the store could not be read", error);
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

/// When nothing else is to be done, soon; under load only once they lag too far.
bool Desk::Implementation::tables_are_due(bool quiet) const {
    const auto lag = static_cast<std::size_t>(head_.size - watermark_);
    if (lag >= settings_.behind_entries_max) return true;
    const bool pending = lag > 0 || !behind_.cursors.empty() || !behind_.deliveries.empty();
    return quiet && pending && Steady::now() - written_ >= settings_.behind_ms_max;
}

void Desk::Implementation::write_tables() {
    if (broken_) return;
    behind_.watermark = head_.size;
    for (const auto& cycle : dirty_)
        behind_.cycles.push_back(row_of(*cycles_.at(cycle), *registry_));
    behind_.keys = keys_.take_rows();
    sort_rows(behind_);
    if (last_ - forgotten_ >= std::chrono::hours(1)) {
        behind_.forget_before = last_ - keys_live;
        forgotten_ = last_;
    }
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

/// Keeps memory bounded: what has ended goes first. Long histories leave a snapshot behind.
void Desk::Implementation::evict() {
    if (cycles_.size() <= settings_.cycles_max) return;
    std::unique_lock lock(published_);
    const std::size_t keep = settings_.cycles_max * 9 / 10;
    for (const bool only_ended : {true, false})
        for (auto cycle = cycles_.begin(); cycle != cycles_.end() && cycles_.size() > keep;) {
            const State& state = *cycle->second;
            if (only_ended && !state.ended) {
                ++cycle;
                continue;
            }
            if (state.sequence >= snapshot_from) behind_.snapshots.push_back(snapshot_of(state));
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

Desk::~Desk() {
    stop();
}

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
void Desk::catch_up(std::function<void()> then) {
    desk_->put(CatchUp{std::move(then)});
}
void Desk::advance(Instant instant, std::function<void(Result<Instant>)> then) {
    desk_->put(Advance{instant, std::move(then)});
}
void Desk::keep(Behind behind) {
    desk_->put(std::move(behind));
}
void Desk::mark_signed(std::int64_t size) {
    desk_->put(Signed{size});
}

void Desk::erase(std::string person, std::function<void(Result<>)> then) {
    desk_->put(Erase{.person = std::move(person), .then = std::move(then)});
}
void Desk::erase(std::vector<std::int64_t> entries, std::function<void(Result<>)> then) {
    desk_->put(Erase{.entries = std::move(entries), .then = std::move(then)});
}

std::shared_ptr<const Registry> Desk::registry() const {
    return desk_->registry();
}
std::shared_ptr<const State> Desk::cycle(std::string_view id) const {
    return desk_->cycle(id);
}
Head Desk::head() const {
    return desk_->head();
}
bool Desk::broken() const {
    return desk_->broken();
}

}  // namespace paraph
