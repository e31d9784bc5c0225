#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/refusal.hpp"

namespace paraph {

// The Merkle tree of RFC 6962 over the log's entries, in their order.

/// SHA-256(0x00 || body).
Digest leaf_hash(std::string_view body);
/// SHA-256(0x01 || left || right).
Digest node_hash(const Digest& left, const Digest& right);

/// The right edge of a tree: all that appending and the root need, at most 64 digests.
class Frontier {
public:
    /// O(log n) in the worst case, two hashes on average.
    void append(const Digest& leaf) { append(leaf, 0); }
    /// 2^`level` leaves at once, by the root over them. Precondition: the size is a multiple.
    void append(const Digest& root, unsigned level);
    std::uint64_t size() const { return size_; }
    /// Of the empty tree SHA-256 of nothing.
    Digest root() const;

    /// "<size> <hex> …", the roots of the perfect subtrees from left to right; "" when empty.
    std::string to_text() const;
    static Result<Frontier> parse(std::string_view text);

    friend bool operator==(const Frontier&, const Frontier&) = default;

private:
    std::uint64_t size_ = 0;
    std::vector<Digest> peaks_;  // one for each bit of size_, the largest first
};

/// Levels of the perfect subtrees that fill the leaves from `first` on, the fewest that do, from
/// left to right.
std::vector<unsigned> subtree_levels(std::uint64_t first, std::uint64_t count);

/// The roots of those, of leaves that come one by one. In memory: 128 digests at most.
class Subtrees {
public:
    explicit Subtrees(std::uint64_t first) : first_(first) {}

    void append(const Digest& leaf);
    std::uint64_t first() const { return first_; }
    std::uint64_t count() const { return count_; }
    std::vector<Digest> roots() const;

private:
    struct Node {
        unsigned level;
        Digest root;
    };
    std::uint64_t first_, count_ = 0;
    std::vector<Node> nodes_;
};

/// Asked for the root of the `index`-th perfect subtree of 2^`level` leaves; level 0: a leaf hash.
using Nodes = std::function<Digest(unsigned level, std::uint64_t index)>;

/// Computes each node anew; `leaves` must outlive it.
Nodes nodes_over(std::span<const Digest> leaves);

/// The root of the first `size` leaves.
Digest root_of(std::uint64_t size, const Nodes& nodes);
/// Precondition: index < size. Asks for O(log n) nodes.
std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size, const Nodes& nodes);
/// Precondition: from <= to. Empty when `from` is 0 or `to`.
std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to, const Nodes& nodes);

bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Digest> proof, const Digest& root);
bool verify_consistency(std::uint64_t from, std::uint64_t to, std::span<const Digest> proof,
                        const Digest& from_root, const Digest& to_root);

/// The tree above its lowest eight levels, kept in memory: 1 MB for four million entries. A proof
/// then reads at most a few runs of 256 leaf hashes.
class TileRoots {
public:
    static constexpr unsigned height = 8;

    void append(const Digest& leaf);
    std::uint64_t size() const { return size_; }

    /// Reads leaf hashes `first` to `first` + `count` - 1 from where they are stored.
    using ReadLeaves = std::function<std::vector<Digest>(std::uint64_t first, std::size_t count)>;
    /// Must not outlive this object; appending meanwhile is not allowed.
    Nodes nodes(ReadLeaves read) const;

private:
    std::uint64_t size_ = 0;
    Frontier tile_;                            // of the last tile, which is not full
    std::vector<std::vector<Digest>> levels_;  // levels_[i]: the nodes of level 8 + i
};

}  // namespace paraph
