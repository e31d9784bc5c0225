#include "engine/trail/checkpoint.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace paraph {
namespace {

Refusal not_a_checkpoint(std::string_view why) {
    return refuse(Refused::malformed, "This is not a checkpoint: " + std::string{why} + ".");
}

/// Takes a line off the front of `rest`; nothing when no newline ends it.
std::optional<std::string_view> take_ended_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == rest.npos) return std::nullopt;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

std::optional<std::uint64_t> size_of(std::string_view line) {
    std::uint64_t size = 0;
    const char* const end = line.data() + line.size();
    const auto [after, error] = std::from_chars(line.data(), end, size);
    const bool leading_zero = line.size() > 1 && line.front() == '0';
    return error == std::errc{} && after == end && !leading_zero ? std::optional{size}
                                                                 : std::nullopt;
}

}  // namespace

std::string to_text(const Checkpoint& checkpoint) {
    const std::string_view root{reinterpret_cast<const char*>(checkpoint.root.data()),
                                checkpoint.root.size()};
    std::string text =
        checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(root) + "\n";
    for (const auto& line : checkpoint.extensions) text.append(line).append("\n");
    return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    const auto origin = take_ended_line(text);
    const auto size_line = take_ended_line(text);
    const auto root_line = take_ended_line(text);
    if (!root_line) return not_a_checkpoint("it has less than three lines");
    if (origin->empty()) return not_a_checkpoint("its origin is empty");
    const auto size = size_of(*size_line);
    if (!size) return not_a_checkpoint("its size is not a number");
    const auto root = from_base64(*root_line);
    Checkpoint checkpoint{std::string{*origin}, *size, {}, {}};
    if (!root || root->size() != checkpoint.root.size())
        return not_a_checkpoint("its root is not the base64 of 32 bytes");
    std::ranges::copy(*root, checkpoint.root.begin());
    if (*size == 0 && checkpoint.root != sha256({}))
        return not_a_checkpoint("its size is 0, and its root is not that of an empty tree");
    while (!text.empty()) {
        const auto line = take_ended_line(text);
        if (!line || line->empty())
            return not_a_checkpoint("a further line is empty or has no end");
        checkpoint.extensions.emplace_back(*line);
    }
    return checkpoint;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const note::Key& key,
                            const note::Sign& sign) {
    return note::to_text(note::sign(to_text(checkpoint), key, sign));
}

Result<Checkpoint> open_checkpoint(std::string_view note, const note::Key& key) {
    const auto opened = note::open(note, {&key, 1});
    if (!opened) return opened.error();
    auto checkpoint = parse_checkpoint(opened->text);
    if (checkpoint && checkpoint->origin != key.name)
        return refuse(Refused::invalid, "The checkpoint is that of another log.");
    return checkpoint;
}

Result<Checkpoint> peek_checkpoint(std::string_view note) {
    const auto parsed = note::parse(note);
    if (!parsed) return parsed.error();
    return parse_checkpoint(parsed->text);
}

}  // namespace paraph
