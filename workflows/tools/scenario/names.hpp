#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace paraph::scenario {

/// Bodies as a scenario's author writes them: "member 1" is the body with the id "member-1", and
/// "member 1 to member 3" are three of them.
class Names {
public:
    /// Takes in a body, by a name that may hold spaces. Gives its id.
    std::string add(std::string_view name);
    /// As many bodies as a role is to have: "members", 12 gives "member 1" to "member 12".
    std::vector<std::string> add_numbered(std::string_view role, int count);

    bool has(std::string_view id) const { return written_.contains(std::string(id)); }
    /// As the author wrote it.
    std::string written(std::string_view id) const;
    std::vector<std::string_view> all_written() const;
    std::vector<std::string> ids() const;

    /// "member 4 to member 12 and finance"; numbered ones that follow each other as a range;
    /// "nobody" where there are none.
    std::string in_words(std::span<const std::string> ids) const;

private:
    std::map<std::string, std::string> written_;  // id -> as written
};

/// "Member 1" -> "member-1".
std::string id_of(std::string_view name);
/// The ids behind "member 1 to member 3"; nothing where `text` is no such range.
std::optional<std::vector<std::string>> range_of(std::string_view text);

/// "a, b and c".
std::string joined(std::span<const std::string> words, std::string_view last = " and ");

}  // namespace paraph::scenario
