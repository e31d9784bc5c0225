#pragma once

#include "workflows/tools/scenario/scenario.hpp"
#include "workflows/tools/scenario/script.hpp"

namespace paraph::scenario {

/// What scenarios and simulation stand on: a definition with all that runs inside it, and the
/// calendars by which they count. Mistakes go to the reader's report, a definition's own findings
/// into `broken`, as `paraph check` prints them.
class Groundwork {
public:
    Groundwork(Reader& to, const FindDefinition& find, std::string& broken)
        : reader_(to), find_(find), broken_(broken) {}

    /// Makes the definition the reader's, and its names known. `place`: where it is asked for.
    bool load(const std::string& name, Place place);
    /// A later version of the definition, from a file of its own: for cycles that migrate.
    void load_version(const std::string& file, Place place);
    /// The calendars of all that was loaded; the definition's own on top of what `node` says,
    /// where there is one.
    bool read_calendars(const Node* node, Place place);

    /// For houses in which the definitions are to be in force; read once for all of them.
    Library library() const;
    const CalendarVersion& calendar() const;  // the definition's own
    const std::shared_ptr<const Calendar>& clock() const { return clock_; }
    const std::vector<std::string>& positions() const { return positions_; }
    const std::vector<std::string>& roles() const { return roles_; }  // also of what runs inside

private:
    struct Loaded {
        std::vector<std::shared_ptr<const Definition>> definitions;  // what runs inside first
        std::vector<std::string> sources;
    };
    bool load_one(const std::string& name, Place place, int depth);
    CalendarVersion own_calendar(const Node& node, const std::string& name);

    Reader& reader_;
    const FindDefinition& find_;
    std::string& broken_;
    Loaded loaded_, later_;
    std::map<std::string, std::string> versions_;  // file -> source
    std::vector<CalendarVersion> calendars_;
    std::shared_ptr<const Calendar> clock_;
    std::vector<std::string> positions_, roles_;
};

}  // namespace paraph::scenario
