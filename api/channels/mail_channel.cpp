#include "api/channels/mail_channel.hpp"

#include <algorithm>
#include <array>

#include "adapters/keys/random.hpp"
#include "api/channels/give_way.hpp"
#include "api/channels/house_news.hpp"
#include "api/config/public_url.hpp"
#include "api/log.hpp"
#include "engine/base/enums.hpp"

namespace paraph::api {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::string_view by_mail = "mail";
constexpr std::size_t mail_log_page = 200;  // entries read at once
constexpr std::array<milliseconds, 7> pauses{1min, 5min, 30min, 2h, 6h, 12h, 24h};
// What a crash may repeat, where mails go out slowly.
constexpr milliseconds keep_mails_every = 200ms;

/// The same for the same entry, person and kind: a repeat after a crash is known as one.
std::string delivery_id(const Entry& entry, const Notice& notice) {
    const Digest digest = sha256("mail " + std::to_string(entry.number) + ' ' + notice.person + ' ',
                                 enum_text(notice.kind));
    id::Seed seed;
    std::copy_n(digest.begin(), seed.size(), seed.begin());
    return id::make(id::delivery, entry.at, seed);
}

DeliveryRow row_for(const Entry& entry, const Notice& notice) {
    DeliveryRow row;
    row.id = delivery_id(entry, notice);
    row.channel = by_mail;
    row.target =
        (notice.assignment.empty() ? entry.stream : notice.assignment) + "/" + notice.person;
    row.number = entry.number;
    row.what = enum_text(notice.kind);
    row.created = entry.at;
    return row;
}

/// A server's own line may quote the address; rows and log must not.
std::string without_addresses(std::string_view text) {
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        if (!clean.empty()) clean += ' ';
        clean += word.find('@') == std::string_view::npos ? word : std::string_view("(address)");
        at = end + 1;
    }
    return clean;
}

/// People reply one by one: what comes within this time is told of in one mail.
constexpr milliseconds gather_replies = 10min;

/// The cycle and the person of a row's target.
std::pair<std::string, std::string> addressee_of(const std::string& target) {
    const auto slash = target.find('/');
    const auto about = target.substr(0, slash);
    return {id::is(id::assignment, about) ? id::cycle_of(about) : about, target.substr(slash + 1)};
}

/// A reminder that waited until the answer came, or the round closed, has lost its point.
bool still_matters(const House& house, const Notice& notice, const std::string& cycle) {
    if (notice.kind != NoticeKind::reminder && notice.kind != NoticeKind::request &&
        notice.kind != NoticeKind::returned)
        return true;
    const auto now = house.cycle(cycle);
    const auto seated = now ? now->seated(notice.assignment) : Seated{};
    return !seated || seated.assignment->status == AssignmentStatus::awaited;
}

}  // namespace

std::optional<milliseconds> mail_pause(int attempt) {
    const auto index = static_cast<std::size_t>(attempt - 1);
    if (index >= pauses.size()) return std::nullopt;
    return pauses[index];
}

MailChannel::MailChannel(const House& house, std::unique_ptr<Mailer> mailer, Left left)
    : house_(house),
      mailer_(std::move(mailer)),
      text_(house),
      hindsight_(house.desk, house.archive),
      at_once_(house, hindsight_),
      cursor_(left.cursor),
      kept_(left.cursor) {
    for (auto& row : left.waiting) {
        schedule_.insert({row.next.value_or(row.created), row.id});
        waiting_.emplace(row.id, std::move(row));
    }
}

MailChannel::~MailChannel() {
    stop();
}

void MailChannel::start() {
    thread_ = std::thread([this] { run(); });
}

void MailChannel::stop() {
    bell_.stop();
    mailer_->stop();
    if (thread_.joinable()) thread_.join();
}

void MailChannel::send_sign_in(const std::string& person) {
    bell_.ring([&] { sign_ins_.push_back(person); });
}

void MailChannel::send_head(const std::string& note) {
    bell_.ring([&] { heads_.push_back(note); });
}

std::uint64_t MailChannel::lag() const {
    const auto lock = bell_.lock();
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, house_.desk.head().size - cursor_));
}

/// Without a public URL there are no links, and so no mails; they wait in the log.
bool MailChannel::is_behind() const {
    return !house_.config.public_url.empty() && cursor_ < house_.desk.head().size;
}

std::optional<Instant> MailChannel::next_due() const {
    return schedule_.empty() ? std::nullopt : std::optional(schedule_.begin()->next);
}

void MailChannel::run() {
    give_way();
    while (bell_.wait(house_.clock, next_due())) {
        try {
            send_sign_ins();
            send_heads();
            read_on();
            while (!schedule_.empty() && schedule_.begin()->next <= house_.clock.now()) {
                attempt_first_due();
                if (bell_.stopped()) break;
            }
        } catch (const std::exception& error) {
            log::error("the mail channel stumbled; it tries again when there is news",
                       {{"what", error.what()}});
        }
        keep();
        call_idle();
    }
    keep();
}

void MailChannel::read_on() {
    if (house_.config.public_url.empty()) {
        if (!std::exchange(warned_, true))
            log::warning("no mail goes out: public_url is not set, and links are made from it");
        return;
    }
    while (is_behind()) {
        // Not past the head: what is known of people is at least as new as what is read.
        const auto ahead = static_cast<std::size_t>(house_.desk.head().size - cursor_);
        for (const auto& entry : house_.archive.log(cursor_, std::min(mail_log_page, ahead))) {
            try {
                if (entry.stream == registry_stream)
                    tell_of_house(entry);
                else
                    tell_of(entry);
            } catch (const std::logic_error& error) {
                // A fault of ours must not keep all later mails back.
                log::error("nobody could be written about an entry",
                           {{"entry", entry.number}, {"what", error.what()}});
            }
            const auto lock = bell_.lock();
            if (bell_.stopped(lock)) return;
            cursor_ = entry.number + 1;
        }
        keep();
    }
}

void MailChannel::tell_of(const Entry& entry) {
    const auto record = read_entry(entry.body, entry.secret);
    if (!record) {
        log::error("an entry can't be read; nobody is written about it",
                   {{"entry", entry.number}, {"why", record.error().text}});
        return;
    }
    const auto state = hindsight_.after(entry, *record);
    const auto registry = house_.desk.registry();
    const Occasion occasion{*record, *state, *registry, house_.definition_of(*state)};
    bool first = true;
    for (const auto& notice : notices(occasion)) {
        if (!std::exchange(first, false) && bell_.stopped()) return;
        if (notice.kind == NoticeKind::replied)
            put_off(entry, notice);
        else if (auto mail = write(entry, notice, *record, state))
            post(entry, notice, std::move(*mail));
    }
    if (!first) told_of(entry);
}

void MailChannel::tell_of_house(const Entry& entry) {
    const auto news = news_of_house(entry, *house_.desk.registry());
    if (news.notices.empty()) return;
    for (const auto& notice : news.notices) {
        if (bell_.stopped()) return;
        if (auto mail = text_.of_house(notice, news.delegation, entry.at))
            post(entry, notice, std::move(*mail));
    }
    told_of(entry);
}

/// Of several outcomes at once the last tells. Replies are told of as far as the log was read.
std::optional<Mail> MailChannel::write(const Entry& entry, const Notice& notice,
                                       const Record<Fact>& record,
                                       const std::shared_ptr<const State>& after) {
    const auto registry = house_.desk.registry();
    const auto& definition = house_.definition_of(*after);
    const bool gathers = notice.kind == NoticeKind::replied;
    std::vector<Beside> earlier;
    if (notice.kind == NoticeKind::outcome)
        for (const auto& one : at_once_.with(entry, record, after)) {
            const auto told = std::ranges::find(one.notices, notice.person, &Notice::person);
            if (told == one.notices.end()) continue;
            if (one.record.sequence > entry.sequence) return std::nullopt;
            if (one.record.sequence < entry.sequence)
                earlier.push_back({{one.record, *one.after, *registry, definition}, *told});
        }
    return text_.write({record, *after, *registry, definition}, notice,
                       gathers ? cursor_ - 1 : entry.number, earlier);
}

void MailChannel::post(const Entry& entry, const Notice& notice, Mail mail) {
    auto row = row_for(entry, notice);
    mail.message_id = row.id + "@" + cli::public_host(house_.config);
    settle(std::move(row), send(mail), true);
}

/// A row that waits already tells of what came after it, too.
void MailChannel::put_off(const Entry& entry, const Notice& notice) {
    auto row = row_for(entry, notice);
    for (const auto& [id, other] : waiting_)
        if (other.what == row.what && addressee_of(other.target) == addressee_of(row.target))
            return;
    row.state = "waiting";
    row.next = entry.at + gather_replies;
    schedule_.insert({*row.next, row.id});
    news_.deliveries.push_back(row);
    waiting_.emplace(row.id, std::move(row));
}

void MailChannel::told_of(const Entry& entry) {
    if (bell_.stopped()) return;
    news_.cursors[std::string(by_mail)] = entry.number + 1;
    if (const auto now = Steady::now(); now - kept_at_ >= keep_mails_every) {
        kept_at_ = now;
        keep();
    }
}

Sent MailChannel::send(const Mail& mail) {
    Sent sent;
    try {
        sent = mailer_->send(mail);
    } catch (const std::exception& error) {
        sent = {Sent::How::retry, error.what()};
    }
    pause();
    return sent;
}

/// So that the operator's server takes us for what we are. Caught mail needs no pause.
void MailChannel::pause() {
    const auto& mail = house_.config.mail;
    if (mail.catcher || mail.smtp_url.empty() || mail.per_second <= 0) {
        std::this_thread::yield();
        return;
    }
    bell_.pause(milliseconds(1000 / mail.per_second));
}

/// Only what failed leaves a row; and what failed once, until it is known how it ended.
void MailChannel::settle(DeliveryRow row, const Sent& sent, bool new_row) {
    ++row.attempts;
    row.next.reset();
    row.error = sent.how == Sent::How::sent ? std::string() : without_addresses(sent.text);
    const auto wait = mail_pause(row.attempts);
    // After a crash a row may be there already, though its entry is read anew.
    const bool known = !new_row || waiting_.erase(row.id) > 0;
    if (known) std::erase_if(schedule_, [&](const Due& due) { return due.id == row.id; });
    if (sent.how == Sent::How::sent) {
        row.state = "delivered";
        if (!known) return;
    } else if (sent.how == Sent::How::retry && wait) {
        row.state = "waiting";
        row.next = house_.clock.now() + *wait;
    } else {
        row.state = "dead";
        log::warning("a mail was given up",
                     {{"delivery", row.id}, {"entry", row.number}, {"why", row.error}});
    }
    if (row.next) {
        schedule_.insert({*row.next, row.id});
        waiting_[row.id] = row;
    }
    news_.deliveries.push_back(std::move(row));
}

void MailChannel::attempt_first_due() {
    const auto due = schedule_.extract(schedule_.begin());
    auto row = std::move(waiting_.extract(due.value().id).mapped());
    auto mail = write_again(row);
    if (!mail) {
        row.state = "delivered";
        row.next.reset();
        row.error = "no longer needed";
        news_.deliveries.push_back(std::move(row));
        return;
    }
    mail->message_id = row.id + "@" + cli::public_host(house_.config);
    settle(std::move(row), send(*mail), false);
    keep();
}

/// The mail of a row, from the entry that it tells of.
std::optional<Mail> MailChannel::write_again(const DeliveryRow& row) {
    const auto entries = house_.archive.log(row.number, 1);
    if (entries.empty()) return std::nullopt;
    const auto& entry = entries.front();
    const auto registry = house_.desk.registry();
    if (entry.stream == registry_stream) {
        const auto news = news_of_house(entry, *registry);
        for (const auto& notice : news.notices)
            if (delivery_id(entry, notice) == row.id)
                return text_.of_house(notice, news.delegation, entry.at);
        return std::nullopt;
    }
    const auto record = read_entry(entry.body, entry.secret);
    if (!record) return std::nullopt;
    const auto state = hindsight_.after(entry, *record);
    const Occasion occasion{*record, *state, *registry, house_.definition_of(*state)};
    for (const auto& notice : notices(occasion))
        if (delivery_id(entry, notice) == row.id && still_matters(house_, notice, entry.stream))
            return write(entry, notice, *record, state);
    return std::nullopt;
}

void MailChannel::send_sign_ins() {
    std::vector<std::string> asked;
    {
        const auto lock = bell_.lock();
        asked.swap(sign_ins_);
    }
    const auto registry = house_.desk.registry();
    for (const auto& name : asked) {
        const auto* person = registry->person(name);
        if (person) send_beside(text_.sign_in(*person, house_.clock.now()), "a sign-in link");
    }
}

void MailChannel::send_heads() {
    std::vector<std::string> notes;
    {
        const auto lock = bell_.lock();
        notes.swap(heads_);
    }
    for (const auto& note : notes)
        send_beside(text_.head(note, house_.clock.now()), "the log's head");
}

/// Once, and under a Message-ID of its own: what it says is asked for, or said, again.
void MailChannel::send_beside(std::optional<Mail> mail, std::string_view what) {
    if (!mail) return;
    mail->message_id =
        id::make(id::delivery, mail->at, random_seed()) + "@" + cli::public_host(house_.config);
    const auto sent = send(*mail);
    if (sent.how != Sent::How::sent)
        log::warning("a mail was not sent",
                     {{"what", what}, {"why", without_addresses(sent.text)}});
}

void MailChannel::keep() {
    {
        const auto lock = bell_.lock();
        auto& kept = news_.cursors[std::string(by_mail)];
        kept = std::max(kept, cursor_);
        if (kept == kept_ && news_.deliveries.empty()) return;
        kept_ = kept;
    }
    house_.desk.keep(std::exchange(news_, {}));
}

void MailChannel::call_idle() {
    std::vector<std::function<void()>> ready;
    {
        const auto lock = bell_.lock();
        if (bell_.stopped(lock) || is_behind() || !sign_ins_.empty() || !heads_.empty()) return;
        ready = bell_.take_idle(lock);
    }
    for (const auto& then : ready) then();
}

}  // namespace paraph::api
