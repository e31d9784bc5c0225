#pragma once

#include <map>
#include <string_view>

#include "engine/model/state.hpp"

namespace paraph {

/// How a comment stands to the text in force. Do not change the names: the API writes them.
/// `current`: made on it. `carried`: on an older one, and its paragraph (or the text as a whole)
/// lives on unchanged. `outdated`: its paragraph has changed since. `gone`: it was deleted.
BOOST_DEFINE_FIXED_ENUM_CLASS(Carrying, std::uint8_t, current, carried, outdated, gone)

/// Of all comments of a cycle. Reads the revisions once; then each comment takes a look-up. The
/// state must live as long.
class Carryings {
public:
    explicit Carryings(const State& state);

    Carrying of(const Comment& comment) const;
    /// Where the comment's paragraph stands in the text in force, from 1; 0: nowhere, or the whole.
    int number_of(std::string_view paragraph) const;

private:
    int in_force_ = 0;
    std::map<std::string_view, int> changed_in_;  // paragraph -> the last revision that changed it
    std::map<std::string_view, int> numbers_;
};

}  // namespace paraph
