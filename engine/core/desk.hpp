#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "engine/core/decide.hpp"
#include "engine/core/registrar.hpp"
#include "engine/core/store.hpp"

namespace paraph {

/// The wall clock, or a virtual one. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
    virtual bool is_virtual() const = 0;
    /// Moves a virtual clock; called by the desk's thread. A wall clock ignores it.
    virtual void set(Instant instant) = 0;
};

/// What a command came with: who gave it, and how a repeat is recognised.
struct Submission {
    std::string stream;  // the cycle; "registry"; empty: a cycle that is opened now
    std::variant<Command, RegistryCommand> command;
    Actor actor;
    std::string key;      // hex SHA-256 of principal, route and Idempotency-Key; empty: none
    std::string request;  // hex SHA-256 of the request's body
};

/// What became of an accepted command.
struct Settled {
    std::string stream;
    std::shared_ptr<const State> state;        // of a cycle, after it
    std::shared_ptr<const Registry> registry;  // as of now
    std::int64_t number = -1;                  // of the first entry; -1: nothing had to change
    std::string made;       // what it brought about: an id, "name/version", "late", …
    bool repeated = false;  // an earlier command's result, found by its key
};
using Then = std::function<void(Result<Settled>)>;

/// The answers to one batch; calling it gives each to its `Then`.
using Answers = std::function<void()>;

struct DeskSettings {
    std::size_t batch_max = 512;             // submissions in one commit
    std::size_t behind_entries_max = 4'000;  // entries that the tables may lag behind under load
    std::size_t slice_rows_max = 256;        // rows of tables that follow one commit under load
    std::chrono::milliseconds behind_ms_max{250};  // and for how long when it is quiet
    std::size_t cycles_max = 50'000;  // kept in memory; others are loaded when asked for
};

/// Told of what happened; called on the desk's thread, `on_trouble` also where answers are called.
/// They must not block.
struct DeskHooks {
    /// Takes a batch's answers, to call them where they are awaited, so that the desk goes on with
    /// the next batch. Empty: the desk's thread calls them.
    std::function<void(Answers)> hand_over;
    std::function<void(const Head&, std::size_t entries, std::chrono::nanoseconds)> on_commit;
    std::function<void(std::string_view event, std::string_view detail)> on_trouble;
};

/// The one place where anything changes. Takes commands, decides what fell due before them, decides
/// them, makes what follows durable in one commit for all that had queued up, then answers.
///
/// Nothing is visible before it is durable: readers see states only of committed entries. A failed
/// commit answers every command of its batch with `unavailable` and leaves no trace; after an I/O
/// error the desk takes nothing more (`broken`). Tables are written behind.
///
/// Threads: every public function may be called on any thread. The `Then`s of `submit` run where
/// DeskHooks::hand_over takes them, all others on the desk's own.
class Desk {
public:
    Desk(Store& store, Clock& clock, DefinitionReader read, std::function<id::Seed()> seeds,
         DeskSettings settings = {}, DeskHooks hooks = {});
    ~Desk();  // as stop()

    /// Takes up where the log ends: folds what the tables lack, then decides on its own thread.
    /// What fell due meanwhile is decided first. Throws what the store throws.
    void start();
    /// Answers what was accepted, writes the tables, ends the thread.
    void stop();

    void submit(Submission submission, Then then);
    /// Waits until the tables hold everything that was committed before the call.
    void catch_up(std::function<void()> then);
    /// Only with a virtual clock: to `instant`, with all that falls due on the way, each at its
    /// time.
    void advance(Instant instant, std::function<void(Result<Instant>)> then);
    /// What channels have done, for their tables; written behind. Of it only cursors and deliveries
    /// count: the rest is the desk's own.
    void keep(Behind done);
    void mark_signed(std::int64_t size);
    /// Takes a person's name and address out of the record for good; hashes and proofs stay as they
    /// are. Refused: there is no such person, or the person still stands for a body. Doing it again
    /// does no harm.
    void erase(std::string person, std::function<void(Result<>)> then);
    /// Takes the private parts of these entries out of the record for good, as when their time to
    /// be kept is over. Doing it again does no harm.
    void erase(std::vector<std::int64_t> entries, std::function<void(Result<>)> then);

    std::shared_ptr<const Registry> registry() const;
    /// The committed state; from memory, else nothing: load it from the archive then.
    std::shared_ptr<const State> cycle(std::string_view id) const;
    Head head() const;
    bool broken() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> desk_;
};

}  // namespace paraph
