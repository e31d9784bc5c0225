#include "adapters/documents/drafts.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

namespace paraph {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class DraftsTest : public testing::Test {
protected:
    DraftsTest()
        : folder(fs::temp_directory_path() /
                 ("paraph-drafts-" + std::to_string(::getpid()) + "-" +
                  testing::UnitTest::GetInstance()->current_test_info()->name())),
          drafts(folder) {}
    ~DraftsTest() override { fs::remove_all(folder); }

    static Draft saying(const std::string& reason, Instant at = Instant(1h)) {
        return {.version = 0, .person = "per_a", .at = at, .fields = {{"reason", reason}}};
    }

    fs::path folder;
    Drafts drafts;
};

TEST_F(DraftsTest, ComeBackAsTheyWereSavedAlsoAfterARestart) {
    EXPECT_FALSE(drafts.get("answer a"));
    EXPECT_FALSE(drafts.put("answer a", saying("“হ্যাঁ”,\nbut …"), 0));
    const auto kept = Drafts(folder).get("answer a");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->version, 1);
    EXPECT_EQ(kept->person, "per_a");
    EXPECT_EQ(kept->at, Instant(1h));
    EXPECT_EQ(kept->fields, saying("“হ্যাঁ”,\nbut …").fields);
    EXPECT_FALSE(drafts.get("answer b")) << "each task has its own";
}

TEST_F(DraftsTest, AreNotOverwrittenByWhoHasNotSeenTheNewest) {
    drafts.put("answer a", saying("mine"), 0);
    EXPECT_FALSE(drafts.put("answer a", saying("yours, of mine"), 1));
    const auto newer = drafts.put("answer a", saying("mine again"), 1);
    ASSERT_TRUE(newer);
    EXPECT_EQ(newer->version, 2);
    EXPECT_EQ(drafts.get("answer a")->fields, saying("yours, of mine").fields);
}

TEST_F(DraftsTest, AreForgottenByAgeAndOnceTheyAreDone) {
    drafts.forget_before(Instant(9h));  // there is no folder yet
    drafts.put("answer a", saying("old", Instant(1h)), 0);
    drafts.put("answer b", saying("new", Instant(2h)), 0);
    drafts.forget_before(Instant(2h));
    EXPECT_FALSE(drafts.get("answer a"));
    EXPECT_TRUE(drafts.get("answer b"));
    drafts.remove("answer b");
    drafts.remove("answer b");
    EXPECT_FALSE(drafts.get("answer b"));
}

TEST_F(DraftsTest, AreListedByWhatTheirKeysBeginWith) {
    EXPECT_TRUE(drafts.all("open ").empty());  // there is no folder yet
    drafts.put("open a", saying("older", Instant(1h)), 0);
    drafts.put("answer b", saying("another kind", Instant(2h)), 0);
    drafts.put("open c", saying("newer", Instant(3h)), 0);
    const auto all = drafts.all("open ");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].first, "c");
    EXPECT_EQ(all[0].second.fields, saying("newer").fields);
    EXPECT_EQ(all[1].first, "a");
}

TEST_F(DraftsTest, AreReadableForTheServerAloneAndADamagedOneIsNone) {
    drafts.put("answer a", saying("mine"), 0);
    const auto file = fs::directory_iterator(folder)->path();
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(file.string().find("answer"), std::string::npos) << "the name says nothing";
    std::ofstream(file) << "{\"version\": 1";
    EXPECT_FALSE(drafts.get("answer a"));
    EXPECT_FALSE(drafts.put("answer a", saying("again"), 0));
    EXPECT_TRUE(drafts.get("answer a"));
}

}  // namespace
}  // namespace paraph
