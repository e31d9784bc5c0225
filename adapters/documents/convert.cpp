#include "adapters/documents/convert.hpp"

#include <mutex>
#include <unistd.h>

#include "adapters/documents/archive.hpp"
#include "adapters/documents/child.hpp"
#include "adapters/files/temporary_folder.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

constexpr const char* pandoc = "/usr/bin/pandoc";

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
    auto text = run_child({pandoc, "--sandbox", "--from=docx", "--wrap=none",
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
    return text;
}

}  // namespace paraph
