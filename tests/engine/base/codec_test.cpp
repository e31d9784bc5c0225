#include "engine/base/codec.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <gtest/gtest.h>

namespace paraph {
namespace {

enum class Colour : std::uint8_t { deep_red = 1, not_ = 2 };
BOOST_DESCRIBE_ENUM(Colour, deep_red, not_)

struct Inner {
    int size = 7;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (size))

struct Everything {
    std::string title;
    bool hidden = true;
    std::int64_t count = 0;
    std::uint8_t small = 0;
    Colour colour = Colour::deep_red;
    Instant at{};
    Digest digest{};
    std::optional<int> maybe;
    std::optional<bool> perhaps;
    std::vector<Inner> list;
    std::map<std::string, int> map;
    std::shared_ptr<const Inner> shared;
    json::value free;
    bool default_ = false;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (title, hidden, count, small, colour, at, digest, maybe, perhaps, list, map,
                       shared, free, default_))

struct SeatTaken {
    std::string assignment;
    int level = 0;
};
BOOST_DESCRIBE_STRUCT(SeatTaken, (), (assignment, level))
struct Ended {};
BOOST_DESCRIBE_STRUCT(Ended, (), ())
struct MeetingXYZ {
    std::string a, z;
};
BOOST_DESCRIBE_STRUCT(MeetingXYZ, (), (z, a))
using Happening = std::variant<Ended, SeatTaken, MeetingXYZ>;

struct Derived : Inner {
    std::string name;
    Happening happening;
};
BOOST_DESCRIBE_STRUCT(Derived, (Inner), (name, happening))

constexpr std::string_view zeros =
    "0000000000000000000000000000000000000000000000000000000000000000";

const std::string sparse =
    "{\"at\":\"1970-01-01T00:00:00.000Z\",\"colour\":\"deep red\","
    "\"count\":0,\"digest\":\"" +
    std::string{zeros} + "\",\"small\":0}";

TEST(Codec, LeavesOutWhatIsEmptyAndReadsItBack) {
    Everything empty;
    empty.hidden = false;
    EXPECT_EQ(encode(empty), sparse);
    const auto back = decode_text<Everything>(sparse);
    ASSERT_TRUE(back);
    EXPECT_FALSE(back->hidden) << "what is left out is empty, whatever the member's default is";
    EXPECT_EQ(encode(*back), sparse);
}

TEST(Codec, WritesEverythingCanonically) {
    Everything all;
    all.title = "ক\"\n";
    all.count = -5;
    all.colour = Colour::not_;
    all.maybe = 0;
    all.perhaps = false;
    all.list = {{1}, {2}};
    all.map = {{"\xef\xac\xb3", 1}, {"\xf0\x9f\x98\x82", 2}, {"a", 3}};
    all.shared = std::make_shared<const Inner>(Inner{3});
    all.free = {{"b", 1}, {"a", nullptr}};
    all.default_ = true;
    const std::string text = encode(all);
    EXPECT_EQ(text.find("\"hidden\":true,\"list\":[{\"size\":1},{\"size\":2}],\"map\":{\"a\":3,"
                        "\"\xf0\x9f\x98\x82\":2,\"\xef\xac\xb3\":1},\"maybe\":0,\"perhaps\":false,"
                        "\"shared\":{\"size\":3},\"small\":0,\"title\":\"ক\\\"\\n\"}"),
              text.find("\"hidden\""))
        << text;
    EXPECT_NE(text.find("\"colour\":\"not\",\"count\":-5,\"default\":true,"), text.npos);
    EXPECT_EQ(canonical(parse_json(text).value()), text);
    EXPECT_EQ(encode(decode_text<Everything>(text).value()), text);
}

TEST(Codec, AVariantNamesItsKindInTheWordsOfItsType) {
    EXPECT_EQ(encode(Happening{Ended{}}), R"({"kind":"ended"})");
    EXPECT_EQ(encode(Happening{SeatTaken{"x", 1}}),
              R"({"assignment":"x","kind":"seat taken","level":1})");
    EXPECT_EQ(encode(Happening{MeetingXYZ{"1", "2"}}),
              R"({"a":"1","kind":"meeting x y z","z":"2"})");
    EXPECT_EQ(kind_of(Happening{SeatTaken{}}), "seat taken");
    const auto back = decode_text<Happening>(R"({"kind":"seat taken","level":4})");
    ASSERT_TRUE(back);
    EXPECT_EQ(std::get<SeatTaken>(*back).level, 4);
}

TEST(Codec, InheritedMembersAreMembers) {
    Derived derived;
    derived.name = "n";
    const std::string text = encode(derived);
    EXPECT_EQ(text, R"({"happening":{"kind":"ended"},"name":"n","size":7})");
    EXPECT_EQ(encode(decode_text<Derived>(text).value()), text);
}

template <class T>
void refuses(const std::string& text, Refused code, const std::string& where,
             const std::string& words) {
    const auto result = decode_text<T>(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(name(result.error().code), name(code));
    EXPECT_EQ(result.error().where, where);
    EXPECT_NE(result.error().text.find(words), std::string::npos) << result.error().text;
}

TEST(Codec, RefusesWithThePlace) {
    using enum Refused;
    refuses<Inner>("[]", invalid, "", "must be an object");
    refuses<Inner>("{}", invalid, "/size", "\"size\" is missing");
    refuses<Inner>(R"({"size":"7"})", invalid, "/size", "must be a whole number");
    refuses<Inner>(R"({"size":2147483648})", invalid, "/size", "to 2147483647");
    refuses<Inner>(R"({"size":1,"sice":2})", unknown_member, "/sice", "Did you mean \"size\"?");
    refuses<Inner>(R"({"size":null})", invalid, "/size", "must be a whole number");
    refuses<std::vector<Inner>>(R"([{"size":1},{"size":true}])", invalid, "/1/size", "number");
    refuses<std::map<std::string, Inner>>(R"({"a/b":{}})", invalid, "/a~1b/size", "missing");
    refuses<Happening>("{}", invalid, "/kind", "missing");
    refuses<Happening>(R"({"kind":"seat takn"})", invalid, "/kind", "\"seat taken\"?");
    refuses<Happening>(R"({"kind":"ended","why":1})", unknown_member, "/why", "no member \"why\"");
    refuses<Derived>(R"({"size":1,"happening":{"kind":"seat taken","level":""}})", invalid,
                     "/happening/level", "whole number");
    refuses<std::vector<Colour>>(R"(["deep red","deep_red"])", invalid, "/1", "\"deep red\"?");
    refuses<std::vector<Instant>>(R"(["yesterday"])", invalid, "/0", "not a date and time");
    refuses<std::vector<Digest>>(R"(["ABC"])", invalid, "/0", "64 lower-case");
    refuses<std::vector<std::uint8_t>>("[256]", invalid, "/0", "from 0 to 255");
    refuses<std::vector<std::uint8_t>>("[-1]", invalid, "/0", "from 0 to 255");
}

TEST(Codec, PlacesLieBelowTheGivenPointer) {
    EXPECT_EQ(decode<Inner>(json::object{}, "/body").error().where, "/body/size");
}

TEST(Codec, WritesNoNumberThatHasNoName) {
    EXPECT_THROW(encode(std::vector{static_cast<Colour>(99)}), std::logic_error);
    EXPECT_THROW(encode(std::vector{std::int64_t{1} << 53}), std::invalid_argument);
}

}  // namespace
}  // namespace paraph
