// Random JSON values as others spell them and as we do, a line each, for compare.mjs.

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "engine/base/json.hpp"

namespace paraph {
namespace {

class Values {
public:
    explicit Values(unsigned seed) : random_(seed) {}

    json::object object(int depth) {
        json::object made;
        for (auto members = below(6); members > 0; --members) made[text()] = value(depth - 1);
        return made;
    }

private:
    json::value value(int depth) {
        switch (below(depth > 0 ? 7 : 5)) {
            case 0:
                return nullptr;
            case 1:
                return below(2) == 0;
            case 2:
                return integer();
            case 5: {
                json::array list;
                for (auto items = below(5); items > 0; --items) list.push_back(value(depth - 1));
                return list;
            }
            case 6:
                return object(depth);
            default:
                return json::string(text());
        }
    }

    /// Of every size up to 2^53 - 1, which is where an integer is exact elsewhere, too.
    std::int64_t integer() {
        const auto bits = below(54);
        const auto wide = static_cast<std::int64_t>(random_() % ((std::uint64_t{1} << bits) | 1));
        constexpr std::int64_t most = (std::int64_t{1} << 53) - 1;
        return (below(2) == 0 ? 1 : -1) * std::min(wide, most);
    }

    /// Of all planes of Unicode: control characters, what JSON escapes, Bangla, what sorts
    /// differently by bytes and by UTF-16.
    std::string text() {
        static constexpr char32_t starts[] = {0x00, 0x20, 0x41, 0x0995, 0x2028, 0xe000, 0x1f600};
        std::string made;
        for (auto characters = below(9); characters > 0; --characters)
            append(made, starts[below(std::size(starts))] + static_cast<char32_t>(below(32)));
        return made;
    }

    static void append(std::string& out, char32_t c) {
        const auto tail = [&](int shift) {
            out += static_cast<char>(0x80 | ((c >> shift) & 0x3f));
        };
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else if (c < 0x800) {
            out += static_cast<char>(0xc0 | (c >> 6));
            tail(0);
        } else if (c < 0x10000) {
            out += static_cast<char>(0xe0 | (c >> 12));
            tail(6), tail(0);
        } else {
            out += static_cast<char>(0xf0 | (c >> 18));
            tail(12), tail(6), tail(0);
        }
    }

    std::uint64_t below(std::uint64_t end) { return random_() % end; }

    std::mt19937_64 random_;
};

}  // namespace
}  // namespace paraph

/// write_objects COUNT SEED
int main(int argc, char** argv) {
    if (argc != 3) return 2;
    paraph::Values values(static_cast<unsigned>(std::atoi(argv[2])));
    for (int i = std::atoi(argv[1]); i > 0; --i) {
        const paraph::json::value object = values.object(4);
        std::cout << paraph::json::serialize(object) << '\n' << paraph::canonical(object) << '\n';
    }
    return std::cout.flush() ? 0 : 1;
}
