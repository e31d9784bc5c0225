#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/merkle.hpp"
#include "tests/api/trail/sample.hpp"

namespace paraph::test {
namespace {

std::string text_of(const std::string& name) {
    std::ifstream file(std::string(PARAPH_SOURCE) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Trail, AnHonestExportHolds) {
    const auto report =
        verify(whole(), {.key = sample().key(), .remembered = sample().checkpoint(40)});
    ASSERT_TRUE(report.holds()) << report.text();
    EXPECT_TRUE(report.says("by the key that you trust"));
    EXPECT_TRUE(report.says("the 40 entries that you remember"));
    EXPECT_TRUE(report.says("5 cycles replayed"));
    EXPECT_TRUE(report.says("10 closings"));
    EXPECT_TRUE(report.says("2 of 2 sealed answers opened"));
    EXPECT_FALSE(report.says("withheld"));
}

TEST(Trail, SaysThatAKeyWhichCameWithTheTrailIsNotPinned) {
    const auto report = verify(whole());
    ASSERT_TRUE(report.holds()) << report.text();
    EXPECT_TRUE(report.says("Pin it"));
    EXPECT_TRUE(report.says("--remember"));
}

TEST(Trail, TheDocsShowHowAnAnswerIsSealed) {
    const PositionTaken taken{.assignment = "asg_01kbs3yt80e2h8jpsfe1dvb8z1",
                              .position = "agree",
                              .revision = 1,
                              .digest = sha256("A text.\n")};
    const std::string fact = encode(Sealable(taken));
    const auto commitment = salted("000102030405060708090a0b0c0d0e0f", fact).value();
    const auto docs = text_of("docs/formats/trail.md");
    EXPECT_NE(docs.find("\n" + fact + "\n"), std::string::npos) << fact;
    EXPECT_NE(docs.find(to_hex(commitment)), std::string::npos) << to_hex(commitment);
}

TEST(Trail, ACyclesExportHoldsAndSaysWhatIsWithheld) {
    const auto report = verify(sample().write(cut_to_cycle()));
    ASSERT_TRUE(report.holds()) << report.text();
    EXPECT_TRUE(report.says("1 cycle replayed"));
    EXPECT_TRUE(report.says("withheld"));
}

TEST(Trail, AGapInAStreamIsNotReplayedAcross) {
    Lines lines = sample().lines();
    const auto third = std::ranges::find_if(lines, [](const auto& line) {
        return line.stream == sample().cycle() &&
               line.body.find("\"sequence\":3,") != std::string::npos;
    });
    ASSERT_NE(third, lines.end());
    *third = trail::withheld_line(third->number, third->leaf);
    const auto report = verify(sample().write(lines));
    ASSERT_TRUE(report.holds()) << report.text();
    EXPECT_TRUE(report.says(sample().cycle()));
}

TEST(Trail, NamesTheFirstBrokenEntry) {
    Lines lines = sample().lines();
    auto& body = lines[50].body;
    body.replace(body.find("\"v\":1"), 5, "\"v\":2");
    const auto report = verify(sample().write(lines));
    ASSERT_FALSE(report.holds());
    EXPECT_EQ(report.line, 52);
    EXPECT_NE(report.text().find("entry 50 ("), std::string::npos) << report.text();
}

TEST(Trail, AForgedEntryWithAFittingLeafIsFoundByTheRoot) {
    Lines lines = sample().lines();
    auto text = split(sample().write(lines));
    // What the steps can't tell: by which of two ways that there are an answer came.
    const std::string via = "\"via\":\"page\"";
    const auto forged = std::ranges::find_if(lines, [&](const auto& line) {
        return line.body.find("\"kind\":\"position taken\"") != std::string::npos &&
               line.body.find(via) != std::string::npos;
    });
    ASSERT_NE(forged, lines.end());
    forged->body.replace(forged->body.find(via), via.size(), "\"via\":\"link\"");
    forged->leaf = leaf_hash(forged->body);
    const auto heading = text.size() - lines.size();
    text[heading + static_cast<std::size_t>(forged - lines.begin())] = trail::write(*forged) + "\n";
    const auto report = verify(join(text));
    ASSERT_FALSE(report.holds());
    EXPECT_NE(report.text().find("checkpoint"), std::string::npos) << report.text();
}

TEST(Trail, AnOperatorWhoSignsWrongFiguresIsFound) {
    Lines lines = sample().lines();
    const auto closed = std::ranges::find_if(lines, [](const auto& line) {
        return line.body.find("\"kind\":\"round closed\"") != std::string::npos;
    });
    ASSERT_NE(closed, lines.end());
    const auto count = closed->body.find("\"count\":");
    closed->body[count + 8] = closed->body[count + 8] == '1' ? '2' : '1';
    EXPECT_NE(verify(sample().sign_anew(lines)).text().find("figures"), std::string::npos)
        << verify(sample().sign_anew(lines)).text();
}

TEST(Trail, AnOperatorWhoSignsAnotherOutcomeIsFound) {
    Lines lines = sample().lines();
    const auto ended = std::ranges::find_if(lines, [](const auto& line) {
        return line.body.find("\"outcome\":\"cleared\"") != std::string::npos;
    });
    ASSERT_NE(ended, lines.end());
    ended->body.replace(ended->body.find("\"cleared\""), 9, "\"refused\"");
    EXPECT_NE(verify(sample().sign_anew(lines)).text().find("does not end here"), std::string::npos)
        << verify(sample().sign_anew(lines)).text();
}

TEST(Trail, AnOperatorWhoLeavesOutAnEntryIsFound) {
    Lines lines = sample().lines();
    const auto taken = std::ranges::find_if(lines, [](const auto& line) {
        return line.body.find("\"kind\":\"position taken\"") != std::string::npos;
    });
    ASSERT_NE(taken, lines.end());
    lines.erase(taken);
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].number = static_cast<std::int64_t>(i);
    EXPECT_NE(verify(sample().sign_anew(lines)).text().find("of its stream"), std::string::npos)
        << verify(sample().sign_anew(lines)).text();
}

TEST(Trail, TheFormatsExampleIsWhatTheCodeWrites) {
    const std::string page = text_of("docs/formats/trail.md");
    for (const auto& line : split(example_export()))
        EXPECT_NE(page.find(line), std::string::npos) << line;
    const auto report = verify(example_export());
    EXPECT_TRUE(report.holds()) << report.text();
}

}  // namespace
}  // namespace paraph::test
