#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/trail/note.hpp"

namespace paraph {

/// Whose cosignatures somebody asks for before they believe a checkpoint (c2sp.org/tlog-policy):
///
///   # a comment
///   log     <vkey>                        [url]
///   witness <name> <vkey>                 [url]
///   group   <name> <all|any|N> <member>…  of witnesses and groups named before
///   quorum  <name|none>
class WitnessPolicy {
public:
    /// At most 64 kB, 100 witnesses. A refusal names the line.
    static Result<WitnessPolicy> parse(std::string_view text);

    /// Refused where the witnesses that cosigned the note are not as many as the policy asks for,
    /// or where the signature of one of them does not hold. Gives their names.
    Result<std::vector<std::string>> met_by(std::string_view note) const;

    const std::vector<note::Key>& logs() const { return logs_; }

private:
    struct Member {
        std::string name;
        std::size_t needed = 1;            // of `members`
        std::vector<std::size_t> members;  // of a group; empty: a witness
        note::Key key;                     // of a witness
    };
    friend class PolicyReader;

    std::string asked() const;
    std::string held(const std::vector<note::Signature>& verified) const;
    bool holds(std::size_t member, const std::vector<note::Signature>& verified) const;

    std::vector<note::Key> logs_;
    std::vector<Member> members_;
    std::size_t quorum_ = 0;
    bool none_ = false;  // "quorum none": nobody's word is asked for
};

}  // namespace paraph
