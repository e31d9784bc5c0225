#include "workflows/tools/draw.hpp"

#include <graphviz/cgraph.h>
#include <thread>

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"
#include "workflows/library/shipped.hpp"

#ifdef __SANITIZE_ADDRESS__
/// Graphviz keeps a buffer of its own until the process ends.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libgvc\n";
}
#endif

namespace paraph {
namespace {

std::shared_ptr<const Definition> write_round() {
    for (const auto& file : shipped()) {
        if (file.name == "write-round") return read_definition(file.text).definition;
    }
    return nullptr;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Draw, every_stage_way_and_end_is_there) {
    const auto svg = draw_svg(*write_round(), nullptr, {});
    for (const auto* part :
         {"Finance statement", "Request", "Resolution", "Clearance", "Meeting", "Cleared",
          "Withdrawn", "Refused", "not passed", "declined", "10 clear working days",
          "<title>Clearance by correspondence</title>", "<desc>", "role=\"img\""}) {
        EXPECT_TRUE(has(svg, part)) << part;
    }
}

TEST(Draw, the_picture_in_the_readme_is_what_is_drawn) {
    test::expect_golden("docs/pictures/write-round.svg", draw_svg(*write_round(), nullptr, {}));
}

TEST(Draw, a_picture_needs_nothing_from_outside) {
    const auto svg = draw_svg(*write_round(), nullptr, {});
    for (const auto* part : {"<style", "style=", "<script", "href", "url(", "class="}) {
        EXPECT_FALSE(has(svg, part)) << part;
    }
}

TEST(Draw, in_bangla_words_and_digits_are_bangla) {
    Look look;
    look.language = "bn";
    const auto svg = draw_svg(*write_round(), nullptr, look);
    EXPECT_TRUE(has(svg, "চূড়ান্ত সম্মতি"));
    EXPECT_TRUE(has(svg, "১০ পূর্ণ কর্মদিবস"));
    EXPECT_FALSE(has(svg, "working days"));
}

TEST(Draw, where_a_cycle_stands_is_said_in_words_and_shapes) {
    Standing standing;
    standing.stages["finance statement"].state = Standing::State::skipped;
    auto& request = standing.stages["request"];
    request.state = Standing::State::now;
    request.bodies = {{Standing::Dot::Kind::answered, "Labour"},
                      {Standing::Dot::Kind::blocking, "Home <Affairs>"},
                      {Standing::Dot::Kind::awaited, "Law"}};
    const auto svg = draw_svg(*write_round(), &standing, {});
    for (const auto* part : {"skipped", ">now<", "to come", "Labour", "Home &lt;Affairs&gt;", "Law",
                             "stroke-dasharray", "blocks", "#1D5B8F"}) {
        EXPECT_TRUE(has(svg, part)) << part;
    }
    EXPECT_FALSE(has(svg, "<Affairs>"));
    EXPECT_LT(svg.find("Home"), svg.find("Law"));  // what blocks comes first
}

TEST(Draw, where_a_cycle_was_abandoned_nothing_is_present_or_to_come) {
    Standing standing;
    standing.over = true;
    standing.stages["request"] = {Standing::State::stopped, "abandoned here", {}};
    const auto svg = draw_svg(*write_round(), &standing, {});
    for (const auto* part : {">abandoned here<", ">not reached<"})
        EXPECT_TRUE(has(svg, part)) << part;
    for (const auto* part : {">now<", ">to come<", "#1D5B8F"}) EXPECT_FALSE(has(svg, part)) << part;
}

TEST(Draw, many_bodies_are_counted_and_those_that_block_are_named) {
    Standing standing;
    auto& request = standing.stages["request"];
    request.state = Standing::State::now;
    for (int i = 1; i <= 60; ++i) {
        request.bodies.push_back({Standing::Dot::Kind::awaited, "member " + std::to_string(i)});
    }
    request.bodies.push_back({Standing::Dot::Kind::blocking, "objector"});
    const auto svg = draw_svg(*write_round(), &standing, {});
    EXPECT_TRUE(has(svg, "objector"));
    EXPECT_TRUE(has(svg, "+ 38 more"));
    EXPECT_FALSE(has(svg, "member 60"));
}

TEST(Draw, the_narrow_picture_fits_a_phone_and_writes_out_what_no_arrow_shows) {
    Look look;
    look.direction = Look::Direction::down;
    const auto svg = draw_svg(*write_round(), nullptr, look);
    EXPECT_TRUE(has(svg, "viewBox=\"0 0 360 "));
    EXPECT_TRUE(has(svg, "unchanged, after 3 times → Meeting"));
    EXPECT_TRUE(has(svg, "withdrawn → end: Withdrawn"));
    EXPECT_FALSE(has(svg, ">signed → Request<"));  // an arrow leads there
}

TEST(Draw, the_way_that_was_taken_stands_out) {
    Standing standing;
    standing.stages["request"] = {Standing::State::settled, "passed", {}};
    const auto ink_ways = [&] {
        constexpr std::string_view way = "stroke=\"#14213D\" stroke-width=\"1.5\"/>";
        const auto svg = draw_svg(*write_round(), &standing, {});
        std::size_t count = 0;
        for (auto at = svg.find(way); at != std::string::npos; at = svg.find(way, at + 1)) ++count;
        return count;
    };
    EXPECT_EQ(ink_ways(), 2u);  // where it begins, and from request to clearance
    standing.stages["request"].note = "";
    EXPECT_EQ(ink_ways(), 1u);
}

TEST(Draw, the_same_picture_every_time_and_on_every_thread) {
    const auto definition = write_round();
    const auto first = draw_svg(*definition, nullptr, {});
    std::vector<std::string> pictures(4);
    {
        std::vector<std::jthread> threads;
        for (auto& picture : pictures) {
            threads.emplace_back([&] { picture = draw_svg(*definition, nullptr, {}); });
        }
    }
    for (const auto& picture : pictures) EXPECT_EQ(picture, first);
}

Standing half_way() {
    Standing standing;
    standing.stages["finance statement"] = {Standing::State::settled, "signed", {}};
    standing.stages["request"] = {Standing::State::now,
                                  "due Mon 22 Dec, 17:00",
                                  {{Standing::Dot::Kind::answered, "Labour"},
                                   {Standing::Dot::Kind::blocking, "Home \"& <Affairs>\" #1"},
                                   {Standing::Dot::Kind::awaited, "Law"},
                                   {Standing::Dot::Kind::asked, "Health"}}};
    return standing;
}

TEST(Draw, as_text_for_graphviz) {
    const auto standing = half_way();
    test::expect_golden("tests/workflows/pictures/write-round.dot",
                        draw_dot(*write_round(), nullptr, {}));
    test::expect_golden("tests/workflows/pictures/half-way.dot",
                        draw_dot(*write_round(), &standing, {}));
}

TEST(Draw, as_text_for_mermaid) {
    const auto standing = half_way();
    test::expect_golden("tests/workflows/pictures/write-round.mmd",
                        draw_mermaid(*write_round(), nullptr, {}));
    test::expect_golden("tests/workflows/pictures/half-way.mmd",
                        draw_mermaid(*write_round(), &standing, {}));
}

TEST(Draw, graphviz_reads_what_is_written_for_it) {
    const auto standing = half_way();
    for (const auto& file : shipped()) {
        if (file.kind != Shipped::Kind::definition) continue;
        const auto definition = read_definition(file.text).definition;
        const auto text = draw_dot(*definition, &standing, {});
        Agraph_t* graph = agmemread(const_cast<char*>(text.c_str()));
        ASSERT_TRUE(graph) << text;
        EXPECT_GT(agnnodes(graph), static_cast<int>(definition->stages.size()));
        agclose(graph);
    }
}

}  // namespace
}  // namespace paraph
