#pragma once

#include "api/pages/views/board.hpp"
#include "api/routes/naming.hpp"

namespace paraph::api {

/// Where a cycle stands: its open stages, what each still needs, how it goes on, who must act.
/// Of one that was suspended, deferred or abandoned: since when, and why.
void put_standing(pages::CycleView& view, const House& house, const Seen& seen,
                  const Naming& naming);

/// That so many reviewers must be added.
std::string assign_words(int count, const Naming& naming);

/// What the round still needs, in words; nothing where the reader must not know.
std::vector<std::string> missing_words(const Seen& seen, const Round& round, const Naming& naming);

}  // namespace paraph::api
