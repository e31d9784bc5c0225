// The schema and the reader refuse the same things, as far as a schema can know them.

#include "workflows/language/schema.hpp"

#include <functional>
#include <regex>
#include <set>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <gtest/gtest.h>

#include "tests/workflows/examples.hpp"
#include "workflows/language/document.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

/// What a schema can't know: it would have to look names up, count, or follow the way.
const std::set<std::string> meaning{"always-holds",
                                    "below-minimum",
                                    "blind-chosen",
                                    "blind-named",
                                    "blind-nobody",
                                    "crosses-branch",
                                    "endless",
                                    "ends-in-branch",
                                    "hidden-notice",
                                    "after-outer",
                                    "idle-limit",
                                    "idle-separation",
                                    "never-joins",
                                    "idle-way",
                                    "missing-text",
                                    "needs-too-many",
                                    "never-holds",
                                    "no-branch",
                                    "no-due",
                                    "no-way",
                                    "not-proven",
                                    "reminder-too-early",
                                    "rule",
                                    "same-name",
                                    "separate-from-itself",
                                    "shared-branch",
                                    "silence-position",
                                    "spins",
                                    "unbreakable",
                                    "unknown-attribute",
                                    "unknown-language",
                                    "unknown-result",
                                    "unknown-role",
                                    "unknown-stage",
                                    "unreachable-stage",
                                    "unreachable-way",
                                    "hidden-early-close",
                                    "idle-quorum",
                                    "hidden-lapse",
                                    "nothing-to-choose",
                                    "starts-as",
                                    "public-decides",
                                    "never-closes",
                                    "clearance-levels",
                                    "lot-too-small",
                                    "own-event",
                                    "unknown-outcome",
                                    "empty-range",
                                    "unknown-question",
                                    "no-recommendations",
                                    "hidden-carry",
                                    "idle-figures",
                                    "idle-waiver",
                                    "later-event",
                                    "nobody-acts",
                                    "runs-itself"};
/// What is wrong before there is a tree: an editor's YAML says it, or should.
const std::set<std::string> yaml_itself{
    "not-utf8", "too-large",  "too-deep",        "yaml",
    "tab",      "open-quote", "anchor",          "alias",
    "tag",      "duplicate",  "second-document", "no-break-space",
};
const std::set<std::string> structure{
    "missing-word",     "not-for-this-kind", "not-supported", "unfit-name",
    "unknown-position", "unknown-word",      "wrong-shape",   "wrong-value",
};

/// A value as YAML 1.2 takes it.
json::value resolved(const Node& node) {
    static const std::regex integer("[-+]?[0-9]{1,15}");
    if (node.quoted) return json::value(node.text);
    if (std::regex_match(node.text, integer)) return std::stoll(node.text);
    if (node.text == "true" || node.text == "false") return node.text == "true";
    return json::value(node.text);
}

json::value json_of(const Node& node) {
    switch (node.kind) {
        case Node::Kind::nothing:
            return nullptr;
        case Node::Kind::text:
            return resolved(node);
        case Node::Kind::list: {
            json::array list;
            for (const auto& item : node.items) list.push_back(json_of(item));
            return list;
        }
        case Node::Kind::map:
            break;
    }
    json::object object;
    for (const auto& entry : node.entries) object[entry.key] = json_of(entry.value);
    return object;
}

std::optional<json::value> tree_of(std::string_view yaml) {
    Report report;
    const auto root = parse_document(yaml, report);
    if (!root || report.has_errors()) return std::nullopt;
    return json_of(*root);
}

bool fits(const json::value& tree) {
    static const auto schema = [] {
        auto parsed = std::make_unique<valijson::Schema>();
        const json::value text = definition_schema();
        const valijson::adapters::BoostJsonAdapter adapter(text);
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter, *parsed);
        return parsed;
    }();
    valijson::Validator validator;
    return validator.validate(*schema, valijson::adapters::BoostJsonAdapter(tree), nullptr);
}

std::vector<std::string> sound_definitions() {
    std::vector<std::string> all;
    for (const auto& file : shipped()) {
        if (file.kind == Shipped::Kind::definition) all.emplace_back(file.text);
    }
    for (const auto& example : test::examples_of("language.md")) {
        if (!test::is_calendar(example)) all.push_back(test::completed(example.text));
    }
    return all;
}

TEST(Schema, ships_as_a_file_that_is_made_from_the_readers_tables) {
    test::expect_golden("workflows/library/definition.schema.json", definition_schema_text());
}

TEST(Schema, says_what_may_stand_behind_every_word_and_explains_it) {
    const auto schema = definition_schema();
    const auto look = [](const json::object& section, std::string_view name) {
        for (const auto& [word, value] : section.at("properties").as_object()) {
            EXPECT_TRUE(value.is_object())
                << "the reader's table says nothing of what stands behind \"" << word << "\"";
            EXPECT_FALSE(hint_of(name, word).empty())
                << "schema_hints.cpp has no sentence on \"" << word << "\" of a " << name;
        }
    };
    look(schema, "definition");
    for (const auto& [name, section] : schema.at("definitions").as_object()) {
        if (name != "texts") look(section.as_object(), name);
    }
}

TEST(Schema, takes_every_definition_that_ships_and_every_example) {
    for (const auto& yaml : sound_definitions()) {
        const auto tree = tree_of(yaml);
        ASSERT_TRUE(tree) << "no YAML: " << yaml;
        EXPECT_TRUE(fits(*tree)) << yaml;
    }
}

TEST(Schema, refuses_each_bad_definition_whose_structure_is_wrong_and_no_other) {
    std::set<std::string> seen;
    for (const auto& entry : fs::directory_iterator(PARAPH_ROOT "/tests/workflows/bad")) {
        const auto code = entry.path().stem().string();
        const auto tree = tree_of(test::read_file(entry.path()));
        seen.insert(code);
        if (yaml_itself.contains(code))
            EXPECT_FALSE(tree) << code;
        else if (structure.contains(code))
            EXPECT_FALSE(fits(*tree)) << code << ": the reader refuses its structure";
        else
            EXPECT_TRUE(meaning.contains(code) && fits(*tree))
                << code << ": wrong in meaning only? Then it belongs into the list above";
    }
    std::set<std::string> listed;
    for (const auto* set : {&meaning, &yaml_itself, &structure})
        listed.insert(set->begin(), set->end());
    listed.erase("too-large");  // its file would be too large for the tree
    EXPECT_EQ(listed, seen);
}

/// Every change of `tree` at one place: a wrong value, a word that is gone, a word too many.
void for_each_change(json::value& tree, const std::function<void()>& look) {
    const auto with = [&](json::value other) {
        std::swap(tree, other);
        look();
        std::swap(tree, other);
    };
    with(json::array{});
    with(json::object{});
    with(7);
    with(true);
    with("zq zq");
    with(json::object{{"zq", "zq"}});
    if (auto* object = tree.if_object()) {
        (*object)["zq"] = "zq";
        look();
        object->erase("zq");
        std::vector<std::string> words;
        for (const auto& [word, value] : *object) words.emplace_back(word);
        for (const auto& word : words) {
            for_each_change(object->at(word), look);
            auto gone = object->at(word);
            object->erase(word);
            look();
            (*object)[word] = std::move(gone);
        }
    } else if (auto* list = tree.if_array()) {
        for (auto& item : *list) for_each_change(item, look);
    }
}

TEST(Schema, agrees_with_the_reader_on_every_single_change_of_what_ships) {
    int looked = 0, refused = 0;
    for (const auto& yaml : sound_definitions()) {
        auto tree = *tree_of(yaml);
        for_each_change(tree, [&] {
            ++looked;
            const auto text = json::serialize(tree);  // JSON is YAML, too
            const auto findings = read_definition(text).findings;
            const bool unsound = std::ranges::any_of(
                findings, [](const Finding& finding) { return structure.contains(finding.code); });
            const bool taken = fits(tree);
            refused += !taken;
            if (taken ? unsound : !has_errors(findings)) {
                ADD_FAILURE() << (taken ? "taken: " : "refused: ") << text << '\n'
                              << render(findings, "", "");
            }
        });
        if (HasFailure()) return;
    }
    EXPECT_GT(looked, 3000);
    EXPECT_GT(refused, 1500);
}

}  // namespace
}  // namespace paraph
