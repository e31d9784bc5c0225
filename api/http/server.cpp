#include "api/http/server.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/http/session.hpp"

namespace paraph::http {

namespace {

using Code = boost::system::error_code;
using Generic = asio::generic::stream_protocol;
using Acceptor = asio::basic_socket_acceptor<Generic, asio::io_context::executor_type>;

constexpr std::chrono::milliseconds accept_pause_ms{100};  // when descriptors have run out

std::optional<asio::ip::tcp::endpoint> endpoint_of(std::string_view address) {
    const std::size_t colon = address.rfind(':');
    if (colon == address.npos) return std::nullopt;
    std::string_view host = address.substr(0, colon), digits = address.substr(colon + 1);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    std::uint16_t port = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size())
        return std::nullopt;
    Code failure;
    const auto ip = asio::ip::make_address(std::string(host), failure);
    if (failure || ip.is_v6() != bracketed) return std::nullopt;
    return asio::ip::tcp::endpoint(ip, port);
}

std::string peer_of(const Socket& socket) {
    Code failure;
    const auto remote = socket.remote_endpoint(failure);
    if (failure) return {};
    asio::ip::tcp::endpoint ip;
    if (remote.size() > ip.capacity()) return {};
    const auto* bytes = reinterpret_cast<const unsigned char*>(remote.data());
    std::copy(bytes, bytes + remote.size(), reinterpret_cast<unsigned char*>(ip.data()));
    ip.resize(remote.size());
    return ip.address().to_string();
}

bool is_ip(const Socket& socket) {
    Code failure;
    const int family = socket.local_endpoint(failure).protocol().family();
    return !failure && family != AF_UNIX;
}

/// A socket file that nobody listens on is left over from an earlier run.
bool remove_stale_socket(const std::string& path) {
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0) return true;
    if (!S_ISSOCK(about.st_mode)) return false;
    asio::io_context io;
    asio::local::stream_protocol::socket probe(io);
    Code failure;
    probe.connect(asio::local::stream_protocol::endpoint(path), failure);
    return failure && ::unlink(path.c_str()) == 0;
}

void raise_descriptor_limit(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::max(limit.rlim_cur, std::min<rlim_t>(limit.rlim_max, wanted));
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

struct Listener {
    Acceptor acceptor;
    std::unique_ptr<asio::ssl::context> tls;
    std::string control_path;
    bool accepting = false;
};

}  // namespace

struct Server::Impl {
    Impl(Handler handler, Settings settings)
        : core(std::make_shared<Core>(std::move(handler), std::move(settings))) {
        core->on_removed = [this] { connection_ended(); };
    }

    Result<std::uint16_t> open(std::string_view address, std::unique_ptr<asio::ssl::context> tls);
    Result<void> open_control(const std::string& path);
    void accept(Listener& listener);
    void on_accept(Listener& listener, Code failure, Socket socket);
    void begin(Listener& listener, Socket socket);
    void connection_ended();
    void sweep();
    void stop(std::chrono::milliseconds grace);
    void wait_for_signal();

    std::shared_ptr<Core> core;
    asio::executor_work_guard<asio::io_context::executor_type> work{core->io.get_executor()};
    std::vector<std::unique_ptr<Listener>> listeners;
    asio::steady_timer sweeper{core->io}, ender{core->io};
    asio::signal_set signals{core->io};
    std::function<void(int)> on_signal;
    bool gone = false;  // in the destructor: what others posted no longer runs
};

Result<std::uint16_t> Server::Impl::open(std::string_view address,
                                         std::unique_ptr<asio::ssl::context> tls) {
    const auto endpoint = endpoint_of(address);
    if (!endpoint)
        return refuse(Refused::invalid, "'" + std::string(address) +
                                            "' is not an address to listen on, as 127.0.0.1:8080 "
                                            "or [::1]:8080.");
    auto listener = std::make_unique<Listener>(Listener{Acceptor(core->io), std::move(tls), {}});
    Acceptor& acceptor = listener->acceptor;
    Code failure;
    acceptor.open(Generic(endpoint->protocol()), failure);
    if (!failure) acceptor.set_option(asio::socket_base::reuse_address(true), failure);
    if (!failure) acceptor.bind(Generic::endpoint(*endpoint), failure);
    if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
    if (failure)
        return refuse(Refused::unavailable,
                      "Can't listen on " + std::string(address) + ": " + failure.message() + ".");
    asio::ip::tcp::endpoint bound;
    const auto local = acceptor.local_endpoint();
    std::copy_n(reinterpret_cast<const unsigned char*>(local.data()), local.size(),
                reinterpret_cast<unsigned char*>(bound.data()));
    accept(*listeners.emplace_back(std::move(listener)));
    return bound.port();
}

Result<void> Server::Impl::open_control(const std::string& path) {
    sockaddr_un room{};
    if (path.empty() || path.size() >= sizeof room.sun_path)
        return refuse(Refused::invalid, "The control socket's path is empty or too long.");
    if (!remove_stale_socket(path))
        return refuse(Refused::unavailable, "Another server holds " + path + ".");
    auto listener = std::make_unique<Listener>(Listener{Acceptor(core->io), nullptr, path});
    Acceptor& acceptor = listener->acceptor;
    const asio::local::stream_protocol::endpoint endpoint(path);
    Code failure;
    acceptor.open(Generic(endpoint.protocol()), failure);
    if (!failure) acceptor.bind(Generic::endpoint(endpoint), failure);
    // Before it listens nobody can connect, so there is no moment in which it stands open.
    if (!failure && ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0)
        failure = Code(errno, boost::system::system_category());
    if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
    if (failure)
        return refuse(Refused::unavailable,
                      "Can't listen on " + path + ": " + failure.message() + ".");
    accept(*listeners.emplace_back(std::move(listener)));
    return {};
}

void Server::Impl::accept(Listener& listener) {
    if (listener.accepting || !listener.acceptor.is_open()) return;
    if (core->connections.size() >= core->settings.limits.connections_max) return;
    listener.accepting = true;
    listener.acceptor.async_accept(core->io.get_executor(),
                                   [this, &listener](Code failure, Socket socket) {
                                       listener.accepting = false;
                                       on_accept(listener, failure, std::move(socket));
                                   });
}

void Server::Impl::on_accept(Listener& listener, Code failure, Socket socket) {
    if (!listener.acceptor.is_open()) return;
    if (!failure) {
        begin(listener, std::move(socket));
        return accept(listener);
    }
    if (failure == asio::error::connection_aborted) return accept(listener);
    core->trouble("accept failed", failure.message());
    listener.accepting = true;
    auto pause = std::make_shared<asio::steady_timer>(core->io, accept_pause_ms);
    pause->async_wait([this, &listener, pause](Code) {
        listener.accepting = false;
        accept(listener);
    });
}

void Server::Impl::begin(Listener& listener, Socket socket) {
    Origin origin;
    origin.local_control = !listener.control_path.empty();
    Code ignored;
    if (!origin.local_control && is_ip(socket)) {
        origin.peer = peer_of(socket);
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    }
    std::shared_ptr<Connection> connection;
    if (listener.tls)
        connection = std::make_shared<Session<TlsStream>>(core, std::move(origin),
                                                          std::move(socket), *listener.tls);
    else
        connection = std::make_shared<Session<Socket>>(core, std::move(origin), std::move(socket));
    core->add(connection);
    connection->start();
}

void Server::Impl::connection_ended() {
    if (core->draining) {
        if (core->connections.empty()) core->io.stop();
        return;
    }
    for (const auto& listener : listeners) accept(*listener);
}

/// One timer for all connections: a timer of each for every operation costs more than the requests.
void Server::Impl::sweep() {
    const Limits& limits = core->settings.limits;
    const auto shortest = std::min({limits.header_ms_max, limits.body_ms_max, limits.idle_ms_max,
                                    limits.write_ms_max, limits.answer_ms_max});
    sweeper.expires_after(
        std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(500)));
    sweeper.async_wait([this](Code failure) {
        if (failure) return;
        const auto now = Clock::now();
        for (auto next = core->connections.begin(); next != core->connections.end();) {
            // A connection may leave the list in its own tick, and in no other's.
            const auto kept = *next++;
            kept->tick(now);
        }
        sweep();
    });
}

void Server::Impl::stop(std::chrono::milliseconds grace) {
    core->draining = true;
    for (const auto& listener : listeners) {
        if (!listener->acceptor.is_open()) continue;
        Code ignored;
        listener->acceptor.close(ignored);
        if (!listener->control_path.empty()) ::unlink(listener->control_path.c_str());
    }
    for (auto next = core->connections.begin(); next != core->connections.end();) {
        const auto kept = *next++;
        kept->drain();
    }
    if (core->connections.empty()) return core->io.stop();
    ender.expires_after(grace);
    ender.async_wait([this](Code failure) {
        if (!failure) core->io.stop();
    });
}

void Server::Impl::wait_for_signal() {
    signals.async_wait([this](Code failure, int signal) {
        if (failure) return;
        on_signal(signal);
        wait_for_signal();
    });
}

Server::Server(Handler handler, Settings settings)
    : impl_(std::make_unique<Impl>(std::move(handler), std::move(settings))) {}

Server::~Server() {
    Core& core = *impl_->core;
    impl_->gone = true;
    core.draining = true;
    core.close_queue();
    core.on_removed = nullptr;
    for (const auto& listener : impl_->listeners) {
        Code ignored;
        listener->acceptor.close(ignored);
    }
    while (!core.connections.empty()) std::shared_ptr(core.connections.front())->cut();
    impl_->sweeper.cancel();
    impl_->ender.cancel();
    impl_->signals.cancel();
    // What was under way ends in callbacks that hold the core: run them, so that it can go.
    core.io.restart();
    core.io.poll();
}

Result<std::uint16_t> Server::listen(std::string_view address) {
    return impl_->open(address, nullptr);
}

Result<std::uint16_t> Server::listen_tls(std::string_view address, const TlsFiles& files) {
    using asio::ssl::context;
    auto tls = std::make_unique<context>(context::tls_server);
    tls->set_options(context::default_workarounds | context::no_tlsv1 | context::no_tlsv1_1);
    Code failure;
    tls->use_certificate_chain_file(files.certificate, failure);
    if (failure)
        return refuse(Refused::invalid, "Can't read the certificate: " + failure.message() + ".",
                      files.certificate);
    tls->use_private_key_file(files.key, context::pem, failure);
    if (failure)
        return refuse(
            Refused::invalid,
            "Can't read the key, or it is not the certificate's: " + failure.message() + ".",
            files.key);
    return impl_->open(address, std::move(tls));
}

Result<void> Server::listen_control(const std::string& path) {
    return impl_->open_control(path);
}

void Server::run() {
    raise_descriptor_limit(impl_->core->settings.limits.connections_max + 256);
    impl_->sweep();
    impl_->core->io.run();
    impl_->core->close_queue();
}

void Server::stop(std::chrono::milliseconds grace) {
    post([impl = impl_.get(), grace] { impl->stop(grace); });
}

void Server::post(std::function<void()> work) {
    asio::post(impl_->core->io, [impl = impl_.get(), work = std::move(work)] {
        if (!impl->gone) work();
    });
}

bool Server::hand_over(std::function<void()> work) {
    return impl_->core->hand_over(std::move(work));
}

void Server::after(std::chrono::milliseconds delay, std::function<void()> work) {
    post([impl = impl_.get(), delay, work = std::move(work)] {
        auto timer = std::make_shared<asio::steady_timer>(impl->core->io, delay);
        timer->async_wait([impl, timer, work](Code failure) {
            if (!failure && !impl->gone) work();
        });
    });
}

void Server::on_signals(std::function<void(int signal)> then) {
    impl_->on_signal = std::move(then);
    impl_->signals.add(SIGTERM);
    impl_->signals.add(SIGINT);
    impl_->wait_for_signal();
}

std::size_t Server::connections() const {
    return impl_->core->connections.size();
}

}  // namespace paraph::http
