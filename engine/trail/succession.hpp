#pragma once

#include <string>
#include <string_view>

#include "engine/trail/note.hpp"

namespace paraph {

// A log changes its key, or its name, by the word of the key before: a signed note whose text is
// "<name of the old key>\nnext key <vkey of the new one>\n". Its second line is no number, so it
// can't be taken for a checkpoint.

/// The note by which `before` hands over to `next`.
std::string vouch(const note::Key& before, const note::Key& next, const note::Sign& sign);

/// Whether `voucher` is the word of `before` for `next`.
bool vouches(std::string_view voucher, const note::Key& before, const note::Key& next);

}  // namespace paraph
