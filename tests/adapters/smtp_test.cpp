#include "adapters/mail/smtp.hpp"

#include <memory>
#include <optional>

#include <gtest/gtest.h>

#include "adapters/files/durable.hpp"
#include "adapters/mail/mime.hpp"
#include "adapters/mail/mime_read.hpp"
#include "tests/adapters/mails.hpp"
#include "tests/adapters/support.hpp"

namespace paraph {
namespace {

using namespace std::chrono_literals;

class Smtp : public testing::Test {
protected:
    /// Starts the server of smtp_server.py; the URL names it "localhost".
    void serve(const std::string& mode) {
        program_.emplace(std::vector<std::string>{"/usr/bin/python3",
                                                  PARAPH_TESTS "/adapters/smtp_server.py",
                                                  folder_.path().string(), mode});
        const std::string port = program_->read_line();
        ASSERT_NE(port, "") << "the server did not start; it needs python3-aiosmtpd";
        settings_.url = "smtp://localhost:" + port;
    }

    std::unique_ptr<SmtpMailer> mailer() { return std::move(SmtpMailer::make(settings_).value()); }

    Sent send(Mailer& mailer, const std::string& name) {
        Mail mail = test::bangla_mail();
        mail.to.email = name + "@ministry.example";
        return mailer.send(mail);
    }

    std::optional<std::string> taken(int number) {
        return read_file(folder_ / (std::to_string(number) + ".eml"), 1 << 20);
    }

    test::Folder folder_;
    SmtpSettings settings_;
    std::optional<test::Program> program_;
};

TEST_F(Smtp, DeliversTheVeryBytes) {
    serve("plain");
    Mail mail = test::bangla_mail();
    mail.text = ".\n..\nFrom here on\n";
    const auto mailer = this->mailer();
    const Sent sent = mailer->send(mail);
    ASSERT_EQ(sent.how, Sent::How::sent) << sent.text;
    EXPECT_EQ(sent.text, "250 Taken over");
    EXPECT_EQ(taken(1), compose(mail).value());
    EXPECT_EQ(mailer->send(test::english_mail()).how, Sent::How::sent) << "and the next one";
    EXPECT_EQ(taken(2), compose(test::english_mail()).value());
}

TEST_F(Smtp, A4xxIsTriedAgainAndThenGoesOut) {
    serve("plain");
    const auto mailer = this->mailer();
    for (const char* name : {"busy", "full"}) {
        const Sent first = send(*mailer, name);
        EXPECT_EQ(first.how, Sent::How::retry);
        EXPECT_NE(first.text.find(" 4."), std::string::npos) << first.text;
        EXPECT_EQ(send(*mailer, name).how, Sent::How::sent);
    }
}

TEST_F(Smtp, A5xxForTheMailIsFinal) {
    serve("plain");
    const auto mailer = this->mailer();
    for (const auto& [name, words] :
         {std::pair("nobody", "No such mailbox"), std::pair("spam", "Not this text")}) {
        const Sent sent = send(*mailer, name);
        EXPECT_EQ(sent.how, Sent::How::refused) << sent.text;
        EXPECT_NE(sent.text.find(words), std::string::npos) << sent.text;
    }
    EXPECT_EQ(send(*mailer, "somebody").how, Sent::How::sent) << "the next mail is unharmed";
}

TEST_F(Smtp, ACutAfterTheMailIsTriedAgainUnderTheSameMessageId) {
    serve("plain");
    const auto mailer = this->mailer();
    const Sent cut = send(*mailer, "cut");
    EXPECT_EQ(cut.how, Sent::How::retry) << cut.text;
    EXPECT_EQ(send(*mailer, "cut").how, Sent::How::sent);
    EXPECT_EQ(taken(1), taken(2)) << "whoever got both can tell that they are one";
}

TEST_F(Smtp, StarttlsIsUsedAndItsCertificateChecked) {
    serve("starttls");
    EXPECT_EQ(send(*mailer(), "somebody").how, Sent::How::retry) << "the server insists on TLS";
    settings_.ca_file = (folder_ / "ca.pem").string();
    const Sent sent = send(*mailer(), "somebody");
    EXPECT_EQ(sent.how, Sent::How::sent) << sent.text;

    settings_.ca_file = "/etc/ssl/certs/ca-certificates.crt";
    const Sent untrusted = send(*mailer(), "somebody");
    EXPECT_EQ(untrusted.how, Sent::How::retry);
    EXPECT_NE(untrusted.text.find("certificate"), std::string::npos) << untrusted.text;
}

TEST_F(Smtp, WithoutStarttlsNothingGoesOutToAServerThatMustHaveIt) {
    serve("plain");
    settings_.ca_file = "/etc/ssl/certs/ca-certificates.crt";
    const Sent sent = send(*mailer(), "somebody");
    EXPECT_EQ(sent.how, Sent::How::retry) << sent.text;
    EXPECT_FALSE(taken(1));
}

TEST_F(Smtp, AWrongPasswordCostsNoMail) {
    serve("login");
    settings_.user = "house";
    settings_.password = "wrong";
    EXPECT_EQ(send(*mailer(), "somebody").how, Sent::How::retry);
    settings_.user.clear();
    EXPECT_EQ(send(*mailer(), "somebody").how, Sent::How::retry);
    settings_.user = "house";
    settings_.password = "right";
    const Sent sent = send(*mailer(), "somebody");
    EXPECT_EQ(sent.how, Sent::How::sent) << sent.text;
}

TEST_F(Smtp, AServerThatIsNotThereIsTriedAgain) {
    serve("plain");
    program_.reset();
    const Sent sent = send(*mailer(), "somebody");
    EXPECT_EQ(sent.how, Sent::How::retry);
    EXPECT_NE(sent.text, "");
}

TEST_F(Smtp, ABadMailNeverReachesTheServer) {
    serve("plain");
    Mail mail = test::english_mail();
    mail.to.email = "x@y.example>\r\nRCPT TO:<victim@y.example";
    const Sent sent = mailer()->send(mail);
    EXPECT_EQ(sent.how, Sent::How::refused);
    EXPECT_NE(sent.text.find("/to/email"), std::string::npos);
    EXPECT_FALSE(taken(1));
}

TEST(SmtpSettings, AreRefusedWithTheirName) {
    for (const char* url : {"", "mail.example", "http://mail.example", "smtp://",
                            "smtp://user:pw@mail.example", "smtp://mail.example/path"}) {
        SmtpSettings settings;
        settings.url = url;
        const auto mailer = SmtpMailer::make(settings);
        ASSERT_FALSE(mailer) << url;
        EXPECT_EQ(mailer.error().where, "mail.url");
    }
    SmtpSettings settings;
    settings.url = "smtps://mail.example:465";
    EXPECT_TRUE(SmtpMailer::make(settings));
    settings.helo = "a b";
    EXPECT_EQ(SmtpMailer::make(settings).error().where, "mail.helo");
}

}  // namespace
}  // namespace paraph
