// The targets under libFuzzer: FUZZ_TARGET names the one to run. See `./dev fuzz`.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/targets.hpp"

namespace {

const paraph::test::FuzzTarget& chosen() {
    const char* name = std::getenv("FUZZ_TARGET");
    const auto all = paraph::test::fuzz_targets();
    const auto found =
        std::ranges::find(all, std::string_view(name ? name : ""), &paraph::test::FuzzTarget::name);
    if (found != all.end()) return *found;
    std::fputs("FUZZ_TARGET names one of:", stderr);
    for (const auto& target : all) std::fprintf(stderr, " %s", target.name.data());
    std::fputs("\n", stderr);
    std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    static const auto& target = chosen();
    target.run({reinterpret_cast<const char*>(bytes), count});
    return 0;
}
