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

id::Seed random_seed() {
    const std::string bytes = random_bytes(id::Seed{}.size());
    id::Seed seed{};
    std::copy(bytes.begin(), bytes.end(), seed.begin());
    return seed;
}

}  // namespace paraph
