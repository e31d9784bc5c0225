#include <array>

#include "workflows/language/phrase_forms.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

void read_bodies(Reader& reader, const Node& node, Role& role) {
    const auto text = reader.text(node, "A number of bodies, as in 1 or 2..60,");
    if (text.empty()) return;
    const auto size = reader.phrase(node, parse_size);
    if (!size) return;
    role.least = size->least;
    role.most = size->most;
}

/// How many: a number, or the smallest and the largest.
json::object size() {
    json::object number{{"type", "integer"}, {"minimum", 1}, {"maximum", bodies_max}};
    return {{"anyOf",
             {std::move(number),
              shape::phrase("^0*([1-9][0-9]{0,2}|1000)$|^[0-9]+\\.\\.0*([1-9][0-9]{0,2}|1000)$")}}};
}

void read_silence(Reader& reader, const Node& node, Role& role) {
    const auto word = reader.text(node, "What no reply counts as");
    if (word == "must answer") {
        role.silence.kind = Silence::Kind::must_answer;
    } else if (word != "not counted" && !word.empty()) {
        role.silence = {Silence::Kind::counts_as, word};
    }
}

/// The attribute that names the body: known only when a cycle opens.
void read_named_by(Reader& reader, const Node& node, Role& role) {
    role.named_by = reader.text(node, "The name of an attribute");
    const auto& attributes = reader.definition.attributes;
    const auto found = attributes.find(role.named_by);
    std::vector<std::string_view> known;
    for (const auto& [name, attribute] : attributes) known.push_back(name);
    if (role.named_by.empty()) return;
    if (found == attributes.end())
        reader.error(
            node.place, "unknown-attribute",
            "No attribute is called \"" + role.named_by + "\"." + suggestion(role.named_by, known));
    else if (found->second.type != Attribute::Type::text)
        reader.error(node.place, "wrong-value",
                     "\"" + role.named_by +
                         "\" must be an attribute of the type \"text\": it holds a body's id.");
}

constexpr std::array<Field<Role>, 9> role_fields{{
    {"title", [](Reader& reader, const Node& node, Role& role) { role.title = reader.texts(node); },
     shape::texts},
    {"bodies", read_bodies, size},
    {"body",
     [](Reader& reader, const Node& node, Role& role) {
         role.body = reader.text(node, "The id of a body");
     },
     shape::text},
    {"silence", read_silence, shape::text},
    {"inside",
     [](Reader& reader, const Node& node, Role& role) {
         role.inside = reader.text(node, "The name of a definition");
     },
     shape::text},
    {"named by", read_named_by, shape::text},
    {"drawn from",
     [](Reader& reader, const Node& node, Role& role) {
         role.drawn_from = reader.text(node, "The name of a role");
     },
     shape::text},
    {"never",
     [](Reader& reader, const Node& node, Role& role) {
         for (const auto* item : reader.listed(node, "A role")) role.never.push_back(item->text);
     },
     [] { return shape::listed(shape::text()); }},
    {"load",
     [](Reader& reader, const Node& node, Role& role) {
         if (const auto load = reader.phrase(node, parse_load)) role.load = *load;
     },
     [] { return shape::phrase(form::load()); }},
}};

void check_size(Reader& reader, const Node::Entry& entry, const Role& role) {
    const auto kind = entry.value.kind;
    if (kind != Node::Kind::map && kind != Node::Kind::nothing) return;  // said already
    const auto* bodies = entry.value.entry("bodies");
    if (!bodies && role.body.empty() && role.named_by.empty()) {
        reader.error(kind == Node::Kind::map ? entry.value.place : entry.place, "missing-word",
                     "Say how many bodies have this role, as in { bodies: 2..60 }, "
                     "or which one, as in { body: finance }.");
    }
    if (bodies && !role.body.empty() && role.most != 1) {
        reader.error(bodies->place, "wrong-value",
                     "One body is named, so \"bodies\" can't be more than 1. Leave it out.");
    }
}

}  // namespace

json::object shape::role() {
    auto role = shape::section(role_fields);
    role["anyOf"] = {
        {{"required", {"bodies"}}}, {{"required", {"body"}}}, {{"required", {"named by"}}}};
    role["dependencies"] = {{"load", {"drawn from"}}};
    return role;
}

void read_roles(Reader& reader, const Node& node, Definition& definition) {
    if (node.kind == Node::Kind::nothing || !reader.is_map(node, "\"roles:\"")) return;
    if (reader.is_too_long(node, "roles")) return;
    for (const auto& entry : node.entries) {
        reader.check_name(entry.key, entry.place);
        if (definition.attributes.contains(entry.key)) {
            reader.error(entry.place, "same-name",
                         "\"" + entry.key +
                             "\" is an attribute already. Give the role another "
                             "name, so that rules can tell them apart.");
        }
        Role role{.name = entry.key};
        read_fields<Role>(reader, entry.value, role_fields, role, "a role", entry.value.place);
        check_size(reader, entry, role);
        definition.roles.push_back(std::move(role));
    }
}

}  // namespace paraph
