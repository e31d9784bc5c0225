#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/registrar.hpp"
#include "engine/model/entry.hpp"

namespace paraph {

/// What is wrong with an entry of a cycle: it does not follow from the definition, the directory
/// and the entries before it.
struct Flaw {
    std::int64_t sequence = 0;
    std::string text;
};

struct Verification {
    std::vector<Flaw> flaws;  // none: all that could be checked holds
    int entries = 0;
    int positions = 0;  // entitlement, four eyes, revision
    int silences = 0;   // bodies counted silent
    int closings = 0;   // figures and results computed anew
    int deadlines = 0;
    int erased = 0;  // entries whose erasable part is gone; nothing here depends on it
};

/// Judges one cycle's history as somebody would who trusts nothing but the log: every fact legal,
/// everyone who acted entitled at that time, deadlines, figures and results computed anew, the way
/// that was taken the definition's. `registry` and `cycle` are those two streams in order, numbered
/// as in the log. That they are in the tree is not asked here (engine/trail). Pure.
Verification verify(std::span<const Entry> registry, std::span<const Entry> cycle,
                    const DefinitionReader& read);

}  // namespace paraph
