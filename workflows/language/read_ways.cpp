#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "workflows/language/expression.hpp"
#include "workflows/language/reader.hpp"
#include "workflows/language/shape.hpp"

namespace paraph {
namespace {

constexpr std::array<std::string_view, 2> way_words{"title", "when"};

/// What the conditions of the ways may count: the positions of the stage that `figures of` names.
Names names_for(Reader& reader, const Stage& stage) {
    Names names;
    names.attributes = reader.definition.attributes;
    const auto* counted = reader.definition.stage(stage.figures_of);
    if (!counted) return names;
    for (const auto& role : reader.definition.roles) names.roles.push_back(role.name);
    for (const auto& position : counted->positions) names.positions.push_back(position.name);
    names.weights = reader.definition.weights;
    return names;
}

void read_way(Reader& reader, const Node::Entry& entry, const Names& names, Stage& stage) {
    Way way{.name = entry.key};
    if (entry.value.kind != Node::Kind::nothing) {
        if (!reader.is_map(entry.value, "a way")) return;
        for (const auto& word : entry.value.entries)
            if (!contains(way_words, word.key))
                reader.unknown(word.key, word.place, "a way", way_words);
        if (const auto* title = entry.value.find("title")) way.title = reader.texts(*title);
        way.when = read_condition(reader, entry.value.find("when"), names);
    }
    if (!stage.who.empty()) stage.positions.push_back({.name = way.name, .title = way.title});
    stage.ways.push_back(std::move(way));
}

}  // namespace

void read_ways(Reader& reader, const Node& node, Stage& stage) {
    const auto* ways = node.find("ways");
    if (!ways || !reader.is_map(*ways, "\"ways:\"")) return;
    const auto names = names_for(reader, stage);
    for (const auto& entry : ways->entries) read_way(reader, entry, names, stage);
}

void read_branches(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "A stage")) {
        reader.check_stage(item->text, item->place);
        if (contains(stage.branches, item->text))
            reader.error(item->place, "duplicate", "\"" + item->text + "\" stands here twice.");
        stage.branches.push_back(item->text);
    }
}

void read_outcomes(Reader& reader, const Node& node, Stage& stage) {
    for (const auto* item : reader.listed(node, "An outcome")) {
        reader.check_name(item->text, item->place);
        stage.positions.push_back({.name = item->text});
    }
    stage.positions.push_back({.name = "abandoned",
                               .leaves_base = true,
                               .counts_as_cast = false,
                               .counts_for_quorum = false});
}

void read_choices_of(Reader& reader, const Node& node, Stage& stage) {
    stage.over = reader.text(node, "The name of an attribute");
    const auto found = reader.definition.attributes.find(stage.over);
    if (found == reader.definition.attributes.end()) {
        std::vector<std::string_view> known;
        for (const auto& [name, attribute] : reader.definition.attributes) known.push_back(name);
        reader.error(
            node.place, "unknown-attribute",
            "No attribute is called \"" + stage.over + "\"." + suggestion(stage.over, known));
    } else if (found->second.type != Attribute::Type::some_of) {
        reader.error(
            node.place, "wrong-value",
            "\"" + stage.over +
                "\" is no list: there is one sub-cycle for every choice of an attribute of "
                "the type \"some of\".");
    }
}

json::object shape::way() {
    auto object = map_of(way_words, {});
    object["properties"] = json::object{{"title", texts()}, {"when", text()}};
    return object;
}

void place_in_blocks(Definition& definition) {
    const auto claim = [&](const Stage& block, const std::string& branch) {
        std::vector<std::string> open{branch};
        while (!open.empty()) {
            const auto name = std::move(open.back());
            open.pop_back();
            const auto stage = std::ranges::find(definition.stages, name, &Stage::name);
            if (stage == definition.stages.end() || !stage->block.empty() || &*stage == &block)
                continue;
            stage->block = block.name;
            stage->branch = branch;
            for (const auto& [result, target] : stage->then)
                if (target.to_stage()) open.push_back(target.name);
            if (stage->at_most && stage->at_most_then.to_stage())
                open.push_back(stage->at_most_then.name);
        }
    };
    for (const auto& block : definition.stages)
        for (const auto& branch : block.branches) claim(block, branch);
}

}  // namespace paraph
