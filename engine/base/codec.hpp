#pragma once

// From plain described structs to canonical JSON and back, so that no field is named twice.
//
//   struct Deferred { std::string until; std::optional<std::string> meeting; };
//   BOOST_DESCRIBE_STRUCT(Deferred, (), (until, meeting))
//
//   std::string text = encode(deferred);                  // RFC 8785 bytes, written directly
//   Result<Deferred> back = decode<Deferred>(value);      // unknown member, wrong type: refused
//
// Rules: a member's JSON name is its C++ name, a trailing "_" dropped. An empty optional, string,
// vector or map, and a false bool, is left out and read back as such; everything else is always
// written, and a missing integer, enum or nested struct is refused. Enums are written by
// their described name with "_" shown as " ". Supported: bool, signed and unsigned integers,
// std::string, Instant (as to_text), Digest (hex), described enums and structs, json::value and
// json::object, std::optional, std::vector, std::map<std::string, T>, std::shared_ptr<const T>
// (as T), std::variant of described structs:
// A std::variant is written as {"kind": "<described name, spaced>", …members}, the alternative's
// name in lower case with a space at each inner capital: PositionTaken -> "position taken".

#include "engine/base/codec_impl.hpp"
