// Each of the twelve checks finds something that no other does: with it the trail is refused in its
// name, without it, it holds. So no check can be lost unseen.

#include <gtest/gtest.h>

#include "engine/core/record.hpp"
#include "engine/trail/succession.hpp"
#include "tests/api/trail/sample.hpp"

namespace paraph::test {
namespace {

using trail::Check;

trail::Line& line_with(Lines& lines, std::string_view text) {
    const auto found = std::ranges::find_if(
        lines, [&](const auto& line) { return line.body.find(text) != std::string::npos; });
    if (found == lines.end()) throw std::logic_error("the sample lacks " + std::string(text));
    return *found;
}

void replace(std::string& text, std::string_view what, std::string_view with) {
    const auto at = text.find(what);
    if (at == std::string::npos) throw std::logic_error("there is no " + std::string(what));
    text.replace(at, what.size(), with);
}

/// Found by this check, and by no other.
void only(Check check, const std::string& text, trail::Known known = {}) {
    const auto found = verify(text, known);
    ASSERT_FALSE(found.holds()) << name(check);
    EXPECT_EQ(name(found.fault->check), name(check)) << found.text();
    known.without = {check};
    const auto passed = verify(text, known);
    EXPECT_TRUE(passed.holds()) << "without " << name(check) << ": " << passed.text();
}

/// Another entry of the registry at the end of the log.
trail::Line appended(std::string_view at, std::string_view version) {
    const auto& lines = sample().lines();
    std::int64_t sequence = 1;
    for (const auto& line : lines) sequence += line.stream == registry_stream;
    trail::Line line{.number = static_cast<std::int64_t>(lines.size()),
                     .stream = std::string(registry_stream)};
    line.body = "{\"actor\":\"rule\",\"at\":\"" + std::string(at) +
                "\",\"fact\":{\"body_kind\":\"ministry\",\"id\":\"added\",\"kind\":\"body "
                "registered\",\"name\":{\"en\":\"Added\"}},\"sequence\":" +
                std::to_string(sequence) +
                ",\"stream\":\"registry\",\"v\":" + std::string(version) + ",\"via\":\"control\"}";
    return line;
}

/// A fact of the registry at the end of the log.
trail::Line registered(RegistryFact fact) {
    const auto& lines = sample().lines();
    std::int64_t sequence = 1;
    for (const auto& line : lines) sequence += line.stream == registry_stream;
    auto entry = write_entry(RegistryEvent{.fact = std::move(fact)},
                             {.actor = "control",
                              .via = "control",
                              .stream = registry_stream,
                              .sequence = sequence,
                              .at = parse_instant("2030-01-01T00:00:00Z").value()},
                             id::Seed{});
    entry.number = static_cast<std::int64_t>(lines.size());
    return trail::line_of(entry, true);
}

TEST(Checks, FormAnEntryOfAnotherVersion) {
    auto lines = sample().lines();
    lines.push_back(appended("2030-01-01T00:00:00.000Z", "2"));
    only(Check::form, sample().sign_anew(lines));
}

TEST(Checks, CanonicalAnotherSpelling) {
    auto text = whole();
    replace(text, "{\"entry\":", "{ \"entry\":");
    only(Check::canonical, text);
}

TEST(Checks, KeyAnotherThanTheOneThatIsTrusted) {
    auto other = sample().key();
    other.bytes[0] = static_cast<char>(other.bytes[0] ^ 1);
    only(Check::key, whole(), {.key = other});
}

TEST(Checks, WitnessesThatHaveNotSigned) {
    const note::Key witness{"witness.example.net", note::Algorithm::cosignature,
                            std::string(32, 'w')};
    const auto policy =
        WitnessPolicy::parse("witness w " + note::to_text(witness) + "\nquorum w\n").value();
    only(Check::witnesses, whole(), {.policy = policy});
}

TEST(Checks, MemoryAnotherHistoryThanTheOneRemembered) {
    only(Check::memory, whole(), {.remembered = sample().sign(40, sha256("another history"))});
}

TEST(Checks, CheckpointsASecondHistoryThatSomebodyElseWasShown) {
    only(Check::checkpoints, whole(), {.seen = {sample().sign(40, sha256("another history"))}});
}

TEST(Checks, TreeALeafThatIsNotTheLogs) {
    auto lines = sample().lines();
    lines.back() = trail::withheld_line(lines.back().number, sha256("nothing of the log"));
    auto text = trail::write(sample().header(lines.size())) + "\n";
    for (const auto& line : lines) text += trail::write(line) + "\n";
    only(Check::tree, text);
}

TEST(Checks, OrderAClockThatWasSetBack) {
    auto lines = sample().lines();
    lines.push_back(appended("2024-01-01T00:00:00.000Z", "1"));
    only(Check::order, sample().sign_anew(lines));
}

TEST(Checks, OrderAnEntryOfTheRegistryThatIsWithheld) {
    auto lines = sample().lines();
    auto& left_out = line_with(lines, "\"kind\":\"body registered\"");
    left_out = trail::withheld_line(left_out.number, left_out.leaf);
    only(Check::order, sample().write(lines));
}

TEST(Checks, OrderTheRegistrysLastEntryLooksAsIfItWereNot) {
    auto lines = sample().lines();
    const auto last =
        std::ranges::find(lines.rbegin(), lines.rend(), registry_stream, &trail::Line::stream);
    ASSERT_NE(last, lines.rend());
    *last = trail::withheld_line(last->number, last->leaf);
    const auto verdict = verify(sample().write(lines));
    EXPECT_TRUE(!verdict.holds() || verdict.says("whether the registry went on"));
}

TEST(Checks, SealsAnotherNameBesideAnEntry) {
    auto lines = sample().lines();
    auto& person = line_with(lines, "\"kind\":\"person registered\"");
    replace(person.secret, "\"name\":\"", "\"name\":\"Not ");
    only(Check::seals, sample().write(lines));
}

/// Two bodies' answers change places on their way from seal to opening: every figure stays.
TEST(Checks, SealsAnAnswerOpenedAsAnothers) {
    auto lines = sample().lines();
    std::vector<trail::Line*> opened;
    for (auto& line : lines)
        if (line.body.find("\"kind\":\"answer opened\"") != line.body.npos) opened.push_back(&line);
    ASSERT_EQ(opened.size(), 2u);
    replace(opened[0]->body, "\"position\":\"agree\"", "\"position\":\"abstain\"");
    replace(opened[1]->body, "\"position\":\"abstain\"", "\"position\":\"agree\"");
    only(Check::seals, sample().sign_anew(lines));
}

TEST(Checks, TextsAnotherTextUnderTheSameDigest) {
    auto lines = sample().lines();
    auto& issued = line_with(lines, "\"kind\":\"revision issued\"");
    auto secret = parse_json(issued.secret).value();
    auto& text = secret.as_object().at("text").as_object();
    text["text"] = std::string(text.at("text").as_string()) + "And one more thing.";
    const auto record = read_entry(issued.body, issued.secret).value();
    const auto entry = write_entry(Event{.fact = record.fact, .secret = text},
                                   {.actor = record.actor,
                                    .via = record.via,
                                    .stream = record.stream,
                                    .sequence = record.sequence,
                                    .at = record.at},
                                   id::Seed{});
    issued.body = entry.body;
    issued.secret = entry.secret;
    only(Check::texts, sample().sign_anew(lines));
}

TEST(Checks, StepsByOneWhoMightNot) {
    auto lines = sample().lines();
    std::vector<trail::Line*> positions;
    for (auto& line : lines)
        if (line.stream == sample().cycle() && line.body.find("position taken") != line.body.npos)
            positions.push_back(&line);
    ASSERT_GT(positions.size(), 1u);
    const auto actor_of = [](const trail::Line& line) { return line.body.substr(10, 30); };
    replace(positions[0]->body, actor_of(*positions[0]), actor_of(*positions[1]));
    only(Check::steps, sample().sign_anew(lines));
}

TEST(Checks, OutcomesAFigureThatNobodyGave) {
    auto lines = sample().lines();
    auto& closed = line_with(lines, "\"kind\":\"round closed\"");
    const auto count = closed.body.find("\"count\":") + 8;
    closed.body[count] = closed.body[count] == '1' ? '2' : '1';
    only(Check::outcomes, sample().sign_anew(lines));
}

// What belongs to the checks, beside what only they find.

TEST(Checks, ALogThatWasRestoredSaysWhatItLost) {
    auto lines = sample().lines();
    const auto size = lines.size();
    lines.push_back(registered(LogRestored{.lost = sample().sign(size + 20, sha256("lost"))}));
    const auto verdict = verify(sample().sign_anew(lines));
    ASSERT_TRUE(verdict.holds()) << verdict.text();
    EXPECT_TRUE(verdict.says("20 entries, is lost"));
    EXPECT_FALSE(verdict.says("no key that was published before"));
}

TEST(Checks, ALogThatWasRestoredAndLostNothingIsFound) {
    auto lines = sample().lines();
    lines.push_back(registered(LogRestored{.lost = sample().checkpoint(10)}));
    only(Check::steps, sample().sign_anew(lines));
    lines.back() = registered(LogRestored{.lost = "nothing at all"});
    only(Check::steps, sample().sign_anew(lines));
}

TEST(Checks, AnOlderTrailThanTheOneRemembered) {
    auto older = sample().lines();
    const std::size_t size = sample().commits()[sample().commits().size() / 2];
    older.resize(size);
    const auto text = sample().write(older);
    const auto cut = verify(text, {.remembered = sample().checkpoint(size + 1)});
    ASSERT_FALSE(cut.holds());
    EXPECT_EQ(cut.fault->check, Check::memory);
    EXPECT_NE(cut.text().find("it is older, or was cut"), std::string::npos) << cut.text();
    EXPECT_TRUE(verify(text, {.remembered = sample().checkpoint(size)}).holds());
}

TEST(Checks, ACheckpointThatThisLogHasNotSigned) {
    auto foreign = sample().checkpoint(40);
    replace(foreign, "trail.example.org\n", "other.example.org\n");
    const auto verdict = verify(whole(), {.seen = {foreign}});
    ASSERT_FALSE(verdict.holds());
    EXPECT_EQ(verdict.fault->check, Check::checkpoints);
}

/// A log whose key handed over to another one in its last entry, which signs from there.
struct Succession {
    SigningKey next_signing{std::string(32, 'n')};
    note::Key next;
    std::string text;

    explicit Succession(bool vouched) {
        const auto& bytes = next_signing.public_key();
        next = {"trail.example.org", note::Algorithm::ed25519, {bytes.begin(), bytes.end()}};
        const SigningKey own{std::string(32, 's')};
        const auto by = [](const SigningKey& key) {
            return [&key](std::string_view message) {
                const auto signature = key.sign(message);
                return std::string(signature.begin(), signature.end());
            };
        };
        auto lines = sample().lines();
        KeyPublished fact{.vkey = note::to_text(next)};
        if (vouched) fact.voucher = vouch(sample().key(), next, by(own));
        lines.push_back(registered(std::move(fact)));
        Frontier frontier;
        for (const auto& line : lines) frontier.append(line.leaf);
        auto header = sample().header(1);
        header.vkey = note::to_text(next);
        header.checkpoint =
            sign_checkpoint({.origin = next.name, .size = lines.size(), .root = frontier.root()},
                            next, by(next_signing));
        text = trail::write(header) + "\n";
        for (const auto& line : lines) text += trail::write(line) + "\n";
    }
};

TEST(Checks, ANewKeyIsTrustedByTheWordOfTheOldOne) {
    const Succession vouched(true);
    const auto held =
        verify(vouched.text, {.key = sample().key(), .remembered = sample().checkpoint(40)});
    EXPECT_TRUE(held.holds()) << held.text();
    EXPECT_TRUE(verify(vouched.text, {.key = vouched.next}).holds());
    const Succession alone(false);
    const auto refused = verify(alone.text, {.key = sample().key()});
    ASSERT_FALSE(refused.holds());
    EXPECT_EQ(refused.fault->check, Check::key);
    const auto told = verify(alone.text, {.key = alone.next});
    EXPECT_TRUE(told.holds()) << told.text();
    EXPECT_TRUE(told.says("without the word of the one before"));
}

}  // namespace
}  // namespace paraph::test
