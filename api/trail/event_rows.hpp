#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/trail/export_line.hpp"
#include "engine/base/json.hpp"

namespace paraph::trail {

/// An entry of a cycle as tables show it: what stands in it, and which body and stage it is about.
/// Ids and the definition's own names, no titles.
struct EventRow {
    std::int64_t number = 0;
    std::string cycle;
    std::int64_t sequence = 0;
    std::string at;         // as it stands in the entry
    std::string effective;  // of what fell due; or ""
    std::string kind;
    std::string actor;
    std::string via;
    std::string stage;       // "" where it is about no round
    std::int64_t round = 0;  // of the stage: 1, 2, …; 0: about none
    std::string body;
    std::string position;
    std::string result;  // of a round; of the cycle, its outcome
    std::string reason;  // in the actor's words, as far as they came along
    std::string leaf;
};

/// Follows the entries of all cycles, in order, and says what each is about.
class EventRows {
public:
    /// Nothing for the registry's entries and for those that are withheld. Refused: not an entry.
    Result<std::optional<EventRow>> next(const Line& line);

private:
    struct Place {
        std::string stage;
        std::int64_t round = 0;
        std::string body;
    };
    struct Cycle {
        std::vector<Place> rounds;                        // as facts count them
        std::map<std::string, Place, std::less<>> seats;  // by assignment
    };
    void follow(Cycle& cycle, const json::object& fact);
    static void place(EventRow& row, const Cycle& cycle, const json::object& fact);

    std::map<std::string, Cycle, std::less<>> cycles_;
};

}  // namespace paraph::trail
