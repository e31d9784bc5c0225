#include "tests/api/trail/sample.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <sstream>

#include <gtest/gtest.h>

#include "api/trail/excerpt.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/merkle.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

note::Key key_of(const SigningKey& key, std::string name) {
    const auto& bytes = key.public_key();
    return {.name = std::move(name),
            .algorithm = note::Algorithm::ed25519,
            .bytes = std::string(bytes.begin(), bytes.end())};
}

std::string sign_lines(const SigningKey& signing, const note::Key& key,
                       const std::vector<trail::Line>& lines, std::size_t size) {
    Frontier frontier;
    for (std::size_t i = 0; i < size; ++i) frontier.append(lines[i].leaf);
    return sign_checkpoint({.origin = key.name, .size = size, .root = frontier.root()}, key,
                           [&](std::string_view message) {
                               const auto signature = signing.sign(message);
                               return std::string(signature.begin(), signature.end());
                           });
}

/// A write-round with a comment and silence, cleared; a silence procedure that is adopted; and a
/// ballot under seal.
/// Calls `committed` between commands.
template <class Committed>
void play(House& house, std::string& cycle, Committed committed) {
    const auto members = house.members(12);
    committed();
    ASSERT_TRUE(house.open(write_round(members)));
    cycle = house.cycle;
    committed();
    house.at("2025-12-08 11:00");
    const std::vector<NewComment> comma{{.paragraph = "p1",
                                         .force = Force::remark,
                                         .text = "A comma is missing.",
                                         .proposed = "Fees, also of domestic workers"}};
    for (const auto* body : {"member-1", "member-2", "member-3"}) {
        EXPECT_EQ(outcome(house.answer(body, "agree", {}, comma)), "accepted");
        committed();
    }
    house.at("2025-12-23 10:00");
    committed();
    for (const auto* chair : {"foreign-affairs", "expatriates-welfare"}) {
        EXPECT_EQ(outcome(house.answer(chair, "sign")), "accepted");
        committed();
    }
    ASSERT_TRUE(house.open(silence_procedure(members)));
    committed();
    house.at("2026-03-20 11:00");
    committed();
    house.publish(sealed_ballot_source());
    ASSERT_TRUE(house.open(sealed_ballot({"member-1", "member-2", "member-3"})));
    committed();
    for (const auto& [body, position] : {std::pair{"member-1", "agree"}, {"member-2", "abstain"}}) {
        EXPECT_EQ(outcome(house.answer(body, position)), "accepted");
        committed();
    }
    house.at("2026-04-10 11:00");
    committed();
    house.publish(two_branches_source());
    for (const auto& [position, end] :
         {std::pair{"agree", "2026-05-20 11:00"}, {"object", "2026-06-20 11:00"}}) {
        ASSERT_TRUE(house.open(two_branches({"member-1", "member-2"})));
        committed();
        EXPECT_EQ(outcome(house.answer("foreign-affairs", position, "Because.")), "accepted");
        committed();
        house.at(end);
        committed();
    }
}

/// Definitions are read once; five hundred checks of the same log would read them as often.
Result<std::shared_ptr<const Definition>> read_once(std::string_view source) {
    static std::map<std::string, std::shared_ptr<const Definition>, std::less<>> known;
    if (const auto found = known.find(source); found != known.end()) return found->second;
    auto definition = definitions()(source);
    if (definition) known.emplace(source, *definition);
    return definition;
}

}  // namespace

Sample::Sample() : key_(key_of(signing_, "trail.example.org")) {
    House house;
    house.give(PublishKey{.vkey = note::to_text(key_)});
    play(house, cycle_,
         [&] { commits_.push_back(static_cast<std::size_t>(house.own_store.head().size)); });
    for (const auto& entry : house.own_store.log(0, 1'000'000))
        lines_.push_back(trail::line_of(entry, true));
}

std::string Sample::checkpoint(std::size_t size) const {
    return sign_lines(signing_, key_, lines_, size);
}

trail::Header Sample::header(std::size_t size) const {
    return {.checkpoint = checkpoint(size),
            .format = std::string(trail::format),
            .origin = key_.name,
            .vkey = note::to_text(key_)};
}

std::string Sample::excerpt(std::size_t size, std::uint64_t meets) const {
    auto head = header(size);
    head.cycle = cycle_;
    std::string text = trail::write(head) + "\n";
    trail::Excerpt lines(meets);
    for (const auto& line : std::span(lines_).first(size))
        text += lines.add(trail::cut_to(cycle_, line));
    return text + lines.end();
}

std::string Sample::write(const std::vector<trail::Line>& lines) const {
    std::string text = trail::write(header(lines.size())) + "\n";
    for (const auto& line : lines) text += trail::write(line) + "\n";
    return text;
}

std::string Sample::sign(std::uint64_t size, const Digest& root) const {
    return sign_checkpoint({.origin = key_.name, .size = size, .root = root}, key_,
                           [&](std::string_view message) {
                               const auto signature = signing_.sign(message);
                               return std::string(signature.begin(), signature.end());
                           });
}

std::string Sample::sign_anew(std::vector<trail::Line> lines) const {
    Frontier frontier;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto& line = lines[i];
        line.number = static_cast<std::int64_t>(i);
        if (!line.withheld()) line.leaf = leaf_hash(line.body);
        frontier.append(line.leaf);
    }
    auto head = header(1);
    head.checkpoint = sign(lines.size(), frontier.root());
    std::string text = trail::write(head) + "\n";
    for (const auto& line : lines) text += trail::write(line) + "\n";
    return text;
}

const Sample& sample() {
    static const Sample made;
    return made;
}

std::string whole() {
    return sample().write(sample().lines());
}

Lines cut_to_cycle() {
    Lines lines = sample().lines();
    for (auto& line : lines)
        if (line.stream != sample().cycle() && line.stream != registry_stream)
            line = trail::withheld_line(line.number, line.leaf);
    return lines;
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

Verdict verify(const std::string& text, trail::Known known) {
    trail::Verifier verifier(std::move(known), read_once);
    std::istringstream file(text);
    auto outcome = trail::verify_export(file, verifier);
    Verdict verdict{.fault = std::move(outcome.fault), .line = outcome.line};
    if (verdict.holds()) verdict.report = verifier.report();
    return verdict;
}

std::string Verdict::text() const {
    return fault ? std::string(name(fault->check)) + ": " + fault->text : "it holds";
}

bool Verdict::says(std::string_view words) const {
    const auto in = [&](const std::string& told) { return told.find(words) != told.npos; };
    return std::ranges::any_of(report.checks, in, &trail::Report::Line::text) ||
           std::ranges::any_of(report.unchecked, in);
}

std::string example_export() {
    const SigningKey signing{std::string(32, 'k')};
    const note::Key key = key_of(signing, "example.org");
    id::Seed salt{};
    for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(i);
    const RegistryEvent events[] = {
        {.fact =
             BodyRegistered{
                 .id = "labour", .name = {{"en", "Ministry of Labour"}}, .body_kind = "ministry"}},
        {.fact = PersonRegistered{.id = "per_01kbs3yt80e2h8jpsfe1dvb8z0",
                                  .body = "labour",
                                  .function = "focal point",
                                  .language = "bn"},
         .secret = {{"email", "rokeya@example.org"}, {"name", "Rokeya Begum"}}}};
    std::vector<trail::Line> lines;
    for (const auto& event : events) {
        const auto number = static_cast<std::int64_t>(lines.size());
        auto entry = write_entry(event,
                                 {.actor = "rule",
                                  .via = "control",
                                  .stream = registry_stream,
                                  .sequence = number + 1,
                                  .at = parse_instant("2026-01-01T03:00:00Z").value()},
                                 salt);
        entry.number = number;
        lines.push_back(trail::line_of(entry, true));
    }
    std::string text = trail::write(trail::Header{.checkpoint = sign_lines(signing, key, lines, 2),
                                                  .format = std::string(trail::format),
                                                  .origin = key.name,
                                                  .vkey = note::to_text(key)}) +
                       "\n";
    for (const auto& line : lines) text += trail::write(line) + "\n";
    return text;
}

}  // namespace paraph::test
