#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "api/house.hpp"
#include "engine/base/json.hpp"

namespace paraph::api {

/// Free text of a cycle's entries, by the sequence of the entry: reasons, comments, observations.
/// Each entry is read when something of it is first asked for; not to be shared among threads.
class Said {
public:
    Said(Archive& archive, const State& state) : archive_(&archive), stream_(state.id) {}
    /// Shows no text at all: costs nothing.
    Said() = default;

    std::string reason(std::int64_t entry) const;
    std::string comment(const Comment& comment) const;
    std::string proposed(const Comment& comment) const;
    std::string quote(const Comment& comment) const;  // the words that it is about
    /// Under which somebody from the public said it; "" of other comments.
    std::string name(const Comment& comment) const;
    std::string observation(const Comment& comment) const;
    std::string group(const Comment& comment) const;
    /// One member of an entry's erasable part, "" where there is none.
    std::string text(std::int64_t entry, std::string_view member) const;
    const json::object* of(std::int64_t entry) const;

private:
    std::string of_comment(const Comment& comment, std::string_view member) const;

    Archive* archive_ = nullptr;
    std::string stream_;
    mutable std::map<std::int64_t, json::object> secrets_;
};

/// The text of a revision; of the outer cycle's, where the cycle runs inside a body.
std::string text_of(const House& house, const State& state, const Revision& revision);
/// The same in another language; "" where there is no such version.
std::string text_of(const House& house, const State& state, const Revision& revision,
                    std::string_view language);

}  // namespace paraph::api
