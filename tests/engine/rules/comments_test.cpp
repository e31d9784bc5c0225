#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "engine/base/id.hpp"
#include "engine/model/comment.hpp"
#include "engine/rules/carrying.hpp"

namespace paraph {
namespace {

const std::string cycle = id::make(id::cycle, Instant{}, id::Seed{1});

Comment comment(std::uint32_t ordinal, Force force = Force::remark) {
    Comment made;
    made.id = id::inside(id::comment, cycle, ordinal);
    made.number = static_cast<int>(ordinal);
    made.force = force;
    return made;
}

Comments many(std::uint32_t count) {
    Comments all;
    for (std::uint32_t i = 1; i <= count; ++i)
        all.add(comment(2 * i, i % 10 == 0 ? Force::condition : Force::remark));
    return all;
}

TEST(Comments, AreFoundByTheirIds) {
    const auto all = many(1'000);
    ASSERT_EQ(all.size(), 1'000u);
    EXPECT_EQ(all.find(id::inside(id::comment, cycle, 2 * 777))->number, 2 * 777);
    EXPECT_EQ(all.find(id::inside(id::comment, cycle, 3)), nullptr);
    EXPECT_EQ(all.find("com_nonsense"), nullptr);
    int number = 0;
    for (const auto& each : all) EXPECT_GT(each->number, std::exchange(number, each->number));
}

TEST(Comments, KeepTheirFiguresAsTheyChange) {
    auto all = many(1'000);
    EXPECT_EQ(all.open_conditions(), 100);
    EXPECT_EQ(all.unanswered(), 1'000);
    const auto condition = id::inside(id::comment, cycle, 2 * 10);
    all.change(condition, [](Comment& each) { each.status = CommentStatus::lifted; });
    all.change(id::inside(id::comment, cycle, 2),
               [](Comment& each) { each.disposition = Disposition::noted; });
    EXPECT_EQ(all.open_conditions(), 99);
    EXPECT_EQ(all.unanswered(), 998);
    int visited = 0;
    all.each_open_condition([&](const Comment& each) { visited += is_open_condition(each); });
    EXPECT_EQ(visited, 99);
    EXPECT_FALSE(all.change("com_nonsense", [](Comment&) {}));
}

TEST(Comments, ACopyNeverChanges) {
    auto all = many(300);
    const Comments before = all;
    const auto id = id::inside(id::comment, cycle, 2 * 200);
    all.change(id, [](Comment& each) { each.status = CommentStatus::withdrawn; });
    all.add(comment(2 * 301));
    EXPECT_EQ(before.size(), 300u);
    EXPECT_EQ(before.find(id)->status, CommentStatus::open);
    EXPECT_EQ(all.find(id)->status, CommentStatus::withdrawn);
    EXPECT_EQ(before[0].get(), all[0].get()) << "what did not change is shared";
}

TEST(Comments, TravelInASnapshot) {
    State state;
    state.id = cycle;
    state.comments = many(300);
    state.comments.change(id::inside(id::comment, cycle, 40), [](Comment& each) {
        each.selection = Selection{.start = 3, .end = 9};
        each.thread = {7, 9};
    });
    const auto text = encode(state);
    const auto back = decode_text<State>(text, {.depth = 32, .bytes = 16u << 20});
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(encode(*back), text);
    EXPECT_EQ(back->comments.open_conditions(), state.comments.open_conditions());
}

TEST(Carrying, FollowsTheParagraphThroughTheRevisions) {
    State state;
    const auto add = [&](int number, std::vector<std::string> changed,
                         std::vector<std::string> paragraphs) {
        auto revision = std::make_shared<Revision>();
        revision->number = number;
        revision->changed = std::move(changed);
        auto list = std::make_shared<std::vector<Paragraph>>();
        for (auto& id : paragraphs) list->push_back({.id = id});
        revision->paragraphs = std::move(list);
        state.revisions.push_back(std::move(revision));
    };
    add(1, {}, {"p1", "p2", "p3"});
    add(2, {"p2", "p3"}, {"p1", "p2"});
    const auto fate = [&](int revision, const std::string& paragraph) {
        Comment made;
        made.revision = revision;
        made.paragraph = paragraph;
        return Carryings(state).of(made);
    };
    EXPECT_EQ(fate(1, "p1"), Carrying::carried);
    EXPECT_EQ(fate(1, ""), Carrying::carried);
    EXPECT_EQ(fate(1, "p2"), Carrying::outdated);
    EXPECT_EQ(fate(1, "p3"), Carrying::gone);
    EXPECT_EQ(fate(2, "p2"), Carrying::current);
    add(3, {}, {"p2", "p1"});
    EXPECT_EQ(fate(2, "p2"), Carrying::carried);
    EXPECT_EQ(Carryings(state).number_of("p1"), 2);
}

}  // namespace
}  // namespace paraph
