#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/keys/ed25519.hpp"
#include "api/trail/export_line.hpp"
#include "api/trail/verifier.hpp"

namespace paraph::test {

/// A log in which procedures of the library were played, and the key that signs for it.
class Sample {
public:
    Sample();

    const std::vector<trail::Line>& lines() const { return lines_; }
    const note::Key& key() const { return key_; }
    /// Sizes that the log had between two commands: what a server may have signed for.
    const std::vector<std::size_t>& commits() const { return commits_; }
    /// The id of the first cycle.
    const std::string& cycle() const { return cycle_; }
    /// The signed checkpoint of the log's first `size` entries.
    std::string checkpoint(std::size_t size) const;
    trail::Header header(std::size_t size) const;
    /// An export of `lines`, which begin the log.
    std::string write(const std::vector<trail::Line>& lines) const;
    /// The record of the first cycle, as the log's first `size` entries have it; `meets`: see
    /// trail::Excerpt.
    std::string excerpt(std::size_t size, std::uint64_t meets = 0) const;
    /// The same by an operator who makes all hashes anew and signs: `lines` need not be the log's.
    std::string sign_anew(std::vector<trail::Line> lines) const;
    /// A signed checkpoint of whatever size and root.
    std::string sign(std::uint64_t size, const Digest& root) const;

private:
    SigningKey signing_{std::string(32, 's')};
    note::Key key_;
    std::vector<trail::Line> lines_;
    std::vector<std::size_t> commits_;
    std::string cycle_;
};

const Sample& sample();

using Lines = std::vector<trail::Line>;

/// The export of the whole sample.
std::string whole();
/// A cycle's export: all that is not of it is withheld, but the registry.
Lines cut_to_cycle();

/// An export's lines, each with its end, and such lines as one text again.
std::vector<std::string> split(const std::string& text);
std::string join(const std::vector<std::string>& lines);

/// What the check of an exported text came to, as `paraph trail verify FILE` does it.
struct Verdict {
    std::optional<trail::Fault> fault;
    std::int64_t line = 0;  // of the fault
    trail::Report report;   // where it holds

    bool holds() const { return !fault; }
    /// "tree: entry 3 …", "it holds".
    std::string text() const;
    /// Whether the report says so of this check, or among what was not checked.
    bool says(std::string_view words) const;
};
Verdict verify(const std::string& text, trail::Known known = {});

/// The export that docs/formats/trail.md shows.
std::string example_export();

}  // namespace paraph::test
