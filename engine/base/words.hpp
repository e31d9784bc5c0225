#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace paraph {

/// As a sentence names it: between double quotes, as it is.
std::string quoted(std::string_view text);

/// Without what of `blanks` stands at its ends: of a header field they are these, of a cell or a
/// file line ends, too.
std::string_view trimmed(std::string_view text, std::string_view blanks = " \t");

/// Latin capitals as small letters; everything else as it is.
std::string lowered(std::string_view text);

/// Of UTF-8: how many characters (code points) a reader counts.
std::size_t characters_in(std::string_view text);

/// Whether there is nothing but blanks and line ends.
bool says_nothing(std::string_view text);

/// The candidate that `word` is most likely a slip of: at most one in so many letters (at least
/// one) differs, two swapped neighbours counting once; case does not matter. Nothing if none is
/// near.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates,
                                        std::size_t letters_to_a_slip = 3);

/// " Did you mean "agree"?" to append to a sentence, or "" when nothing is near.
std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace paraph
