#include <chrono>

#include <gtest/gtest.h>

#include "engine/rules/paragraphs.hpp"
#include "engine/rules/sketch.hpp"
#include "engine/rules/text_diff.hpp"

namespace paraph {
namespace {

const std::string employer =
    "Recruitment fees and related costs are borne by the employer and never by the worker.";
const std::string employer_changed =
    "Recruitment fees and all related costs, also of domestic workers, are borne by the employer "
    "and never by the worker.";
const std::string agencies =
    "The ministry publishes a list of licensed agencies every quarter and withdraws the licence of "
    "those that charge workers.";
const std::string training =
    "Training before departure is free and given in the languages of those who leave.";
const std::string consulates =
    "Consulates keep a register of complaints and report on it to the parliament once a year.";

std::string text(std::initializer_list<std::string> paragraphs) {
    std::string all;
    for (const auto& paragraph : paragraphs) all += paragraph + "\n\n";
    return all;
}

std::vector<std::string> ids(const ParagraphMap& map) {
    std::vector<std::string> all;
    for (const auto& paragraph : map.paragraphs) all.push_back(paragraph.id);
    return all;
}

using Ids = std::vector<std::string>;

ParagraphMap first(std::initializer_list<std::string> paragraphs) {
    return map_paragraphs({}, text(paragraphs), 0);
}

TEST(Paragraphs, AnInsertionBeforeAChangedOneTakesNobodysId) {
    const auto before = first({employer, agencies});
    const auto after =
        map_paragraphs(before.paragraphs, text({training, employer_changed, agencies}), 2);
    EXPECT_EQ(ids(after), (Ids{"p3", "p1", "p2"}));
    EXPECT_EQ(after.inserted, Ids{"p3"});
    EXPECT_EQ(after.changed, Ids{"p1"});
    EXPECT_TRUE(after.deleted.empty());
    EXPECT_TRUE(after.moved.empty());
}

TEST(Paragraphs, AMovedOneKeepsItsId) {
    const auto before = first({employer, agencies, training, consulates});
    const auto after =
        map_paragraphs(before.paragraphs, text({agencies, training, consulates, employer}), 4);
    EXPECT_EQ(ids(after), (Ids{"p2", "p3", "p4", "p1"}));
    EXPECT_EQ(after.moved, Ids{"p1"});
    EXPECT_TRUE(after.changed.empty());
    EXPECT_TRUE(after.inserted.empty());
}

TEST(Paragraphs, OneThatMovedAndChangedIsStillKnown) {
    const auto before = first({employer, agencies, training, consulates});
    const auto after = map_paragraphs(before.paragraphs,
                                      text({agencies, training, consulates, employer_changed}), 4);
    EXPECT_EQ(ids(after).back(), "p1");
    EXPECT_EQ(after.moved, Ids{"p1"});
    EXPECT_EQ(after.changed, Ids{"p1"});
}

TEST(Paragraphs, ADeletedOnesIdNeverReturns) {
    const auto before = first({employer, agencies});
    const auto without = map_paragraphs(before.paragraphs, text({employer}), 2);
    EXPECT_EQ(without.deleted, Ids{"p2"});
    const auto again = map_paragraphs(without.paragraphs, text({employer, agencies}), 2);
    EXPECT_EQ(ids(again), (Ids{"p1", "p3"}));
}

std::vector<NewVersion> bangla(std::initializer_list<std::string> paragraphs) {
    return {{.language = "bn", .media_type = "text/markdown", .text = text(paragraphs)}};
}

TEST(Paragraphs, OneChangesWithAnyOfItsLanguages) {
    const auto both = text({employer, agencies});
    const auto before = map_paragraphs({}, both, 0, bangla({"এক।", "দুই।"}));
    EXPECT_EQ(before.paragraphs[1].versions.at("bn"), sha256("দুই।"));
    const auto after = map_paragraphs(before.paragraphs, both, 2, bangla({"এক।", "তিন।"}));
    EXPECT_EQ(after.changed, Ids{"p2"});
    const auto swapped =
        map_paragraphs(before.paragraphs, text({agencies, employer}), 2, bangla({"দুই।", "এক।"}));
    EXPECT_TRUE(swapped.changed.empty()) << "they move together";
    EXPECT_TRUE(map_paragraphs(before.paragraphs, both, 2).changed.empty()) << "one left out";
    const auto alone = first({employer, agencies});
    EXPECT_TRUE(map_paragraphs(alone.paragraphs, both, 2, bangla({"এক।", "দুই।"})).changed.empty())
        << "one added";
}

TEST(Paragraphs, OldListsWithoutSketchesPairInOrder) {
    auto before = first({employer, agencies});
    for (auto& paragraph : before.paragraphs) paragraph.sketch.clear();
    const auto after = map_paragraphs(before.paragraphs, text({employer_changed, agencies}), 2);
    EXPECT_EQ(ids(after), (Ids{"p1", "p2"}));
}

TEST(Sketch, IsLikeThatOfAChangedTextAndUnlikeAnothers) {
    EXPECT_EQ(likeness(sketch_of(employer), sketch_of(employer)), 16);
    EXPECT_GE(likeness(sketch_of(employer), sketch_of(employer_changed)), alike);
    EXPECT_LT(likeness(sketch_of(employer), sketch_of(consulates)), alike);
    EXPECT_EQ(likeness("", sketch_of(employer)), 0);
}

TEST(Sketch, StaysTheSameForEver) {  // it is stored with every revision
    EXPECT_EQ(sketch_of("to paraph"), sketch_of("  to   paraph\n"));
    EXPECT_EQ(sketch_of("to paraph"), "60efa08ee9decc1c0f9ce33d668fbb22");
}

/// A text of sixty pages: 1,200 paragraphs of 25 words.
std::vector<TextBlock> long_text(unsigned seed) {
    std::vector<TextBlock> blocks;
    for (int i = 0; i < 1'200; ++i) {
        std::string words;
        for (int w = 0; w < 25; ++w) {
            seed = seed * 1664525u + 1013904223u;
            words += "word" + std::to_string(seed >> 20) + " ";
        }
        blocks.push_back({.id = "p" + std::to_string(i + 1), .text = words});
    }
    return blocks;
}

TEST(TextDiff, TellsInsertedDeletedMovedChangedAndUnchanged) {
    const std::vector<TextBlock> before{
        {"p1", "one"}, {"p2", "two"}, {"p3", "three"}, {"p4", "x y"}};
    const std::vector<TextBlock> after{
        {"p3", "three"}, {"p1", "one"}, {"p4", "x z"}, {"p5", "five"}};
    std::string told;
    for (const auto& row : diff_texts(before, after))
        told += row.id + ":" + std::to_string(static_cast<int>(row.change)) +
                (row.moved ? "m" : "") + " ";
    EXPECT_EQ(told, "p2:3 p3:0 p1:0m p4:1 p5:2 ");
}

TEST(TextDiff, ComparesSixtyPagesInAFractionOfTheLimit) {
    const auto before = long_text(7);
    auto after = before;
    for (std::size_t i = 0; i < after.size(); i += 3) after[i].text += "and more";
    std::swap(after[10], after[900]);
    after.erase(after.begin() + 500);
    const auto start = std::chrono::steady_clock::now();
    const auto rows = diff_texts(before, after);
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(rows.size(), before.size());
    EXPECT_LT(took, std::chrono::milliseconds(200));
}

}  // namespace
}  // namespace paraph
