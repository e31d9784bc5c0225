#include "adapters/documents/vault.hpp"

#include "adapters/files/durable.hpp"

namespace paraph {

std::filesystem::path Vault::path_of(const Digest& digest) const {
    const std::string name = to_hex(digest);
    return folder_ / name.substr(0, 2) / name.substr(2);
}

Digest Vault::put(std::string_view bytes) {
    const Digest digest = sha256(bytes);
    const auto path = path_of(digest);
    std::filesystem::create_directories(path.parent_path());
    if (!create_file(path, bytes, 0600) && get(digest) == std::nullopt)
        replace_file(path, bytes, 0600);  // what lay there was spoilt
    return digest;
}

std::optional<std::string> Vault::get(const Digest& digest) const {
    auto bytes = read_file(path_of(digest), document_bytes_max);
    if (bytes && sha256(*bytes) != digest) return std::nullopt;
    return bytes;
}

}  // namespace paraph
