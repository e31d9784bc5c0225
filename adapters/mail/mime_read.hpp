#pragma once

#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

/// A mail for showing: headers decoded, bodies as UTF-8 with LF.
struct ShownMail {
    std::string from, to, subject, date, message_id;
    std::string text;
    std::string html;
};

/// Reads what `compose` wrote. It is no reader for foreign mail.
Result<ShownMail> read_mail(std::string_view bytes);

}  // namespace paraph
