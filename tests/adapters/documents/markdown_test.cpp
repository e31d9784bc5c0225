#include "adapters/documents/markdown.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

TEST(Markdown, IsRendered) {
    EXPECT_EQ(markdown_to_html("A *worker* pays **no** fee.\n"),
              "<p>A <em>worker</em> pays <strong>no</strong> fee.</p>\n");
    EXPECT_EQ(markdown_to_html("3. three\n4. four"),
              "<ol start=\"3\"><li>three</li>\n<li>four</li>\n</ol>\n");
    EXPECT_EQ(markdown_to_html("# Title"), "<h3>Title</h3>\n");
    EXPECT_NE(markdown_to_html("| a | b |\n|---|---|\n| 1 | 2 |").find("<td>2</td>"),
              std::string::npos);
    EXPECT_EQ(markdown_to_html("&copy; ১"), "<p>&copy; ১</p>\n");
}

/// What a page must never hold, whoever wrote the text.
TEST(Markdown, IsNeverMarkupOfOurs) {
    const std::pair<const char*, const char*> attacks[] = {
        {"<script>alert(1)</script>", "<script"},
        {"a <b onclick=x>b</b>", "<b "},
        {"<!-- x -->", "<!--"},
        {"[x](javascript:alert(1))", "href"},
        {"[x](JaVaScRiPt:alert(1))", "href"},
        {"[x](java\nscript:alert(1))", "href"},
        {"[x](&#x6a;avascript:alert(1))", "href"},
        {"[x](data:text/html;base64,PHM+)", "href"},
        {"[x](vbscript:x)", "href"},
        {"[x](//evil.example/)", "href"},
        {"![x](data:image/svg+xml;base64,PHN2Zz4=)", "<img"},
        {"![x](https://evil.example/track.png)", "<img"},
        {"<javascript:alert(1)>", "href"},
        {"[x](https://a.example/\"onmouseover=\"x)", "\"onmouseover"},
        {"[x](https://a.example 'onmouseover=x')", "title"},
        {"`<b>`", "<b>"},
        {"```\n<i>\n```", "<i>"},
    };
    for (const auto& [text, never] : attacks) {
        const auto html = markdown_to_html(text);
        EXPECT_EQ(html.find(never), std::string::npos) << text << " became " << html;
    }
}

TEST(Markdown, LetsGoodLinksLead) {
    for (const char* address :
         {"https://a.example/?a=1&amp;b=2", "http://a.example", "mailto:a@b.example", "#p-p3"})
        EXPECT_NE(markdown_to_html("[x](" + std::string(address) + ")").find("href=\""),
                  std::string::npos)
            << address;
}

TEST(Markdown, PlainTextKeepsItsLines) {
    EXPECT_EQ(plain_to_html("a < b\nc"), "<p>a &lt; b<br>\nc</p>\n");
}

}  // namespace
}  // namespace paraph
