#include "engine/trail/merkle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <charconv>
#include <cstring>

namespace paraph {
namespace {

/// The largest power of two below `size`, where RFC 6962 splits a tree. Precondition: size > 1.
std::uint64_t split(std::uint64_t size) {
    return std::bit_floor(size - 1);
}

/// The root of `size` leaves from `first` on, a multiple of the next power of two.
Digest range_root(std::uint64_t first, std::uint64_t size, const Nodes& nodes) {
    if (std::has_single_bit(size)) {
        const auto level = static_cast<unsigned>(std::countr_zero(size));
        return nodes(level, first >> level);
    }
    const std::uint64_t left = split(size);
    return node_hash(range_root(first, left, nodes), range_root(first + left, size - left, nodes));
}

Digest perfect_root(std::span<const Digest> leaves) {
    if (leaves.size() == 1) return leaves.front();
    const std::size_t half = leaves.size() / 2;
    return node_hash(perfect_root(leaves.first(half)), perfect_root(leaves.subspan(half)));
}

Result<Frontier> no_frontier() {
    return refuse(Refused::malformed, "This is not the right edge of a tree.");
}

}  // namespace

Digest leaf_hash(std::string_view body) {
    return sha256(std::string_view("\0", 1), body);
}

Digest node_hash(const Digest& left, const Digest& right) {
    std::array<char, 1 + 2 * sizeof(Digest)> bytes{1};
    std::memcpy(bytes.data() + 1, left.data(), left.size());
    std::memcpy(bytes.data() + 1 + left.size(), right.data(), right.size());
    return sha256({bytes.data(), bytes.size()});
}

void Frontier::append(const Digest& root, unsigned level) {
    assert(size_ % (std::uint64_t{1} << level) == 0);
    Digest peak = root;
    for (std::uint64_t rest = size_ >> level; (rest & 1) != 0; rest >>= 1) {
        peak = node_hash(peaks_.back(), peak);
        peaks_.pop_back();
    }
    peaks_.push_back(peak);
    size_ += std::uint64_t{1} << level;
}

Digest Frontier::root() const {
    if (peaks_.empty()) return sha256({});
    Digest root = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak)
        root = node_hash(*peak, root);
    return root;
}

std::string Frontier::to_text() const {
    if (size_ == 0) return {};
    std::string text = std::to_string(size_);
    for (const auto& peak : peaks_) text.append(" ").append(to_hex(peak));
    return text;
}

Result<Frontier> Frontier::parse(std::string_view text) {
    Frontier frontier;
    if (text.empty()) return frontier;
    const char* const end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, frontier.size_);
    if (error != std::errc{} || frontier.size_ == 0 || text.front() == '0') return no_frontier();
    std::string_view rest(after, static_cast<std::size_t>(end - after));
    constexpr std::size_t step = 1 + 2 * sizeof(Digest);
    for (; !rest.empty(); rest.remove_prefix(step)) {
        if (rest.size() < step || rest.front() != ' ') return no_frontier();
        const auto peak = digest_from_hex(rest.substr(1, step - 1));
        if (!peak) return no_frontier();
        frontier.peaks_.push_back(*peak);
    }
    const auto peaks = static_cast<std::size_t>(std::popcount(frontier.size_));
    return frontier.peaks_.size() == peaks ? frontier : no_frontier();
}

std::vector<unsigned> subtree_levels(std::uint64_t first, std::uint64_t count) {
    std::vector<unsigned> levels;
    while (count > 0) {
        const auto fits = static_cast<unsigned>(std::bit_width(count) - 1);
        const auto level = std::min(fits, static_cast<unsigned>(std::countr_zero(first)));
        levels.push_back(level);
        first += std::uint64_t{1} << level;
        count -= std::uint64_t{1} << level;
    }
    return levels;
}

void Subtrees::append(const Digest& leaf) {
    Node node{0, leaf};
    const std::uint64_t end = first_ + ++count_;
    while (!nodes_.empty() && nodes_.back().level == node.level &&
           end % (std::uint64_t{2} << node.level) == 0) {
        node = {node.level + 1, node_hash(nodes_.back().root, node.root)};
        nodes_.pop_back();
    }
    nodes_.push_back(node);
}

std::vector<Digest> Subtrees::roots() const {
    std::vector<Digest> roots;
    for (const auto& node : nodes_) roots.push_back(node.root);
    return roots;
}

Nodes nodes_over(std::span<const Digest> leaves) {
    return [leaves](unsigned level, std::uint64_t index) {
        return perfect_root(leaves.subspan(index << level, std::size_t{1} << level));
    };
}

Digest root_of(std::uint64_t size, const Nodes& nodes) {
    return size == 0 ? sha256({}) : range_root(0, size, nodes);
}

std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size, const Nodes& nodes) {
    assert(index < size);
    std::vector<Digest> proof;  // from the root downwards, turned at the end
    for (std::uint64_t first = 0; size > 1;) {
        const std::uint64_t left = split(size);
        if (index - first < left) {
            proof.push_back(range_root(first + left, size - left, nodes));
            size = left;
        } else {
            proof.push_back(range_root(first, left, nodes));
            first += left;
            size -= left;
        }
    }
    std::ranges::reverse(proof);
    return proof;
}

std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to, const Nodes& nodes) {
    assert(from <= to);
    if (from == 0 || from == to) return {};
    std::vector<Digest> proof;
    std::uint64_t first = 0, size = to;
    while (from - first != size) {
        const std::uint64_t left = split(size);
        if (from - first <= left) {
            proof.push_back(range_root(first + left, size - left, nodes));
            size = left;
        } else {
            proof.push_back(range_root(first, left, nodes));
            first += left;
            size -= left;
        }
    }
    // The old tree's own root is known to who asks, unless it is only a part of that tree.
    if (first != 0) proof.push_back(range_root(first, size, nodes));
    std::ranges::reverse(proof);
    return proof;
}

/// RFC 9162, 2.1.3.2.
bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Digest> proof, const Digest& root) {
    if (index >= size) return false;
    std::uint64_t node = index, last = size - 1;
    Digest hash = leaf;
    for (const auto& sibling : proof) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            for (; (node & 1) == 0 && node != 0; node >>= 1) last >>= 1;
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

/// RFC 9162, 2.1.4.2; the empty tree is the beginning of every tree.
bool verify_consistency(std::uint64_t from, std::uint64_t to, std::span<const Digest> proof,
                        const Digest& from_root, const Digest& to_root) {
    if (from > to) return false;
    if (from == to) return proof.empty() && from_root == to_root;
    if (from == 0) return proof.empty() && from_root == sha256({});
    const bool whole = std::has_single_bit(from);  // then the proof leaves out the old root
    if (!whole && proof.empty()) return false;
    std::uint64_t node = from - 1, last = to - 1;
    for (; (node & 1) != 0; node >>= 1) last >>= 1;
    Digest old_hash = whole ? from_root : proof.front();
    Digest new_hash = old_hash;
    for (const auto& sibling : proof.subspan(whole ? 0 : 1)) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            old_hash = node_hash(sibling, old_hash);
            new_hash = node_hash(sibling, new_hash);
            for (; (node & 1) == 0 && node != 0; node >>= 1) last >>= 1;
        } else {
            new_hash = node_hash(new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && old_hash == from_root && new_hash == to_root;
}

void TileRoots::append(const Digest& leaf) {
    tile_.append(leaf);
    ++size_;
    if (tile_.size() >> height == 0) return;
    Digest node = tile_.root();
    tile_ = {};
    for (std::size_t level = 0;; ++level) {
        if (level == levels_.size()) levels_.emplace_back();
        auto& nodes = levels_[level];
        nodes.push_back(node);
        if (nodes.size() % 2 != 0) return;
        node = node_hash(nodes[nodes.size() - 2], nodes.back());
    }
}

Nodes TileRoots::nodes(ReadLeaves read) const {
    return [this, read = std::move(read)](unsigned level, std::uint64_t index) {
        if (level >= height) return levels_.at(level - height).at(index);
        return perfect_root(read(index << level, std::size_t{1} << level));
    };
}

}  // namespace paraph
