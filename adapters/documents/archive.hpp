#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/refusal.hpp"

namespace paraph {

/// What a ZIP file may unpack to: a small one can hold gigabytes.
inline constexpr std::uint64_t unpacked_bytes_max = 64u << 20;
inline constexpr std::size_t members_max = 2'000;

/// The members of a ZIP file in memory (DOCX, XLSX), whose bytes outlive the reader. Refused: no
/// ZIP file, more than `unpacked_bytes_max` or `members_max`, a broken or encrypted member.
class ZipReader {
public:
    static Result<ZipReader> open(std::string_view bytes);
    ZipReader(ZipReader&& other) noexcept;
    ~ZipReader();

    const std::vector<std::string>& names() const { return names_; }
    /// Unpacked; nothing: there is no such member.
    Result<std::optional<std::string>> read(const std::string& name);

private:
    struct Open;
    explicit ZipReader(std::unique_ptr<Open> open);

    std::unique_ptr<Open> open_;
    std::vector<std::string> names_;
};

/// Whether it is a ZIP file within the limits that has these members.
Result<> check_archive(std::string_view bytes, std::initializer_list<std::string_view> members);

}  // namespace paraph
