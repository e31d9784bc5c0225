#include "adapters/keys/links.hpp"

#include "adapters/keys/seal.hpp"
#include "engine/base/id.hpp"

namespace paraph {
namespace {

constexpr std::string_view link_purpose = "link", pass_purpose = "link pass";

std::string pass_fields(std::string_view assignment, std::string_view person, Instant issued) {
    return field(assignment) + field(person) + field(issued);
}

}  // namespace

std::string Links::token(std::string_view assignment, std::string_view person,
                         std::uint64_t generation) const {
    const std::string fields = field(assignment) + field(person);
    return join_token(fields, seal(key_, link_purpose, fields, field(generation)));
}

std::optional<LinkToken> Links::parse(std::string_view text) {
    const auto split = split_token(text, 2 * id_bytes);
    if (!split) return std::nullopt;
    return LinkToken{id_at(split->fields, 0, id::assignment),
                     id_at(split->fields, id_bytes, id::person), split->mac};
}

bool Links::verify(const LinkToken& token, std::uint64_t generation) const {
    const std::string fields = field(token.assignment) + field(token.person);
    return same(token.mac, seal(key_, link_purpose, fields, field(generation)));
}

std::string Links::pass(std::string_view assignment, std::string_view person,
                        std::uint64_t generation, Instant issued) const {
    const std::string fields = pass_fields(assignment, person, issued);
    return join_token(fields, seal(key_, pass_purpose, fields, field(generation)));
}

std::optional<LinkPass> Links::parse_pass(std::string_view text) {
    const auto split = split_token(text, 2 * id_bytes + number_bytes);
    if (!split) return std::nullopt;
    return LinkPass{id_at(split->fields, 0, id::assignment),
                    id_at(split->fields, id_bytes, id::person),
                    instant_at(split->fields, 2 * id_bytes), split->mac};
}

bool Links::verify(const LinkPass& pass, std::uint64_t generation) const {
    const std::string fields = pass_fields(pass.assignment, pass.person, pass.issued);
    return same(pass.mac, seal(key_, pass_purpose, fields, field(generation)));
}

}  // namespace paraph
