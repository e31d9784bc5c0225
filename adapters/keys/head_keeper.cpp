#include "adapters/keys/head_keeper.hpp"

#include "adapters/files/durable.hpp"

namespace paraph {
namespace {

constexpr std::size_t checkpoint_bytes_max = 64u << 10;  // a note with many cosignatures

}  // namespace

void HeadKeeper::keep(std::string_view checkpoint) const {
    replace_file(path_, checkpoint, owner_only);
}

std::optional<std::string> HeadKeeper::newest() const {
    return read_file(path_, checkpoint_bytes_max);
}

void HeadKeeper::lose(std::int64_t epoch) const {
    if (const auto note = newest())
        replace_file(path_.string() + ".lost-" + std::to_string(epoch), *note, owner_only);
    std::filesystem::remove(path_);
}

}  // namespace paraph
