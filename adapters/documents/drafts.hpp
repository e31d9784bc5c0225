#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/instant.hpp"

namespace paraph {

/// A form that was saved and not sent: what stood in its fields, and who saved it last.
struct Draft {
    int version = 0;     // of this draft: 1, 2, …
    std::string person;  // id
    Instant at{};
    std::vector<std::pair<std::string, std::string>> fields;
};

/// Drafts by their key. They are nobody's word, so they stand outside the trail: a folder of small
/// files of its own, in no backup and no export. Any thread of one process. Throws
/// std::system_error.
class Drafts {
public:
    explicit Drafts(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::optional<Draft> get(std::string_view key) const;
    /// Those whose keys begin so, with what follows in the key; the last touched first.
    std::vector<std::pair<std::string, Draft>> all(std::string_view prefix) const;
    /// As the next version, unless somebody has saved one since version `seen` (0: there was none):
    /// then nothing is changed, and that one is returned.
    std::optional<Draft> put(std::string_view key, Draft draft, int seen);
    void remove(std::string_view key);
    /// What nobody has touched since then.
    void forget_before(Instant moment);

private:
    std::filesystem::path path_of(std::string_view key) const;

    std::filesystem::path folder_;
    mutable std::mutex mutex_;
};

}  // namespace paraph
