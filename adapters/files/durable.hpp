#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace paraph {

// Small files that must be there, whole, after a power cut. Every function throws
// std::system_error, with the path in its text, where the disk does not do as asked.

inline constexpr mode_t owner_only = 0600;  // of a file that holds a secret

/// Replaces `path` by `bytes` in one step: a temporary beside it, fsync, rename, fsync of the
/// folder. Readers see the old file or the new one, never half of one.
void replace_file(const std::filesystem::path& path, std::string_view bytes, mode_t mode);

/// The same, but leaves an existing file alone: false where `path` was there already.
bool create_file(const std::filesystem::path& path, std::string_view bytes, mode_t mode);

/// The whole file; empty where there is none. Throws also where it is longer than `bytes_max`.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

}  // namespace paraph
