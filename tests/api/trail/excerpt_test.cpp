// The record of one cycle: short, and as hard to tamper with as the whole log's.

#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "tests/api/trail/sample.hpp"

namespace paraph::test {
namespace {

using trail::Check;

std::string excerpt() {
    return sample().excerpt(sample().lines().size());
}

/// The lines of the cycle's own entries.
std::vector<std::size_t> own(const std::vector<std::string>& lines) {
    std::vector<std::size_t> found;
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (lines[i].find("\"stream\":\"" + sample().cycle()) != std::string::npos)
            found.push_back(i);
    return found;
}

Check check_of(const std::vector<std::string>& lines, const trail::Known& known = {}) {
    const auto verdict = verify(join(lines), known);
    if (verdict.holds()) throw std::runtime_error("it holds");
    return verdict.fault->check;
}

TEST(Excerpt, holds_and_leaves_nothing_of_its_cycle_unchecked) {
    const auto verdict = verify(excerpt(), {.key = sample().key()});
    EXPECT_TRUE(verdict.holds()) << verdict.text();
    EXPECT_TRUE(verdict.says("entries withheld"));
    EXPECT_TRUE(verdict.says("went on")) << "the log goes on after the cycle";
    EXPECT_FALSE(verdict.says("not replayed"));
}

TEST(Excerpt, is_as_long_as_what_it_shows) {
    const auto& lines = sample().lines();
    const auto shown = static_cast<std::size_t>(std::ranges::count_if(lines, [](const auto& line) {
        return line.stream == sample().cycle() || line.stream == registry_stream;
    }));
    const auto written = split(excerpt());
    EXPECT_LE(written.size(), 1 + 2 * shown + 1);
    EXPECT_LT(written.size(), lines.size());
}

TEST(Excerpt, of_which_an_entry_was_removed_is_found) {
    const auto lines = split(excerpt());
    for (const auto at : own(lines)) {
        auto fewer = lines;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at));
        EXPECT_EQ(name(check_of(fewer)), name(Check::tree));
    }
}

TEST(Excerpt, in_which_two_entries_changed_places_is_found) {
    auto lines = split(excerpt());
    const auto mine = own(lines);
    std::swap(lines[mine[1]], lines[mine[2]]);
    EXPECT_EQ(name(check_of(lines)), name(Check::tree));
}

TEST(Excerpt, with_an_entry_of_another_log_is_found) {
    auto lines = split(excerpt());
    const auto at = own(lines)[1];
    auto line = trail::read_line(std::string_view(lines[at]).substr(0, lines[at].size() - 1));
    ASSERT_TRUE(line);
    const auto year = line->body.find("\"at\":\"20") + 6;
    line->body.replace(year, 4, "2031");
    line->leaf = leaf_hash(line->body);
    lines[at] = trail::write(*line) + "\n";
    EXPECT_TRUE(verify(join(lines)).fault);
}

/// Whoever writes the excerpt knows the leaf hash, so the tree is whole without the entry.
TEST(Excerpt, that_withholds_an_entry_of_its_own_cycle_is_found) {
    const auto lines = split(excerpt());
    const auto mine = own(lines);
    for (const auto at : std::vector(mine.begin(), mine.end() - 1)) {
        auto line = trail::read_line(std::string_view(lines[at]).substr(0, lines[at].size() - 1));
        ASSERT_TRUE(line);
        auto hidden = lines;
        hidden[at] = trail::write(trail::withheld_line(line->number, line->leaf)) + "\n";
        EXPECT_EQ(name(check_of(hidden)), name(Check::order)) << "line " << at;
    }
}

/// Not its last one: that looks as if the cycle had not gone so far, and the report says so.
TEST(Excerpt, that_ends_before_its_cycle_does_says_so) {
    auto lines = split(excerpt());
    const auto at = own(lines).back();
    const auto line = trail::read_line(std::string_view(lines[at]).substr(0, lines[at].size() - 1));
    lines[at] = trail::write(trail::withheld_line(line->number, line->leaf)) + "\n";
    const auto verdict = verify(join(lines));
    EXPECT_TRUE(!verdict.holds() || verdict.says("went on")) << verdict.text();
}

TEST(Excerpt, of_another_root_in_a_run_is_found) {
    auto lines = split(excerpt());
    const auto run = std::ranges::find_if(
        lines, [](const auto& line) { return line.find("\"roots\":[") != std::string::npos; });
    ASSERT_NE(run, lines.end());
    auto& digit = (*run)[run->find("\"roots\":[\"") + 10];
    digit = digit == '0' ? '1' : '0';
    EXPECT_EQ(name(check_of(lines)), name(Check::tree));
}

TEST(Excerpt, with_a_run_of_other_than_its_roots_is_no_export) {
    auto lines = split(excerpt());
    for (auto& line : lines) {
        const auto roots = line.find("\"roots\":[");
        const auto second = roots == line.npos ? roots : line.find(",\"", roots);
        if (second == line.npos || second > line.find(']')) continue;
        line.erase(roots + 9, second + 1 - roots - 9);  // the first of several
        break;
    }
    EXPECT_EQ(name(check_of(lines)), name(Check::form));
}

/// What is left out must not hide that a log has two histories.
TEST(Excerpt, is_held_to_a_checkpoint_or_says_that_it_can_not_be) {
    const auto size = sample().lines().size();
    std::uint64_t inside = 0;  // a size in the midst of a run's last subtree
    for (std::uint64_t at = 1; at < size && inside == 0; ++at) {
        const auto verdict = verify(excerpt(), {.remembered = sample().checkpoint(at)});
        if (verdict.holds()) continue;
        EXPECT_EQ(name(verdict.fault->check), name(Check::memory));
        EXPECT_NE(verdict.text().find("--since"), std::string::npos) << verdict.text();
        inside = at;
    }
    ASSERT_NE(inside, 0u) << "the sample's runs are too short to try it";
    const auto held =
        verify(sample().excerpt(size, inside), {.remembered = sample().checkpoint(inside)});
    EXPECT_TRUE(held.holds()) << held.text();
    const auto forked = verify(sample().excerpt(size, inside),
                               {.remembered = sample().sign(inside, sha256("another history"))});
    EXPECT_FALSE(forked.holds());
}

}  // namespace
}  // namespace paraph::test
