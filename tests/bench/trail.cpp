// How fast an exported trail is checked, on one core: cycles of approval.yaml, a hundred of them in
// flight at once. CPU time, so that a busy machine spoils little.

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/resource.h>

#include "adapters/keys/ed25519.hpp"
#include "api/trail/verifier.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

constexpr int ministries = 10, in_flight = 100;
const std::string origin = "bench.example.org";

std::vector<std::string> ministry_ids() {
    std::vector<std::string> ids;
    for (int i = 0; i < ministries; ++i) ids.push_back("m" + std::to_string(i));
    return ids;
}

OpenCycle approval() {
    OpenCycle open;
    open.definition = "approval";
    open.title = "A draft law";
    open.roles = {{"ministries", ministry_ids()}, {"office", {"cabinet-office"}}};
    open.text = "Article 1. One text for all.\n";
    open.media_type = "text/plain";
    return open;
}

/// Opens so many, lets all ministries decide in each, and the office sign.
void play(House& house) {
    const std::string reason = "We agree, subject to the note on article 7.";
    std::vector<std::string> cycles;
    for (int i = 0; i < in_flight; ++i) {
        house.open(approval()).value();
        cycles.push_back(house.cycle);
    }
    for (const auto& id : ministry_ids())
        for (const auto& cycle : cycles) {
            house.cycle = cycle;
            house.answer(id, "approve", reason).value();
        }
    for (const auto& cycle : cycles) {
        house.cycle = cycle;
        house.answer("cabinet-office", "sign").value();
    }
}

/// Writes the log as an export; gives the number of entries.
std::int64_t write_trail(const char* name, std::int64_t least) {
    const SigningKey signing(std::string(32, 'b'));
    const auto& bytes = signing.public_key();
    const note::Key key{origin, note::Algorithm::ed25519, {bytes.begin(), bytes.end()}};
    House house;
    std::ifstream yaml(PARAPH_SOURCE "/tests/bench/approval.yaml");
    house.publish({std::istreambuf_iterator<char>(yaml), {}});
    house.give(PublishKey{.vkey = note::to_text(key)}).value();
    for (const auto& id : ministry_ids()) house.body(id, {"focal point"});
    house.body("cabinet-office", {"focal point"});
    while (house.own_store.head().size < least) play(house);
    const auto head = house.own_store.head();
    const auto root = Frontier::parse(head.frontier).value().root();
    trail::Header header{
        .format = std::string(trail::format), .origin = origin, .vkey = note::to_text(key)};
    header.checkpoint = sign_checkpoint(
        {.origin = origin, .size = static_cast<std::uint64_t>(head.size), .root = root}, key,
        [&](std::string_view message) {
            const auto signature = signing.sign(message);
            return std::string(signature.begin(), signature.end());
        });
    std::ofstream file(name, std::ios::binary);
    file << trail::write(header) << '\n';
    for (std::int64_t from = 0; from < head.size; from += 10'000)
        for (const auto& entry : house.own_store.log(from, 10'000))
            file << trail::write(trail::line_of(entry, true)) << '\n';
    return head.size;
}

int verify_trail(const char* name) {
    std::ifstream file(name, std::ios::binary);
    trail::Verifier verifier({}, definitions());
    std::int64_t entries = 0;
    const auto start = std::clock();
    const auto outcome = trail::verify_export(file, verifier, [&](std::int64_t n) { entries = n; });
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (outcome.fault) {
        std::printf("%s\n", outcome.fault->text.c_str());
        return 1;
    }
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    std::printf(
        "\nchecking an exported trail of %lld entries: %.0f entries/s on one core, %.1f s, "
        "peak %ld MB\n",
        static_cast<long long>(entries), static_cast<double>(entries) / seconds, seconds,
        used.ru_maxrss / 1024);
    return 0;
}

}  // namespace
}  // namespace paraph::test

/// bench_trail write FILE ENTRIES | bench_trail verify FILE: two processes, so that the peak of
/// memory is the check's own.
int main(int argc, char** argv) {
    const std::string_view what = argc > 2 ? argv[1] : "";
    if (what == "write" && argc == 4)
        return paraph::test::write_trail(argv[2], std::atoll(argv[3])) > 0 ? 0 : 1;
    if (what == "verify") return paraph::test::verify_trail(argv[2]);
    std::fputs("bench_trail write FILE ENTRIES | verify FILE\n", stderr);
    return 2;
}
