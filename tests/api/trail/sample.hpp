#pragma once

#include <string>
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

private:
    SigningKey signing_{std::string(32, 's')};
    note::Key key_;
    std::vector<trail::Line> lines_;
    std::vector<std::size_t> commits_;
    std::string cycle_;
};

const Sample& sample();

/// The check of an exported text, as `paraph trail verify FILE` does it.
Result<trail::Report> verify(const std::string& text, trail::Known known = {});

/// The export that docs/formats/trail.md shows.
std::string example_export();

}  // namespace paraph::test
