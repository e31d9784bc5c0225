// Runs a target over its seeds, and over what random edits make of them: what fuzzing has found
// stays found, and every compiler's build looks for a little more.
// Usage: fuzz_seeds TARGET EDITS FILE|FOLDER…
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/targets.hpp"

namespace paraph::test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> read_seeds(int count, char** places) {
    std::vector<fs::path> files;
    for (int i = 0; i < count; ++i) {
        if (!fs::is_directory(places[i]))
            files.emplace_back(places[i]);
        else
            for (const auto& entry : fs::directory_iterator(places[i]))
                if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::vector<std::string> seeds;
    std::ranges::transform(files, std::back_inserter(seeds), read);
    return seeds;
}

/// A bit, a piece out, a piece of another seed in, a piece twice, the end off.
std::string edit(std::string text, const std::string& other, std::mt19937& random) {
    const auto below = [&random](std::size_t end) {
        return end == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    const auto at = below(text.size() + 1), length = below(40);
    switch (below(5)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, other, below(other.size() + 1), length);
            break;
        case 3:
            text.insert(at, std::string(text, at, length));
            break;
        default:
            text.resize(at);
    }
    return text;
}

int run(std::string_view name, int edits, const std::vector<std::string>& seeds) {
    const auto all = fuzz_targets();
    const auto target = std::ranges::find(all, name, &FuzzTarget::name);
    if (target == all.end() || seeds.empty()) {
        std::fprintf(stderr, "fuzz_seeds: no such target, or no seeds\n");
        return 2;
    }
    for (const auto& seed : seeds) target->run(seed);
    constexpr std::mt19937::result_type fixed = 20251207;
    std::mt19937 random(fixed);
    for (int i = 0; i < edits; ++i) {
        auto text = seeds[random() % seeds.size()];
        for (auto left = random() % 4; left < 4; ++left)
            text = edit(std::move(text), seeds[random() % seeds.size()], random);
        target->run(text);
    }
    std::printf("%zu seeds and %d edits of them, seed %u\n", seeds.size(), edits,
                static_cast<unsigned>(fixed));
    return 0;
}

}  // namespace
}  // namespace paraph::test

int main(int count, char** arguments) {
    if (count < 4) {
        std::fputs("usage: fuzz_seeds TARGET EDITS FILE|FOLDER…\n", stderr);
        return 2;
    }
    return paraph::test::run(arguments[1], std::atoi(arguments[2]),
                             paraph::test::read_seeds(count - 3, arguments + 3));
}
