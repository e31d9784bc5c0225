#include "engine/trail/policy.hpp"

#include "engine/trail/checkpoint.hpp"
#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

note::Key witness(char c) {
    return {std::string("w") + c + ".example", note::Algorithm::cosignature, std::string(32, c)};
}

TEST(WitnessPolicy, AsksForAsManyAsItsQuorumSays) {
    NEEDS_VECTORS("worked-example");
    const auto folder = test::vectors("worked-example");
    const std::string cosigned = test::read_file(folder / "ckpt5");
    const std::string alone = test::read_file(folder / "ckpt3");
    // ORIGIN.md: the witness's seed is bytes 20 to 3f; this is its public key.
    const std::string key = "witness w1 " + test::worked_example_witness() + "\n";
    const std::string other = "witness w2 " + note::to_text(witness('x')) + "\n";
    const auto met = [&](const std::string& text, const std::string& note) {
        return WitnessPolicy::parse(text).value().met_by(note);
    };
    EXPECT_EQ(met(key + "quorum w1\n", cosigned).value(),
              std::vector<std::string>{"witness.example.org/w1"});
    EXPECT_FALSE(met(key + "quorum w1\n", alone));
    EXPECT_TRUE(met(key + other + "group any any w1 w2\nquorum any\n", cosigned));
    EXPECT_FALSE(met(key + other + "group all all w1 w2\nquorum all\n", cosigned));
    EXPECT_FALSE(met(key + other + "group two 2 w1 w2\nquorum two\n", cosigned));
    EXPECT_EQ(met(key + other + "group two 2 w1 w2\nquorum two\n", cosigned).error().text,
              "The policy asks for the word of 2 of \"w1\", \"w2\". Of what it asks for this "
              "checkpoint has \"w1\".");
    EXPECT_EQ(met(key + other + "quorum w2\n", cosigned).error().text,
              "The policy asks for the word of \"w2\". Of what it asks for this checkpoint has "
              "nothing.");
    EXPECT_TRUE(met(key + "quorum none\n", alone));
    std::string forged = cosigned;
    forged.replace(forged.find("\n5\n"), 3, "\n6\n");
    EXPECT_FALSE(met(key + "quorum w1\n", forged));
}

TEST(WitnessPolicy, NamesTheLineThatItCantRead) {
    const std::string good = "# whom we ask\nwitness a " + note::to_text(witness('a')) +
                             " https://a.example\n\ngroup g 1 a\nquorum g\n";
    EXPECT_TRUE(WitnessPolicy::parse(good));
    for (const char* text :
         {"", "quorum a\n", "witness a b\nquorum a\n", "group g any x\nquorum g",
          "quorum none\nquorum none\n", "tell me\nquorum none\n", "group g 0 x\nquorum none\n"})
        EXPECT_FALSE(WitnessPolicy::parse(text)) << text;
    const auto refused = WitnessPolicy::parse(good + "group g 1 a\n");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().text.find("line 6"), std::string::npos) << refused.error().text;
}

}  // namespace
}  // namespace paraph
