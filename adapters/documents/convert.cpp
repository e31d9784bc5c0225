#include "adapters/documents/convert.hpp"

#include <algorithm>
#include <mutex>
#include <unistd.h>

#include "adapters/documents/archive.hpp"
#include "adapters/documents/child.hpp"
#include "adapters/documents/docx_filter.hpp"
#include "adapters/files/temporary_folder.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

constexpr const char* pandoc = "/usr/bin/pandoc";

/// Two blanks break a line, and our paragraphs have none at a line's end: a backslash does, too. A
/// "&nbsp;" that pandoc puts between two lists is no paragraph.
std::string as_our_markdown(std::string_view text) {
    constexpr std::string_view between_lists = "&nbsp;\n\n";
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        auto line = text.substr(0, end);
        const bool fills = text.starts_with(between_lists) && out.ends_with("\n\n");
        text.remove_prefix(fills ? between_lists.size() : end);
        if (fills) continue;
        if (line.ends_with("  \n")) {
            line.remove_suffix(3);
            out.append(line).append("\\\n");
        } else {
            out += line;
        }
    }
    return out;
}

/// Looks at a body's tags alone. What a newer Word draws stands there once more for older ones, as
/// "Fallback".
class Tags {
public:
    LeftOut count(std::string_view xml) {
        for (auto at = xml.find('<'); at != xml.npos; at = xml.find('<', at + 1)) {
            auto name = xml.substr(at + 1, xml.find_first_of(" \t\r\n/>", at + 2) - at - 1);
            const bool closes = name.starts_with('/');
            if (closes) name.remove_prefix(1);
            see(name.substr(name.find(':') + 1), closes);
        }
        return found_;
    }

private:
    void see(std::string_view name, bool closes) {
        if (name == "Fallback") older_ += closes ? -1 : 1;
        if (closes || older_ > 0) return;
        if (name == "txbxContent") ++found_.text_boxes;
        if (name == "pic" || name == "imagedata" || name == "chart" || name == "relIds")
            ++found_.images;
    }

    int older_ = 0;
    LeftOut found_;
};

}  // namespace

bool can_read_docx() {
    return ::access(pandoc, X_OK) == 0;
}

Result<std::string> docx_to_markdown(std::string_view bytes) {
    if (auto sound = check_archive(bytes, {"word/document.xml"}); !sound) return sound.error();
    static std::mutex one_at_a_time;  // it takes a core and hundreds of megabytes
    const std::lock_guard turn(one_at_a_time);
    const TemporaryFolder folder;
    folder.put("text.docx", bytes);
    folder.put("filter.lua", docx_filter);
    auto text =
        run_child({pandoc, "--sandbox", "--from=docx", "--wrap=none", "--lua-filter=filter.lua",
                   "--to=commonmark+pipe_tables+strikeout-raw_html", "text.docx"},
                  {}, folder.path().string(),
                  {.time = std::chrono::seconds(20),
                   .memory_bytes = 1u << 30,
                   .output_bytes = 16u << 20,
                   .network = false});
    if (!text)
        return refuse(
            text.error().code == Refused::invalid ? Refused::malformed : text.error().code,
            "The DOCX file could not be read: " + text.error().text);
    if (!is_valid_utf8(*text)) return refuse(Refused::malformed, "The file's text is not UTF-8.");
    return as_our_markdown(*text);
}

LeftOut left_out_of(std::string_view bytes) {
    auto zip = ZipReader::open(bytes);
    if (!zip) return {};
    const auto body = zip->read("word/document.xml");
    return body && *body ? Tags().count(**body) : LeftOut{};
}

}  // namespace paraph
