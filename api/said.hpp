#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "api/house.hpp"
#include "engine/base/json.hpp"

namespace paraph::api {

/// Free text of a cycle's entries, by the sequence of the entry: reasons, comments, observations.
class Said {
public:
    /// Reads all entries of the cycle. Use it where a page or an answer shows said.
    Said(Archive& archive, const State& state);
    /// Shows no text at all: costs nothing.
    Said() = default;

    std::string reason(std::int64_t entry) const;
    std::string comment(const Comment& comment) const;
    std::string proposed(const Comment& comment) const;
    std::string observation(const Comment& comment) const;
    /// Of a revision, or "" when it was erased or stands with the outer cycle.
    std::string revision(std::int64_t entry) const;
    const json::object* of(std::int64_t entry) const;

private:
    std::map<std::int64_t, json::object> secrets_;
};

/// The text of a revision; of the outer cycle's, where the cycle runs inside a body.
std::string text_of(const House& house, const State& state, const Revision& revision);

}  // namespace paraph::api
