#include "engine/base/language_tag.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

TEST(LanguageTag, TakesWhatRfc5646Writes) {
    for (const auto* tag : {"en", "bn", "bn-BD", "sr-Latn-RS", "zh-cmn-Hans-CN", "de-CH-1996",
                            "es-419", "sl-rozaj-biske", "de-DE-u-co-phonebk", "en-x-ministry"})
        EXPECT_TRUE(is_language_tag(tag)) << tag;
}

TEST(LanguageTag, RefusesWhatHasAnotherForm) {
    for (const auto* tag : {"", "e", "klingon", "xx!!", "q q", "en_GB", "en-", "-en", "en--GB",
                            "en-GB-GB", "e1", "en-\n", "বাংলা", "en-x", "en-u", "en-abcdefghi",
                            "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"})
        EXPECT_FALSE(is_language_tag(tag)) << tag;
    EXPECT_EQ(check_language("klingon", "/language").error().where, "/language");
}

TEST(LanguageTag, IsKeptInOneCase) {
    EXPECT_EQ(canonical_language("BN"), "bn");
    EXPECT_EQ(canonical_language("bn-bd"), "bn-BD");
    EXPECT_EQ(canonical_language("SR-latn-rs"), "sr-Latn-RS");
    EXPECT_EQ(canonical_language("de-ch-1996"), "de-CH-1996");
    EXPECT_EQ(canonical_language("EN-X-MINISTRY-AB"), "en-x-ministry-ab");
}

}  // namespace
}  // namespace paraph
