#include "engine/rules/word_diff.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace paraph {
namespace {

std::string written(std::string_view before, std::string_view after) {
    std::string text;
    for (const auto& run : diff_words(before, after)) {
        const char* marks[] = {"", "-", "+"};
        text += marks[static_cast<std::size_t>(run.change)] + ("[" + run.text + "]");
    }
    return text;
}

std::string without(std::string_view before, std::string_view after, WordChange left_out) {
    std::string text;
    for (const auto& run : diff_words(before, after))
        if (run.change != left_out) text += run.text;
    return text;
}

TEST(WordDiff, tells_which_words_changed) {
    EXPECT_EQ(written("fees are borne by the employer.", "fees are borne by the employer."),
              "[fees are borne by the employer.]");
    EXPECT_EQ(written("is renewed every quarter.", "is renewed every month."),
              "[is renewed every ]-[quarter.]+[month.]");
    EXPECT_EQ(written("a b c", "b c d"), "-[a ][b c]+[ d]");
    EXPECT_EQ(written("fees are paid", "fees are paid by the employer"),
              "[fees are paid]+[ by the employer]");
    EXPECT_EQ(written("a b c", "a b"), "[a b]-[ c]");
    EXPECT_EQ(written("", "new words"), "+[new words]");
    EXPECT_EQ(written("old words", ""), "-[old words]");
    EXPECT_EQ(written("", ""), "");
    EXPECT_EQ(written("one\ntwo", "one two"), "[one\ntwo]") << "where a line breaks is no change";
    EXPECT_EQ(written("শ্রমিক কোনো টাকা দেন না", "শ্রমিক কোনো অর্থ দেন না"),
              "[শ্রমিক কোনো ]-[টাকা ]+[অর্থ ][দেন না]");
}

std::string random_words(std::mt19937& random, int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += static_cast<char>('a' + random() % 4) + std::string(" ");
    return text;
}

std::size_t letters_in(const std::string& text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count(text, ' '));
}

std::size_t common_words(const std::string& a, const std::string& b) {
    const auto rows = letters_in(a), columns = letters_in(b);
    std::vector<std::vector<std::size_t>> best(rows + 1, std::vector<std::size_t>(columns + 1));
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            best[i][j] = a[2 * i] == b[2 * j] ? best[i + 1][j + 1] + 1
                                              : std::max(best[i + 1][j], best[i][j + 1]);
    return best[0][0];
}

TEST(WordDiff, loses_nothing_and_edits_as_little_as_can_be) {
    std::mt19937 random(7);
    for (int i = 0; i < 500; ++i) {
        auto before = random_words(random, static_cast<int>(random() % 12));
        auto after = random_words(random, static_cast<int>(random() % 12));
        if (i % 2 == 1) before = before.substr(0, before.find_last_not_of(' ') + 1);
        if (i % 4 > 1) after = after.substr(0, after.find_last_not_of(' ') + 1);
        SCOPED_TRACE(before + "| " + after);
        EXPECT_EQ(without(before, after, WordChange::inserted), before);
        EXPECT_EQ(without(before, after, WordChange::deleted), after);
        std::size_t kept = 0;
        for (const auto& run : diff_words(before, after))
            if (run.change == WordChange::same) kept += letters_in(run.text);
        EXPECT_EQ(kept, common_words(before, after));
    }
}

TEST(WordDiff, gives_up_where_nothing_stayed) {
    std::string before, after;
    for (int i = 0; i < 30'000; ++i) {
        before += "old" + std::to_string(i) + " ";
        after += "new" + std::to_string(i) + " ";
    }
    const auto runs = diff_words("Same " + before + "end", "Same " + after + "end");
    ASSERT_EQ(runs.size(), 4u);
    EXPECT_EQ(runs[1].text, before);
    EXPECT_EQ(runs[2].text, after);
    EXPECT_EQ(runs[3].text, "end");
}

TEST(WordDiff, finds_the_changes_of_a_long_text) {
    std::string before, after;
    for (int i = 0; i < 30'000; ++i) {
        before += "word" + std::to_string(i) + " ";
        after += (i % 100 == 0 ? "changed " : "word" + std::to_string(i) + " ");
    }
    EXPECT_EQ(diff_words(before, after).size(), 900u);
}

}  // namespace
}  // namespace paraph
