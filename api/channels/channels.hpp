#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/mail/mail.hpp"
#include "api/channels/event_streams.hpp"
#include "api/channels/mail_channel.hpp"
#include "api/channels/webhook_channel.hpp"
#include "api/house.hpp"

namespace paraph::api {

/// Where the process before left the outgoing channels; read before the desk starts, because the
/// store is the desk's from then on.
struct ChannelsLeft {
    MailChannel::Left mail;
    WebhookChannel::Left webhook;

    static ChannelsLeft read(Store& store);
};

/// What goes out of the house by itself: mails, webhooks, event streams. Made by the composition
/// root after the desk, which must outlive it. Every function may be called on any thread and
/// returns at once, but for `stop`.
class Channels {
public:
    /// `poster`: how deliveries go out; empty: over the network, under the house's policy.
    Channels(const House& house, std::unique_ptr<Mailer> mailer, ChannelsLeft left,
             Poster poster = {});

    void start();
    /// Ends the mail and the deliveries that are under way: who does not answer must not keep the
    /// house from ending. Call it before the desk stops, so that what they came to is kept.
    void stop();

    /// The log grew, or the clock moved.
    void wake();
    /// `then` once both channels did everything up to the head and nothing is due now.
    void when_idle(std::function<void()> then);

    void redeliver(const std::string& delivery);
    void send_sign_in(const std::string& person);
    void send_head(const std::string& note);
    void join(Listener listener) { streams_.join(std::move(listener)); }

    /// Entries that a channel has yet to look at, into the metrics.
    void report_lag(Metrics& metrics) const;

private:
    std::shared_ptr<Sender> sender_;
    MailChannel mail_;
    WebhookChannel webhook_;
    EventStreams streams_;
};

}  // namespace paraph::api
