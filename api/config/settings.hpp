#pragma once

// The table behind the configuration; included by config.cpp, settings.cpp and command_line.cpp.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/config/config.hpp"

namespace paraph::cli {

/// Where a setting lives in the Config; the type of the reference is the type of the setting.
using Member = std::variant<std::string& (*)(Config&), std::int64_t& (*)(Config&),
                            bool& (*)(Config&), std::vector<std::string>& (*)(Config&)>;
/// What is wrong with one value (of a list: one item), or "" when nothing is.
using Check = std::string (*)(std::string_view value);

struct Setting {
    std::string_view key;         // "mail.smtp_url"
    Member member;                //
    std::string_view constraint;  // in words, for the manual
    std::string_view text;        // what it does, one sentence
    Check check = nullptr;
    bool secret = false;  // not taken from the command line, where others could read it
};

std::span<const Setting> settings();

/// PARAPH_MAIL_SMTP_URL.
std::string environment_name(std::string_view key);
/// --mail-smtp-url.
std::string flag_name(std::string_view key);
/// "text", "number", "yes or no", "list".
std::string_view type_name(const Setting& setting);
/// The value as one would write it, lists with commas between.
std::string value_text(const Setting& setting, const Config& config);

}  // namespace paraph::cli
