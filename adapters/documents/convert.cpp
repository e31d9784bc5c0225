#include "adapters/documents/convert.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <unistd.h>

#include "adapters/documents/archive.hpp"
#include "adapters/documents/child.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

constexpr const char* pandoc = "/usr/bin/pandoc";
constexpr const char* chromium = "/usr/bin/chromium";

/// A folder that is gone afterwards with all that is in it.
class Workroom {
public:
    Workroom() {
        std::string name = (fs::temp_directory_path() / "paraph-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }
    Workroom(const Workroom&) = delete;
    Workroom& operator=(const Workroom&) = delete;
    ~Workroom() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    std::string operator/(std::string_view name) const { return (path_ / name).string(); }
    std::string path() const { return path_.string(); }

private:
    fs::path path_;
};

void write(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw std::system_error(errno, std::generic_category(), path);
}

std::optional<std::string> read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Few at a time: each takes a core and hundreds of megabytes.
std::mutex& one_at_a_time() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace

bool can_read_docx() {
    return ::access(pandoc, X_OK) == 0;
}

bool can_print() {
    return ::access(chromium, X_OK) == 0;
}

Result<std::string> docx_to_markdown(std::string_view bytes) {
    if (auto sound = check_archive(bytes, {"word/document.xml"}); !sound) return sound.error();
    const std::scoped_lock turn(one_at_a_time());
    Workroom room;
    write(room / "text.docx", bytes);
    auto text = run_child({pandoc, "--sandbox", "--from=docx", "--wrap=none",
                           "--to=commonmark+pipe_tables+strikeout-raw_html", "text.docx"},
                          {}, room.path(),
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

Result<std::string> html_to_pdf(std::string_view html) {
    const std::scoped_lock turn(one_at_a_time());
    Workroom room;
    write(room / "page.html", html);
    const auto printed = run_child(
        {chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--no-first-run", "--disable-extensions", "--disable-background-networking",
         "--user-data-dir=" + (room / "profile"), "--no-pdf-header-footer",
         "--print-to-pdf=" + (room / "page.pdf"), "file://" + (room / "page.html")},
        {}, room.path(),
        // Chromium reserves far more address space than it uses, so memory is not capped here; it
        // reads nothing but our own page.
        {.time = std::chrono::seconds(120),
         .memory_bytes = 0,
         .output_bytes = 256u << 20,
         .network = false});
    if (!printed) return printed.error();
    auto pdf = read(room / "page.pdf");
    if (!pdf || !pdf->starts_with("%PDF-"))
        return refuse(Refused::unavailable, "The page could not be printed.");
    return std::move(*pdf);
}

}  // namespace paraph
