#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/mail/mail.hpp"
#include "api/house.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/mail.hpp"
#include "engine/core/decide.hpp"
#include "engine/core/notices.hpp"

namespace paraph::api {

/// `mail.from`; where none is set (mail is caught then), an address at the house's own host.
std::string mail_sender(const cli::Config& config);

/// Where the same body was asked in the stage's newest round before; nothing: it was not.
Seated asked_before(const State& state, std::string_view assignment);
/// Whether the body was asked before, about another text.
bool is_text_new(const State& state, std::string_view assignment);
/// The cycle around, where the notice asks the first level of a body that was asked there before,
/// about another text; nullptr: it does not, or this is no cycle inside a body.
std::shared_ptr<const State> revised_around(const House& house, const State& state,
                                            const Notice& notice);

/// Something of which the reader of a mail is told in it, too.
struct Beside {
    Occasion occasion;
    Notice notice;
};

/// Puts a notice into words at the moment of sending. Only here does a link come into being, and
/// it goes nowhere but into the mail. One thread's own.
class MailText {
public:
    explicit MailText(const House& house) : house_(house) {}

    /// Everything but the Message-ID, of what the occasion says, and what may go with it of the
    /// entries up to `number`; nothing where the mail has lost its point: the person's link was
    /// revoked, or the person has no address any more.
    std::optional<Mail> write(const Occasion& occasion, const Notice& notice, std::int64_t number,
                              const std::vector<Beside>& earlier = {});
    /// The same of an entry that is not written yet, for a preview: its link leads nowhere.
    std::optional<Mail> sample(const Occasion& occasion, const Notice& notice);
    /// The one-time link by which a person of the secretariat or an auditor signs in.
    std::optional<Mail> sign_in(const Person& person, Instant now) const;

    /// What a notice says of a delegation (house_news.hpp): that it awaits consent, which is
    /// nothing where it does not any more; or that it is over, with what is open then.
    std::optional<Mail> of_house(const Notice& notice, const std::string& delegation,
                                 Instant at) const;

    /// A checkpoint to the configured mailbox, for whoever audits from outside.
    std::optional<Mail> head(const std::string& note, Instant now) const;

private:
    struct Link {
        std::string url;  // empty: there is nothing that the reader may open
        bool personal = true;
        bool certificate = false;
    };

    std::optional<Mail> consent(const Person& person, const Delegation& asked, Instant at) const;
    std::optional<Mail> handed_back(const Person& person, const Delegation& over, Instant at) const;
    pages::Notice content(const Occasion& occasion, Notice notice, const Person& person);
    Link link(const Occasion& occasion, const Notice& notice) const;
    pages::Asked asked(const Occasion& occasion, const Notice& notice, const Person& person);
    void put_replies(const Occasion& occasion, const Notice& notice, std::int64_t last,
                     pages::Notice& content) const;
    pages::Changes changes(const State& state, std::string_view language) const;
    Mail envelope(const Person& person, const pages::Notice& content, Instant at) const;

    const House& house_;
    Calendars calendars_;
};

}  // namespace paraph::api
