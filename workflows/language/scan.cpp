#include "workflows/language/scan.hpp"

#include "engine/base/json.hpp"

namespace paraph {
namespace {

/// One line after the other; knows only as much YAML as it takes to tell a quote from an
/// apostrophe and a block text from a mapping.
class LineScanner {
public:
    explicit LineScanner(Report& report) : report_(report) {}

    bool all(std::string_view text) {
        for (int line = 1; !text.empty() && sound_; ++line) {
            const auto end = std::min(text.find('\n'), text.size());
            auto now = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (now.ends_with('\r')) now.remove_suffix(1);
            one(now, line);
        }
        return sound_;
    }

private:
    void one(std::string_view line, int number) {
        at_ = {number, 1};
        if (!printable(line)) return;
        const auto indent = line.find_first_not_of(' ');
        if (indent == std::string_view::npos) return;
        if (block_ >= 0 && static_cast<int>(indent) > block_) return;
        block_ = -1;
        structure(line, indent);
    }

    bool printable(std::string_view line) {
        if (!is_valid_utf8(line)) {
            std::size_t good = 0;  // the longest sound prefix; lines are short
            while (good < line.size() && step(line, good)) {
            }
            fail("not-utf8", "This is not UTF-8. Save the file as UTF-8.");
            return false;
        }
        for (const char c : line) {
            const auto byte = static_cast<unsigned char>(c);
            if ((byte < 0x20 && c != '\t') || byte == 0x7F) {
                fail("not-utf8", "A control character stands here. Delete it.");
                return false;
            }
            advance(c);
        }
        at_.column = 1;
        return true;
    }

    /// Moves `good` and the place past one whole character; false at the first broken one.
    bool step(std::string_view line, std::size_t& good) {
        for (std::size_t size = 1; size <= 4 && good + size <= line.size(); ++size) {
            if (!is_valid_utf8(line.substr(good, size))) continue;
            good += size;
            ++at_.column;
            return true;
        }
        return false;
    }

    void structure(std::string_view line, std::size_t indent) {
        bool fresh = true;  // a quote here would open a quoted text
        std::size_t end = indent;
        for (std::size_t i = 0; i < line.size(); i = end) {
            const char c = line[i];
            end = i + 1;
            if (c == '#' && (i == 0 || line[i - 1] == ' ')) {
                line = line.substr(0, i);
                break;
            }
            if (c == '\t') return fail("tab", "A tab stands here. Indent with spaces.");
            if ((fresh || follows_key(line, i)) && line.substr(i).starts_with(no_break_space))
                return fail("no-break-space", std::string{no_break_space_here});
            if ((c == '"' || c == '\'') && fresh) {
                end = after_quote(line, i);
                if (end == std::string_view::npos) return unclosed();
            }
            if (c != ' ') fresh = opens_value(line, i);
            for (; i < end; ++i) advance(line[i]);
        }
        if (opens_block(line)) block_ = static_cast<int>(indent);
    }

    /// Behind the line's first colon, which ends a key wherever a space stands behind it.
    static bool follows_key(std::string_view line, std::size_t i) {
        return i > 0 && line.find(':') == i - 1;
    }

    static std::size_t after_quote(std::string_view line, std::size_t open) {
        const char quote = line[open];
        for (std::size_t i = open + 1; i < line.size(); ++i) {
            if (line[i] == '\\' && quote == '"') {
                ++i;
            } else if (line[i] == quote) {
                const bool doubled = quote == '\'' && line.substr(i + 1).starts_with(quote);
                if (!doubled) return i + 1;
                ++i;
            }
        }
        return std::string_view::npos;
    }

    void unclosed() {
        fail("open-quote",
             "This quote is not closed on its line. Close it, or begin a longer "
             "text with | and indent it.");
    }

    /// After these, a quote begins a quoted text; anywhere else it is an apostrophe.
    static bool opens_value(std::string_view line, std::size_t i) {
        const char c = line[i];
        const bool before_blank = i + 1 >= line.size() || line[i + 1] == ' ';
        return c == '[' || c == '{' || c == ',' || ((c == ':' || c == '-') && before_blank);
    }

    /// The line ends with `|` or `>`, perhaps with YAML's signs for indent and last line break.
    static bool opens_block(std::string_view line) {
        const auto last = line.find_last_not_of(" +-0123456789");
        if (last == std::string_view::npos || last == 0 || line[last - 1] != ' ') return false;
        return line[last] == '|' || line[last] == '>';
    }

    void advance(char c) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++at_.column;
    }

    void fail(std::string code, std::string text) {
        report_.error(at_, std::move(code), std::move(text));
        sound_ = false;
    }

    Report& report_;
    Place at_;
    int block_ = -1;  // the indent of the line that opened a block text
    bool sound_ = true;
};

}  // namespace

bool scan(std::string_view text, Report& report) {
    return LineScanner{report}.all(text);
}

}  // namespace paraph
