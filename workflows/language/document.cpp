#include "workflows/language/document.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "workflows/language/scan.hpp"

namespace paraph {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view no_alias =
    "An alias (*) stands here. Write out what it refers to; a text with * goes into quotes.";

/// yaml-cpp counts lines and columns from 0, and columns in bytes.
class Places {
public:
    explicit Places(std::string_view text) {
        while (true) {
            const auto end = text.find('\n');
            lines_.push_back(text.substr(0, end));
            if (end == std::string_view::npos) break;
            text.remove_prefix(end + 1);
        }
    }

    Place of(const YAML::Mark& mark) const {
        const auto number = std::clamp(mark.line, 0, static_cast<int>(lines_.size()) - 1);
        const auto line = lines_[static_cast<std::size_t>(number)];
        const auto before = line.substr(0, static_cast<std::size_t>(std::max(mark.column, 0)));
        const auto characters = std::ranges::count_if(
            before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
        return {number + 1, static_cast<int>(characters) + 1};
    }

private:
    std::vector<std::string_view> lines_;
};

/// Builds the tree from the parser's events. The parser can't be stopped from here, so once
/// something is too deep or comes twice, the rest is let pass unread.
class Builder : public YAML::EventHandler {
public:
    Builder(const Places& places, const DocumentLimits& limits, Report& report)
        : places_(places), limits_(limits), report_(report) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ == 2) {
            report_.error(places_.of(mark), "second-document",
                          "A second document begins here. Write one definition in one file.");
        }
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        add(node_at(mark, Node::Kind::nothing));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        if (documents_ == 1) {
            report_.error(places_.of(mark), "alias", std::string{no_alias});
        }
        add(node_at(mark, Node::Kind::nothing));
    }

    void OnAnchor(const YAML::Mark& mark, const std::string&) override {
        if (documents_ != 1) return;
        report_.error(places_.of(mark), "anchor",
                      "An anchor (&) stands here. Definitions do not use anchors; a text with & "
                      "goes into quotes.");
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  const std::string& value) override {
        const bool quoted = tag == "!";
        check_tag(mark, tag);
        auto node = node_at(mark, Node::Kind::text);
        node.text = value;
        node.quoted = quoted;
        add(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        check_tag(mark, tag);
        open(Node::Kind::list, mark);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        check_tag(mark, tag);
        open(Node::Kind::map, mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

    /// The tree; nothing when the text had no document or was too deep to be read.
    std::optional<Node> take() { return too_deep_ ? std::nullopt : std::move(root_); }
    bool second() const { return documents_ > 1; }

private:
    struct Level {
        Node node;
        std::optional<Node::Entry> key = {};    // a map's key that waits for its value
        bool again = false;                     // it stands here a second time
        std::map<std::string, int> lines = {};  // of the keys so far
    };

    Node node_at(const YAML::Mark& mark, Node::Kind kind) const {
        Node node;
        node.kind = kind;
        node.place = places_.of(mark);
        return node;
    }

    void check_tag(const YAML::Mark& mark, const std::string& tag) {
        if (documents_ != 1 || tag.empty() || tag == "?" || tag == "!") return;
        report_.error(places_.of(mark), "tag",
                      "A tag (!) stands here. Definitions do not use tags; a text that begins "
                      "with ! goes into quotes.");
    }

    void open(Node::Kind kind, const YAML::Mark& mark) {
        if (documents_ == 1 && !too_deep_ &&
            static_cast<int>(levels_.size()) >= limits_.depth_max) {
            too_deep_ = true;
            report_.error(places_.of(mark), "too-deep",
                          "This is nested deeper than " + std::to_string(limits_.depth_max) +
                              " levels. No definition needs that.");
        }
        if (passing()) return;
        levels_.push_back({.node = node_at(mark, kind)});
    }

    void close() {
        if (passing()) return;
        auto done = std::move(levels_.back());
        levels_.pop_back();
        add(std::move(done.node));
    }

    void add(Node node) {
        if (passing()) return;
        if (levels_.empty()) {
            root_ = std::move(node);
        } else if (auto& level = levels_.back(); level.node.kind == Node::Kind::list) {
            level.node.items.push_back(std::move(node));
        } else if (!level.key) {
            level.key = key_of(level, node);
        } else {
            // The parser says of what is missing where the next word stands.
            if (node.kind == Node::Kind::nothing) node.place = level.key->place;
            level.key->value = std::move(node);
            if (!level.again) level.node.entries.push_back(std::move(*level.key));
            level.key.reset();
        }
    }

    Node::Entry key_of(Level& level, const Node& key) {
        const auto [first, fresh] = level.lines.try_emplace(key.text, key.place.line);
        level.again = !fresh;
        if (key.kind != Node::Kind::text) {
            report_.error(key.place, "yaml", "The left side of a colon must be a word.");
        } else if (level.again) {
            report_.error(key.place, "duplicate",
                          "\"" + key.text + "\" stands here a second time; the first is in line " +
                              std::to_string(first->second) + ". Keep one of them.");
        }
        return {key.text, key.place, {}};
    }

    bool passing() const { return too_deep_ || documents_ > 1; }

    const Places& places_;
    const DocumentLimits& limits_;
    Report& report_;
    int documents_ = 0;
    bool too_deep_ = false;
    std::vector<Level> levels_;
    std::optional<Node> root_;
};

std::optional<Node> parse(std::string_view yaml, const DocumentLimits& limits, Report& report) {
    const Places places{yaml};
    Builder builder{places, limits, report};
    try {
        std::istringstream stream{std::string{yaml}};
        YAML::Parser parser{stream};
        parser.HandleNextDocument(builder);
        if (!builder.second()) parser.HandleNextDocument(builder);  // there should be none
    } catch (const YAML::Exception& broken) {
        if (report.has_errors()) return std::nullopt;  // what it stumbled over is said already
        if (broken.msg.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR)) {
            report.error(places.of(broken.mark), "alias", std::string{no_alias});
            return std::nullopt;
        }
        report.error(places.of(broken.mark), "yaml",
                     "This is not YAML: " + broken.msg +
                         ". Look at the indentation, colons and brackets around here; a text "
                         "with a colon, comma or question mark in it goes into quotes.");
        return std::nullopt;
    }
    return builder.take();
}

}  // namespace

const Node::Entry* Node::entry(std::string_view key) const {
    const auto found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
    const auto* found = entry(key);
    return found ? &found->value : nullptr;
}

Node Node::Entry::name() const {
    Node node;
    node.kind = Kind::text;
    node.place = place;
    node.text = key;
    return node;
}

std::optional<Node> parse_document(std::string_view yaml, Report& report,
                                   const DocumentLimits& limits) {
    if (yaml.size() > limits.bytes_max) {
        report.error({}, "too-large",
                     "The file is larger than " + std::to_string(limits.bytes_max >> 10) + " KiB.");
        return std::nullopt;
    }
    if (yaml.starts_with(byte_order_mark)) yaml.remove_prefix(byte_order_mark.size());
    if (!scan(yaml, report)) return std::nullopt;
    auto root = parse(yaml, limits, report);
    if (root && root->kind == Node::Kind::nothing) root.reset();
    if (!root && !report.has_errors()) {
        report.error({}, "yaml", "The file is empty. Begin with \"workflow:\" and a name.");
    }
    return root;
}

const Node* value_at(const Node& root, std::initializer_list<std::string_view> path) {
    const Node* at = &root;
    for (const auto key : path) {
        if (at) at = at->find(key);
    }
    return at;
}

Place place_of(const Node& root, std::initializer_list<std::string_view> path) {
    const Node* at = &root;
    Place place = root.place;
    for (const auto key : path) {
        const auto* entry = at->entry(key);
        if (!entry) return place;
        place = entry->place;
        at = &entry->value;
    }
    return at->kind == Node::Kind::nothing ? place : at->place;
}

}  // namespace paraph
