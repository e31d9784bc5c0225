#include "adapters/documents/vault.hpp"

#include <chrono>

#include "adapters/files/durable.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kept_at_least{1};

}  // namespace

std::filesystem::path Vault::path_of(const Digest& digest) const {
    const std::string name = to_hex(digest);
    return folder_ / name.substr(0, 2) / name.substr(2);
}

Digest Vault::put(std::string_view bytes) {
    const Digest digest = sha256(bytes);
    const auto path = path_of(digest);
    std::filesystem::create_directories(path.parent_path());
    if (create_file(path, bytes, 0600)) return digest;
    if (get(digest) == std::nullopt) replace_file(path, bytes, 0600);  // what lay there was spoilt
    std::error_code none;
    fs::last_write_time(path, fs::file_time_type::clock::now(), none);
    return digest;
}

std::optional<std::string> Vault::get(const Digest& digest) const {
    auto bytes = read_file(path_of(digest), document_bytes_max);
    if (bytes && sha256(*bytes) != digest) return std::nullopt;
    return bytes;
}

void Vault::remove(const Digest& digest) {
    const auto path = path_of(digest);
    std::error_code none;
    const auto put = fs::last_write_time(path, none);
    if (!none && fs::file_time_type::clock::now() - put > kept_at_least) fs::remove(path, none);
}

std::vector<Digest> Vault::all() const {
    std::vector<Digest> found;
    if (!std::filesystem::exists(folder_)) return found;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder_)) {
        if (!file.is_regular_file()) continue;
        const auto& path = file.path();
        const auto name = path.parent_path().filename().string() + path.filename().string();
        if (const auto digest = digest_from_hex(name)) found.push_back(*digest);
    }
    return found;
}

}  // namespace paraph
