#include "api/channels/channels.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view webhook_counters = "webhook/";

Poster over_the_network(std::shared_ptr<Sender> sender) {
    return [sender](const Post& post) { return sender->post(post); };
}

}  // namespace

ChannelsLeft ChannelsLeft::read(Store& store) {
    ChannelsLeft left;
    for (const auto& [name, cursor] : store.cursors()) {
        if (name == "mail") left.mail.cursor = cursor;
        if (name == "webhook") left.webhook.cursor = cursor;
        if (name.starts_with(webhook_counters))
            left.webhook.sent[name.substr(webhook_counters.size())] = cursor;
    }
    left.mail.waiting = store.waiting("mail");
    left.webhook.waiting = store.waiting("webhook");
    return left;
}

Channels::Channels(const House& house, std::unique_ptr<Mailer> mailer, ChannelsLeft left,
                   Poster poster)
    : sender_(std::make_shared<Sender>(SenderSettings{.policy = house.webhook_policy})),
      mail_(house, std::move(mailer), std::move(left.mail)),
      webhook_(house, poster ? std::move(poster) : over_the_network(sender_),
               std::move(left.webhook)),
      streams_(house) {}

void Channels::start() {
    mail_.start();
    webhook_.start();
    streams_.start();
}

void Channels::stop() {
    sender_->stop();
    mail_.stop();
    webhook_.stop();
    streams_.stop();
}

void Channels::wake() {
    mail_.wake();
    webhook_.wake();
    streams_.wake();
}

void Channels::when_idle(std::function<void()> then) {
    webhook_.when_idle(
        [this, then = std::move(then)]() mutable { mail_.when_idle(std::move(then)); });
}

void Channels::redeliver(const std::string& delivery) {
    webhook_.redeliver(delivery);
}
void Channels::send_head(const std::string& note) {
    mail_.send_head(note);
}

void Channels::send_sign_in(const std::string& person) {
    mail_.send_sign_in(person);
}

void Channels::report_lag(Metrics& metrics) const {
    metrics.outbox_lag("mail", mail_.lag());
    metrics.outbox_lag("webhook", webhook_.lag());
}

}  // namespace paraph::api
