#include "adapters/documents/child.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace paraph {
namespace {

using Steady = std::chrono::steady_clock;

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }
    int number() const { return number_; }
    void take(int number) {
        close();
        number_ = number;
    }

private:
    int number_;
};

bool make_pipe(Descriptor& read_end, Descriptor& write_end) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read_end.take(ends[0]);
    write_end.take(ends[1]);
    return true;
}

void limit(int what, std::uint64_t most) {
    const rlimit both{most, most};
    ::setrlimit(static_cast<__rlimit_resource>(what), &both);
}

/// Who we are, as a user namespace of our own must be told in /proc, or we are nobody there, and
/// nobody may make a namespace within: Chromium's sandbox is one. Written before the fork.
struct Ids {
    std::string user, group;
    static Ids of_process() {
        const auto same = [](auto id) {
            return std::to_string(id) + " " + std::to_string(id) + " 1";
        };
        return {same(::geteuid()), same(::getegid())};
    }
};

void tell(const char* file, std::string_view text) {
    const int number = ::open(file, O_WRONLY | O_CLOEXEC);
    if (number < 0) return;
    [[maybe_unused]] const auto written = ::write(number, text.data(), text.size());
    ::close(number);
}

void leave_network(const Ids& ids) {
    if (::unshare(CLONE_NEWNET) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return;
    tell("/proc/self/setgroups", "deny");
    tell("/proc/self/uid_map", ids.user);
    tell("/proc/self/gid_map", ids.group);
}

/// What happens in the child before it becomes the program: only what is safe after a fork in a
/// process of many threads.
[[noreturn]] void become(char* const* arguments, char* const* environment, const char* folder,
                         const ChildLimits& limits, const Ids& ids, int in, int out) {
    ::setpgid(0, 0);
    ::dup2(in, 0);
    ::dup2(out, 1);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    if (nowhere >= 0) ::dup2(nowhere, 2);
    if (!limits.network) leave_network(ids);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.time.count()) / 1'000 + 1);
    limit(RLIMIT_FSIZE, limits.output_bytes);
    if (limits.memory_bytes > 0) limit(RLIMIT_DATA, limits.memory_bytes);
    if (::chdir(folder) != 0) ::_exit(126);
    ::execve(arguments[0], arguments, environment);
    ::_exit(127);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

int milliseconds_until(Steady::time_point end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Steady::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

/// Whether it has ended by then; it is not reaped yet, so its number is still its own.
bool ends_by(pid_t child, Steady::time_point end) {
    // glibc 2.36 declares pidfd_open for C only.
    Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    pollfd waits{handle.number(), POLLIN, 0};
    int ready = 0;
    do ready = ::poll(&waits, 1, milliseconds_until(end));
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

/// Feeds and reads at once, so that neither side waits for the other.
class Talk {
public:
    Talk(Descriptor& in, Descriptor& out, const std::string& input, const ChildLimits& limits)
        : in_(in), out_(out), input_(input), limits_(limits) {}

    /// False: it took too long or said too much.
    bool run(Steady::time_point end) {
        ::fcntl(in_.number(), F_SETFL, O_NONBLOCK);
        if (input_.empty()) in_.close();
        for (;;) {
            const int left = milliseconds_until(end);
            if (left == 0) return false;
            std::array<pollfd, 2> ends{pollfd{out_.number(), POLLIN, 0},
                                       pollfd{in_.number(), POLLOUT, 0}};
            if (::poll(ends.data(), in_.number() < 0 ? 1 : 2, left) < 0 && errno != EINTR)
                return false;
            if (ends[1].revents != 0) feed();
            if (ends[0].revents == 0) continue;
            const auto size = ::read(out_.number(), buffer_.data(), buffer_.size());
            if (size <= 0) return size == 0;
            said_.append(buffer_.data(), static_cast<std::size_t>(size));
            if (said_.size() > limits_.output_bytes) return false;
        }
    }
    std::string take() { return std::move(said_); }

private:
    void feed() {
        const auto size = ::write(in_.number(), input_.data() + fed_, input_.size() - fed_);
        if (size > 0) fed_ += static_cast<std::size_t>(size);
        if ((size < 0 && errno != EAGAIN) || fed_ == input_.size()) in_.close();
    }

    Descriptor& in_;
    Descriptor& out_;
    const std::string& input_;
    const ChildLimits& limits_;
    std::size_t fed_ = 0;
    std::string said_;
    std::array<char, 65'536> buffer_;
};

}  // namespace

Result<std::string> run_child(const std::vector<std::string>& command, const std::string& input,
                              const std::string& folder, const ChildLimits& limits) {
    if (::access(command.front().c_str(), X_OK) != 0)
        return refuse(Refused::unavailable, command.front() + " is not installed here.");
    Descriptor child_in, feed, out, child_out;
    if (!make_pipe(child_in, feed) || !make_pipe(out, child_out))
        return refuse(Refused::unavailable, "No more pipes.");
    auto arguments = command;
    std::vector<std::string> environment{"PATH=/usr/bin:/bin", "HOME=" + folder, "LANG=C.UTF-8"};
    const auto argument_list = pointers(arguments), environment_list = pointers(environment);
    const auto ids = Ids::of_process();
    const pid_t child = ::fork();
    if (child < 0) return refuse(Refused::unavailable, "No more processes.");
    if (child == 0)
        become(argument_list.data(), environment_list.data(), folder.c_str(), limits, ids,
               child_in.number(), child_out.number());
    child_in.close();
    child_out.close();
    Talk talk(feed, out, input, limits);
    const auto end = Steady::now() + limits.time;
    const bool ended = talk.run(end) && ends_by(child, end);
    ::kill(-child, SIGKILL);  // its whole group: nothing that it started stays
    ::kill(child, SIGKILL);   // should it not have come so far as to have a group
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!ended)
        return refuse(Refused::too_large, command.front() + " took too long or wrote too much.");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return talk.take();
    return refuse(Refused::invalid, command.front() + " could not do it.");
}

}  // namespace paraph
