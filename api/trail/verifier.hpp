#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/trail/checks.hpp"
#include "api/trail/heads.hpp"
#include "api/trail/replay.hpp"
#include "engine/trail/merkle.hpp"
#include "engine/trail/policy.hpp"

namespace paraph::trail {

/// What the auditor brings along, from elsewhere than the trail that is checked.
struct Known {
    std::optional<note::Key> key;
    std::optional<WitnessPolicy> policy;
    std::optional<std::string> remembered;  // a signed note: what was verified last
    std::vector<std::string> seen;          // further signed notes: of mails, webhooks, witnesses
    /// Checks to leave out: shows that what one of them finds no other does. For tests.
    Checks without;
    std::size_t kept_bytes = std::size_t{128} << 20;  // see Shelf
};

/// Checks a trail from its first entry to its last, without a server and without trust in whoever
/// wrote it down: begin with the header, add every line, end. Each says what is wrong, and with
/// that the check is over.
class Verifier {
public:
    Verifier(Known known, DefinitionReader read)
        : known_(std::move(known)), replay_(std::move(read), known_.without, known_.kept_bytes) {}

    /// The first line. Left out where a log has no checkpoint yet: then all but the signature is
    /// checked.
    Found begin(std::string_view header_line);
    Found add(std::string_view line);
    /// `longer`: the log may go on after its newest checkpoint, as a living one does.
    Found end(bool longer = false);

    /// After an `end` that found nothing.
    Report report() const;
    /// The checkpoint that was checked, to be remembered; empty: there was none.
    const std::string& checkpoint() const { return header_.checkpoint; }

private:
    bool skips(Check check) const { return known_.without.has(check); }
    Found unless_skipped(Found found) const;
    Found read_header_line(std::string_view line);
    Found check_key();
    Found check_witnesses();
    Found check_pin() const;
    Found check_body(const OpenLine& line);
    Found grow(const Digest& root, unsigned level);
    Found grow(const OpenLine& run);
    std::vector<note::Key> trusted() const;
    std::vector<note::Key> all_keys() const;
    void report_bytes(Report& report) const;
    void report_heads(Report& report) const;
    void report_replay(Report& report) const;
    void unchecked_around(std::vector<std::string>& lines) const;
    std::vector<std::string> unchecked() const;

    Known known_;
    LineReader reader_;
    Header header_;
    note::Key key_;
    Heads heads_;
    std::uint64_t size_ = 0;      // of the header's checkpoint
    std::uint64_t cosigned_ = 0;  // so far the policy is met
    std::vector<std::string> witnesses_;
    Frontier frontier_;
    Replay replay_;
    std::int64_t withheld_ = 0;
};

struct Outcome {
    std::optional<Fault> fault;  // none: it holds
    std::int64_t line = 0;       // of the fault, in the file
};

/// Feeds an exported file to the verifier, line by line. `progress` is told how many entries are
/// done.
Outcome verify_export(std::istream& file, Verifier& verifier,
                      const std::function<void(std::int64_t)>& progress = {});

}  // namespace paraph::trail
