#include "adapters/keys/keyring.hpp"

#include <algorithm>
#include <array>
#include <sys/stat.h>
#include <system_error>

#include "adapters/files/durable.hpp"
#include "adapters/keys/random.hpp"
#include "adapters/keys/seal.hpp"
#include "engine/base/words.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_bytes = 32;

constexpr std::array file_names = {"signing.key", "links.key", "sessions.key", "webhooks.key"};

Refusal unusable(const fs::path& path, const std::string& text) {
    return refuse(Refused::unavailable, "The key file " + path.string() + " " + text,
                  path.string());
}

Result<> check_file(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        return unusable(path,
                        "is missing. Restore the key folder from its backup, or make a new "
                        "house with `paraph init`.");
    }
    if (!S_ISREG(status.st_mode)) return unusable(path, "is not a regular file.");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return unusable(path,
                        "is open to others than its owner. Run `chmod 600` on it, and ask "
                        "who may have read it.");
    }
    return {};
}

Result<std::string> read_key(const fs::path& path) {
    if (const Result<> checked = check_file(path); !checked) return checked.error();
    const auto text = read_file(path, 4096);
    const Result<std::string> key = from_base64(text ? trimmed(*text, " \r\n") : "");
    if (!key || key->size() != key_bytes) {
        return unusable(path, "does not hold 32 bytes in base64. Restore it from its backup.");
    }
    return *key;
}

}  // namespace

KeyRing::KeyRing(SigningKey signing, Links links, Sessions sessions, std::string webhooks)
    : signing_(std::move(signing)),
      links_(std::move(links)),
      sessions_(std::move(sessions)),
      webhooks_(std::move(webhooks)) {}

const SigningKey* KeyRing::signing_key(std::string_view public_key) const {
    const auto is_it = [&](const SigningKey& key) {
        const auto& bytes = key.public_key();
        return public_key ==
               std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    if (is_it(signing_)) return &signing_;
    const auto found = std::ranges::find_if(retired_, is_it);
    return found == retired_.end() ? nullptr : &*found;
}

namespace {

fs::path retired_file(const fs::path& folder, int number) {
    return folder / ("signing.key." + std::to_string(number));
}

}  // namespace

Result<fs::path> KeyRing::rotate(const fs::path& folder) try {
    const auto seed = read_key(folder / "signing.key");
    if (!seed) return seed.error();
    int number = 1;
    while (!create_file(retired_file(folder, number), to_base64(*seed) + "\n", owner_only))
        ++number;
    replace_file(folder / "signing.key", to_base64(random_bytes(key_bytes)) + "\n", owner_only);
    return retired_file(folder, number);
} catch (const std::system_error& error) {
    return refuse(Refused::unavailable, error.what(), folder.string());
}

Result<KeyRing> KeyRing::load(const fs::path& folder) try {
    std::array<std::string, file_names.size()> keys;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        Result<std::string> key = read_key(folder / file_names[i]);
        if (!key) return key.error();
        keys[i] = std::move(*key);
    }
    KeyRing ring{SigningKey(keys[0]), Links(keys[1]), Sessions(keys[2]), keys[3]};
    for (int number = 1; fs::exists(retired_file(folder, number)); ++number) {
        const auto key = read_key(retired_file(folder, number));
        if (!key) return key.error();
        ring.retired_.emplace_back(*key);
    }
    return ring;
} catch (const std::system_error& error) {
    return refuse(Refused::unavailable, error.what(), folder.string());
}

Result<KeyRing> KeyRing::create(const fs::path& folder) try {
    std::vector<fs::path> made;
    if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
    for (const char* file_name : file_names) {
        const fs::path path = folder / file_name;
        if (fs::exists(fs::symlink_status(path))) continue;
        const std::string text = to_base64(random_bytes(key_bytes)) + "\n";
        if (create_file(path, text, owner_only)) made.push_back(path);
    }
    Result<KeyRing> ring = load(folder);
    if (ring) ring->made_ = std::move(made);
    return ring;
} catch (const std::system_error& error) {
    return refuse(Refused::unavailable, error.what(), folder.string());
}

std::string KeyRing::webhook_secret(std::string_view webhook, std::uint64_t generation) const {
    const Digest secret = seal(webhooks_, "webhook", field(webhook), field(generation));
    return "whsec_" + to_base64({reinterpret_cast<const char*>(secret.data()), secret.size()});
}

}  // namespace paraph
