#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "api/trail/replayed.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::trail {

/// What the auditor brings along, from elsewhere than the trail that is checked.
struct Known {
    std::optional<note::Key> key;
    std::optional<std::string> since;  // a signed note that was remembered
};

/// In words, what a check that found nothing wrong has shown, and what it has not.
struct Report {
    std::vector<std::string> checked, unchecked;
};

/// Checks a trail from its first entry to its last, without a server and without trust in whoever
/// wrote it down: begin with the header, add every line, end. Every function refuses
/// with what is wrong; the first refusal ends the check. Keeps what the entries say in memory,
/// without their private parts: some 500 bytes each.
class Verifier {
public:
    Verifier(Known known, DefinitionReader read)
        : known_(std::move(known)), replayed_(std::move(read)) {}

    /// Left out where a log has no checkpoint yet: then all but the signature is checked.
    Result<> begin(const Header& header);
    Result<> add(const Line& line);
    /// `longer`: the log may go on after its newest checkpoint, as a living one does.
    Result<Report> end(bool longer = false);

private:
    Result<> compare(const std::optional<Checkpoint>& with, std::string_view name) const;
    void report_signature(Report& report) const;
    void report_replay(Report& report) const;

    Known known_;
    note::Key key_;
    std::optional<Checkpoint> checkpoint_, since_;
    Frontier frontier_;
    Replayed replayed_;
    std::int64_t withheld_ = 0;
};

/// Feeds an exported file to the verifier, line by line. A refusal's `where` is the line's number.
/// `progress` is told how many entries are done.
Result<Report> verify_export(std::istream& file, Verifier& verifier,
                             const std::function<void(std::int64_t)>& progress = {});

}  // namespace paraph::trail
