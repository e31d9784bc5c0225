#include <algorithm>

#include "engine/core/desk_thread.hpp"
#include "engine/core/replay.hpp"

namespace paraph {
namespace {

constexpr std::size_t entries_at_once = 10'000;  // of the log, as it is read at start
constexpr milliseconds sleep_max{60'000};        // so that a clock that was set is soon noticed

Refusal unavailable() {
    return refuse(Refused::unavailable,
                  "The record can't be written now. Nothing of this request was kept; try again.");
}

/// A later answer must not overtake what fell due.
Refusal stuck() {
    return refuse(
        Refused::internal,
        "Something fell due in this cycle that could not be decided; until that is mended "
        "it takes nothing. The server's log says why.");
}

/// The words are gone from the tables; old pages of theirs may still lie in the file.
Refusal reader_holds_on() {
    return refuse(Refused::unavailable,
                  "Somebody reads the record for long, as an export does. Do this again later.");
}

/// Refused: nobody is forgotten who is unknown, or still stands for a body.
Result<> may_be_forgotten(const Registry& registry, const std::string& id) {
    const auto* person = registry.person(id);
    if (!person) return refuse(Refused::not_found, "There is no such person.");
    if (person->active)
        return refuse(Refused::out_of_order,
                      "This person stands for \"" + person->body +
                          "\". Take them out of the body first; then they can be erased.");
    return {};
}

std::shared_ptr<const Registry> without_name(const Registry& known, const std::string& person) {
    auto nameless = std::make_shared<Person>(*known.person(person));
    nameless->name.clear();
    nameless->email.clear();
    auto registry = std::make_shared<Registry>(known);
    registry->people[person] = std::move(nameless);
    return registry;
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
    arrears_ = Arrears(store_.watermark());
    keys_.recall();
    for (const auto& [cycle, due] : store_.due_times()) dues_.set(cycle, due);
    const auto changed = take_in(arrears_.watermark(), head_.size);
    for (const auto& cycle : changed) dues_.set(cycle, find(cycle)->next_due());
    if (head_.size > 0) last_ = store_.log(head_.size - 1, 1).front().at;
    if (clock_.now() < last_) clock_.set(last_);
    write_tables();
}

/// Entries that this desk did not write, or not in this life: the tables lack what follows from
/// them. Gives the cycles that they changed.
std::unordered_set<std::string> Desk::Implementation::take_in(std::int64_t from, std::int64_t to) {
    std::unordered_set<std::string> changed;
    while (from < to) {
        const auto entries = store_.log(from, entries_at_once);
        if (entries.empty()) throw StoreBroken("the log ends before its head says");
        for (const auto& entry : entries) {
            if (entry.stream != registry_stream) changed.insert(entry.stream);
            if (auto row = keys_.note(entry)) arrears_.add(std::move(*row));
        }
        from += static_cast<std::int64_t>(entries.size());
    }
    for (const auto& cycle : changed) arrears_.add_cycle(cycle);
    return changed;
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
    if (arrears_.any(head_.size)) wake = written_ + settings_.behind_ms_max;
    if (const auto* due = dues_.first(); due && !clock_.is_virtual()) {
        const auto in = std::max(milliseconds(0), due->first - clock_.now());
        const auto at = Steady::now() + std::min(in, sleep_max);
        if (!wake || at < *wake) wake = at;
    }
    return wake;
}

void Desk::Implementation::run() {
    for (;;) {
        auto jobs = queue_.take(settings_.batch_max, wake_at());
        const bool quiet = jobs.empty();
        work_off(std::move(jobs));
        keep_tables_near();
        if (quiet && tables_are_due()) write_tables();
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
        if (auto* done = std::get_if<Behind>(&job)) {  // parts no batch: it has no place in the log
            arrears_.add(std::move(*done));
            continue;
        }
        decide_all(submits);
        if (auto* caught_up = std::get_if<CatchUp>(&job)) {
            write_tables();
            caught_up->then();
        } else if (auto* to = std::get_if<Advance>(&job)) {
            advance(*to);
        } else if (auto* whom = std::get_if<Erase>(&job)) {
            whom->then(erase(*whom));
        } else {
            sign(std::get<Signed>(job).size);
        }
    }
    decide_all(submits);
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

Result<> Desk::Implementation::erase(const Erase& job) {
    const bool whole_person = !job.person.empty();
    if (whole_person)
        if (auto r = may_be_forgotten(*registry_, job.person); !r) return r;
    if (broken_) return unavailable();
    try {
        store_.erase(whole_person ? entries_naming(job.person) : job.entries);
    } catch (const StoreClash&) {
        return reader_holds_on();
    } catch (const std::exception& error) {
        fail("private parts were not erased", error);
        return unavailable();
    }
    if (!whole_person) return {};
    auto registry = without_name(*registry_, job.person);
    std::unique_lock lock(published_);
    registry_ = std::move(registry);
    return {};
}

/// Numbers of the entries beside which the person's name and address stand.
std::vector<std::int64_t> Desk::Implementation::entries_naming(const std::string& person) {
    std::vector<std::int64_t> numbers;
    for (const auto& entry : store_.stream(registry_stream, 0)) {
        if (entry.kind != "person registered" || entry.secret.empty()) continue;
        const auto record = read_registry_entry(entry.body, {});
        if (record && std::get<PersonRegistered>(record->fact).id == person)
            numbers.push_back(entry.number);
    }
    return numbers;
}

/// All at once; where a constraint refuses that, each alone, so that a bad one harms no other.
void Desk::Implementation::decide_all(std::vector<Submit>& submits) {
    const auto* due = dues_.first();
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
    answer(submits, std::move(results));
    return true;
}

void Desk::Implementation::answer(std::span<Submit> submits, std::vector<Result<Settled>> results) {
    if (submits.empty()) return;
    std::vector<Then> thens;
    for (auto& submit : submits) thens.push_back(std::move(submit.then));
    auto answers = [this, thens = std::move(thens), results = std::move(results)]() mutable {
        for (std::size_t i = 0; i < thens.size(); ++i)
            give(std::move(thens[i]), std::move(results[i]));
    };
    if (!hooks_.hand_over) return answers();
    // std::function copies what it holds; the answers exist once.
    auto shared = std::make_shared<decltype(answers)>(std::move(answers));
    hooks_.hand_over([shared = std::move(shared)] { (*shared)(); });
}

/// One that fails harms no other.
void Desk::Implementation::give(Then then, Result<Settled> result) const {
    try {
        then(std::move(result));
    } catch (const std::exception& error) {
        report("an answer failed", error);
    }
}

void Desk::Implementation::fire_due(Batch& batch) {
    for (const auto* due = dues_.first(); due && due->first <= batch.now(); due = dues_.first()) {
        const std::string cycle = due->second;
        try {
            batch.fall_due(cycle);
        } catch (const std::logic_error& error) {
            stuck_.insert(cycle);
            dues_.set(cycle, std::nullopt);
            report("a due time could not be decided", error);
        }
        note_dues(batch);
    }
}

Result<Settled> Desk::Implementation::take(Batch& batch, const Submission& submission) {
    try {
        if (!submission.key.empty()) {
            auto known = keys_.find(submission.key, submission.request);
            if (!known) return known.error();
            if (*known) return as_of_now(batch, std::move(**known));
        }
        if (stuck_.contains(submission.stream)) return stuck();
        auto settled = batch.take(submission);
        if (settled && settled->number >= 0 && !submission.key.empty())
            keys_of_batch_.push_back(keys_.note(submission, *settled, batch.now()));
        return settled;
    } catch (const std::length_error& error) {
        return refuse(Refused::too_large, std::string("Too much at once: ") + error.what() + ".");
    } catch (const std::logic_error& error) {
        report("a command could not be decided", error);
        return refuse(Refused::internal, "A fault of ours; it has been logged.");
    }
}

/// An earlier command's result, with what has become of its cycle since.
Settled Desk::Implementation::as_of_now(const Batch& batch, Settled settled) {
    settled.registry = batch.registry();
    const auto touched = batch.touched().find(settled.stream);
    if (touched != batch.touched().end())
        settled.state = touched->second;
    else if (settled.stream != registry_stream)
        settled.state = find(settled.stream);
    return settled;
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
    for (auto& row : std::exchange(keys_of_batch_, {})) arrears_.add(std::move(row));
    if (hooks_.on_commit) hooks_.on_commit(after, batch.entries().size(), Steady::now() - start);
    return Commit::done;
}

/// After a commit of unknown result: whether the log goes on with the batch's first entry.
bool Desk::Implementation::was_written(const Batch& batch) {
    const auto next = store_.log(head_.size, 1);
    return !next.empty() && next.front().leaf == batch.entries().front().leaf;
}

void Desk::Implementation::roll_back(const Batch& batch) {
    keys_.forget(std::exchange(keys_of_batch_, {}));
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
    const auto changed = take_in(head_.size, now.size);
    {
        std::unique_lock lock(published_);
        for (const auto& cycle : changed) cycles_.erase(cycle);
        registry_ = std::move(registry);
        head_ = now;
    }
    for (const auto& cycle : changed) dues_.set(cycle, find(cycle)->next_due());
} catch (const std::exception& error) {
    fail("the store could not be read", error);
}

void Desk::Implementation::publish(const Batch& batch) {
    std::unique_lock lock(published_);
    for (const auto& [cycle, state] : batch.touched()) {
        cycles_[cycle] = state;
        arrears_.add_cycle(cycle);
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
    for (const auto* due = dues_.first(); due && due->first <= job.to && !broken_;
         due = dues_.first()) {
        clock_.set(std::max(due->first, last_));
        decide_all(none);
    }
    clock_.set(job.to);
    stamp();
    job.then(broken_ ? Result<Instant>(unavailable()) : Result<Instant>(job.to));
}

void Desk::Implementation::fail(std::string_view event, const std::exception& error) {
    broken_ = true;
    keys_.forget(std::exchange(keys_of_batch_, {}));
    report(event, error);
}

void Desk::Implementation::report(std::string_view event, const std::exception& error) const {
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
void Desk::keep(Behind done) {
    desk_->put(std::move(done));
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
