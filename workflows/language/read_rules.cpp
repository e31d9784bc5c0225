#include "workflows/language/expression.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {

std::optional<Expression> read_condition(Reader& reader, const Node* node, const Names& names) {
    if (!node) return std::nullopt;
    if (node->kind != Node::Kind::text) {
        reader.error(node->place, "wrong-shape",
                     "A rule in words is expected here, as in \"object = 0\".");
        return std::nullopt;
    }
    auto read = parse_condition(node->text, names);
    if (read) return std::move(*read);
    if (reader.says_no_break_space(*node)) return std::nullopt;
    reader.error(reader.inside(*node, read.error().offset), "rule", read.error().text);
    return std::nullopt;
}

void read_rules(Reader& reader, const Node& node, Stage& stage) {
    Names names;
    names.attributes = reader.definition.attributes;
    stage.when = read_condition(reader, node.find("when"), names);  // no round yet: no tallies
    for (const auto& role : reader.definition.roles) names.roles.push_back(role.name);
    for (const auto& position : stage.positions) names.positions.push_back(position.name);
    names.weights = reader.definition.weights;
    stage.passes = read_condition(reader, node.find("passes"), names);
    stage.quorum = read_condition(reader, node.find("quorum"), names);
}

}  // namespace paraph
