#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/trail/export_line.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::trail {

/// What an export of one cycle has of a line of the log: the cycle's own entries with all that is
/// sealed beside them, the registry's with the definitions' texts but without people's names, and
/// of all else the leaf hashes.
Line cut_to(std::string_view cycle, Line line);

/// Puts lines into text, each with its end; a run of withheld ones becomes one line, so that an
/// export is as long as what it shows, and not as the log.
class Excerpt {
public:
    /// `meets`: no run goes across this size of the log, so that a checkpoint of it can be held
    /// against the export; 0: there is none.
    explicit Excerpt(std::uint64_t meets = 0) : meets_(meets) {}

    /// In the log's order. What is withheld comes out later, before the next line that is not.
    std::string add(const Line& line);
    std::string end();

private:
    std::uint64_t meets_;
    std::optional<Subtrees> run_;
};

}  // namespace paraph::trail
