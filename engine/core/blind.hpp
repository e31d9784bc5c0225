#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/access.hpp"
#include "engine/model/fact.hpp"

namespace paraph {

// Blind reviews: who must not be known to whom, and what is shown instead. Bodies are blinded by
// the role in which they review or are reviewed; what the same body does in another role stays its
// own.

/// Roles on the two sides of a definition's blind reviews: who reviews, and whom those must not be
/// (`never`), since it is their text. `both`: some review is double-blind.
struct Sides {
    std::vector<std::string> reviewers;
    std::vector<std::string> reviewed;
    bool both = false;
};
Sides sides_of_blind_reviews(const Definition& definition);

/// Whether the body has, or had in some round, one of the roles.
bool has_any(const State& state, std::string_view body, const std::vector<std::string>& roles);

/// Whether one of the roles sits here, so that nobody who is blinded may know who it is.
bool sits_for(const Assignment& seat, const std::vector<std::string>& roles);

/// The order of a blind review's seats, before they are numbered: by the lot, not by who was named
/// or registered first.
void order_by_lot(std::vector<Seat>& seats, const std::string& lot);

/// Replaces the state by what the view lets the reader know of it (docs/dossier.md says what that
/// is), and gives the registry the names. Does nothing where nothing is blind for the reader.
void put_blinds(Seen& seen);

/// A name that stands for a body in a blinded state, as in "reviewer:K". No body has such an id.
bool is_pseudonym(std::string_view body);
/// By which the reader knows the body; its own id where it is not blinded.
std::string name_for(const Seen& seen, const State& whole, const std::string& body);

}  // namespace paraph
