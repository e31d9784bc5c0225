#include "tests/faults/disk.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <dlfcn.h>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <random>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace paraph::test::disk {
namespace {

/// Enough to take a change back, and to do it again.
struct Change {
    std::string path;
    off64_t at = 0, size_before = 0;
    std::string before, after;
    bool cuts = false;  // a truncation to `at`
};

struct Plan {
    std::mutex lock;
    Fault fault = Fault::none;
    int nth = 0, calls = 0, syncs = 0;
    std::string sign;  // a file: once it is there, the next call is the nth
    std::mt19937 random;
    std::vector<Change> unsynced;
    std::function<void(const Event&)> observer;
};

Plan& plan() {
    static auto* const one = new Plan;  // never destroyed: others write until the very end
    return *one;
}

template <class Call>
Call real(const char* name) {
    return reinterpret_cast<Call>(::dlsym(RTLD_NEXT, name));
}
ssize_t really_write(int file, const void* bytes, std::size_t count, off64_t at) {
    using Call = ssize_t (*)(int, const void*, std::size_t, off64_t);
    static const auto call = real<Call>("pwrite64");
    return call(file, bytes, count, at);
}
int really_sync(int file) {
    static const auto call = real<int (*)(int)>("fdatasync");
    return call(file);
}
int really_cut(int file, off64_t size) {
    static const auto call = real<int (*)(int, off64_t)>("ftruncate64");
    return call(file, size);
}

/// Empty where it is no file of a database.
std::string database_file(int file) {
    std::array<char, 4096> path{};
    const auto link = "/proc/self/fd/" + std::to_string(file);
    const auto length = ::readlink(link.c_str(), path.data(), path.size());
    const std::string found(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    for (const std::string_view end : {".db", ".db-wal", ".db-journal"})
        if (found.ends_with(end)) return found;
    return {};
}

off64_t size_of(int file) {
    struct stat about {};
    return ::fstat(file, &about) == 0 ? about.st_size : 0;
}

std::string read_at(int file, std::size_t count, off64_t at) {
    std::string bytes(count, '\0');
    const auto got = ::pread(file, bytes.data(), count, at);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

void take_back(const Change& change, int file) {
    really_write(file, change.before.data(), change.before.size(), change.at);
    really_cut(file, change.size_before);
}

void do_again(const Change& change, int file) {
    if (change.cuts)
        really_cut(file, change.at);
    else
        really_write(file, change.after.data(), change.after.size(), change.at);
}

/// What a disk may have done by the time the power came back: any part of what nobody synced.
[[noreturn]] void lose_power(Plan& plan) {
    std::map<std::string, int> files;
    for (const auto& change : plan.unsynced)
        if (!files.contains(change.path))
            files[change.path] = ::open(change.path.c_str(), O_RDWR | O_CLOEXEC);
    for (auto change = plan.unsynced.rbegin(); change != plan.unsynced.rend(); ++change)
        take_back(*change, files.at(change->path));
    // From nothing to nearly all of it.
    const double kept = std::uniform_real_distribution<>(-0.3, 1.0)(plan.random);
    for (const auto& change : plan.unsynced)
        if (std::uniform_real_distribution<>(0.0, 1.0)(plan.random) < kept)
            do_again(change, files.at(change.path));
    ::_exit(9);
}

/// Counts a call and says whether it must fail. With the lock held.
bool fails(Plan& plan) {
    const int call = ++plan.calls;
    if (plan.nth == 0 && !plan.sign.empty() && ::access(plan.sign.c_str(), F_OK) == 0)
        plan.nth = call;
    const bool now = plan.nth > 0 && call == plan.nth;
    if (now && plan.fault == Fault::power_loss) lose_power(plan);
    const bool ever_since = plan.fault == Fault::gone && plan.nth > 0 && call > plan.nth;
    if (!(now && plan.fault != Fault::none) && !ever_since) return false;
    errno = plan.fault == Fault::full ? ENOSPC : EIO;
    return true;
}

void note(Plan& plan, Change change) {
    if (plan.fault == Fault::power_loss) plan.unsynced.push_back(std::move(change));
}

void tell(Plan& plan, Event::Kind kind, std::string_view file, std::string_view bytes = {}) {
    if (plan.observer) plan.observer({kind, file, bytes});
}

ssize_t write(int file, std::string_view bytes, off64_t at) {
    auto& plan = disk::plan();
    const auto path = database_file(file);
    if (path.empty()) return really_write(file, bytes.data(), bytes.size(), at);
    const std::lock_guard guard(plan.lock);
    if (fails(plan)) return -1;
    note(plan, {.path = path,
                .at = at,
                .size_before = size_of(file),
                .before = read_at(file, bytes.size(), at),
                .after = std::string(bytes)});
    const auto written = really_write(file, bytes.data(), bytes.size(), at);
    tell(plan, Event::Kind::written, path, bytes);
    return written;
}

int cut(int file, off64_t size) {
    auto& plan = disk::plan();
    const auto path = database_file(file);
    if (path.empty()) return really_cut(file, size);
    const std::lock_guard guard(plan.lock);
    if (fails(plan)) return -1;
    const auto before = size_of(file);
    const auto lost = before > size ? static_cast<std::size_t>(before - size) : 0;
    note(plan, {.path = path,
                .at = size,
                .size_before = before,
                .before = read_at(file, lost, size),
                .cuts = true});
    return really_cut(file, size);
}

/// Not under the lock while it syncs: others may write meanwhile, and this sync is not theirs.
int sync(int file) {
    auto& plan = disk::plan();
    const auto path = database_file(file);
    if (path.empty()) return really_sync(file);
    std::unique_lock guard(plan.lock);
    ++plan.syncs;
    if (fails(plan)) return -1;
    tell(plan, Event::Kind::sync_begins, path);
    std::erase_if(plan.unsynced, [&](const Change& change) { return change.path == path; });
    guard.unlock();
    const int done = really_sync(file);
    guard.lock();
    if (done == 0) tell(plan, Event::Kind::synced, path);
    return done;
}

}  // namespace

void fail(Fault fault, int nth, unsigned seed) {
    auto& plan = disk::plan();
    const std::lock_guard guard(plan.lock);
    plan.fault = fault;
    plan.nth = nth;
    plan.calls = plan.syncs = 0;
    plan.random.seed(seed);
    plan.unsynced.clear();
    plan.sign.clear();
}

void fail_once_there(Fault fault, std::string file) {
    fail(fault, 0);
    auto& plan = disk::plan();
    const std::lock_guard guard(plan.lock);
    plan.sign = std::move(file);
}

int calls() {
    const std::lock_guard guard(plan().lock);
    return plan().calls;
}

int syncs() {
    const std::lock_guard guard(plan().lock);
    return plan().syncs;
}

void observe(std::function<void(const Event&)> observer) {
    plan().observer = std::move(observer);
}

}  // namespace paraph::test::disk

extern "C" {
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
    return paraph::test::disk::write(file, {static_cast<const char*>(bytes), count}, at);
}
int fdatasync(int file) {
    return paraph::test::disk::sync(file);
}
int ftruncate64(int file, off64_t size) noexcept {
    return paraph::test::disk::cut(file, size);
}
}
