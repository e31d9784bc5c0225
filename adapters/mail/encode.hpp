#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace paraph {

// The encodings of mail (RFC 2045, RFC 2047), and back for what we wrote ourselves.

inline constexpr std::size_t mail_line_max = 78;     // characters, without CRLF
inline constexpr std::size_t encoded_word_max = 75;  // RFC 2047, section 2

/// LF, CR and CRLF become CRLF, and a last line without an end gets one.
std::string with_crlf(std::string_view text);

/// Lines of at most 76 characters, CRLF, every line ended.
std::string quoted_printable(std::string_view crlf_text);
std::string base64_lines(std::string_view bytes);
/// How long that gets for so many bytes.
std::size_t base64_lines_size(std::size_t bytes);

/// Encoded words for `utf8`, each of whole clusters of characters (a Bangla conjunct with its
/// signs, an accented letter), the first at most `first_max` long, the others at most 75. B or Q,
/// whichever is shorter for the whole. Precondition: valid UTF-8, and first_max >= 30.
std::vector<std::string> encoded_words(std::string_view utf8, std::size_t first_max);

/// Back again, for what the functions above wrote; other bytes stay as they are.
std::string from_quoted_printable(std::string_view text);
std::string from_base64_lines(std::string_view text);
std::string from_encoded_words(std::string_view header);

}  // namespace paraph
