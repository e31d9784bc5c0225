#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "adapters/mail/mail.hpp"
#include "engine/base/refusal.hpp"

namespace paraph {

struct SmtpSettings {
    std::string url;   // smtp://host[:port] or smtps://host[:port]
    std::string user;  // empty: no login
    std::string password;
    std::string ca_file;  // empty: the system's authorities
    std::string helo;     // the name we greet with; empty: the machine's own
    milliseconds connect_timeout{10'000};
    milliseconds total_timeout{60'000};
};

/// Mail through the operator's server. smtp:// goes on only with STARTTLS and a certificate that
/// holds, unless the server is on this machine (localhost, 127.0.0.1, ::1) and no `ca_file` is
/// given. The connection is kept for the next mail.
class SmtpMailer final : public Mailer {
public:
    /// Refuses settings that can't work, naming the setting.
    static Result<std::unique_ptr<SmtpMailer>> make(const SmtpSettings& settings);
    ~SmtpMailer() override;

    Sent send(const Mail& mail) override;
    void stop() override { over_ = true; }

private:
    explicit SmtpMailer(SmtpSettings settings);
    void set_server();

    struct Connection;
    SmtpSettings settings_;
    std::unique_ptr<Connection> connection_;
    std::atomic<bool> over_ = false;
};

}  // namespace paraph
