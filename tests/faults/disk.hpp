#pragma once

#include <functional>
#include <string>
#include <string_view>

/// The calls by which SQLite changes its files, in a test's hands: linked into a program or
/// preloaded into one, these stand before the C library's. Other files pass untouched.
namespace paraph::test::disk {

enum class Fault {
    none,
    io_error,    // EIO, once; later calls work, which must help nobody
    full,        // ENOSPC, once
    gone,        // EIO from then on
    power_loss,  // the process ends; of what was not synced a part is there, at random
};

/// Lets the `nth` call from now on fail, counted from 1; 0: none. Forgets what was counted.
void fail(Fault fault, int nth, unsigned seed = 1);
/// The same from the moment on at which there is this file.
void fail_once_there(Fault fault, std::string file);
/// Writes, truncations and syncs since the last call of `fail`.
int calls();
int syncs();

/// What is told of each call that went well, in the order of the calls of one thread.
struct Event {
    enum class Kind { written, sync_begins, synced };
    Kind kind;
    std::string_view file;   // its path
    std::string_view bytes;  // of a write
};
/// To be set before a second thread calls.
void observe(std::function<void(const Event&)> observer);

}  // namespace paraph::test::disk
