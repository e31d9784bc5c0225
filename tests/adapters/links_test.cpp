#include "adapters/keys/links.hpp"

#include <gtest/gtest.h>

#include "adapters/keys/sessions.hpp"

namespace paraph {
namespace {

using namespace std::chrono_literals;

const std::string assignment = "asg_01h455vb4pex5vsknk084sn02q";
const std::string person = "per_01h455vb4pex5vsknk084sn03r";
const std::string someone_else = "per_01h455vb4pex5vsknk084sn03s";
const std::string link_key(32, '\x07');
const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + 12h};

/// Every token that differs from `token` in one character.
std::vector<std::string> altered(const std::string& token) {
    std::vector<std::string> others;
    for (std::size_t i = 0; i < token.size(); ++i) {
        for (const char c : {'A', 'B', '_'}) {
            if (token[i] == c) continue;
            others.push_back(token);
            others.back()[i] = c;
        }
    }
    return others;
}

TEST(Link, SaysWhoseItIsAndHolds) {
    const Links links(link_key);
    const std::string text = links.token(assignment, person, 3);
    EXPECT_EQ(text.size(), 86u);
    const auto token = Links::parse(text);
    ASSERT_TRUE(token);
    EXPECT_EQ(token->assignment, assignment);
    EXPECT_EQ(token->person, person);
    EXPECT_TRUE(links.verify(*token, 3));
}

// Made by another program after docs/formats/link.md: links in people's mailboxes must go on
// working.
TEST(Link, HasTheDocumentedForm) {
    EXPECT_EQ(Links(link_key).token(assignment, person, 3),
              "AYkKXayWd0u8zrMCCZqAVwGJCl2slndLvM6zAgmagHj"
              "i0Oyj2K6wwZBooj7GIG_jfVvqhzUkEg-wUz97eScGOQ");
    EXPECT_EQ(Sessions(link_key).session_token(person, noon, noon + 8h),
              "AYkKXayWd0u8zrMCCZqAeAAAAZypRQoAAAABnKr8fgC"
              "wLUKS3KL564Tcq1p3I_SgpKiqzoe6PWZZAWTNspQeCA");
}

TEST(Link, IsVoidAfterAReissueAndUnderAnotherKey) {
    const Links links(link_key);
    const auto token = Links::parse(links.token(assignment, person, 3));
    ASSERT_TRUE(token);
    EXPECT_FALSE(links.verify(*token, 4));
    EXPECT_FALSE(links.verify(*token, 2));
    EXPECT_FALSE(Links(std::string(32, '\x08')).verify(*token, 3));
    EXPECT_NE(links.token(assignment, person, 4), links.token(assignment, person, 3));
}

TEST(Link, NoCharacterOfItCanBeChanged) {
    const Links links(link_key);
    for (const std::string& text : altered(links.token(assignment, person, 1))) {
        const auto token = Links::parse(text);
        EXPECT_FALSE(token && links.verify(*token, 1)) << text;
    }
}

TEST(Link, ATextOfAnotherFormIsNoToken) {
    const std::string token = Links(link_key).token(assignment, person, 1);
    for (const std::string& text : {std::string(), token.substr(1), token + "A", token + "=",
                                    std::string(86, '!'), std::string(100'000, 'A')}) {
        EXPECT_FALSE(Links::parse(text));
    }
}

TEST(LinkPass, IsBoundToTheLinkAndItsGeneration) {
    const Links links(link_key);
    const std::string text = links.pass(assignment, person, 2, noon);
    const auto pass = Links::parse_pass(text);
    ASSERT_TRUE(pass);
    EXPECT_EQ(pass->assignment, assignment);
    EXPECT_EQ(pass->person, person);
    EXPECT_EQ(pass->issued, noon);
    EXPECT_TRUE(links.verify(*pass, 2));
    EXPECT_FALSE(links.verify(*pass, 3));
    for (const std::string& other : altered(text)) {
        const auto forged = Links::parse_pass(other);
        EXPECT_FALSE(forged && links.verify(*forged, 2)) << other;
    }
    EXPECT_FALSE(Links::parse(text)) << "a pass is no link";
}

TEST(SignIn, WorksUntilItExpires) {
    const Sessions sessions(link_key);
    const std::string token = sessions.sign_in_token(person, noon, "0123456789abcdef");
    const Result<SignIn> sign_in = sessions.open_sign_in(token, noon - 1ms);
    ASSERT_TRUE(sign_in);
    EXPECT_EQ(sign_in->person, person);
    EXPECT_EQ(sign_in->expires, noon);
    EXPECT_EQ(sign_in->nonce, "0123456789abcdef");
    const Result<SignIn> late = sessions.open_sign_in(token, noon);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Refused::unauthenticated);
    EXPECT_NE(late.error().text.find("expired"), std::string::npos);
}

TEST(SignIn, NoCharacterOfItCanBeChanged) {
    const Sessions sessions(link_key);
    for (const auto& text : altered(sessions.sign_in_token(person, noon, "0123456789abcdef"))) {
        EXPECT_FALSE(sessions.open_sign_in(text, noon - 1h)) << text;
    }
}

TEST(SessionCookie, SaysWhoAndSinceWhenUntilItEnds) {
    const Sessions sessions(link_key);
    const std::string token = sessions.session_token(person, noon, noon + 8h);
    const Result<OpenSession> session = sessions.open_session(token, noon + 8h - 1ms);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->person, person);
    EXPECT_EQ(session->issued, noon);
    EXPECT_FALSE(sessions.open_session(token, noon + 8h));
    EXPECT_NE(token, sessions.session_token(someone_else, noon, noon + 8h));
    for (const std::string& text : altered(token)) {
        EXPECT_FALSE(sessions.open_session(text, noon)) << text;
    }
}

TEST(SessionCookie, ASignInTokenIsNone) {
    const Sessions sessions(link_key);
    const std::string sign_in = sessions.sign_in_token(person, noon, "0123456789abcdef");
    EXPECT_FALSE(sessions.open_session(sign_in, noon - 1h));
}

}  // namespace
}  // namespace paraph
