#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/notices.hpp"
#include "engine/core/rehearsal.hpp"
#include "workflows/tools/scenario/names.hpp"
#include "workflows/tools/scenario/trial.hpp"

namespace paraph::scenario {

/// Who is meant by "member 1", "director of member 1", "Amina" or "secretariat".
struct Speaker {
    std::string body;      // id; of a person by name: found when the case is played
    std::string function;  // empty: whoever speaks for the body
    std::string person;    // by name
};

/// A person whom a scenario puts into a body.
struct Somebody {
    std::string name;
    std::string function;
};

/// What a case starts from.
struct Beginning {
    Instant at{};
    OpenCycle open;
    Names names;
    std::map<std::string, std::vector<Somebody>> people;                 // body -> beside the usual
    std::map<std::string, std::map<std::string, std::int64_t>> weights;  // body -> weight -> value
};

/// What a house must know before any case can be played.
struct Library {
    std::vector<CalendarVersion> calendars;
    std::vector<std::string> sources;  // definitions; what runs inside stands before
    DefinitionReader read;
    std::map<std::string, std::string> versions;  // later ones of the same definition, by file
};

inline constexpr std::string_view secretariat = "secretariat";

/// One case as it is played: a house with one cycle at hand. A value, so that another case can go
/// on from its end.
class Scene {
public:
    /// Furnishes the house. A refusal here is the scenario's mistake (a name that is no id).
    static Result<Scene> furnish(const Beginning& beginning, const Library& library);

    /// Opens the cycle at hand, on behalf of the secretariat.
    Result<> open(const OpenCycle& command);
    Result<std::string> give(const std::string& cycle, const Command& command, const Actor& actor);
    Result<> tell(const RegistryCommand& command);
    /// The same of a person; gives what was made.
    Result<std::string> tell_as(const RegistryCommand& command, const Actor& actor);
    /// Puts a later version of the definition in force.
    Result<> publish(const std::string& version);
    /// A comment's text, and the text it proposes.
    std::pair<std::string, std::string> words_of(const std::string& cycle,
                                                 const Comment& comment) const;
    void advance(Instant to);
    /// From here on `latest` speaks of what comes now.
    void mark() { latest_ = trail_.size(); }

    const Rehearsal& house() const { return house_; }
    const Names& names() const { return names_; }
    const std::string& cycle() const { return cycle_; }  // empty: it was not opened
    std::shared_ptr<const State> state(const std::string& cycle) const;
    /// The cycle that runs, or ran last, inside a body, for a choice of an attribute, or because a
    /// stage called it; empty: none.
    std::string inside(const std::string& of) const;
    /// The text of the cycle at hand, paragraph by paragraph.
    const std::vector<std::string>& paragraphs() const { return paragraphs_; }

    /// Everything that has happened, and of that what came after the mark.
    const std::vector<Rehearsal::Happened>& trail() const { return trail_; }
    std::span<const Rehearsal::Happened> latest() const {
        return std::span(trail_).subspan(latest_);
    }
    /// What an auditor could not follow in all this; empty: nothing.
    std::string flaw() const { return trial_.flaw(); }
    /// Who was told of what in `latest`, of the entries of `cycle`: body ids by kind of notice.
    std::map<NoticeKind, std::vector<std::string>> told(const std::string& cycle) const;
    /// Whom a notice to everyone would reach.
    std::vector<std::string> everyone(const std::string& cycle) const;

    /// The person who speaks, with what the house knows about them. Refused with the reason in
    /// words where there is nobody, or more than one.
    Result<Actor> actor(const Speaker& speaker) const;
    Result<const Person*> person(const Speaker& speaker) const;

private:
    Scene(Instant start, const Library& library)
        : house_(start, 1), read_(library.read), versions_(library.versions) {}
    Result<> settle_in(const Beginning& beginning, const std::string& body);
    void keep(std::vector<Rehearsal::Happened> happened);

    Rehearsal house_;
    DefinitionReader read_;
    std::map<std::string, std::string> versions_;
    Names names_;
    std::string cycle_;
    std::vector<std::string> paragraphs_;
    std::vector<Rehearsal::Happened> trail_;
    Trial trial_;
    std::size_t latest_ = 0;
};

}  // namespace paraph::scenario
