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

TEST(Docx, KeepsWhatStandsInTheCellsOfATable) {
    const auto text = docx_to_markdown(
        docx_of("+-------------+------+\n| Duty        | Who  |\n+=============+======+\n"
                "| Pay fees.   | All  |\n|             |      |\n| In 30 days. |      |\n"
                "+-------------+------+\n| -   a       | -   b|\n+-------------+------+\n"));
    ASSERT_TRUE(text) << text.error().text;
    EXPECT_NE(text->find("| Pay fees. / In 30 days. | All "), std::string::npos) << *text;
    EXPECT_NE(text->find("| • a "), std::string::npos) << *text;
    EXPECT_EQ(text->find("[TABLE]"), std::string::npos) << *text;
}

TEST(Docx, KeepsEachItemOfAListWithItsMark) {
    const auto text = docx_to_markdown(
        docx_of("1.  one\n\n    1.  deep\n\n2.  two\n\n-   a\n\n(b) beta\n\n(c) gamma\n"));
    ASSERT_TRUE(text) << text.error().text;
    EXPECT_EQ(*text, "1.  one\\\n    1\\. deep\n\n2.  two\n\n-   a\n\n(b) beta\n\n(c) gamma\n");
}

/// A file of just this body.
std::string docx_with(const std::string& body) {
    const std::string script =
        "import io, sys, zipfile\n"
        "made = io.BytesIO()\n"
        "with zipfile.ZipFile(made, 'w') as zip:\n"
        "    zip.writestr('word/document.xml', sys.stdin.buffer.read())\n"
        "sys.stdout.buffer.write(made.getvalue())\n";
    const auto made = run_child({"/usr/bin/python3", "-c", script},
                                "<w:document><w:body>" + body + "</w:body></w:document>", here, {});
    EXPECT_TRUE(made) << made.error().text;
    return made ? *made : "";
}

TEST(Docx, SaysWhatItsTextLeavesOut) {
    const std::string box = "<w:txbxContent><w:p/></w:txbxContent>";
    const auto found = left_out_of(docx_with(
        "<w:p><pic:pic a=\"b\"><pic:blipFill/></pic:pic></w:p><w:p><c:chart r:id=\"r1\"/></w:p>"
        "<mc:AlternateContent><mc:Choice><wps:txbx>" +
        box + "</wps:txbx></mc:Choice><mc:Fallback><v:textbox>" + box +
        "</v:textbox><v:imagedata/></mc:Fallback></mc:AlternateContent><v:imagedata/>"));
    EXPECT_EQ(found.images, 3);
    EXPECT_EQ(found.text_boxes, 1);
    EXPECT_FALSE(left_out_of(docx_of("Only words.\n")).any());
    EXPECT_FALSE(left_out_of("PK not really").any());
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
