#include "engine/trail/proof.hpp"

#include "engine/base/codec.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"
#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

/// Five entries with checkpoint and proof, accepted by three independent implementations.
class WorkedExample : public testing::Test {
protected:
    void SetUp() override {
        NEEDS_VECTORS("worked-example");
        for (int i = 0; i < 5; ++i)
            leaves.push_back(leaf_hash(file("entry" + std::to_string(i) + ".json")));
        std::string vkey = file("vkey");
        while (vkey.ends_with('\n')) vkey.pop_back();
        key = note::parse_key(vkey).value();
    }
    static std::string file(const std::string& name) {
        return test::read_file(test::vectors("worked-example") / name);
    }
    std::vector<Digest> leaves;
    note::Key key;
};

TEST_F(WorkedExample, EntriesAreCanonicalAndTheirLeavesAreTheTile) {
    std::string tile;
    for (const auto& leaf : leaves)
        tile.append(reinterpret_cast<const char*>(leaf.data()), leaf.size());
    EXPECT_EQ(file("tile0"), tile);
    for (int i = 0; i < 5; ++i) {
        const std::string body = file("entry" + std::to_string(i) + ".json");
        EXPECT_EQ(canonical(parse_json(body).value()), body);
    }
}

TEST_F(WorkedExample, CheckpointsSignTheTreeAsItGrew) {
    const Nodes nodes = nodes_over(leaves);
    const auto three = open_checkpoint(file("ckpt3"), key);
    const auto five = open_checkpoint(file("ckpt5"), key);
    ASSERT_TRUE(three && five);
    EXPECT_EQ(three->root, root_of(3, nodes));
    EXPECT_EQ(five->root, root_of(5, nodes));
    EXPECT_TRUE(verify_consistency(3, 5, consistency_proof(3, 5, nodes), three->root, five->root));
}

TEST_F(WorkedExample, ProofIsTheFileAndHolds) {
    const std::string text = file("proof.tlog-proof");
    const auto proof = parse_tlog_proof(text);
    ASSERT_TRUE(proof) << proof.error().text;
    EXPECT_EQ(to_tlog_proof(*proof), text);
    EXPECT_EQ(proof->hashes, inclusion_proof(2, 5, nodes_over(leaves)));
    EXPECT_TRUE(verify_proof(*proof, leaves[2], key));
    EXPECT_EQ(decode_text<InclusionProof>(encode(*proof)).value(), *proof);
    const json::value shape = parse_json(encode(*proof)).value();
    EXPECT_EQ(shape.at("logIndex").as_int64(), 2);
    EXPECT_EQ(shape.at("hashes").at(0).as_string().size(), 64u);
}

TEST_F(WorkedExample, WhatIsChangedDoesNotHold) {
    const auto proof = parse_tlog_proof(file("proof.tlog-proof")).value();
    EXPECT_FALSE(verify_proof(proof, leaves[3], key));
    auto changed = proof;
    changed.logIndex = 3;
    EXPECT_FALSE(verify_proof(changed, leaves[2], key));
    changed = proof;
    changed.treeSize = 3;
    EXPECT_FALSE(verify_proof(changed, leaves[2], key));
    changed = proof;
    changed.hashes[1][5] ^= 1;
    EXPECT_FALSE(verify_proof(changed, leaves[2], key));
    changed = proof;
    changed.checkpoint = file("ckpt3");
    EXPECT_FALSE(verify_proof(changed, leaves[2], key));
}

// The suite's samples end in something that is no checkpoint, which we refuse for what it is.
TEST(Proof, IsReadAsTheReferenceDoes) {
    NEEDS_VECTORS("tlog-proof");
    const auto samples = test::read_json(test::vectors("tlog-proof") / "vectors.json");
    for (const auto& sample : samples.as_array()) {
        const auto proof = parse_tlog_proof(sample.at("text").as_string());
        ASSERT_FALSE(proof);
        const bool path_is_fine = proof.error().text.find("not a signed note") != std::string::npos;
        EXPECT_EQ(path_is_fine, sample.at("parse_ok").as_bool())
            << sample.at("desc") << proof.error().text;
    }
}

}  // namespace
}  // namespace paraph
