#include "api/trail/export_line.hpp"

#include "engine/base/codec.hpp"

namespace paraph::trail {
namespace {

constexpr std::string_view not_canonical =
    "the line is not in canonical form (RFC 8785): it was rewritten";
constexpr std::int64_t entries_max = std::int64_t{1} << 53;
constexpr JsonLimits line_limits{.depth = 40, .bytes = 80u << 20};  // a text of 64 MB, escaped

Refusal broken(std::string text) {
    return refuse(Refused::malformed, std::move(text));
}

Result<json::object> read_object(std::string_view text) {
    auto value = parse_json(text, line_limits);
    if (!value) return value.error();
    if (!value->is_object()) return broken("the line is not a JSON object");
    if (canonical(*value) != text) return broken(std::string(not_canonical));
    return std::move(value->get_object());
}

std::string place_of(const Digest& leaf, std::int64_t number) {
    return "\"leaf\":\"" + to_hex(leaf) + "\",\"number\":" + std::to_string(number);
}

/// The line of what is withheld, an entry or a run.
std::string withheld_text(const auto& line) {
    if (line.roots.empty()) return "{" + place_of(line.leaf, line.number) + ",\"withheld\":true}";
    std::string roots;
    for (const auto& root : line.roots)
        roots += (roots.empty() ? "\"" : ",\"") + to_hex(root) + '"';
    return "{\"count\":" + std::to_string(line.count) +
           ",\"number\":" + std::to_string(line.number) + ",\"roots\":[" + roots +
           "],\"withheld\":true}";
}

bool take(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
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
    return {.number = number, .leaf = leaf, .stream = {}};
}

Line withheld_line(const Subtrees& run) {
    auto roots = run.roots();
    auto line = withheld_line(static_cast<std::int64_t>(run.first()), roots.front());
    if (run.count() == 1) return line;
    line.leaf = {};
    line.count = static_cast<std::int64_t>(run.count());
    line.roots = std::move(roots);
    return line;
}

std::string write(const Header& header) {
    return encode(header);
}

std::string write(const Line& line) {
    if (line.withheld()) return withheld_text(line);
    std::string text = "{\"entry\":" + line.body + "," + place_of(line.leaf, line.number);
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

Result<> LineReader::read_place(const json::object& object) {
    const auto* number = object.if_contains("number");
    if (!number || !number->is_int64()) return broken("\"number\" is missing or no number");
    line_.number = number->get_int64();
    if (object.contains("roots")) return {};
    const auto* leaf = object.if_contains("leaf");
    if (!leaf || !leaf->is_string()) return broken("\"leaf\" is missing or no text");
    const auto digest = digest_from_hex(leaf->get_string());
    if (!digest) return broken("\"leaf\" is no SHA-256 in hex");
    line_.leaf = *digest;
    return {};
}

/// Two or more entries, and as many roots as it takes.
Result<> LineReader::read_run(const json::object& object) {
    const auto* count = object.if_contains("count");
    const auto* roots = object.at("roots").if_array();
    if (object.size() != 4 || !count || !count->is_int64() || !roots)
        return broken("a withheld run holds number, count, roots and \"withheld\":true");
    line_.count = count->get_int64();
    if (line_.number < 0 || line_.count < 2 || line_.count > entries_max - line_.number)
        return broken("a withheld run is of two entries or more");
    for (const auto& root : *roots) {
        const auto* text = root.if_string();
        const auto digest = digest_from_hex(text ? std::string_view(*text) : std::string_view());
        if (!digest) return broken("\"roots\" are SHA-256 in hex");
        line_.roots.push_back(*digest);
    }
    const auto levels = subtree_levels(static_cast<std::uint64_t>(line_.number),
                                       static_cast<std::uint64_t>(line_.count));
    if (levels.size() == line_.roots.size()) return {};
    return broken("a run of " + std::to_string(line_.count) + " entries there has " +
                  std::to_string(levels.size()) + " roots");
}

Result<> LineReader::read_parts(const json::object& object) {
    if (object.contains("roots")) {
        const auto* withheld = object.if_contains("withheld");
        if (withheld && withheld->is_bool() && withheld->get_bool()) return read_run(object);
        return broken("\"roots\" stand for what is withheld only");
    }
    if (const auto* withheld = object.if_contains("withheld")) {
        if (withheld->is_bool() && withheld->get_bool() && object.size() == 3) return {};
        return broken("a withheld line holds number, leaf and \"withheld\":true, and no more");
    }
    const auto* entry = object.if_contains("entry");
    const auto* secret = object.if_contains("private");
    if (!entry || !entry->is_object()) return broken("\"entry\" is missing or no object");
    if (secret && !secret->is_object()) return broken("\"private\" is no object");
    if (object.size() != 3 + (secret ? 1u : 0u)) return broken("the line has an unknown member");
    line_.entry = &entry->get_object();
    append_canonical_value(body_, *entry);
    line_.body = body_;
    if (!secret) return {};
    line_.secret = &secret->get_object();
    append_canonical_value(secret_, *secret);
    line_.secret_text = secret_;
    return {};
}

Result<const OpenLine*> LineReader::read(std::string_view text) {
    line_ = {};
    body_.clear();
    secret_.clear();
    text_ = text;
    value_ = nullptr;
    resource_.emplace(memory_.data(), memory_.size());
    auto value = parse_json(text, line_limits, &*resource_);
    if (!value) return value.error();
    if (!value->is_object()) return broken("the line is not a JSON object");
    std::destroy_at(&value_);
    std::construct_at(&value_, std::move(*value));  // a move by assignment would leave the memory
    const auto& object = value_.get_object();
    if (auto place = read_place(object); !place) return place.error();
    if (auto parts = read_parts(object); !parts) return parts.error();
    return &line_;
}

bool LineReader::was_canonical() const {
    std::string_view rest = text_;
    if (line_.withheld()) return rest == withheld_text(line_);
    const std::string place = place_of(line_.leaf, line_.number);
    if (!take(rest, "{\"entry\":") || !take(rest, line_.body) || !take(rest, ",")) return false;
    if (!take(rest, place)) return false;
    if (line_.secret && !(take(rest, ",\"private\":") && take(rest, line_.secret_text)))
        return false;
    return rest == "}";
}

Result<Line> read_line(std::string_view text) {
    LineReader reader;
    const auto open = reader.read(text);
    if (!open) return open.error();
    if (!reader.was_canonical()) return broken(std::string(not_canonical));
    Line line{.number = (*open)->number,
              .leaf = (*open)->leaf,
              .count = (*open)->count,
              .roots = (*open)->roots,
              .stream = {},
              .body = std::string((*open)->body),
              .secret = std::string((*open)->secret_text)};
    if (line.withheld()) return line;
    const auto* stream = (*open)->entry->if_contains("stream");
    if (!stream || !stream->is_string()) return broken("the entry names no stream");
    line.stream = stream->get_string();
    return line;
}

}  // namespace paraph::trail
