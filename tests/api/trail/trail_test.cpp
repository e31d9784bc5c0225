#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "tests/api/trail/sample.hpp"

namespace paraph::test {
namespace {

using Lines = std::vector<trail::Line>;

std::string text_of(const std::string& name) {
    std::ifstream file(std::string(PARAPH_SOURCE) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool says(const std::vector<std::string>& lines, std::string_view text) {
    return std::ranges::any_of(
        lines, [&](const auto& line) { return line.find(text) != std::string::npos; });
}

std::string whole() {
    return sample().write(sample().lines());
}

/// A cycle's export: all that is not of it is withheld, but the registry.
Lines cut_to_cycle() {
    Lines lines = sample().lines();
    for (auto& line : lines)
        if (line.stream != sample().cycle() && line.stream != registry_stream)
            line = trail::withheld_line(line.number, line.leaf);
    return lines;
}

TEST(Trail, AnHonestExportHolds) {
    const auto report = verify(whole(), {.key = sample().key(), .since = sample().checkpoint(40)});
    ASSERT_TRUE(report) << report.error().where << ": " << report.error().text;
    EXPECT_TRUE(says(report->checked, "this is the key that you trust"));
    EXPECT_TRUE(says(report->checked, "the log of 40 entries that you remember"));
    EXPECT_TRUE(says(report->checked, "2 cycles replayed"));
    EXPECT_TRUE(says(report->checked, "2 cycles judged"));
    EXPECT_TRUE(says(report->checked, "3 closings"));
    EXPECT_FALSE(says(report->unchecked, "withheld"));
}

TEST(Trail, SaysThatAKeyWhichCameWithTheTrailIsNotPinned) {
    const auto report = verify(whole());
    ASSERT_TRUE(report);
    EXPECT_TRUE(says(report->unchecked, "Pin it"));
    EXPECT_TRUE(says(report->unchecked, "--since"));
}

TEST(Trail, ACyclesExportHoldsAndSaysWhatIsWithheld) {
    const auto report = verify(sample().write(cut_to_cycle()));
    ASSERT_TRUE(report) << report.error().where << ": " << report.error().text;
    EXPECT_TRUE(says(report->checked, "1 cycles replayed"));
    EXPECT_TRUE(says(report->unchecked, "withheld"));
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
    ASSERT_TRUE(report) << report.error().text;
    EXPECT_TRUE(says(report->unchecked, sample().cycle()));
}

TEST(Trail, FiftyHonestExportsRaiseNoAlarm) {
    std::mt19937 random(21);
    const auto chance = [&](unsigned of) { return random() % of == 0; };
    for (int i = 0; i < 50; ++i) {
        Lines lines = sample().lines();
        lines.resize(sample().commits()[random() % sample().commits().size()]);
        for (auto& line : lines) {
            if (chance(5)) line.secret.clear();
            if (i % 2 == 0 && chance(20)) line = trail::withheld_line(line.number, line.leaf);
        }
        const auto report = verify(sample().write(lines));
        EXPECT_TRUE(report) << i << ": " << report.error().where << ": " << report.error().text;
    }
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = text.find('\n', from) + 1;
        lines.push_back(text.substr(from, end - from));
        from = end;
    }
    return lines;
}

std::string join(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line;
    return text;
}

/// One change to an export, wherever chance puts it.
std::string mutate(const std::string& text, unsigned kind, std::mt19937& random) {
    std::string bytes = text;
    const std::size_t place = random() % bytes.size();
    auto lines = split(text);
    const std::size_t line = random() % lines.size();
    switch (kind % 6) {
        case 0:
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << (random() % 8)));
            return bytes;
        case 1:
            bytes.insert(place, 1, static_cast<char>(random() % 256));
            return bytes;
        case 2:
            bytes.resize(place);
            return bytes;
        case 3:
            bytes.erase(place, 1 + random() % 3);
            return bytes;
        case 4:
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line));
            return join(lines);
        default:
            std::swap(lines[line], lines[(line + 1) % lines.size()]);
            return join(lines);
    }
}

TEST(Trail, FiveHundredRandomChangesAreAllFound) {
    std::mt19937 random(500);
    const std::string texts[] = {whole(), sample().write(cut_to_cycle())};
    for (unsigned i = 0; i < 500; ++i) {
        const std::string& honest = texts[i / 6 % 2];
        const auto changed = mutate(honest, i, random);
        if (changed == honest) continue;
        EXPECT_FALSE(verify(changed)) << "change " << i << " was not found";
    }
}

TEST(Trail, NamesTheFirstBrokenEntry) {
    Lines lines = sample().lines();
    auto& body = lines[50].body;
    body.replace(body.find("\"v\":1"), 5, "\"v\":2");
    const auto report = verify(sample().write(lines));
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().where, "52");
    EXPECT_NE(report.error().text.find("entry 50 ("), std::string::npos) << report.error().text;
}

TEST(Trail, AForgedEntryWithAFittingLeafIsFoundByTheRoot) {
    Lines lines = sample().lines();
    const std::string honest = sample().write(lines);
    auto& last = lines.back();
    last.body.replace(last.body.find("\"via\":\"") + 7, 4, "link");
    last.leaf = leaf_of(last.body);
    auto text = split(honest);
    text.back() = trail::write(last) + "\n";
    const auto report = verify(join(text));
    ASSERT_FALSE(report);
    EXPECT_NE(report.error().text.find("checkpoint"), std::string::npos) << report.error().text;
}

TEST(Trail, AnotherKeyOrAnOlderTrailIsRefused) {
    auto other = sample().key();
    other.bytes[0] = static_cast<char>(other.bytes[0] ^ 1);
    EXPECT_FALSE(verify(whole(), {.key = other, .since = {}}));
    Lines older = sample().lines();
    const std::size_t size = sample().commits()[sample().commits().size() / 2];
    older.resize(size);
    EXPECT_FALSE(
        verify(sample().write(older), {.key = {}, .since = sample().checkpoint(size + 1)}));
    EXPECT_TRUE(verify(sample().write(older), {.key = {}, .since = sample().checkpoint(size)}));
}

/// A signed history is not enough: what it says must follow from the rules, too.
Refusal refusal_of_signed(Lines lines) {
    const SigningKey signing{std::string(32, 's')};
    Frontier frontier;
    for (auto& line : lines) {
        if (!line.withheld()) line.leaf = leaf_of(line.body);
        frontier.append(line.leaf);
    }
    auto header = sample().header(1);
    header.checkpoint = sign_checkpoint({.origin = sample().key().name,
                                         .size = lines.size(),
                                         .root = frontier.root(),
                                         .extensions = {}},
                                        sample().key(), [&](std::string_view message) {
                                            const auto signature = signing.sign(message);
                                            return std::string(signature.begin(), signature.end());
                                        });
    std::string text = trail::write(header) + "\n";
    for (const auto& line : lines) text += trail::write(line) + "\n";
    const auto report = verify(text);
    return report ? Refusal{Refused::internal, "it holds", {}} : report.error();
}

TEST(Trail, AnOperatorWhoSignsWrongFiguresIsFound) {
    Lines lines = sample().lines();
    const auto closed = std::ranges::find_if(lines, [](const auto& line) {
        return line.body.find("\"kind\":\"round closed\"") != std::string::npos;
    });
    ASSERT_NE(closed, lines.end());
    const auto count = closed->body.find("\"count\":");
    closed->body[count + 8] = closed->body[count + 8] == '1' ? '2' : '1';
    EXPECT_NE(refusal_of_signed(lines).text.find("figures"), std::string::npos)
        << refusal_of_signed(lines).text;
}

TEST(Trail, AnOperatorWhoSignsAnotherOutcomeIsFound) {
    Lines lines = sample().lines();
    const auto ended = std::ranges::find_if(lines, [](const auto& line) {
        return line.body.find("\"outcome\":\"cleared\"") != std::string::npos;
    });
    ASSERT_NE(ended, lines.end());
    ended->body.replace(ended->body.find("\"cleared\""), 9, "\"refused\"");
    EXPECT_NE(refusal_of_signed(lines).text.find("does not end here"), std::string::npos)
        << refusal_of_signed(lines).text;
}

TEST(Trail, AnOperatorWhoLeavesOutAnEntryIsFound) {
    Lines lines = sample().lines();
    lines.erase(lines.begin() + 50);
    for (std::size_t i = 50; i < lines.size(); ++i) lines[i].number = static_cast<std::int64_t>(i);
    EXPECT_NE(refusal_of_signed(lines).text.find("of its stream"), std::string::npos)
        << refusal_of_signed(lines).text;
}

TEST(Trail, TheFormatsExampleIsWhatTheCodeWrites) {
    const std::string page = text_of("docs/formats/trail.md");
    for (const auto& line : split(example_export()))
        EXPECT_NE(page.find(line), std::string::npos) << line;
    const auto report = verify(example_export());
    EXPECT_TRUE(report) << report.error().text;
}

}  // namespace
}  // namespace paraph::test
