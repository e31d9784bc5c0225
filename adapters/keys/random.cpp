#include "adapters/keys/random.hpp"

#include <algorithm>
#include <stdexcept>

#include <openssl/rand.h>

namespace paraph {

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    auto* data = reinterpret_cast<unsigned char*>(bytes.data());
    if (RAND_bytes(data, static_cast<int>(count)) != 1) {
        throw std::runtime_error("the system has no randomness to give");
    }
    return bytes;
}

// Each call of the generator costs as much as a kilobyte from it, and every entry needs seeds.
id::Seed random_seed() {
    constexpr std::size_t seeds_at_once = 64;
    thread_local std::string pool;
    id::Seed seed{};
    if (pool.size() < seed.size()) pool = random_bytes(seeds_at_once * seed.size());
    const auto taken = pool.end() - static_cast<std::ptrdiff_t>(seed.size());
    std::copy(taken, pool.end(), seed.begin());
    pool.erase(taken, pool.end());
    return seed;
}

}  // namespace paraph
