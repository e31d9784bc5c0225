#include "adapters/documents/print.hpp"

#include <filesystem>

#include <gtest/gtest.h>

namespace paraph {
namespace {

TEST(Print, MakesAPdfOfAPageOrSaysWhatIsMissing) {
    const auto pdf = print_pdf("<!doctype html><meta charset=utf-8><p>কর্মী কোনো ফি দেবেন না।</p>");
    if (std::filesystem::exists("/usr/bin/chromium")) {
        ASSERT_TRUE(pdf) << pdf.error().text;
        EXPECT_TRUE(pdf->starts_with("%PDF-"));
    } else {
        ASSERT_FALSE(pdf);
        EXPECT_EQ(pdf.error().code, Refused::unavailable);
        EXPECT_NE(pdf.error().text.find("package chromium"), std::string::npos);
    }
}

}  // namespace
}  // namespace paraph
