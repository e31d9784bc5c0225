#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "engine/base/digest.hpp"
#include "engine/base/json.hpp"
#include "engine/base/refusal.hpp"
#include "engine/model/entry.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::trail {

// The lines of an exported trail: docs/formats/trail.md. Each is one canonical JSON object, so one
// content has one spelling and no byte can change without notice.

inline constexpr std::string_view format = "paraph trail 1";

/// The first line: whose log it is, and the signed note that commits to all lines after it.
struct Header {
    std::string checkpoint;
    std::string cycle;  // the one whose entries are all here; empty: an export of more, or of less
    std::string format;
    std::string origin;
    std::string vkey;
};
BOOST_DESCRIBE_STRUCT(Header, (), (checkpoint, cycle, format, origin, vkey))

/// One entry of the log, in its place. A withheld one is its leaf hash alone; of a run of them, it
/// is the roots of the perfect subtrees that fill it.
struct Line {
    std::int64_t number = 0;
    Digest leaf{};
    std::int64_t count = 1;
    std::vector<Digest> roots;  // of a run; empty: one entry
    std::string stream;         // of the body; empty: withheld
    std::string body;           // canonical; empty: withheld
    std::string secret;  // {"salt", "text"}; empty: there was none, it was erased, or left out

    bool withheld() const { return body.empty(); }
};

/// The line of a stored entry; `secrets`: with what is sealed beside it.
Line line_of(const Entry& entry, bool secrets);
Line withheld_line(std::int64_t number, const Digest& leaf);
/// One or more; precondition: not none.
Line withheld_line(const Subtrees& run);

std::string write(const Header& header);  // without a line end
std::string write(const Line& line);

/// Strict: refuses another spelling, an unknown member, a missing one.
Result<Header> read_header(std::string_view text);
Result<Line> read_line(std::string_view text);

/// A line in its parts, which live in the reader until it reads the next.
struct OpenLine {
    std::int64_t number = 0;
    Digest leaf{};
    std::int64_t count = 1;
    std::vector<Digest> roots;             // of a run of withheld entries; empty: it is one entry
    const json::object* entry = nullptr;   // none: withheld
    const json::object* secret = nullptr;  // {"salt", "text"}; none: there was none, or erased
    std::string_view body;                 // canonical bytes of `entry`
    std::string_view secret_text;          // and of `secret`

    bool withheld() const { return entry == nullptr; }
};

/// Reads line after line in the same memory, each parsed once. Not to be copied or moved.
class LineReader {
public:
    LineReader() = default;
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    /// Refuses an unknown member, a missing one, another type; not another spelling.
    Result<const OpenLine*> read(std::string_view text);
    /// Whether the text that was read last is the canonical spelling of what it says.
    bool was_canonical() const;

private:
    Result<> read_place(const json::object& object);
    Result<> read_parts(const json::object& object);
    Result<> read_run(const json::object& object);

    std::array<unsigned char, 1u << 16> memory_;
    std::optional<json::monotonic_resource> resource_;
    json::value value_;
    OpenLine line_;
    std::string_view text_;
    std::string body_, secret_;
};

}  // namespace paraph::trail
