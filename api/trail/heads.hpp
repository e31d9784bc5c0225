#pragma once

#include <span>
#include <string>
#include <vector>

#include "api/trail/checks.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::trail {

/// Every checkpoint of one log that is at hand: the trail's own, the one that was verified before,
/// and others from mails, webhooks, witnesses. Each is compared with the tree as it reaches that
/// size, so that two that disagree are found whatever the trail says.
class Heads {
public:
    /// `what` it is, for the words of a fault: "the checkpoint that you remember".
    Found add(Check check, std::string what, std::string note);
    /// Once all are there: none is newer than the trail, none of one size with another root.
    Found sort(std::uint64_t trail_size);
    /// The tree has grown, or is still empty. A checkpoint that it grew past can't be compared any
    /// more, which is a fault: else whoever leaves things out could hide a second history.
    Found grown(const Frontier& tree);
    /// Each was signed by one of the keys that this log has had.
    Found are_signed_by(std::span<const note::Key> keys) const;

    std::size_t count(Check check) const;
    /// The largest of that kind; 0: there is none.
    std::uint64_t size(Check check) const;

private:
    struct Head {
        Check check;
        std::string what, note;
        Checkpoint checkpoint;
    };
    std::vector<Head> heads_;  // by size
    std::size_t next_ = 0;     // the first that the tree has not reached
};

}  // namespace paraph::trail
