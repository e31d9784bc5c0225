#include "api/http/server_core.hpp"

#include <boost/asio/post.hpp>

#include "api/http/wire.hpp"

namespace paraph::http {

void Core::add(std::shared_ptr<Connection> connection) {
    Connection& added = *connection;
    added.place = connections.insert(connections.end(), std::move(connection));
}

void Core::remove(Connection& connection) {
    connections.erase(connection.place);
    if (on_removed) on_removed();
}

void Core::complete(std::shared_ptr<Connection> connection, std::uint64_t serial,
                    Response response) {
    if (io.get_executor().running_in_this_thread())
        return connection->answer(serial, std::move(response));
    hand_over(
        [connection = std::move(connection), serial, response = std::move(response)]() mutable {
            connection->answer(serial, std::move(response));
        });
}

bool Core::hand_over(std::function<void()> work) {
    // Posting under the lock: once the queue is closed, nothing more is posted.
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    queue_.push_back(std::move(work));
    if (queue_.size() == 1) asio::post(io, [self = shared_from_this()] { self->work_off(); });
    return true;
}

void Core::work_off() {
    std::vector<std::function<void()>> handed;
    {
        const std::lock_guard lock(mutex_);
        handed.swap(queue_);
    }
    for (const auto& work : handed) work();
}

void Core::close_queue() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    work_off();
}

std::size_t Core::body_bytes_max(const Request& request) const {
    std::size_t bytes = 0;
    if (settings.body_bytes_max) bytes = settings.body_bytes_max(request.method, request.path);
    return bytes > 0 ? bytes : settings.limits.body_bytes_max;
}

void Core::trouble(std::string_view event, std::string_view detail) const {
    if (settings.on_trouble) settings.on_trouble(event, detail);
}

const std::string& Core::date() {
    const std::time_t now = std::time(nullptr);
    if (now != date_second_) {
        date_second_ = now;
        date_ = http_date(now);
    }
    return date_;
}

Exchange::~Exchange() {
    if (!answered_) answer(problem(refuse(Refused::internal, "The request was not answered.")));
}

void Exchange::answer(Response response) {
    if (answered_.exchange(true)) return;
    core_->complete(std::move(connection_), serial_, std::move(response));
}

bool EventQueue::send(std::string block) {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    if (waiting_.size() + block.size() > core_->settings.limits.event_backlog_bytes_max) {
        closed_ = true;
        waiting_.clear();
        wake_later();
        return false;
    }
    const bool first = waiting_.empty();
    waiting_ += block;
    if (first) wake_later();
    return true;
}

void EventQueue::when_drained(std::function<void()> then) {
    const std::lock_guard lock(mutex_);
    drained_.swap(then);
}

void EventQueue::close() {
    const std::lock_guard lock(mutex_);
    if (!closed_) wake_later();
    closed_ = true;
}

void EventQueue::wake_later() {
    if (!wake_) return;
    asio::post(core_->io, [self = shared_from_this()] {
        std::function<void()> wake;
        {
            const std::lock_guard lock(self->mutex_);
            wake = self->wake_;
        }
        if (wake) wake();
    });
}

std::string EventQueue::take() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty() && drained_) drained_();
    return std::exchange(waiting_, {});
}

bool EventQueue::closed() {
    const std::lock_guard lock(mutex_);
    return closed_;
}

void EventQueue::detach() {
    std::function<void()> dropped;
    const std::lock_guard lock(mutex_);
    closed_ = true;
    dropped.swap(wake_);
}

}  // namespace paraph::http
