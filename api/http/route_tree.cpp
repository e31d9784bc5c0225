#include "api/http/route_tree.hpp"

#include <algorithm>
#include <stdexcept>

namespace paraph::http {

namespace {

bool is_param(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

/// Cuts the next segment off; the slash behind it goes too. "/" alone has none.
std::string_view next_segment(std::string_view& path) {
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
    return segment;
}

}  // namespace

bool RouteTree::Node::is_end() const {
    return std::any_of(routes.begin(), routes.end(),
                       [](std::size_t index) { return index != none; });
}

RouteTree::Node& RouteTree::descend(Node& node, std::string_view segment,
                                    std::vector<std::string_view>& names) {
    if (!is_param(segment)) {
        for (auto& [text, child] : node.fixed)
            if (text == segment) return *child;
        return *node.fixed.emplace_back(segment, std::make_unique<Node>()).second;
    }
    const bool rest = segment[segment.size() - 2] == '*';
    names.push_back(segment.substr(1, segment.size() - (rest ? 3 : 2)));
    std::unique_ptr<Node>& child = rest ? node.rest : node.param;
    if (!child) child = std::make_unique<Node>();
    return *child;
}

void RouteTree::add(Verb verb, std::string_view pattern, std::size_t index) {
    const std::string complaint = "route " + std::string(name(verb)) + " " + std::string(pattern);
    if (!pattern.starts_with('/')) throw std::logic_error(complaint + " is no path");
    names_.resize(std::max(names_.size(), index + 1));
    Node* node = &root_;
    std::string_view path = pattern.substr(1);
    while (!path.empty()) {
        const std::string_view segment = next_segment(path);
        if (segment.empty() || (segment.ends_with("*}") && !path.empty()))
            throw std::logic_error(complaint + " has an empty segment, or goes on after the rest");
        node = &descend(*node, segment, names_[index]);
    }
    std::size_t& place = node->routes[static_cast<std::size_t>(verb)];
    if (place != none) throw std::logic_error(complaint + " stands twice in the table");
    place = index;
}

const RouteTree::Node* RouteTree::walk(const Node& node, std::string_view path,
                                       std::vector<std::string>& values) {
    if (path.empty()) return node.is_end() ? &node : nullptr;
    std::string_view behind = path;
    const std::string_view segment = next_segment(behind);
    // "/a/" is not "/a": what ends in a slash has an empty segment, which nothing matches.
    const bool dangling = behind.empty() && path.size() > segment.size();
    if (!segment.empty() && !dangling) {
        for (const auto& [text, child] : node.fixed)
            if (text == segment)
                if (const Node* found = walk(*child, behind, values)) return found;
        if (node.param) {
            values.emplace_back(segment);
            if (const Node* found = walk(*node.param, behind, values)) return found;
            values.pop_back();
        }
    }
    if (!node.rest || !node.rest->is_end()) return nullptr;
    values.emplace_back(path);
    return node.rest.get();
}

std::optional<RouteTree::Found> RouteTree::find(std::string_view path) const {
    if (!path.starts_with('/')) return std::nullopt;
    Found found;
    found.node = walk(root_, path.substr(1), found.values);
    if (found.node == nullptr) return std::nullopt;
    return found;
}

}  // namespace paraph::http
