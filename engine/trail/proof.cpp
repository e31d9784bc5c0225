#include "engine/trail/proof.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph {
namespace {

constexpr std::string_view header = "c2sp.org/tlog-proof@v1\n";
constexpr std::size_t hashes_max = 64;

Refusal not_a_proof(std::string_view why) {
    return refuse(Refused::malformed, "This is not a .tlog-proof: " + std::string{why} + ".");
}

Refusal broken(std::string text) {
    return refuse(Refused::invalid, std::move(text));
}

std::string_view take_line(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

std::optional<std::uint64_t> index_of(std::string_view line) {
    constexpr std::string_view word = "index ";
    if (!line.starts_with(word)) return std::nullopt;
    line.remove_prefix(word.size());
    std::uint64_t index = 0;
    const char* const end = line.data() + line.size();
    const auto [after, error] = std::from_chars(line.data(), end, index);
    const bool leading_zero = line.size() > 1 && line.front() == '0';
    const bool good = error == std::errc{} && after == end && !leading_zero;
    return good ? std::optional{index} : std::nullopt;
}

std::optional<Digest> hash_of(std::string_view line) {
    const auto bytes = from_base64(line);
    Digest digest;
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::ranges::copy(*bytes, digest.begin());
    return digest;
}

/// Everything above the checkpoint, which is what is left of `text`.
Result<InclusionProof> parse_path(std::string_view& text) {
    if (!text.starts_with(header)) return not_a_proof("the first line is another");
    text.remove_prefix(header.size());
    std::string_view line = take_line(text);
    constexpr std::string_view extra = "extra ";  // nothing of ours; must only be well formed
    if (line.starts_with(extra)) {
        if (!from_base64(line.substr(extra.size()))) return not_a_proof("the extra is not base64");
        line = take_line(text);
    }
    const auto index = index_of(line);
    if (!index) return not_a_proof("the index is missing or not a number");
    InclusionProof proof;
    proof.logIndex = *index;
    for (line = take_line(text); !line.empty(); line = take_line(text)) {
        const auto hash = hash_of(line);
        if (!hash) return not_a_proof("a hash is not the base64 of 32 bytes");
        proof.hashes.push_back(*hash);
        if (proof.hashes.size() > hashes_max) return not_a_proof("there are too many hashes");
    }
    return proof;
}

}  // namespace

std::string to_tlog_proof(const InclusionProof& proof) {
    std::string text{header};
    text.append("index ").append(std::to_string(proof.logIndex)).append("\n");
    for (const auto& hash : proof.hashes) {
        text.append(to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()}));
        text.append("\n");
    }
    return text.append("\n").append(proof.checkpoint);
}

Result<InclusionProof> parse_tlog_proof(std::string_view text) {
    auto proof = parse_path(text);
    if (!proof) return proof;
    const auto checkpoint = peek_checkpoint(text);
    if (!checkpoint) return checkpoint.error();
    proof->checkpoint = text;
    proof->rootHash = checkpoint->root;
    proof->treeSize = checkpoint->size;
    return proof;
}

Result<> verify_proof(const InclusionProof& proof, const Digest& leaf, const note::Key& key) {
    const auto checkpoint = open_checkpoint(proof.checkpoint, key);
    if (!checkpoint) return checkpoint.error();
    if (checkpoint->size != proof.treeSize || checkpoint->root != proof.rootHash)
        return broken("The proof names another size or root than its checkpoint.");
    if (!verify_inclusion(leaf, proof.logIndex, proof.treeSize, proof.hashes, proof.rootHash))
        return broken("The path does not lead from this entry to the root of the checkpoint.");
    return {};
}

}  // namespace paraph
