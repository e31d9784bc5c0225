#include "adapters/webhook/sender.hpp"

#include <array>
#include <cerrno>
#include <mutex>
#include <sys/socket.h>

#include "adapters/net/curl.hpp"
#include "adapters/webhook/event.hpp"
#include "adapters/webhook/signature.hpp"
#include "engine/base/digest.hpp"

namespace paraph {
namespace {

constexpr std::size_t answer_bytes_max = 64u << 10;

/// What libcurl's callbacks need of one call.
struct Call {
    const WebhookTarget& target;
    const TargetPolicy& policy;
    std::string refused;  // why a connection was not made
    std::size_t answer_bytes = 0;
};

curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* to) {
    Call& call = *static_cast<Call*>(data);
    const Result<IpAddress> address = address_of(to->addr);
    const Result<> allowed =
        address ? check_connection(call.target, *address, call.policy) : Result<>(address.error());
    if (!allowed) {
        call.refused = allowed.error().text;
        errno = EACCES;
        return CURL_SOCKET_BAD;
    }
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/// Counts what comes in, headers and body alike, and ends the transfer at the cap.
std::size_t count_answer(char*, std::size_t size, std::size_t count, void* data) {
    Call& call = *static_cast<Call*>(data);
    call.answer_bytes += size * count;
    return call.answer_bytes <= answer_bytes_max ? size * count : 0;
}

Result<CurlList> headers_of(const Post& delivery, std::int64_t unix_seconds) {
    const Result<std::string> signatures =
        webhook_signatures(delivery.secrets, delivery.id, unix_seconds, delivery.body);
    if (!signatures) return signatures.error();
    CurlList headers;
    append(headers, "Content-Type: " + std::string(cloud_event_type) + "; charset=utf-8");
    append(headers, "webhook-id: " + delivery.id);
    append(headers, "webhook-timestamp: " + std::to_string(unix_seconds));
    append(headers, "webhook-signature: " + *signatures);
    if (!delivery.checkpoint.empty())
        append(headers, "paraph-checkpoint: " + to_base64(delivery.checkpoint));
    append(headers, "Expect:");  // no round trip to ask whether the body is welcome
    return headers;
}

void set_network(CURL* handle, const SenderSettings& settings, Call& call) {
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_PROXY, "");  // also against http_proxy in the environment
    set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.total_timeout.count()));
    set(handle, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(handle, CURLOPT_OPENSOCKETDATA, &call);
    set(handle, CURLOPT_WRITEFUNCTION, &count_answer);
    set(handle, CURLOPT_WRITEDATA, &call);
    set(handle, CURLOPT_HEADERFUNCTION, &count_answer);
    set(handle, CURLOPT_HEADERDATA, &call);
    if (!settings.ca_file.empty()) set(handle, CURLOPT_CAINFO, settings.ca_file.c_str());
}

void set_request(CURL* handle, const SenderSettings& settings, const WebhookTarget& target,
                 const Post& delivery, curl_slist* headers) {
    set(handle, CURLOPT_URL, target.url.c_str());
    set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(handle, CURLOPT_USERAGENT, settings.user_agent.c_str());
    set(handle, CURLOPT_HTTPHEADER, headers);
    set(handle, CURLOPT_POST, 1L);
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(delivery.body.size()));
    set(handle, CURLOPT_POSTFIELDS, delivery.body.c_str());
}

Reply read_reply(CURL* handle, CURLcode code, const Call& call, const char* detail) {
    long status = 0;
    curl_off_t wait_seconds = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait_seconds);
    // An answer cut at our cap has said what counts.
    const bool answered = status >= 200 && (code == CURLE_OK || code == CURLE_WRITE_ERROR);
    if (!answered) {
        const std::string why = *detail != '\0' ? detail : curl_easy_strerror(code);
        return {0, {}, call.refused.empty() ? why : call.refused};
    }
    Reply reply{static_cast<unsigned>(status), {}, {}};
    if (wait_seconds > 0) reply.retry_after = std::chrono::seconds(wait_seconds);
    return reply;
}

}  // namespace

/// Idle handles, each with the connections that it has kept.
class Sender::Handles {
public:
    CurlHandle take() {
        {
            const std::lock_guard guard(lock_);
            if (!idle_.empty()) {
                auto handle = std::move(idle_.back());
                idle_.pop_back();
                return handle;
            }
        }
        return make_curl();
    }
    void give_back(CurlHandle handle) {
        curl_easy_reset(handle.get());  // forgets what points to the call, keeps the connections
        const std::lock_guard guard(lock_);
        idle_.push_back(std::move(handle));
    }

private:
    std::mutex lock_;
    std::vector<CurlHandle> idle_;
};

Sender::Sender(SenderSettings settings)
    : settings_(std::move(settings)), handles_(std::make_unique<Handles>()) {}

Sender::~Sender() = default;

Reply Sender::post(const Post& delivery) {
    const Result<WebhookTarget> target = check_target(delivery.url, settings_.policy);
    if (!target) return {0, {}, target.error().text};
    const auto since_epoch = delivery.at.time_since_epoch();
    const auto unix_seconds = std::chrono::floor<std::chrono::seconds>(since_epoch).count();
    const Result<CurlList> headers = headers_of(delivery, unix_seconds);
    if (!headers) return {0, {}, headers.error().text};

    CurlList pinned;
    for (const std::string& line : settings_.pinned) append(pinned, line);
    Call call{*target, settings_.policy, {}, 0};
    std::array<char, CURL_ERROR_SIZE> detail{};
    CurlHandle handle = handles_->take();
    set(handle.get(), CURLOPT_ERRORBUFFER, detail.data());
    set(handle.get(), CURLOPT_RESOLVE, pinned.get());
    set_network(handle.get(), settings_, call);
    end_when(handle.get(), over_);
    set_request(handle.get(), settings_, *target, delivery, headers->get());
    const CURLcode code = curl_easy_perform(handle.get());
    auto reply = read_reply(handle.get(), code, call, detail.data());
    handles_->give_back(std::move(handle));
    return reply;
}

}  // namespace paraph
