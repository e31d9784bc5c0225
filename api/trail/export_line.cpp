#include "api/trail/export_line.hpp"

#include "engine/base/codec.hpp"

namespace paraph::trail {
namespace {

constexpr JsonLimits limits{.depth = 40, .bytes = 80u << 20};  // a text of 64 MB, escaped

Refusal broken(std::string text) {
    return refuse(Refused::malformed, std::move(text));
}

Result<json::object> read_object(std::string_view text) {
    auto value = parse_json(text, limits);
    if (!value) return value.error();
    if (!value->is_object()) return broken("the line is not a JSON object");
    if (canonical(*value) != text)
        return broken("the line is not in canonical form (RFC 8785): it was rewritten");
    return std::move(value->get_object());
}

Result<> read_place(const json::object& object, Line& line) {
    const auto* number = object.if_contains("number");
    if (!number || !number->is_int64()) return broken("\"number\" is missing or no number");
    line.number = number->get_int64();
    const auto* leaf = object.if_contains("leaf");
    if (!leaf || !leaf->is_string()) return broken("\"leaf\" is missing or no text");
    const auto digest = digest_from_hex(leaf->get_string());
    if (!digest) return broken("\"leaf\" is no SHA-256 in hex");
    line.leaf = *digest;
    return {};
}

}  // namespace

Line line_of(const Entry& entry, bool secrets) {
    return {.number = entry.number,
            .leaf = entry.leaf,
            .stream = entry.stream,
            .body = entry.body,
            .secret = secrets ? entry.secret : std::string()};
}

Line withheld_line(std::int64_t number, const Digest& leaf) {
    return {.number = number, .leaf = leaf, .stream = {}, .body = {}, .secret = {}};
}

std::string write(const Header& header) {
    return encode(header);
}

std::string write(const Line& line) {
    const std::string place =
        "\"leaf\":\"" + to_hex(line.leaf) + "\",\"number\":" + std::to_string(line.number);
    if (line.withheld()) return "{" + place + ",\"withheld\":true}";
    std::string text = "{\"entry\":" + line.body + "," + place;
    if (!line.secret.empty()) text += ",\"private\":" + line.secret;
    return text + "}";
}

Result<Header> read_header(std::string_view text) {
    auto object = read_object(text);
    if (!object) return object.error();
    auto header = decode<Header>(*object);
    if (!header) return header.error();
    if (header->format != format)
        return broken("this build reads \"" + std::string(format) + "\", the file says \"" +
                      header->format + "\"");
    return header;
}

Result<Line> read_line(std::string_view text) {
    auto object = read_object(text);
    if (!object) return object.error();
    Line line;
    if (auto place = read_place(*object, line); !place) return place.error();
    const auto* withheld = object->if_contains("withheld");
    if (withheld) {
        if (*withheld == json::value(true) && object->size() == 3) return line;
        return broken("a withheld line holds number, leaf and \"withheld\":true, and no more");
    }
    const auto* entry = object->if_contains("entry");
    const auto* secret = object->if_contains("private");
    if (!entry || !entry->is_object()) return broken("\"entry\" is missing or no object");
    if (object->size() != 3 + (secret ? 1u : 0u)) return broken("the line has an unknown member");
    const auto* stream = entry->get_object().if_contains("stream");
    if (!stream || !stream->is_string()) return broken("the entry names no stream");
    line.stream = stream->get_string();
    line.body = canonical(*entry);
    if (secret) line.secret = canonical(*secret);
    return line;
}

}  // namespace paraph::trail
