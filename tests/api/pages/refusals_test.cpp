#include "api/pages/refusals.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

namespace paraph::pages {
namespace {

std::string in_bangla(std::string_view text) {
    return refusal_in(text, language("bn")).value_or("");
}

/// What is written in the sources, literals that stand side by side as the one that they are.
std::string sources() {
    const auto root = std::filesystem::path(PARAPH_PAGES).parent_path().parent_path();
    std::stringstream text;
    for (const auto* folder : {"engine", "api/routes", "adapters/documents"})
        for (const auto& file : std::filesystem::recursive_directory_iterator(root / folder))
            if (file.path().extension() == ".cpp") text << std::ifstream(file.path()).rdbuf();
    const auto joined = std::regex_replace(text.str(), std::regex(R"("\s+")"), "");
    return std::regex_replace(joined, std::regex(R"(\\")"), "\"");
}

/// The words of a pattern between its names, without what may come from elsewhere at their ends.
std::vector<std::string> own_words(const std::string& pattern) {
    std::vector<std::string> parts;
    const std::regex name(R"(\{[a-z_]+\})");
    for (std::sregex_token_iterator part(pattern.begin(), pattern.end(), name, -1), end;
         part != end; ++part) {
        const auto text = part->str();
        const auto from = text.find_first_not_of("\":;. ");
        if (from == text.npos) continue;
        parts.push_back(text.substr(from, text.find_last_not_of("\":;. ") + 1 - from));
    }
    return parts;
}

TEST(Refusals, are_said_in_the_readers_language_with_the_names_and_numbers_put_in) {
    EXPECT_EQ(in_bangla("This must be answered."), "এর উত্তর দিতেই হবে।");
    EXPECT_EQ(in_bangla(R"("reviewers" takes at most 12.)"),
              "“reviewers” ভূমিকায় সর্বোচ্চ ১২টি সংস্থা থাকতে পারে।");
    EXPECT_EQ(in_bangla(R"("views" lies in "both", which is over; reopen the stage before that.)"),
              "“views” যে “both” ধাপের ভেতরে, তা শেষ হয়ে গেছে; তার আগের ধাপটি আবার খুলুন।");
    const std::string english = R"("step 2" needs a reason.)";
    EXPECT_EQ(refusal_in(english, language("en")), english);
}

TEST(Refusals, say_times_as_the_pages_do) {
    const auto text =
        "It is due at Mon 2025-12-22, 17:00 (Asia/Dhaka) now; extending makes that later.";
    EXPECT_EQ(refusal_in(text, language("en")),
              "It is due at Monday 22 December 2025, 17:00 (Dhaka) now; extending makes that "
              "later.");
    EXPECT_EQ(in_bangla(text),
              "এখন শেষ সময় সোমবার, ২২ ডিসেম্বর ২০২৫, ১৭:০০ (ঢাকা); সময় বাড়ালে তা আরও পরে হবে।");
    EXPECT_NE(in_bangla("It is due at Mon 2025-12-22, 17:00 (Nowhere) now; extending makes that "
                        "later."),
              "");
}

TEST(Refusals, are_taken_for_the_sentence_with_the_most_words_of_its_own) {
    EXPECT_EQ(in_bangla(R"("members" takes 2 bodies; 1 given.)"),
              "“members” ভূমিকায় ২টি সংস্থা লাগে; দেওয়া হয়েছে ১টি।");
    EXPECT_EQ(in_bangla(R"("members" takes 2 to 60 bodies; 1 given.)"),
              "“members” ভূমিকায় ২ থেকে ৬০টি সংস্থা লাগে; দেওয়া হয়েছে ১টি।");
    EXPECT_EQ(in_bangla("At most 5 characters."), "সর্বোচ্চ ৫ অক্ষর লেখা যায়।");
    EXPECT_EQ(in_bangla("At most 5."), "সর্বোচ্চ ৫।");
}

TEST(Refusals, that_no_catalogue_has_are_left_to_the_caller) {
    EXPECT_EQ(refusal_in("At most 40,000 ways at once.", language("bn")), std::nullopt);
    EXPECT_EQ(refusal_in("", language("bn")), std::nullopt);
    EXPECT_EQ(refusal_in(R"("" needs a reason.)", language("bn")), std::nullopt);
    EXPECT_EQ(refusal_in(R"("x" needs a reason. Did you mean "y"?)", language("bn")), std::nullopt);
    const auto sent = '"' + std::string(1'000'000, 'x') + R"(" needs a reason.)";
    EXPECT_EQ(refusal_in(sent, language("bn")), std::nullopt);
}

/// A sentence that is worded anew in the engine takes its entry along.
TEST(Refusals, are_worded_as_the_sources_word_them) {
    const auto written = sources();
    ASSERT_GT(written.size(), 100'000u);
    std::size_t sentences = 0;
    for (const auto& [key, forms] : language("en").entries()) {
        if (!key.starts_with("refusal.")) continue;
        ++sentences;
        for (const auto& part : own_words(forms.front()))
            EXPECT_NE(written.find(part), written.npos) << key << ": " << part;
    }
    EXPECT_GT(sentences, 150u);
}

}  // namespace
}  // namespace paraph::pages
