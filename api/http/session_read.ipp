// The reading half of Session; part of session.hpp.

namespace paraph::http {

template <class Stream>
void Session<Stream>::start() {
    if constexpr (tls)
        handshake();
    else
        wait_for_request();
}

template <class Stream>
void Session<Stream>::handshake() {
    if constexpr (tls) {
        arm(limits().header_ms_max);
        stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](Code failure) {
            if (self->phase_ == Phase::closed) return;
            if (failure) return self->close();
            self->wait_for_request();
        });
    }
}

template <class Stream>
void Session<Stream>::wait_for_request() {
    phase_ = Phase::idle;
    arm(limits().idle_ms_max);
    if (begin_ == end_ && in_.size() > first_buffer_bytes) {
        in_ = std::string();
        begin_ = end_ = 0;
    }
    if (begin_ < end_) return step();
    if (core_->draining) return close();
    read();
}

template <class Stream>
void Session<Stream>::make_room() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ < in_.size()) return;
    if (begin_ > 0) {
        in_.erase(0, begin_);
        end_ -= begin_;
        begin_ = 0;
        in_.resize(std::max(in_.capacity(), first_buffer_bytes));
    } else {
        in_.resize(std::max(first_buffer_bytes, in_.size() * 2));
    }
}

template <class Stream>
void Session<Stream>::read() {
    if (reading_) return;
    make_room();
    reading_ = true;
    stream_.async_read_some(
        asio::buffer(in_.data() + end_, in_.size() - end_),
        [self = self()](Code failure, std::size_t bytes) { self->on_read(failure, bytes); });
}

template <class Stream>
void Session<Stream>::on_read(Code failure, std::size_t bytes) {
    reading_ = false;
    switch (phase_) {
        case Phase::idle:
        case Phase::header:
        case Phase::body:
            if (failure) return close();
            end_ += bytes;
            return step();
        case Phase::lingering:
            lingered_ += bytes;
            if (failure || lingered_ > linger_bytes_max) return close();
            return read();
        case Phase::events:
            // A client of an event stream has nothing to say; the read is there to see it leave.
            return failure ? close() : read();
        case Phase::handshake:
        case Phase::answering:
        case Phase::writing:  // a refusal is going out; what still comes in no longer matters
        case Phase::closed:
            return;
    }
}

template <class Stream>
void Session<Stream>::step() {
    if (phase_ == Phase::idle) {
        phase_ = Phase::header;
        arm(limits().header_ms_max);
    }
    if (phase_ == Phase::header && !take_header()) return;
    if (phase_ == Phase::body) take_body();
}

/// True when the header has been read and accepted.
template <class Stream>
bool Session<Stream>::take_header() {
    const std::string_view bytes = unread();
    const std::size_t end = header_end(bytes, scanned_);
    const bool complete = end != bytes.npos;
    if ((complete ? end : bytes.size()) > limits().header_bytes_max) {
        refuse_and_close(431, "The header is too large.");
        return false;
    }
    if (!complete) {
        scanned_ = bytes.size();
        read();
        return false;
    }
    scanned_ = 0;
    begin_ += end;
    return judge_header(bytes.substr(0, end));
}

template <class Stream>
bool Session<Stream>::judge_header(std::string_view block) {
    const auto pass = pass_gate(block);
    std::optional<GateRefusal> refused;
    if (!pass)
        refused = pass.error();
    else if (!reader_.begin(block))
        refused = GateRefusal{400, "The header can't be read."};
    else
        refused = read_target(reader_.request());
    if (refused) {
        refuse_and_close(refused->status, refused->text);
        return false;
    }
    const Request& request = reader_.request();
    head_ = request.method == "HEAD";
    old_client_ = pass->old_client;
    close_ = !keeps_alive(request, old_client_);
    const std::size_t body_bytes_max = core_->body_bytes_max(request);
    if (pass->content_length > body_bytes_max) {
        refuse_body();
        return false;
    }
    reader_.body_limit(body_bytes_max);
    phase_ = Phase::body;
    if (reader_.done()) return true;
    arm(limits().body_ms_max);
    const bool invite = pass->expect_continue && !old_client_ && begin_ == end_;
    if (invite) invite_body();
    return !invite;
}

/// "100 Continue"; the body is read once it is out.
template <class Stream>
void Session<Stream>::invite_body() {
    static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(line), [self = self()](Code failure, std::size_t) {
        if (self->phase_ != Phase::body) return;
        if (failure) return self->close();
        self->read();
    });
}

template <class Stream>
void Session<Stream>::take_body() {
    using Fed = RequestReader::Fed;
    while (true) {
        if (reader_.done()) return dispatch();
        if (begin_ == end_) break;
        std::size_t taken = 0;
        const Fed fed = reader_.feed(unread(), taken);
        begin_ += taken;
        if (fed == Fed::too_large)
            return refuse_body();
        const bool stuck = taken == 0 && end_ - begin_ >= body_buffer_bytes;
        if (fed == Fed::malformed || stuck)
            return refuse_and_close(400, "The body's chunks are malformed.");
        if (taken == 0 && fed == Fed::more) break;
    }
    if (begin_ == end_ && in_.size() < body_buffer_bytes) in_.resize(body_buffer_bytes);
    read();
}

template <class Stream>
void Session<Stream>::dispatch() {
    phase_ = Phase::answering;
    arm(limits().answer_ms_max);
    ++serial_;
    Request request = std::move(reader_.request());
    request.peer = origin_.peer;
    request.local_control = origin_.local_control;
    request.secure = tls;
    auto exchange = std::make_shared<Exchange>(core_, shared_from_this(), serial_);
    try {
        core_->handler(std::move(request),
                       [exchange](Response response) { exchange->answer(std::move(response)); });
    } catch (const std::exception& bug) {
        core_->trouble("handler failed", bug.what());
        exchange->answer(problem(refuse(Refused::internal, "The request failed on our side.")));
    }
}

}  // namespace paraph::http
