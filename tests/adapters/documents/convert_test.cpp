#include "adapters/documents/convert.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "adapters/documents/child.hpp"
#include "adapters/documents/vault.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

const std::string here = fs::temp_directory_path().string();

std::string docx_of(const std::string& markdown) {
    const auto made = run_child({"/usr/bin/pandoc", "--from=markdown", "--to=docx", "--output=-"},
                                markdown, here, {.output_bytes = 1u << 22});
    EXPECT_TRUE(made) << made.error().text;
    return made ? *made : "";
}

TEST(Docx, BecomesMarkdownParagraphByParagraph) {
    ASSERT_TRUE(can_read_docx()) << "pandoc is not installed; ./dev test does so";
    const auto bytes = docx_of("# Fees\n\nA worker pays *no* fee.\n\nকর্মী কোনো ফি দেবেন না।\n");
    const auto text = docx_to_markdown(bytes);
    ASSERT_TRUE(text) << text.error().text;
    EXPECT_EQ(*text, "# Fees\n\nA worker pays *no* fee.\n\nকর্মী কোনো ফি দেবেন না।\n");
}

TEST(Docx, ThatIsNoneIsRefused) {
    const auto refused = docx_to_markdown("PK not really");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Refused::malformed);
}

TEST(Child, HasNoNetwork) {
    const auto links = run_child({"/bin/cat", "/proc/net/dev"}, {}, here, {});
    ASSERT_TRUE(links) << links.error().text;
    EXPECT_EQ(links->find("eth"), std::string::npos) << *links;
}

TEST(Child, IsHeldToItsTime) {
    const auto slow =
        run_child({"/bin/sleep", "60"}, {}, here, {.time = std::chrono::milliseconds(200)});
    ASSERT_FALSE(slow);
    EXPECT_EQ(slow.error().code, Refused::too_large);
}

TEST(Child, IsHeldToItsOutput) {
    const auto much = run_child({"/usr/bin/yes"}, {}, here, {.output_bytes = 100'000});
    ASSERT_FALSE(much);
    EXPECT_EQ(much.error().code, Refused::too_large);
}

TEST(Child, IsHeldToItsMemory) {
    const auto big = run_child({"/usr/bin/python3", "-c", "x = bytearray(600 << 20); print(1)"}, {},
                               here, {.memory_bytes = 200u << 20});
    EXPECT_FALSE(big);
    const auto small =
        run_child({"/usr/bin/python3", "-c", "print(1)"}, {}, here, {.memory_bytes = 200u << 20});
    EXPECT_TRUE(small);
}

TEST(Child, GetsItsInput) {
    const std::string much(1u << 20, 'x');
    const auto back = run_child({"/bin/cat"}, much, here, {});
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, much);
}

TEST(Vault, KeepsEachFileOnceByItsDigest) {
    const auto folder = fs::temp_directory_path() / "paraph-vault-test";
    fs::remove_all(folder);
    Vault vault(folder);
    const auto digest = vault.put("a file");
    EXPECT_EQ(digest, sha256("a file"));
    EXPECT_EQ(vault.put("a file"), digest);
    EXPECT_EQ(vault.get(digest), "a file");
    EXPECT_EQ(vault.get(sha256("another")), std::nullopt);
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) std::ofstream(entry.path()) << "spoilt";
    EXPECT_EQ(vault.get(digest), std::nullopt) << "what is not what it was is not given out";
    vault.put("a file");
    EXPECT_EQ(vault.get(digest), "a file");
    fs::remove_all(folder);
}

}  // namespace
}  // namespace paraph
