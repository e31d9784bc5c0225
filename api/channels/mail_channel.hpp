#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "adapters/mail/mail.hpp"
#include "api/channels/at_once.hpp"
#include "api/channels/bell.hpp"
#include "api/channels/hindsight.hpp"
#include "api/channels/mail_text.hpp"

namespace paraph::api {

/// Mails are a function of the log: the channel reads it from its cursor, and keeps rows only for
/// what failed, and for what waits to be told of with what follows it. A mail is written when it is
/// sent, so nothing of it (address, link, text) waits anywhere. At least once: after a crash the
/// mails since the last kept cursor go out again, under the Message-IDs that they had.
class MailChannel {
public:
    struct Left {  // by the process before
        std::int64_t cursor = 0;
        std::vector<DeliveryRow> waiting;
    };

    MailChannel(const House& house, std::unique_ptr<Mailer> mailer, Left left);
    ~MailChannel();  // as stop()

    void start();
    /// Ends the mail that is being sent, to be sent again.
    void stop();
    /// The log grew or the clock moved. Any thread; only wakes.
    void wake() { bell_.ring(); }
    /// Once everything up to the head was tried and nothing is due now; on the channel's thread.
    void when_idle(std::function<void()> then) { bell_.when_idle(std::move(then)); }
    /// Beside the log, and not repeated when it fails: whoever asked asks again.
    void send_sign_in(const std::string& person);
    /// The same with a checkpoint, to the configured mailbox: the next one takes its place.
    void send_head(const std::string& note);
    std::uint64_t lag() const;

private:
    struct Due {
        Instant next;
        std::string id;
        auto operator<=>(const Due&) const = default;
    };

    void run();
    std::optional<Instant> next_due() const;
    bool is_behind() const;
    void read_on();
    void tell_of(const Entry& entry);
    void tell_of_house(const Entry& entry);
    std::optional<Mail> write(const Entry& entry, const Notice& notice, const Record<Fact>& record,
                              const std::shared_ptr<const State>& after);
    void post(const Entry& entry, const Notice& notice, Mail mail);
    void put_off(const Entry& entry, const Notice& notice);
    void told_of(const Entry& entry);
    void attempt_first_due();
    void send_sign_ins();
    void send_beside(std::optional<Mail> mail, std::string_view what);
    void send_heads();
    std::optional<Mail> write_again(const DeliveryRow& row);
    Sent send(const Mail& mail);
    void settle(DeliveryRow row, const Sent& sent, bool new_row);
    void keep();
    void call_idle();
    void pause();

    const House& house_;
    std::unique_ptr<Mailer> mailer_;
    MailText text_;
    Hindsight hindsight_;
    AtOnce at_once_;

    Bell bell_;  // its lock guards what follows
    std::int64_t cursor_ = 0;
    std::vector<std::string> sign_ins_;
    std::vector<std::string> heads_;

    // The thread's own:
    std::map<std::string, DeliveryRow> waiting_;
    std::set<Due> schedule_;
    Behind news_;
    std::int64_t kept_ = 0;  // the cursor as the tables have it
    std::chrono::steady_clock::time_point kept_at_{};
    bool warned_ = false;
    std::thread thread_;
};

/// The pause after attempt `attempt` (from 1) of a mail failed; nothing: it is dead.
std::optional<milliseconds> mail_pause(int attempt);

}  // namespace paraph::api
