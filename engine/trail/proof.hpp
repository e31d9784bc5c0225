#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "engine/base/digest.hpp"
#include "engine/base/refusal.hpp"
#include "engine/trail/note.hpp"

namespace paraph {

/// That an entry is in the log, in the member names of Rekor's inclusionProof; encode() and
/// decode() it. Root and size repeat what the checkpoint says.
struct InclusionProof {
    std::uint64_t logIndex = 0;
    Digest rootHash{};
    std::uint64_t treeSize = 0;
    std::vector<Digest> hashes;  // from the leaf's sibling upwards
    std::string checkpoint;      // a signed note

    friend bool operator==(const InclusionProof&, const InclusionProof&) = default;
};
BOOST_DESCRIBE_STRUCT(InclusionProof, (), (logIndex, rootHash, treeSize, hashes, checkpoint))

/// The `.tlog-proof` file (c2sp.org/tlog-proof), and back. Root and size come from the checkpoint,
/// which is read but not verified.
std::string to_tlog_proof(const InclusionProof& proof);
Result<InclusionProof> parse_tlog_proof(std::string_view text);

/// Whether the entry with this leaf hash stands at logIndex of the log that `key` signs for. A
/// refusal says what does not hold: signature, agreement with the checkpoint, or the path.
Result<> verify_proof(const InclusionProof& proof, const Digest& leaf, const note::Key& key);

}  // namespace paraph
