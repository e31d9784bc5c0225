#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/mail/mail.hpp"
#include "adapters/mail/mime_read.hpp"

namespace paraph {

struct CaughtMail {
    std::string id;  // sorts by time
    ShownMail mail;
};

/// Mail for a demo or a rehearsal: nothing leaves the machine, all mails lie one behind the other
/// in one file, and a page shows them. One append a mail and no sync, so that a rehearsal's
/// thousands don't compete with the log for the disk; a power cut may take the last ones. The same
/// Message-ID at the same moment is the same mail. One thread sends; any may read beside it.
/// Throws std::system_error on a broken disk.
class Catcher final : public Mailer {
public:
    /// The folder is made where it is missing. A mail that was cut short is cut off.
    explicit Catcher(const std::filesystem::path& folder);

    Sent send(const Mail& mail) override;

    /// Newest first, at most `count`, only those older than the id `before` where it is given.
    std::vector<CaughtMail> list(std::size_t count, std::string_view before = {}) const;
    /// Empty where there is none of that id.
    std::optional<CaughtMail> read(std::string_view id) const;

private:
    struct Place {
        std::uint64_t at = 0, length = 0;
    };

    void find_all();
    std::optional<CaughtMail> read(const std::string& id, const Place& place) const;

    std::filesystem::path file_;
    mutable std::mutex lock_;  // guards what follows
    std::ofstream out_;
    std::uint64_t end_ = 0;  // of the file
    std::map<std::string, Place, std::less<>> places_;
};

}  // namespace paraph
