#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"

namespace paraph {

/// Files by the SHA-256 of their bytes: each is kept once, whole, and never changes. A folder of
/// its own, `ab/cdef…`, which a backup takes along; the trail holds the digests, so what is missing
/// or spoilt shows. Any thread.
class Vault {
public:
    explicit Vault(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Durable when it returns: the entry that names the digest is written only afterwards. Throws
    /// std::system_error.
    Digest put(std::string_view bytes);
    /// Nothing: there is none, or its bytes are not those of the digest any more.
    std::optional<std::string> get(const Digest& digest) const;
    /// Not one that was put, or put again, within the hour: an entry may be about to name it.
    void remove(const Digest& digest);
    /// What lies there, spoilt or not, in no order.
    std::vector<Digest> all() const;

private:
    std::filesystem::path path_of(const Digest& digest) const;

    std::filesystem::path folder_;
};

inline constexpr std::size_t document_bytes_max = 25u << 20;

}  // namespace paraph
