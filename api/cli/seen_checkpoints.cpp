#include "api/cli/seen_checkpoints.hpp"

#include "adapters/files/durable.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::cli {
namespace {

constexpr std::size_t notes_bytes_max = 16u << 20;  // every quarter of an hour for a year

}  // namespace

Result<std::vector<std::string>> read_checkpoints(const std::string& file) {
    const auto text = read_file(file, notes_bytes_max);
    if (!text) return refuse(Refused::not_found, file + ": can't be read");
    auto notes = note::split(*text);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const auto seen = peek_checkpoint(notes[i]);
        if (seen) continue;
        const auto which = notes.size() > 1 ? ", note " + std::to_string(i + 1) : std::string();
        return refuse(Refused::malformed, file + which + ": " + seen.error().text);
    }
    if (notes.empty()) return refuse(Refused::malformed, file + ": it holds no checkpoint");
    return notes;
}

}  // namespace paraph::cli
