#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace paraph {

/// The newest checkpoint that was signed, kept beside the key and outside the data folder: a
/// restored or rolled-back database is noticed by it at the start, before a second history is
/// signed. One process at a time.
class HeadKeeper {
public:
    /// `folder` is the key folder, which exists.
    explicit HeadKeeper(const std::filesystem::path& folder) : path_(folder / "checkpoint") {}

    /// On disk, durably, when it returns; only then may the checkpoint be published. Throws
    /// std::system_error where the disk refuses.
    void keep(std::string_view checkpoint) const;

    /// The signed note kept last; empty in a new house.
    std::optional<std::string> newest() const;

    /// `restore --new-log`: the newest is put aside as what log `epoch` has lost.
    void lose(std::int64_t epoch) const;

private:
    std::filesystem::path path_;
};

}  // namespace paraph
