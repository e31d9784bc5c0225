#pragma once

#include <cstdint>
#include <iostream>
#include <string_view>
#include <unistd.h>

namespace paraph::cli {

/// How far long work is, on a terminal; in a pipe or a file, nothing.
class Progress {
public:
    /// `of` 0: the whole is not known.
    Progress(std::string_view what, std::int64_t of)
        : what_(what), of_(of), shown_(::isatty(STDERR_FILENO) == 1) {}
    ~Progress() {
        if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void at(std::int64_t done) {
        constexpr std::int64_t step = 5'000;
        if (!shown_ || done % step != 0) return;
        std::cerr << "\r" << done;
        if (of_ != 0) std::cerr << " of " << of_;
        std::cerr << " " << what_ << std::flush;
        drawn_ = true;
    }

private:
    std::string_view what_;
    std::int64_t of_;
    bool shown_, drawn_ = false;
};

}  // namespace paraph::cli
