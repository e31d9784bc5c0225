#pragma once

// Inside of the server, included by server.cpp only: one connection over a socket or over TLS.

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <type_traits>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "api/http/gate.hpp"
#include "api/http/request_reader.hpp"
#include "api/http/server_core.hpp"
#include "api/http/target.hpp"
#include "api/http/wire.hpp"

namespace paraph::http {

using TlsStream = asio::ssl::stream<Socket>;

/// What a connection is known by before its first byte.
struct Origin {
    std::string peer;
    bool local_control = false;
};

/// One connection: reads a request, has it answered, writes the answer, and again. At any time at
/// most one read and one write are under way. Callbacks rather than coroutines: the phases are few,
/// and each step costs one allocation that Asio recycles.
template <class Stream>
class Session final : public Connection {
public:
    template <class... Arguments>
    Session(std::shared_ptr<Core> core, Origin origin, Arguments&&... stream)
        : core_(std::move(core)),
          origin_(std::move(origin)),
          stream_(std::forward<Arguments>(stream)...) {}

    void start() override;
    void tick(Clock::time_point now) override;
    void drain() override;
    void cut() override { close(); }
    void answer(std::uint64_t serial, Response&& response) override;

private:
    enum class Phase {
        handshake,
        idle,
        header,
        body,
        answering,
        writing,
        events,
        lingering,
        closed
    };
    using Code = boost::system::error_code;
    static constexpr bool tls = std::is_same_v<Stream, TlsStream>;
    static constexpr std::size_t first_buffer_bytes = 2u << 10, body_buffer_bytes = 64u << 10,
                                 joined_bytes_max = 32u << 10, linger_bytes_max = 64u << 20;
    // A file that is too large is still on its way when it is refused.
    static constexpr std::chrono::milliseconds linger_ms_max{5000};

    // reading
    void handshake();
    void wait_for_request();
    void read();
    void on_read(Code failure, std::size_t bytes);
    void make_room();
    void step();
    bool take_header();
    bool judge_header(std::string_view block);
    void invite_body();
    void take_body();
    void dispatch();
    std::string_view unread() const { return {in_.data() + begin_, end_ - begin_}; }

    // writing
    void refuse_body();
    void refuse_and_close(unsigned status, std::string_view text);
    void send(Response response);
    void on_written(Code failure);
    void linger();
    void begin_events(Response response);
    void pump_events();
    void end_events();
    void write_events(std::string_view block);

    Socket& socket() {
        if constexpr (tls)
            return stream_.next_layer();
        else
            return stream_;
    }
    const Limits& limits() const { return core_->settings.limits; }
    void arm(std::chrono::milliseconds within) { deadline_ = Clock::now() + within; }
    void disarm() { deadline_ = Clock::time_point::max(); }
    void close();
    std::shared_ptr<Session> self() {
        return std::static_pointer_cast<Session>(shared_from_this());
    }

    std::shared_ptr<Core> core_;
    Origin origin_;
    Stream stream_;
    Phase phase_ = Phase::handshake;
    Clock::time_point deadline_ = Clock::time_point::max();

    std::string in_;  // unread bytes are [begin_, end_)
    std::size_t begin_ = 0, end_ = 0, scanned_ = 0, lingered_ = 0;
    bool reading_ = false;
    RequestReader reader_;

    std::uint64_t serial_ = 0;  // of the request under way; a late answer carries an older one
    bool head_ = false, close_ = false, old_client_ = false;
    std::string out_, body_;
    std::shared_ptr<EventQueue> events_;
    bool pumping_ = false;
};

}  // namespace paraph::http

#include "api/http/session_read.ipp"
#include "api/http/session_write.ipp"
