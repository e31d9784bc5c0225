// A form is checked when it is sent; a refusal points at the question.

#include "engine/rules/forms.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

Stage stage_with_form() {
    using Type = FormField::Type;
    Stage stage;
    stage.name = "assessment";
    stage.form = {{.name = "summary", .required = true, .least = 3, .most = 5},
                  {.name = "rating", .type = Type::number, .least = 1, .most = 5},
                  {.name = "shown", .type = Type::yes_no},
                  {.name = "since", .type = Type::date},
                  {.name = "a b", .type = Type::one_of, .choices = {"x", "y"}},
                  {.name = "themes", .type = Type::some_of, .choices = {"x", "y"}, .most = 1}};
    return stage;
}

const PositionRule reviewed{.name = "reviewed"};
const PositionRule recuse{.name = "recuse", .leaves_base = true};

std::string where(const json::object& form) {
    const auto checked = check_form(stage_with_form(), reviewed, form);
    return checked ? "" : checked.error().where;
}

TEST(Forms, what_fits_is_taken) {
    EXPECT_EQ(where({{"summary", "গৃহী"},
                     {"rating", 5},
                     {"shown", true},
                     {"since", "2026-01-31"},
                     {"a b", "y"},
                     {"themes", json::array{"x"}}}),
              "");
    EXPECT_EQ(where({{"summary", "abc"}}), "");
}

TEST(Forms, a_refusal_points_at_the_question) {
    EXPECT_EQ(where({}), "/form/summary");
    EXPECT_EQ(where({{"summary", "ab"}}), "/form/summary");
    EXPECT_EQ(where({{"summary", "abcdef"}}), "/form/summary");
    EXPECT_EQ(where({{"summary", 3}}), "/form/summary");
    EXPECT_EQ(where({{"summary", "   "}}), "/form/summary");
    EXPECT_EQ(where({{"summary", "abc"}, {"rating", 0}}), "/form/rating");
    EXPECT_EQ(where({{"summary", "abc"}, {"rating", 1.5}}), "/form/rating");
    EXPECT_EQ(where({{"summary", "abc"}, {"shown", "yes"}}), "/form/shown");
    EXPECT_EQ(where({{"summary", "abc"}, {"since", "2026-02-30"}}), "/form/since");
    EXPECT_EQ(where({{"summary", "abc"}, {"a b", "z"}}), "/form/a b");
    EXPECT_EQ(where({{"summary", "abc"}, {"themes", json::array{"x", "x"}}}), "/form/themes/1");
    EXPECT_EQ(where({{"summary", "abc"}, {"themes", json::array{"x", "y"}}}), "/form/themes");
    EXPECT_EQ(where({{"summary", "abc"}, {"sumary", "abc"}}), "/form/sumary");
}

TEST(Forms, choices_with_titles_are_named_by_them_and_recorded_as_they_are_written) {
    Stage stage = stage_with_form();
    stage.form = {{.name = "course",
                   .type = FormField::Type::one_of,
                   .choices = {"late", "on track"},
                   .choice_titles = {{"late", {{"bn", "পিছিয়ে"}, {"en", "Behind"}}}}}};
    EXPECT_TRUE(check_form(stage, reviewed, json::object{{"course", "late"}}));
    EXPECT_FALSE(check_form(stage, reviewed, json::object{{"course", "Behind"}}));
    const auto schema = form_schema(stage.form, "bn");
    EXPECT_EQ(json::serialize(schema.at("properties").at("course").at("oneOf")),
              R"([{"const":"late","title":"পিছিয়ে"},{"const":"on track"}])");
}

TEST(Forms, all_mistakes_are_told_at_once_in_the_order_of_the_questions) {
    std::string told;
    const json::object filled{{"themes", json::array{"z"}}, {"rating", 9}, {"shown", true}};
    for (const auto& mistake : form_mistakes(stage_with_form().form, filled))
        told += mistake.where + " ";
    EXPECT_EQ(told, "/form/summary /form/rating /form/themes/0 ");
    EXPECT_TRUE(form_mistakes(stage_with_form().form, {{"summary", "abc"}}).empty());
}

TEST(Forms, whoever_leaves_the_base_fills_in_none) {
    EXPECT_TRUE(check_form(stage_with_form(), recuse, std::nullopt));
    EXPECT_FALSE(check_form(stage_with_form(), recuse, json::object{{"summary", "abc"}}));
    EXPECT_FALSE(check_form(stage_with_form(), reviewed, std::nullopt));
    EXPECT_FALSE(check_form(Stage{}, reviewed, json::object{{"summary", "abc"}}));
    EXPECT_TRUE(check_form(Stage{}, reviewed, std::nullopt));
}

}  // namespace
}  // namespace paraph
