#include "adapters/documents/print.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "adapters/files/durable.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pdf_bytes_max = 64u << 20;
constexpr int exit_missing = 127, exit_late = 124;  // of env and timeout

/// A folder of our own, gone with all that is in it at the end.
class Workshop {
public:
    Workshop() {
        std::string pattern = (fs::temp_directory_path() / "paraph-print-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::system_error(errno, std::generic_category());
        path_ = pattern;
    }
    ~Workshop() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::vector<std::string> command(const fs::path& folder) {
    std::vector<std::string> words{
        "/usr/bin/timeout", "60", "/usr/bin/env", "chromium", "--headless", "--disable-gpu",
        // What is printed names no address; if it did, none would be found.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking",
        "--disable-dev-shm-usage", "--no-first-run", "--no-pdf-header-footer",
        "--user-data-dir=" + (folder / "profile").string(),
        "--print-to-pdf=" + (folder / "page.pdf").string()};
    // Chromium refuses to build its sandbox for root.
    if (::geteuid() == 0) words.push_back("--no-sandbox");
    words.push_back("file://" + (folder / "page.html").string());
    return words;
}

/// Runs to its end with an environment of its own; the exit code.
int run(std::vector<std::string> words, const fs::path& home) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const char* path = std::getenv("PATH");
    std::string search = "PATH=" + std::string(path ? path : "/usr/bin:/bin");
    std::string at_home = "HOME=" + home.string();
    std::array<char*, 3> environment{search.data(), at_home.data(), nullptr};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    for (const int stream : {0, 1, 2})
        posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_RDWR, 0);
    pid_t child = 0;
    const int failed = ::posix_spawn(&child, arguments.front(), &files, nullptr, arguments.data(),
                                     environment.data());
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) return exit_missing;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return exit_missing;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Refusal cannot(int code) {
    if (code == exit_missing)
        return refuse(Refused::unavailable,
                      "A PDF is printed by Chromium, which this server does not have (Debian "
                      "package chromium). The HTML file holds the same and prints as well.");
    return refuse(Refused::unavailable, code == exit_late
                                            ? "Printing took longer than a minute."
                                            : "Chromium could not print the document.");
}

}  // namespace

Result<std::string> print_pdf(std::string_view html) {
    static std::mutex one_at_a_time;  // it takes a whole core and 200 MB
    const std::lock_guard lock(one_at_a_time);
    const Workshop folder;
    std::ofstream page(folder.path() / "page.html", std::ios::binary);
    page << html;
    page.close();
    const int code = run(command(folder.path()), folder.path());
    if (code != 0) return cannot(code);
    auto pdf = read_file(folder.path() / "page.pdf", pdf_bytes_max);
    if (!pdf || !pdf->starts_with("%PDF-")) return cannot(-1);
    return std::move(*pdf);
}

}  // namespace paraph
