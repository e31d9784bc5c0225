#include "adapters/documents/print.hpp"

#include <filesystem>
#include <mutex>
#include <unistd.h>

#include "adapters/documents/child.hpp"
#include "adapters/files/durable.hpp"
#include "adapters/files/temporary_folder.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

constexpr const char* chromium = "/usr/bin/chromium";
constexpr std::uintmax_t pdf_bytes_max = 64u << 20;

std::vector<std::string> command(const fs::path& folder) {
    std::vector<std::string> words{
        chromium, "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-extensions", "--disable-background-networking",
        // What is printed names no address; if it did, none would be found, even where the kernel
        // lets nobody have a network of their own.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
        "--user-data-dir=" + (folder / "profile").string(),
        "--print-to-pdf=" + (folder / "page.pdf").string()};
    // Chromium builds no sandbox for root. Everybody else prints within one, or not at all.
    if (::geteuid() == 0) words.push_back("--no-sandbox");
    words.push_back("file://" + (folder / "page.html").string());
    return words;
}

Refusal cannot(std::string text) {
    return refuse(Refused::unavailable, std::move(text));
}

Refusal failed() {
    return cannot(
        "Chromium could not print the document. Where the kernel gives it no user namespace for "
        "its sandbox, it needs the Debian package chromium-sandbox.");
}

Result<std::string> read_pdf(const fs::path& file) {
    std::error_code missing;
    if (const auto size = fs::file_size(file, missing); !missing && size <= pdf_bytes_max)
        if (auto pdf = read_file(file, size); pdf && pdf->starts_with("%PDF-"))
            return std::move(*pdf);
    return failed();
}

}  // namespace

Result<std::string> print_pdf(std::string_view html) {
    if (::access(chromium, X_OK) != 0)
        return cannot(
            "A PDF is printed by Chromium, which this server does not have (Debian "
            "package chromium). The HTML page holds the same and prints as well.");
    static std::mutex one_at_a_time;  // it takes a whole core and 200 MB
    const std::lock_guard lock(one_at_a_time);
    const TemporaryFolder folder;
    folder.put("page.html", html);
    // Chromium reserves far more address space than it uses, so its memory has no limit.
    const auto printed = run_child(command(folder.path()), {}, folder.path().string(),
                                   {.time = std::chrono::minutes(2),
                                    .memory_bytes = 0,
                                    .output_bytes = 256u << 20,
                                    .network = false});
    if (printed) return read_pdf(folder.path() / "page.pdf");
    return printed.error().code == Refused::too_large
               ? cannot("Printing took longer than two minutes.")
               : failed();
}

}  // namespace paraph
