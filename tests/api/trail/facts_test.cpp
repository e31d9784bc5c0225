// docs/formats/facts.md names every fact, member and word that the serializer writes: each is
// looked for where the page has it, in the fact's row, the part's section, the list of words.

#include <cctype>
#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "engine/model/fact.hpp"
#include "engine/model/registry.hpp"

namespace paraph::test {
namespace {

std::string page() {
    std::ifstream file(PARAPH_SOURCE "/docs/formats/facts.md", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Facts : public testing::Test {
protected:
    template <class... A>
    void expect_facts(const std::variant<A...>*) {
        (expect_members<A>(between("\n| `" + std::string(codec::kind<A>) + "`", "\n")), ...);
    }

    /// From `start`, which stands on the page, up to `end`.
    std::string between(const std::string& start, std::string_view end) {
        const auto from = text.find(start);
        EXPECT_NE(from, text.npos) << "the page has no" << start;
        if (from == text.npos) return {};
        const auto inner = from + start.size();
        return text.substr(inner, text.find(end, inner) - inner);
    }

    template <class T>
    void expect_members(const std::string& where) {
        boost::mp11::mp_for_each<codec::MembersOf<T>>([&](auto member) {
            const std::string name(detail::bare(member.name));
            EXPECT_NE(where.find("`" + name + "`"), where.npos)
                << "the page lacks " << codec::kind<T> << "'s \"" << name << "\"";
            expect_type<std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>>();
        });
    }

    template <class T>
    void expect_type() {
        if constexpr (codec::Enum<T>)
            expect_words<T>();
        else if constexpr (codec::is_a<T, std::optional> || codec::is_a<T, std::vector>)
            expect_type<typename T::value_type>();
        else if constexpr (codec::is_a<T, std::map>)
            expect_type<typename T::mapped_type>();
        else if constexpr (codec::Described<T> && !codec::Text<T>)
            expect_part<T>();
    }

    template <class T>
    void expect_part() {
        std::string title(codec::kind<T>);
        if (!known.insert(title).second) return;
        title.front() = static_cast<char>(std::toupper(title.front()));
        expect_members<T>(between("\n### " + title + "\n", "\n##"));
    }

    template <class E>
    void expect_words() {
        const auto row = between("\n| *" + std::string(codec::kind<E>) + "* |", "\n");
        for (const auto word : enum_texts<E>)
            EXPECT_NE(row.find("`" + std::string(word) + "`"), row.npos)
                << "the page lacks the word \"" << word << "\" of " << codec::kind<E>;
    }

    const std::string text = page();
    std::set<std::string> known;  // parts that were looked for already
};

TEST_F(Facts, OfACycleStandOnTheirPage) {
    expect_facts(static_cast<const Fact*>(nullptr));
    EXPECT_GT(known.size(), 8u);
}

TEST_F(Facts, OfTheRegistryStandOnTheirPage) {
    expect_facts(static_cast<const RegistryFact*>(nullptr));
    EXPECT_GT(known.size(), 3u);
}

}  // namespace
}  // namespace paraph::test
