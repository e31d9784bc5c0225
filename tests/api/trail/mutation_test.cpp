// Whatever is changed in an export is found, and nobody who is honest is blamed.

#include <random>

#include <gtest/gtest.h>

#include "tests/api/trail/sample.hpp"

namespace paraph::test {
namespace {

constexpr unsigned changes = 10'000, honest_exports = 1'000;

class Mutator {
public:
    explicit Mutator(unsigned seed) : random_(seed) {}

    /// One change of an honest export, wherever chance puts it.
    std::string change(const std::string& honest) {
        const unsigned kind = below(10);
        return kind < 5 ? change_bytes(honest, kind) : change_lines(honest, kind);
    }
    unsigned below(std::size_t end) { return static_cast<unsigned>(random_() % end); }

private:
    std::string change_bytes(std::string bytes, unsigned kind) {
        const std::size_t place = below(bytes.size());
        switch (kind) {
            case 0:
                bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8)));
                return bytes;
            case 1:
                bytes.insert(place, 1, static_cast<char>(below(256)));
                return bytes;
            case 2:
                bytes.resize(place);
                return bytes;
            case 3:
                bytes.erase(place, 1 + below(3));
                return bytes;
            default: {  // another figure: a digit by the next one
                const auto digit = bytes.find_first_of("0123456789", place);
                if (digit != bytes.npos)
                    bytes[digit] = static_cast<char>('0' + (bytes[digit] - '0' + 1) % 10);
                return bytes;
            }
        }
    }

    std::string change_lines(const std::string& honest, unsigned kind) {
        auto lines = split(honest);
        const std::size_t line = below(lines.size());
        const auto at = lines.begin() + static_cast<std::ptrdiff_t>(line);
        switch (kind) {
            case 5:
                lines.erase(at);
                return join(lines);
            case 6:
                lines.insert(at, lines[line]);
                return join(lines);
            case 7:
                std::swap(lines[line], lines[below(lines.size())]);
                return join(lines);
            case 8:  // an older checkpoint of the same log before the same lines
                lines[0] = trail::write(sample().header(1 + below(lines.size() - 2))) + "\n";
                return join(lines);
            default:  // another house's key, which signs all the same
                return another_house();
        }
    }

    static std::string another_house() {
        static const std::string text = example_export();
        return text;
    }

    std::mt19937 random_;
};

TEST(Mutations, EveryChangeIsFound) {
    constexpr unsigned seed = 500;
    Mutator mutator(seed);
    const std::string texts[] = {sample().write(sample().lines()), sample().write(cut_to_cycle()),
                                 sample().excerpt(sample().lines().size())};
    const trail::Known known{.key = sample().key()};
    unsigned changed = 0;
    for (unsigned i = 0; changed < changes; ++i) {
        const std::string& honest = texts[i % 3];
        const auto mutated = mutator.change(honest);
        if (mutated == honest) continue;
        ++changed;
        EXPECT_FALSE(verify(mutated, known).holds())
            << "change " << i << " of seed " << seed << " was not found";
    }
}

TEST(Mutations, NoHonestExportIsBlamed) {
    constexpr unsigned seed = 21;
    Mutator mutator(seed);
    for (unsigned i = 0; i < honest_exports; ++i) {
        Lines lines = sample().lines();
        lines.resize(sample().commits()[mutator.below(sample().commits().size())]);
        const bool no_registry = i % 10 == 0;  // whole, or withheld altogether
        for (auto& line : lines) {
            const bool registry = line.stream == registry_stream;
            if (mutator.below(5) == 0) line.secret.clear();
            if (registry ? no_registry : i % 2 == 0 && mutator.below(20) == 0)
                line = trail::withheld_line(line.number, line.leaf);
        }
        const trail::Known known{.key = sample().key(),
                                 .remembered = sample().checkpoint(lines.size() / 2),
                                 .seen = {sample().checkpoint(lines.size())},
                                 .kept_bytes = i % 3 == 0 ? 2'000u : 1u << 20};
        const auto verdict = verify(sample().write(lines), known);
        EXPECT_TRUE(verdict.holds()) << i << " of seed " << seed << ": " << verdict.text();
    }
}

}  // namespace
}  // namespace paraph::test
