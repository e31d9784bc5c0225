// The writing half of Session, and its end; part of session.hpp.

namespace paraph::http {

template <class Stream>
void Session<Stream>::answer(std::uint64_t serial, Response&& response) {
    if (phase_ != Phase::answering || serial != serial_) return;
    send(std::move(response));
}

template <class Stream>
void Session<Stream>::refuse_and_close(unsigned status, std::string_view text) {
    // Some of these statuses have no Refused of their own, hence no problem() of a Refusal.
    std::string body = R"({"type":"about:blank","title":")";
    body.append(reason(status)).append(R"(","status":)").append(std::to_string(status));
    body.append(R"(,"detail":")").append(text).append(R"("})");
    close_ = true;
    send(with_type(status, "application/problem+json", std::move(body)));
}

template <class Stream>
void Session<Stream>::refuse_body() {
    const auto refusal = refuse(Refused::too_large, "The body is larger than this route takes.");
    const auto& render = core_->settings.refuse;
    close_ = true;
    send(render ? render(reader_.request(), refusal) : problem(refusal));
}

template <class Stream>
void Session<Stream>::send(Response response) {
    close_ = close_ || core_->draining;
    if (response.events && !head_) return begin_events(std::move(response));
    const Framing framing{
        .head = head_, .close = close_, .old_client = old_client_, .event_stream = false};
    out_.clear();
    if (!append_header(out_, response, framing, core_->date())) {
        core_->trouble("response not sent", "a header field holds a control character");
        response = problem(refuse(Refused::internal, "The answer could not be sent."));
        append_header(out_, response, framing, core_->date());
    }
    body_.clear();
    if (!head_ && response.status != 204 && response.status != 304) {
        if (response.body.size() <= joined_bytes_max)
            out_ += response.body;
        else
            body_ = std::move(response.body);
    }
    phase_ = Phase::writing;
    const std::array buffers{asio::buffer(out_), asio::buffer(body_)};
    // The time limit is for standing still: each part that goes out begins it anew.
    const auto progress = [self = self()](const Code& failure, std::size_t) -> std::size_t {
        if (self->phase_ == Phase::writing) self->arm(self->limits().write_ms_max);
        return failure ? 0 : body_buffer_bytes;
    };
    asio::async_write(stream_, buffers, progress,
                      [self = self()](Code failure, std::size_t) { self->on_written(failure); });
}

template <class Stream>
void Session<Stream>::on_written(Code failure) {
    if (phase_ == Phase::closed) return;
    if (failure) return close();
    body_ = std::string();
    if (close_) return linger();
    wait_for_request();
}

/// Says that nothing more comes, and reads on for a moment: closing with bytes unread would reset
/// the connection and could destroy the answer on its way.
template <class Stream>
void Session<Stream>::linger() {
    phase_ = Phase::lingering;
    arm(linger_ms_max);
    Code ignored;
    socket().shutdown(asio::socket_base::shutdown_send, ignored);
    begin_ = end_ = 0;
    read();
}

template <class Stream>
void Session<Stream>::begin_events(Response response) {
    response.headers.set("Content-Type", "text/event-stream");
    response.headers.set("X-Accel-Buffering", "no");
    const Framing framing{
        .head = false, .close = old_client_, .old_client = old_client_, .event_stream = true};
    out_.clear();
    if (!append_header(out_, response, framing, core_->date())) {
        core_->trouble("response not sent", "a header field holds a control character");
        return close();
    }
    phase_ = Phase::events;
    begin_ = end_ = 0;
    std::weak_ptr<Connection> weak = weak_from_this();
    events_ = std::make_shared<EventQueue>(core_, [weak] {
        if (auto kept = weak.lock()) static_cast<Session&>(*kept).pump_events();
    });
    if (core_->draining) events_->close();
    write_events("");
    read();
    response.events(events_);
}

template <class Stream>
void Session<Stream>::pump_events() {
    if (phase_ != Phase::events || pumping_) return;
    const std::string block = events_->take();
    if (!block.empty()) return write_events(block);
    if (events_->closed()) return end_events();
    arm(limits().event_beat_ms);
}

template <class Stream>
void Session<Stream>::end_events() {
    phase_ = Phase::writing;
    close_ = true;
    arm(limits().write_ms_max);
    out_ = old_client_ ? "" : "0\r\n\r\n";
    asio::async_write(stream_, asio::buffer(out_),
                      [self = self()](Code failure, std::size_t) { self->on_written(failure); });
}

/// Sends one block, framed as a chunk, behind what `out_` already holds.
template <class Stream>
void Session<Stream>::write_events(std::string_view block) {
    if (!block.empty()) {
        std::array<char, 24> size{};
        const int length = std::snprintf(size.data(), size.size(), "%zx\r\n", block.size());
        if (!old_client_) out_.append(size.data(), static_cast<std::size_t>(length));
        out_.append(block);
        if (!old_client_) out_.append("\r\n");
    }
    pumping_ = true;
    arm(limits().write_ms_max);
    asio::async_write(stream_, asio::buffer(out_), [self = self()](Code failure, std::size_t) {
        if (self->phase_ != Phase::events) return;
        self->pumping_ = false;
        self->out_.clear();
        if (failure) return self->close();
        self->pump_events();
    });
}

template <class Stream>
void Session<Stream>::tick(Clock::time_point now) {
    if (now < deadline_) return;
    disarm();
    switch (phase_) {
        case Phase::header:
        case Phase::body:
            return refuse_and_close(408, "The request took too long to arrive.");
        case Phase::answering:
            return refuse_and_close(503, "The answer took too long.");
        case Phase::events:
            if (pumping_) return close();
            return write_events(": \n\n");
        default:
            return close();
    }
}

template <class Stream>
void Session<Stream>::drain() {
    if (phase_ == Phase::idle || phase_ == Phase::handshake) return close();
    if (events_) events_->close();
    close_ = true;
}

template <class Stream>
void Session<Stream>::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    disarm();
    if (events_) events_->detach();
    Code ignored;
    socket().close(ignored);
    core_->remove(*this);
}

}  // namespace paraph::http
