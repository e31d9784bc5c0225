#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/router.hpp"

namespace paraph::http {

inline constexpr std::array<Verb, 5> all_verbs{Verb::get, Verb::post, Verb::put, Verb::patch,
                                               Verb::del};

/// The paths of a route table as a tree of segments.
class RouteTree {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct Node {
        std::vector<std::pair<std::string_view, std::unique_ptr<Node>>> fixed;
        std::unique_ptr<Node> param;  // "{name}"
        std::unique_ptr<Node> rest;   // "{name*}"
        std::array<std::size_t, all_verbs.size()> routes{none, none, none, none, none};

        std::size_t route(Verb verb) const { return routes[static_cast<std::size_t>(verb)]; }
        bool is_end() const;
    };
    struct Found {
        const Node* node = nullptr;
        std::vector<std::string> values;  // of the parameters, in path order
    };

    /// Throws std::logic_error on a malformed pattern, or when verb and path are taken.
    void add(Verb verb, std::string_view pattern, std::size_t index);
    /// The node of a decoded path: fixed segments before parameters, parameters before the rest.
    std::optional<Found> find(std::string_view path) const;
    /// The names of the parameters of the route added with that index.
    const std::vector<std::string_view>& names(std::size_t index) const { return names_[index]; }

private:
    static Node& descend(Node& node, std::string_view segment,
                         std::vector<std::string_view>& names);
    static const Node* walk(const Node& node, std::string_view path,
                            std::vector<std::string>& values);

    Node root_;
    std::vector<std::vector<std::string_view>> names_;
};

/// "secretariat or auditor".
std::string role_text(api::RoleSet roles);
/// `bodies`: of each route the `requestBody`, or nothing, where the table's schema counts.
json::object openapi_paths(std::span<const Route> table, std::span<const json::object> bodies);

}  // namespace paraph::http
