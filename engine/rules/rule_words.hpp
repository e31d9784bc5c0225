#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/model/expression.hpp"

namespace paraph {

/// What a definition's names are called in the reader's language.
struct RuleNames {
    std::function<std::string(std::string_view)> position, role;
};

/// A rule or a quorum as people read it. In English the language of definitions reads well as it
/// is; in Bangla ("bn", "bn-BD") it is said anew, with the titles of positions and roles. Any other
/// language has the English one.
std::string rule_in_words(const Expression& rule, std::string_view language,
                          const RuleNames& names);

}  // namespace paraph
