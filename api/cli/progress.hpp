#pragma once

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
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

    /// Drawn when there is something to see: every hundredth of the whole, else every 5,000th.
    void at(std::int64_t done) {
        const std::int64_t step = of_ == 0 ? 5'000 : std::max<std::int64_t>(of_ / 100, 1);
        if (!shown_ || done < next_) return;
        next_ = done + step;
        std::cerr << '\r' << bar(done) << done;
        if (of_ != 0) std::cerr << " of " << of_;
        std::cerr << ' ' << what_ << std::flush;
        drawn_ = true;
    }

private:
    std::string bar(std::int64_t done) const {
        if (of_ == 0) return {};
        constexpr std::int64_t width = 30;
        const auto full = static_cast<std::size_t>(std::min(done, of_) * width / of_);
        return '[' + std::string(full, '=') + std::string(width - full, ' ') + "] ";
    }

    std::string_view what_;
    std::int64_t of_;
    std::int64_t next_ = 0;
    bool shown_, drawn_ = false;
};

}  // namespace paraph::cli
