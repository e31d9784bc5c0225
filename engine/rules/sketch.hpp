#pragma once

#include <string>
#include <string_view>

namespace paraph {

/// A paragraph's words as 32 hex digits, so that it is known again after a change without keeping
/// its text: 16 minimum hashes, one byte each. Two texts that share a part of their words share
/// about that part of the bytes. Stored with every revision: the same text has the same sketch for
/// ever. Some 0.1 us a word.
std::string sketch_of(std::string_view text);

/// How many of the 16 are equal; 0 where one is empty, as those of older revisions are.
int likeness(std::string_view sketch, std::string_view other);

/// From here on two paragraphs of one place are taken for the same, changed: by chance a byte is
/// equal once in 256, and common words alone seldom make three of them so.
inline constexpr int alike = 5;
/// And from here on also where they stand far apart.
inline constexpr int much_alike = 10;

}  // namespace paraph
