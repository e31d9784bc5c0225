#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace paraph::api {

/// What a request may be entitled to; a route names the set of which one suffices. These are the
/// rights of the interface, not the roles that a definition gives to bodies.
enum class Role : std::uint8_t {
    participant = 1,
    secretariat = 2,
    auditor = 4,
    operations = 8,  // "operator" on the wire: the word is reserved in C++
};

inline constexpr std::array<std::pair<Role, std::string_view>, 4> role_names{
    {{Role::participant, "participant"},
     {Role::secretariat, "secretariat"},
     {Role::auditor, "auditor"},
     {Role::operations, "operator"}}};

class RoleSet {
public:
    constexpr RoleSet() = default;
    constexpr RoleSet(Role role) : bits_(static_cast<std::uint8_t>(role)) {}

    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool has(Role role) const { return (bits_ & static_cast<std::uint8_t>(role)) != 0; }
    constexpr bool meets(RoleSet other) const { return (bits_ & other.bits_) != 0; }

    friend constexpr RoleSet operator|(RoleSet a, RoleSet b) {
        return RoleSet(static_cast<std::uint8_t>(a.bits_ | b.bits_));
    }
    friend constexpr bool operator==(RoleSet, RoleSet) = default;

private:
    constexpr explicit RoleSet(std::uint8_t bits) : bits_(bits) {}
    std::uint8_t bits_ = 0;
};

constexpr RoleSet operator|(Role a, Role b) {
    return RoleSet(a) | RoleSet(b);
}

/// The empty set on a route: no credentials asked for.
inline constexpr RoleSet anyone{};

/// Who a request speaks for, as found by the authenticator. All empty: nobody in particular.
struct Principal {
    std::string id;      // "per_…" of a person, "tok_…" of a token
    std::string person;  // "per_…", the human whom four eyes are counted by
    std::string body;    // the body spoken for
    RoleSet roles;
    std::string via;  // how the person was known: link, token, session, control socket
    /// Of an auditor who is to read these cycles only; none: all.
    std::optional<std::vector<std::string>> audits = {};
};

}  // namespace paraph::api
