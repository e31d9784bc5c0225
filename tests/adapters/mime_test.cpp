#include "adapters/mail/mime.hpp"

#include <gtest/gtest.h>

#include "adapters/files/durable.hpp"
#include "adapters/mail/catcher.hpp"
#include "adapters/mail/encode.hpp"
#include "adapters/mail/mime_read.hpp"
#include "tests/adapters/mails.hpp"
#include "tests/adapters/support.hpp"

namespace paraph {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> lines_of(std::string_view bytes) {
    std::vector<std::string> lines;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find("\r\n");
        EXPECT_NE(end, bytes.npos) << "the last line ends, too";
        lines.emplace_back(bytes.substr(0, end));
        bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 2);
    }
    return lines;
}

std::vector<Mail> all_mails() {
    std::vector<Mail> mails = {test::english_mail(), test::bangla_mail(), test::english_mail()};
    mails[2].html.clear();
    mails.push_back(test::english_mail());
    mails[3].to.name = "O\"Neill \\ Sons, (Ltd.)";
    mails[3].subject = " two  spaces =?utf-8?Q?and_a_trap?= " + std::string(200, 'w');
    mails[3].text = ".\n.dots first\ntrailing space \n" + std::string(300, 'x') + "\nno end";
    return mails;
}

TEST(Compose, HasShortLinesCrlfAndAsciiOnly) {
    for (const Mail& mail : all_mails()) {
        const Result<std::string> bytes = compose(mail);
        ASSERT_TRUE(bytes) << bytes.error().text;
        for (const std::string& line : lines_of(*bytes)) {
            EXPECT_LE(line.size(), 78u) << line;
            EXPECT_EQ(line.find_first_of("\r\n"), line.npos);
            for (const char c : line) EXPECT_TRUE(c >= ' ' && c <= '~') << line;
        }
    }
}

TEST(Compose, PythonReadsTheSameBack) {
    const test::Folder folder;
    for (const Mail& mail : all_mails()) {
        replace_file(folder / "mail.eml", compose(mail).value(), 0600);
        test::Program python({"/usr/bin/python3", PARAPH_TESTS "/adapters/read_mail.py",
                              (folder / "mail.eml").string()});
        const json::value read = json::parse(python.read_line());
        const auto text = [&](const char* name) { return std::string(read.at(name).as_string()); };
        EXPECT_EQ(read.at("from"), json::value({mail.from.name, mail.from.email}));
        EXPECT_EQ(read.at("to"), json::value({mail.to.name, mail.to.email}));
        EXPECT_EQ(text("subject"), mail.subject);
        EXPECT_EQ(text("message_id"), "<" + mail.message_id + ">");
        EXPECT_EQ(text("date"), "2026-03-01T03:04:05+00:00");
        EXPECT_EQ(text("auto_submitted"), "auto-generated");
        EXPECT_EQ(text("list_id"), "<cyc.house.example>");
        EXPECT_EQ(text("type"), mail.html.empty() ? "text/plain" : "multipart/alternative");
        const std::string end = mail.text.ends_with('\n') ? "" : "\n";
        EXPECT_EQ(text("text"), mail.text + end);
        EXPECT_EQ(text("html"), mail.html.empty() ? "" : mail.html + "\n");
        EXPECT_TRUE(read.at("defects").as_array().empty()) << read;
    }
}

TEST(Compose, TheCatchersReaderReadsTheSameBack) {
    for (const Mail& mail : all_mails()) {
        const Result<ShownMail> shown = read_mail(compose(mail).value());
        ASSERT_TRUE(shown);
        EXPECT_EQ(shown->subject, mail.subject);
        EXPECT_EQ(shown->message_id, "<" + mail.message_id + ">");
        EXPECT_EQ(shown->text, mail.text + (mail.text.ends_with('\n') ? "" : "\n"));
        EXPECT_EQ(shown->html, mail.html.empty() ? "" : mail.html + "\n");
        EXPECT_NE(shown->to.find(mail.to.email), std::string::npos);
    }
    EXPECT_FALSE(read_mail("no mail"));
}

TEST(Compose, IsPureSoThatARetryIsTheSameMail) {
    EXPECT_EQ(compose(test::bangla_mail()).value(), compose(test::bangla_mail()).value());
}

void expect_refused(const Mail& mail, std::string_view where) {
    const Result<std::string> bytes = compose(mail);
    ASSERT_FALSE(bytes) << where;
    EXPECT_EQ(bytes.error().where, where);
    EXPECT_EQ(bytes.error().code, Refused::invalid);
}

TEST(Compose, RefusesControlCharactersInEveryHeader) {
    for (const std::string& bad : {std::string("\r\nBcc: x@y.example"), std::string("\n"),
                                   std::string("\r"), std::string("\0", 1), std::string("\x7f")}) {
        const auto with = [&](auto change, std::string_view where) {
            Mail mail = test::english_mail();
            change(mail);
            expect_refused(mail, where);
        };
        with([&](Mail& m) { m.subject += bad; }, "/subject");
        with([&](Mail& m) { m.to.name += bad; }, "/to/name");
        with([&](Mail& m) { m.to.email += bad; }, "/to/email");
        with([&](Mail& m) { m.from.email.insert(3, bad); }, "/from/email");
        with([&](Mail& m) { m.reply_to = Address{bad, "a@b.example"}; }, "/reply_to/name");
        with([&](Mail& m) { m.headers = {{"List-Id", "<x>" + bad}}; }, "/headers/List-Id");
        with([&](Mail& m) { m.message_id += bad; }, "/message_id");
        with([&](Mail& m) { m.language += bad; }, "/language");
    }
}

TEST(Compose, RefusesAddressesThatAreNoPlainOnes) {
    for (const char* email :
         {"", "name", "@host.example", "name@", "a b@host.example", "name@host..example",
          ".name@host.example", "name@-host.example", "\"quoted\"@host.example", "a@b@host.example",
          "name@[127.0.0.1]", "<name@host.example>", "name@host.example> x"}) {
        Mail mail = test::english_mail();
        mail.to.email = email;
        expect_refused(mail, "/to/email");
    }
    Mail mail = test::english_mail();
    mail.to.email = "n\xc3\xa4me@host.example";
    EXPECT_NE(compose(mail).error().text.find("ASCII"), std::string::npos);
    mail.to.email = std::string(65, 'a') + "@host.example";
    expect_refused(mail, "/to/email");
}

TEST(Compose, RefusesBrokenUtf8AndHeadersOfItsOwn) {
    Mail mail = test::english_mail();
    mail.subject = "caf\xe9";
    expect_refused(mail, "/subject");
    mail = test::english_mail();
    mail.text = "\xc3";
    expect_refused(mail, "/text");
    for (const char* name : {"Subject", "BCC", "content-type", "Auto-Submitted"}) {
        mail = test::english_mail();
        mail.headers = {{name, "x"}};
        expect_refused(mail, std::string("/headers/") + name);
    }
    mail.headers = {{"X Y", "x"}};
    expect_refused(mail, "/headers/X Y");
    mail.headers = {{"X-Long", std::string(1000, 'x')}};
    expect_refused(mail, "/headers/X-Long");
}

TEST(EncodedWords, EachDecodesAloneAndHoldsWholeClusters) {
    // "Ministry" and a conjunct of four letters with its vowel sign, many times over.
    const std::string cluster = "স্ত্র্যী";
    std::string text;
    for (int i = 0; i < 40; ++i) text += cluster + (i % 7 == 0 ? " " : "");
    std::string all;
    for (const std::string& word : encoded_words(text, 60)) {
        EXPECT_LE(word.size(), 75u);
        const std::string alone = from_encoded_words(word);
        EXPECT_TRUE(is_valid_utf8(alone));
        std::string rest = alone;
        while (rest.starts_with(cluster) || rest.starts_with(' ')) {
            rest.erase(0, rest.starts_with(' ') ? 1 : cluster.size());
        }
        EXPECT_EQ(rest, "") << "a cluster was cut in " << word;
        all += alone;
    }
    EXPECT_EQ(all, text);
}

TEST(EncodedWords, ChooseTheShorterEncoding) {
    EXPECT_TRUE(encoded_words("Caf\u00e9 at noon", 60)[0].starts_with("=?utf-8?Q?Caf=C3=A9_at"));
    EXPECT_TRUE(encoded_words("সভা", 60)[0].starts_with("=?utf-8?B?"));
}

TEST(Catcher, KeepsMailsAndShowsTheNewestFirst) {
    const test::Folder folder;
    Catcher catcher(folder / "mails");
    Mail mail = test::bangla_mail();
    for (int i = 1; i <= 3; ++i) {
        mail.message_id = "mail" + std::to_string(i) + "@house.example";
        mail.at += 1h;
        EXPECT_EQ(catcher.send(mail).how, Sent::How::sent);
    }
    catcher.send(mail);  // a retry
    const auto newest = catcher.list(2);
    ASSERT_EQ(newest.size(), 2u);
    EXPECT_EQ(newest[0].mail.message_id, "<mail3@house.example>");
    const auto rest = catcher.list(2, newest[1].id);
    ASSERT_EQ(rest.size(), 1u);
    EXPECT_EQ(rest[0].mail.message_id, "<mail1@house.example>");

    const auto one = catcher.read(newest[0].id);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->mail.subject, mail.subject);
    EXPECT_EQ(one->mail.html, mail.html + "\n");
}

TEST(Catcher, GoesOnBehindTheLastWholeMail) {
    const test::Folder folder;
    Mail mail = test::bangla_mail();
    Catcher(folder / "mails").send(mail);
    const auto file = folder / "mails" / "caught";
    const auto whole = std::filesystem::file_size(file);
    mail.message_id = "cut@house.example";
    Catcher(folder / "mails").send(mail);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);

    Catcher after(folder / "mails");
    EXPECT_EQ(std::filesystem::file_size(file), whole);
    EXPECT_EQ(after.list(10).size(), 1u);
    after.send(mail);
    EXPECT_EQ(Catcher(folder / "mails").list(10).size(), 2u);
}

TEST(Catcher, RefusesWhatAServerWould) {
    const test::Folder folder;
    Catcher catcher(folder / "mails");
    Mail mail = test::english_mail();
    mail.to.email = "nobody";
    EXPECT_EQ(catcher.send(mail).how, Sent::How::refused);
    EXPECT_TRUE(catcher.list(10).empty());
    for (const char* id : {"", "none", "/etc/passwd"}) EXPECT_FALSE(catcher.read(id)) << id;
}

}  // namespace
}  // namespace paraph
