#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/mail/mail.hpp"
#include "adapters/mail/mime_read.hpp"

namespace paraph {

struct CaughtMail {
    std::string id;  // sorts by time; the file's name without ".eml"
    ShownMail mail;
};

/// Mail for a demo or a rehearsal: nothing leaves the machine, each mail becomes one .eml file in
/// a folder, and a page shows them. The same Message-ID at the same moment is the same file. One
/// thread sends; any may read beside it. Throws std::system_error on a broken disk.
class Catcher final : public Mailer {
public:
    explicit Catcher(std::filesystem::path folder);  // made where it is missing

    Sent send(const Mail& mail) override;

    /// Newest first, at most `count`, only those older than the id `before` where it is given.
    std::vector<CaughtMail> list(std::size_t count, std::string_view before = {}) const;
    /// Empty where there is none of that id; an id with a path in it is none.
    std::optional<CaughtMail> read(std::string_view id) const;

private:
    std::filesystem::path folder_;
};

}  // namespace paraph
