// Preloaded into a real `paraph serve`, so that tests outside can see, and spoil, what it does with
// its disk. Nothing of this is in the product; the environment says what to do:
//
//   WITNESS_LINES=FILE           writes down in order what happens, a line each:
//                                 W NUMBER  a page with "mark-NUMBER" went to the write-ahead log
//                                 C         and a commit's last page
//                                 S, D      a sync of the log begins, is done
//                                 A TEXT    an answer leaves: its status and the start of its body
//   WITNESS_SYNCHRONOUS=OFF|NORMAL   what the server asks SQLite for instead of FULL
//   WITNESS_FAIL=HOW:NTH   the disk fails: io_error, full, gone, power_loss
//   WITNESS_FAIL=HOW:/FILE   the same once there is that file
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "tests/faults/disk.hpp"

namespace paraph::test {
namespace {

constexpr std::string_view mark = "mark-";
constexpr std::size_t frame_header_bytes = 24, answer_bytes_max = 900;

std::string_view setting(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// One line, one append: the kernel keeps the order among threads.
void say(std::string line) {
    static const int file = ::open(std::string(setting("WITNESS_LINES")).c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    std::replace(line.begin(), line.end(), '\n', ' ');
    line += '\n';
    if (::write(file, line.data(), line.size()) < 0) std::abort();
}

void say_marks(std::string_view page) {
    for (auto at = page.find(mark); at != page.npos; at = page.find(mark, at)) {
        at += mark.size();
        say("W " + std::string(page.substr(at, page.find_first_not_of("0123456789", at) - at)));
    }
}

/// SQLite's file format, section 4.1: a frame's header says how large the database is after a
/// commit, and 0 where none ends with this page.
bool ends_commit(std::string_view header) {
    return header.substr(4, 4) != std::string_view("\0\0\0\0", 4);
}

void note(const disk::Event& event) {
    using Kind = disk::Event::Kind;
    if (!event.file.ends_with("-wal")) return;
    if (event.kind == Kind::sync_begins) return say("S");
    if (event.kind == Kind::synced) return say("D");
    static bool last_page = false;  // of a commit: its header has just been written
    if (event.bytes.size() == frame_header_bytes) {
        last_page = ends_commit(event.bytes);
        return;
    }
    say_marks(event.bytes);
    if (std::exchange(last_page, false)) say("C");
}

void note_answer(const msghdr& message) {
    if (setting("WITNESS_LINES").empty()) return;
    std::string text;
    for (std::size_t i = 0; i < message.msg_iovlen; ++i) {
        const auto& part = message.msg_iov[i];
        text.append(static_cast<const char*>(part.iov_base), part.iov_len);
    }
    if (!text.starts_with("HTTP/1.1 2")) return;
    const auto body = text.find("\r\n\r\n");
    if (body != text.npos) say("A " + text.substr(9, 4) + text.substr(body + 4, answer_bytes_max));
}

disk::Fault fault_named(std::string_view name) {
    using disk::Fault;
    for (const auto& [known, fault] : {std::pair{"io_error", Fault::io_error},
                                       {"full", Fault::full},
                                       {"gone", Fault::gone},
                                       {"power_loss", Fault::power_loss}})
        if (name == known) return fault;
    std::abort();
}

const bool prepared = [] {
    if (!setting("WITNESS_LINES").empty()) disk::observe(note);
    const auto plan = setting("WITNESS_FAIL");
    if (!plan.empty()) {
        const auto colon = plan.find(':');
        const auto how = fault_named(plan.substr(0, colon));
        const std::string when(plan.substr(colon + 1));
        const int nth = std::atoi(when.c_str());
        if (when.starts_with('/'))
            disk::fail_once_there(how, when);
        else
            disk::fail(how, nth, static_cast<unsigned>(nth));
    }
    return true;
}();

}  // namespace
}  // namespace paraph::test

extern "C" {

ssize_t sendmsg(int socket, const msghdr* message, int flags) {
    paraph::test::note_answer(*message);
    using Call = ssize_t (*)(int, const msghdr*, int);
    static const auto call = reinterpret_cast<Call>(::dlsym(RTLD_NEXT, "sendmsg"));
    return call(socket, message, flags);
}

ssize_t send(int socket, const void* bytes, size_t count, int flags) {
    iovec part{const_cast<void*>(bytes), count};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    paraph::test::note_answer(message);
    using Call = ssize_t (*)(int, const void*, size_t, int);
    static const auto call = reinterpret_cast<Call>(::dlsym(RTLD_NEXT, "send"));
    return call(socket, bytes, count, flags);
}

// Only ever passed on, so their types don't matter.
int sqlite3_prepare_v2(void* database, const char* sql, int bytes, void** statement,
                       const char** tail) {
    using Call = int (*)(void*, const char*, int, void**, const char**);
    static const auto call = reinterpret_cast<Call>(::dlsym(RTLD_NEXT, "sqlite3_prepare_v2"));
    const std::string wanted(paraph::test::setting("WITNESS_SYNCHRONOUS"));
    if (wanted.empty() || std::strncmp(sql, "PRAGMA synchronous", 18) != 0)
        return call(database, sql, bytes, statement, tail);
    const std::string instead = "PRAGMA synchronous = " + wanted;
    return call(database, instead.c_str(), -1, statement, nullptr);
}
}
