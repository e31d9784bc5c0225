#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/contains.hpp"
#include "engine/base/words.hpp"
#include "engine/model/definition.hpp"
#include "workflows/language/document.hpp"
#include "workflows/language/expression.hpp"
#include "workflows/language/phrase.hpp"
#include "workflows/language/shape.hpp"

namespace paraph {

/// What the readers of the single sections share; used by the files read_*.cpp only. The sections
/// are read in the order in which they build on each other (languages, attributes, roles, names of
/// stages, stages), whatever the order in the file, so every name can be looked up at its place.
class Reader {
public:
    Reader(std::string_view source, Report& findings) : report(findings), source_(source) {}

    Report& report;
    Definition definition;
    std::vector<std::string> stage_names;  // in the order written

    void error(Place place, std::string code, std::string text) {
        report.error(place, std::move(code), std::move(text));
    }

    // Each reads a value, or says what is wrong with it and gives an empty one.
    std::string text(const Node& node, std::string_view what);
    bool yes_no(const Node& node, std::string_view what);
    /// One of `words`; otherwise "" and a finding with the nearest of them.
    std::string one_of(const Node& node, std::span<const std::string_view> words);
    /// A map of languages, or a plain text, which is in the first language.
    Texts texts(const Node& node);
    /// A text, or a list of texts: their nodes.
    std::vector<const Node*> listed(const Node& node, std::string_view what);
    bool is_map(const Node& node, std::string_view what);
    /// A map with more entries than any definition needs.
    bool is_too_long(const Node& node, std::string_view what);

    /// The phrase that `node` holds, by one of the functions of phrase.hpp.
    template <class T>
    std::optional<T> phrase(const Node& node, Read<T> (*parse)(std::string_view)) {
        if (node.kind != Node::Kind::text) {
            error(node.place, "wrong-shape", "A few words are expected here.");
            return std::nullopt;
        }
        auto read = parse(node.text);
        if (read) return *read;
        if (!says_no_break_space(node)) error(node.place, "wrong-value", read.error().text);
        return std::nullopt;
    }
    /// Says so where a no-break space is why a text was not understood.
    bool says_no_break_space(const Node& node);

    /// Where the character at byte `offset` of a text stands in the file, as near as can be told.
    Place inside(const Node& node, std::size_t offset) const;
    /// The place of `name` at the end of the phrase in `node`.
    Place at_end(const Node& node, std::string_view name) const;

    // Names that must have been declared; a finding with the nearest one otherwise.
    void check_role(std::string_view role, Place place);
    /// A role, or the secretariat of the house.
    void check_office(std::string_view role, Place place);
    void check_stage(std::string_view stage, Place place);
    void check_target(const Target& target, const Node& node);
    /// A new name for an attribute, role or position that expressions use.
    void check_name(std::string_view name, Place place);

    /// An unknown word, perhaps a slip of one of `known`.
    void unknown(std::string_view word, Place place, std::string_view where,
                 std::span<const std::string_view> known);

private:
    std::string_view source_;
};

/// One word of a section, the function that reads what stands behind it, and what that looks like.
template <class T>
struct Field {
    std::string_view word;
    void (*read)(Reader&, const Node&, T&);
    shape::Shape shape = nullptr;
    bool required = false;
};

/// Reads a map by a table of its words. Every word that is not in the table is a finding, and so
/// is every required one that is missing; `where` names the section in words ("a role").
template <class T>
void read_fields(Reader& reader, const Node& node, std::span<const Field<T>> fields, T& out,
                 std::string_view where, Place missing_at) {
    if (node.kind == Node::Kind::nothing) return;
    if (!reader.is_map(node, where)) return;
    std::vector<std::string_view> known;
    for (const auto& field : fields) known.push_back(field.word);
    for (const auto& entry : node.entries) {
        if (!contains(known, entry.key)) {
            reader.unknown(entry.key, entry.place, where, known);
        }
    }
    for (const auto& field : fields) {
        if (const auto* entry = node.entry(field.word)) {
            field.read(reader, entry->value, out);
        } else if (field.required) {
            reader.error(
                missing_at, "missing-word",
                "\"" + std::string{field.word} + ":\" is missing in " + std::string{where} + ".");
        }
    }
}

/// The answers that a sign-off knows.
inline constexpr std::array<std::string_view, 2> signature_words{"sign", "decline"};

/// What may stand behind `with conditions`, of a stage and of a position.
inline constexpr std::array<std::string_view, 2> condition_words{"allowed", "refused"};

// The sections, one file each.
void read_attributes(Reader& reader, const Node& node, Definition& definition);
void read_roles(Reader& reader, const Node& node, Definition& definition);
void read_may(Reader& reader, const Node& node, Definition& definition);
void read_sees(Reader& reader, const Node& node, Definition& definition);
void read_notify(Reader& reader, const Node& node, Definition& definition);
void read_stages(Reader& reader, const Node& node, Definition& definition);
/// `positions`, or the kind's own set where `node` is nullptr.
void read_positions(Reader& reader, const Node* node, Stage& stage);
/// `form`: what an answer fills in.
void read_form(Reader& reader, const Node& node, Stage& stage);
/// `ways` of a choice, once the stage whose figures it counts is known.
void read_ways(Reader& reader, const Node& node, Stage& stage);
void read_branches(Reader& reader, const Node& node, Stage& stage);
/// How a sub-cycle can end, as positions that rules may count.
void read_outcomes(Reader& reader, const Node& node, Stage& stage);
void read_choices_of(Reader& reader, const Node& node, Stage& stage);
/// Says of every stage in which branch of which block it lies, by the ways that lead to it.
void place_in_blocks(Definition& definition);
/// A rule in words; nothing where there is none, or a finding.
std::optional<Expression> read_condition(Reader& reader, const Node* node, const Names& names);
/// `due`, `minimum` and `grace`; the first two may depend on attributes.
void read_due(Reader& reader, const Node& node, Stage& stage);
void read_minimum(Reader& reader, const Node& node, Stage& stage);
void read_grace(Reader& reader, const Node& node, Stage& stage);
/// `when`, `passes` and `quorum`, once attributes, roles and positions are known.
void read_rules(Reader& reader, const Node& node, Stage& stage);

}  // namespace paraph
