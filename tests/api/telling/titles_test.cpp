#include "api/telling/titles.hpp"

#include <gtest/gtest.h>

namespace paraph::api {
namespace {

class CycleTitle : public testing::Test {
protected:
    CycleTitle() {
        Body labour;
        labour.id = "labour";
        labour.name = {{"bn", "শ্রম মন্ত্রণালয়"}, {"en", "Ministry of Labour"}};
        registry.bodies["labour"] = std::make_shared<const Body>(labour);
    }
    std::string in(const char* language, const std::string& title, const std::string& body) const {
        Opening opening;
        if (!body.empty()) opening.parent = Parent{.body = body, .kind = ParentKind::each};
        State state;
        state.title = title;
        state.opening = std::make_shared<const Opening>(std::move(opening));
        return title_of_cycle(state, registry, pages::language(language));
    }
    Registry registry;
};

TEST_F(CycleTitle, OfASubCycleNamesTheBodyInTheReadersLanguage) {
    EXPECT_EQ(in("bn", "Reports: Ministry of Labour", "labour"), "Reports: শ্রম মন্ত্রণালয়");
    EXPECT_EQ(in("en", "Reports: শ্রম মন্ত্রণালয়", "labour"), "Reports: Ministry of Labour");
}

TEST_F(CycleTitle, IsElseAsItWasWritten) {
    EXPECT_EQ(in("bn", "Reports: Ministry of Labour", ""), "Reports: Ministry of Labour");
    EXPECT_EQ(in("bn", "Reports: 6", "labour"), "Reports: 6");
    EXPECT_EQ(in("bn", "Reports: Ministry of Labour", "gone"), "Reports: Ministry of Labour");
    EXPECT_EQ(in("bn", "Reports", "labour"), "Reports") << "of a blind review";
    EXPECT_EQ(in("bn", "", "labour"), "") << "erased";
}

}  // namespace
}  // namespace paraph::api
