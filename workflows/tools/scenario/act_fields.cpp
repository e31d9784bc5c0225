#include "workflows/tools/scenario/act_fields.hpp"

#include <array>

namespace paraph::scenario {
namespace {

void read_comment_number(const Words& words, const Node& node, Fields& fields) {
    fields.comment = words.number(node, "A comment's number");
}
void read_as(const Words& words, const Node& node, Fields& fields) {
    const auto word = words.reader.one_of(node, enum_texts<Disposition>);
    fields.as = enum_from_text<Disposition>(word);
}

template <class E>
void read_enum(Reader& reader, const Node& node, E& value) {
    const auto word = reader.one_of(node, enum_texts<E>);
    if (const auto known = enum_from_text<E>(word)) value = *known;
}

constexpr std::array<Field<SaidComment>, 5> comment_fields{{
    {"paragraph",
     [](Reader& reader, const Node& node, SaidComment& said) {
         const auto number = parse_count(node.text, 100'000);
         if (!number || *number == 0)
             reader.error(node.place, "wrong-value", "Paragraphs are counted from 1.");
         said.paragraph = number.value_or(0);
     }},
    {"force", [](Reader& reader, const Node& node,
                 SaidComment& said) { read_enum(reader, node, said.comment.force); }},
    {"type", [](Reader& reader, const Node& node,
                SaidComment& said) { read_enum(reader, node, said.comment.type); }},
    {"text", [](Reader& reader, const Node& node,
                SaidComment& said) { said.comment.text = reader.text(node, "The comment"); }},
    {"proposed", [](Reader& reader, const Node& node,
                    SaidComment& said) { said.comment.proposed = reader.text(node, "A text"); }},
}};

void read_act_comments(const Words& words, const Node& node, Fields& fields) {
    if (node.kind != Node::Kind::list)
        return words.reader.error(node.place, "wrong-shape",
                                  "Comments are a list, each as in { force: condition, text: … }.");
    for (const auto& item : node.items) {
        SaidComment said;
        read_fields<SaidComment>(words.reader, item, comment_fields, said, "a comment", item.place);
        fields.comments.push_back(std::move(said));
    }
}

void read_changes(const Words& words, const Node& node, Fields& fields) {
    if (!words.reader.is_map(node, "\"changes:\"")) return;
    for (const auto& entry : node.entries) {
        const auto number = parse_count(entry.key, 100'000);
        if (!number || *number == 0)
            words.reader.error(entry.place, "wrong-value", "Paragraphs are counted from 1.");
        else
            fields.changes[*number] = entry.value.text;
    }
}

void read_person(const Words& words, const Node& node, Fields& fields) {
    const auto found = words.speakers(node);
    if (found.size() == 1)
        fields.person = found.front();
    else if (!found.empty())
        words.reader.error(node.place, "wrong-value", "One person is expected here.");
}

template <std::string Fields::*member>
void read_text(const Words& words, const Node& node, Fields& fields) {
    if (node.kind != Node::Kind::text && node.kind != Node::Kind::nothing)
        words.reader.error(node.place, "wrong-shape", "A text is expected here.");
    fields.*member = node.text;
}
template <std::string Fields::*member, std::string (Words::*read)(const Node&) const>
void read_name(const Words& words, const Node& node, Fields& fields) {
    fields.*member = (words.*read)(node);
}
template <std::optional<Instant> Fields::*member>
void read_moment(const Words& words, const Node& node, Fields& fields) {
    fields.*member = words.time(node);
}

/// A form's answers as they stand: whole numbers, yes and no, lists, texts.
json::value filled_in_value(const Node& node) {
    if (node.kind == Node::Kind::list) {
        json::array list;
        for (const auto& item : node.items) list.push_back(filled_in_value(item));
        return list;
    }
    if (node.quoted) return json::value(node.text);
    if (node.text == "yes" || node.text == "no") return node.text == "yes";
    if (const auto number = parse_count(node.text, 1'000'000)) return *number;
    return json::value(node.text);
}

json::object filled_in(const Node& node) {
    json::object form;
    for (const auto& entry : node.entries) form[entry.key] = filled_in_value(entry.value);
    return form;
}

void read_act_status(const Words& words, const Node& node, Fields& fields) {
    fields.commitment_status = words.reader.one_of(node, enum_texts<CommitmentStatus>);
}

void read_form(const Words& words, const Node& node, Fields& fields) {
    if (!words.reader.is_map(node, "\"form:\"")) return;
    fields.form = filled_in(node);
    fields.has_form = true;
}

void read_stages(const Words& words, const Node& node, Fields& fields) {
    if (!words.reader.is_map(node, "\"stages:\"")) return;
    for (const auto& entry : node.entries) fields.stages[entry.key] = entry.value.text;
}

constexpr std::array<FieldWord, 34> words_of_fields{{
    {"position", read_name<&Fields::position, &Words::position>},
    {"proposes", read_name<&Fields::proposes, &Words::position>},
    {"reason", read_text<&Fields::reason>},
    {"received", read_text<&Fields::received>},
    {"comments", read_act_comments},
    {"comment", read_comment_number},
    {"observation", read_text<&Fields::observation>},
    {"as", read_as},
    {"revision", [](const Words& words, const Node& node,
                    Fields& fields) { fields.revision = words.number(node, "A revision"); }},
    {"text", read_text<&Fields::text>},
    {"changes", read_changes},
    {"editorial", [](const Words& words, const Node& node,
                     Fields& fields) { fields.editorial = words.yes_no(node); }},
    {"result", read_text<&Fields::result>},
    {"minutes", read_text<&Fields::minutes>},
    {"stage", read_name<&Fields::stage, &Words::stage>},
    {"role", read_name<&Fields::role, &Words::role>},
    {"body", read_name<&Fields::body, &Words::body>},
    {"for", read_name<&Fields::body, &Words::body>},
    {"successor", read_name<&Fields::successor, &Words::body>},
    {"due", read_moment<&Fields::due>},
    {"until", read_moment<&Fields::until>},
    {"meeting", read_text<&Fields::meeting>},
    {"person", read_person},
    {"function", read_text<&Fields::function>},
    {"level", read_text<&Fields::function>},
    {"form", read_form},
    {"stages", read_stages},
    {"indicator", read_text<&Fields::indicator>},
    {"proposed", read_text<&Fields::proposed>},
    {"commitment", [](const Words& words, const Node& node,
                      Fields& fields) { fields.commitment = words.number(node, "A commitment"); }},
    {"status", read_act_status},
    {"name", read_text<&Fields::name>},
    {"definition", read_text<&Fields::to>},
    {"with consent", [](const Words& words, const Node& node,
                        Fields& fields) { fields.with_consent = words.yes_no(node); }},
}};

}  // namespace

std::span<const FieldWord> field_words() {
    return words_of_fields;
}

}  // namespace paraph::scenario
