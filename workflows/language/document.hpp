#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/language/finding.hpp"

namespace paraph {

/// A YAML text as a tree, every part with its place. Values stay text: whether "yes" is a truth or
/// a word is the reader's business. Anchors, aliases, tags, duplicate keys and second documents
/// are refused, since a lawyer's text should not need them and a reviewer may overlook them.
struct Node {
    enum class Kind { nothing, text, list, map };
    struct Entry;

    Kind kind = Kind::nothing;
    Place place;
    std::string text;            // of a text
    bool quoted = false;         // the text stood in quotes or was a block text
    std::vector<Node> items;     // of a list
    std::vector<Entry> entries;  // of a map, in the order written

    /// The value under `key`; nullptr when there is none or this is no map.
    const Node* find(std::string_view key) const;
    const Entry* entry(std::string_view key) const;
};

struct Node::Entry {
    std::string key;
    Place place;  // of the key
    Node value;

    /// The key as a node of its own, where it is to be read as values are.
    Node name() const;
};

struct DocumentLimits {
    std::size_t bytes_max = 256u << 10;
    int depth_max = 16;
};

/// The tree of `yaml`, or nothing where it can't be read at all; what is wrong goes into `report`
/// (a tree may come with errors, so that the reader can find more of them in one go).
std::optional<Node> parse_document(std::string_view yaml, Report& report,
                                   const DocumentLimits& limits = {});

/// Where the value under a path of keys stands; the place of the last key that exists otherwise.
Place place_of(const Node& root, std::initializer_list<std::string_view> path);
/// The value under a path of keys, or nullptr.
const Node* value_at(const Node& root, std::initializer_list<std::string_view> path);

}  // namespace paraph
