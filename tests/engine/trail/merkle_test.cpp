#include "engine/trail/merkle.hpp"

#include <algorithm>
#include <optional>
#include <random>

#include "engine/trail/checkpoint.hpp"
#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

/// Other implementations take hashes of any length; here the type says 32 bytes, and a probe with
/// another length cannot even be put.
std::optional<Digest> digest_of(const boost::json::value& base64) {
    const std::string bytes = from_base64(base64.as_string()).value();
    Digest digest{};
    if (bytes.size() != digest.size()) return std::nullopt;
    std::ranges::copy(bytes, digest.begin());
    return digest;
}

std::optional<std::vector<Digest>> path_of(const boost::json::value& proof) {
    std::vector<Digest> path;
    if (proof.is_null()) return path;
    for (const auto& hash : proof.as_array()) {
        const auto digest = digest_of(hash);
        if (!digest) return std::nullopt;
        path.push_back(*digest);
    }
    return path;
}

std::uint64_t number_in(const boost::json::value& probe, std::string_view name) {
    return probe.at(name).to_number<std::uint64_t>();
}

std::optional<bool> judge_inclusion(const boost::json::value& probe) {
    const auto leaf = digest_of(probe.at("leafHash")), root = digest_of(probe.at("root"));
    const auto path = path_of(probe.at("proof"));
    if (!leaf || !root || !path) return std::nullopt;
    return verify_inclusion(*leaf, number_in(probe, "leafIdx"), number_in(probe, "treeSize"), *path,
                            *root);
}

std::optional<bool> judge_consistency(const boost::json::value& probe) {
    const auto first = digest_of(probe.at("root1")), second = digest_of(probe.at("root2"));
    const auto path = path_of(probe.at("proof"));
    if (!first || !second || !path) return std::nullopt;
    return verify_consistency(number_in(probe, "size1"), number_in(probe, "size2"), *path, *first,
                              *second);
}

/// How many probes of a folder there are; each is judged as its wantErr says.
int hold_against(const std::filesystem::path& folder,
                 std::optional<bool> judge(const boost::json::value&)) {
    int probes = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file()) continue;
        const auto probe = test::read_json(file.path());
        const auto holds = judge(probe);
        if (!holds) continue;
        EXPECT_EQ(*holds, !probe.at("wantErr").as_bool()) << file.path();
        ++probes;
    }
    return probes;
}

std::vector<Digest> some_leaves(std::size_t count) {
    std::vector<Digest> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
    return leaves;
}

/// The definition of RFC 6962, as it stands there.
Digest plain_root(std::span<const Digest> leaves) {
    if (leaves.empty()) return sha256({});
    if (leaves.size() == 1) return leaves.front();
    std::size_t half = 1;
    while (half * 2 < leaves.size()) half *= 2;
    return node_hash(plain_root(leaves.first(half)), plain_root(leaves.subspan(half)));
}

TEST(Merkle, HashesAsTheReferenceDoes) {
    NEEDS_VECTORS("merkle-transparency-dev");
    const auto samples = test::read_json(test::vectors("merkle-transparency-dev") / "hasher.json");
    EXPECT_EQ(to_hex(Frontier{}.root()), std::string_view{samples.at("empty_root").as_string()});
    EXPECT_EQ(to_hex(leaf_hash("")), std::string_view{samples.at("leaf_empty").as_string()});
    EXPECT_EQ(to_hex(leaf_hash("L123456")),
              std::string_view{samples.at("leaf_L123456").as_string()});
    Frontier frontier;
    const auto& roots = samples.at("roots_1_to_8").as_array();
    const auto& leaves = samples.at("leaves_hex").as_array();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        frontier.append(leaf_hash(test::from_hex(leaves[i].as_string())));
        EXPECT_EQ(to_hex(frontier.root()), std::string_view{roots[i].as_string()});
    }
}

TEST(Merkle, JudgesProofsAsTheReferenceDoes) {
    NEEDS_VECTORS("merkle-transparency-dev");
    const auto folder = test::vectors("merkle-transparency-dev") / "testdata";
    EXPECT_GT(hold_against(folder / "inclusion", judge_inclusion), 40);
    EXPECT_GT(hold_against(folder / "consistency", judge_consistency), 30);
}

TEST(Merkle, FrontierGrowsToTheRootOfTheDefinition) {
    const auto leaves = some_leaves(70);
    Frontier frontier;
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        const auto first = std::span{leaves}.first(size);
        ASSERT_EQ(frontier.root(), plain_root(first)) << size;
        ASSERT_EQ(root_of(size, nodes_over(leaves)), plain_root(first)) << size;
        const auto back = Frontier::parse(frontier.to_text());
        ASSERT_TRUE(back) << frontier.to_text();
        ASSERT_EQ(*back, frontier);
        if (size < leaves.size()) frontier.append(leaves[size]);
    }
}

TEST(Merkle, FrontierIsReadStrictly) {
    EXPECT_EQ(Frontier::parse("").value().size(), 0u);
    const std::string peak(64, 'a');
    EXPECT_TRUE(Frontier::parse("4 " + peak));
    for (const std::string& text :
         {std::string{"0"}, std::string{"4"}, "5 " + peak, "04 " + peak, "4 " + peak + " ",
          "4  " + peak, "x " + peak, "-4 " + peak, "4 " + peak + " " + peak, "4" + peak,
          "4 " + peak.substr(1), "18446744073709551616 " + peak}) {
        EXPECT_FALSE(Frontier::parse(text)) << text;
    }
}

TEST(Merkle, EveryInclusionProofHoldsAndEveryChangedOneDoesNot) {
    const auto leaves = some_leaves(40);
    const Nodes nodes = nodes_over(leaves);
    for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
        const Digest root = root_of(size, nodes);
        for (std::uint64_t index = 0; index < size; ++index) {
            auto proof = inclusion_proof(index, size, nodes);
            ASSERT_TRUE(verify_inclusion(leaves[index], index, size, proof, root));
            ASSERT_FALSE(verify_inclusion(leaves[index], index + 1, size, proof, root));
            ASSERT_FALSE(verify_inclusion(leaves[(index + 1) % 40], index, size, proof, root));
            for (auto& hash : proof) {
                hash[0] ^= 1;
                ASSERT_FALSE(verify_inclusion(leaves[index], index, size, proof, root));
                hash[0] ^= 1;
            }
        }
    }
}

TEST(Merkle, EveryConsistencyProofHoldsAndARewrittenPastDoesNot) {
    const auto leaves = some_leaves(40);
    auto rewritten = leaves;
    rewritten[0] = leaf_hash("another first entry");
    const Nodes nodes = nodes_over(leaves), others = nodes_over(rewritten);
    for (std::uint64_t to = 1; to <= leaves.size(); ++to) {
        for (std::uint64_t from = 0; from <= to; ++from) {
            const auto proof = consistency_proof(from, to, nodes);
            const Digest old_root = root_of(from, nodes), new_root = root_of(to, nodes);
            ASSERT_TRUE(verify_consistency(from, to, proof, old_root, new_root)) << from << to;
            if (from == 0) continue;
            const Digest other = root_of(to, others);
            ASSERT_FALSE(verify_consistency(from, to, proof, old_root, other));
            ASSERT_FALSE(
                verify_consistency(from, to, consistency_proof(from, to, others), old_root, other));
        }
    }
}

TEST(Merkle, TilesAnswerAsTheWholeTreeDoesAndReadLittle) {
    const auto leaves = some_leaves(1'500);
    TileRoots tiles;
    for (const auto& leaf : leaves) tiles.append(leaf);
    std::size_t read = 0;
    const Nodes by_tiles = tiles.nodes([&](std::uint64_t first, std::size_t count) {
        read += count;
        return std::vector(leaves.begin() + static_cast<std::ptrdiff_t>(first),
                           leaves.begin() + static_cast<std::ptrdiff_t>(first + count));
    });
    const Nodes whole = nodes_over(leaves);
    std::mt19937 random{1};
    for (int i = 0; i < 200; ++i) {
        const std::uint64_t size = random() % leaves.size() + 1, index = random() % size;
        read = 0;
        ASSERT_EQ(inclusion_proof(index, size, by_tiles), inclusion_proof(index, size, whole));
        ASSERT_LE(read, 512u);
        ASSERT_EQ(consistency_proof(index, size, by_tiles), consistency_proof(index, size, whole));
    }
}

/// The leaves of Tessera's own log, in its order and spelling.
const char* const tessera_words[] = {"one",    "two",   "three",    "four",    "five",
                                     "six",    "seven", "eit",      "nain",    "ten",
                                     "ileven", "twelf", "threeten", "fourten", "fivten"};

TEST(Merkle, TilesAreThoseOfTessera) {
    NEEDS_VECTORS("tlog-tessera");
    const auto folder = test::vectors("tlog-tessera") / "testdata/log/tile/0/000.p";
    std::string tile;
    int size = 0;
    for (const char* word : tessera_words) {
        const Digest leaf = leaf_hash(word);
        tile.append(reinterpret_cast<const char*>(leaf.data()), leaf.size());
        EXPECT_EQ(test::read_file(folder / std::to_string(++size)), tile);
    }
}

// Each checkpoint that Tessera signed as its log grew has our root, and follows from all before it.
TEST(Merkle, CheckpointsAreThoseOfTessera) {
    NEEDS_VECTORS("tlog-tessera");
    const auto folder = test::vectors("tlog-tessera");
    std::string vkey = test::read_file(folder / "vkey");
    while (vkey.ends_with('\n')) vkey.pop_back();
    const auto key = note::parse_key(vkey).value();
    std::vector<Digest> leaves;
    for (const char* word : tessera_words) leaves.push_back(leaf_hash(word));
    const Nodes nodes = nodes_over(leaves);
    std::vector<Checkpoint> seen;
    for (std::uint64_t size = 0; size <= leaves.size(); ++size) {
        const auto name = "testdata/log/checkpoint." + std::to_string(size);
        if (!std::filesystem::exists(folder / name)) continue;  // not all of them are at hand
        const auto checkpoint = open_checkpoint(test::read_file(folder / name), key);
        ASSERT_TRUE(checkpoint) << name << ": " << checkpoint.error().text;
        EXPECT_EQ(checkpoint->size, size);
        EXPECT_EQ(checkpoint->root, root_of(size, nodes)) << name;
        for (const auto& before : seen)
            EXPECT_TRUE(verify_consistency(before.size, size,
                                           consistency_proof(before.size, size, nodes), before.root,
                                           checkpoint->root))
                << before.size << " to " << size;
        seen.push_back(*checkpoint);
    }
    EXPECT_GE(seen.size(), 9u);
}

}  // namespace
}  // namespace paraph
