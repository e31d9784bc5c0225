#include "adapters/mail/catcher.hpp"

#include <algorithm>

#include "adapters/files/durable.hpp"
#include "adapters/mail/mime.hpp"
#include "engine/base/digest.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".eml";
constexpr std::size_t mail_bytes_max = 16u << 20;
constexpr mode_t owner_only = 0600;

/// Sorts as time does, and is the same for a retry of the same mail.
std::string name_of(const Mail& mail) {
    return to_text(mail.at) + "-" + to_hex(sha256(mail.message_id)).substr(0, 16);
}

bool is_name(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'T' || c == 'Z' ||
               c == '-' || c == ':' || c == '.';
    });
}

}  // namespace

Catcher::Catcher(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
}

Sent Catcher::send(const Mail& mail) {
    const Result<std::string> bytes = compose(mail);
    if (!bytes) return {Sent::How::refused, bytes.error().where + ": " + bytes.error().text};
    replace_file(folder_ / (name_of(mail) + std::string(ending)), *bytes, owner_only);
    return {Sent::How::sent, "caught"};
}

std::vector<CaughtMail> Catcher::list(std::size_t count, std::string_view before) const {
    std::vector<std::string> ids;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
        std::string name = entry.path().filename().string();
        if (!name.ends_with(ending)) continue;
        name.resize(name.size() - ending.size());
        if (before.empty() || name < before) ids.push_back(std::move(name));
    }
    std::sort(ids.rbegin(), ids.rend());
    std::vector<CaughtMail> mails;
    for (const std::string& id : ids) {
        if (mails.size() == count) break;
        if (auto mail = read(id)) mails.push_back(std::move(*mail));
    }
    return mails;
}

std::optional<CaughtMail> Catcher::read(std::string_view id) const {
    if (!is_name(id)) return std::nullopt;
    const auto bytes = read_file(folder_ / (std::string(id) + std::string(ending)), mail_bytes_max);
    if (!bytes) return std::nullopt;
    Result<ShownMail> mail = read_mail(*bytes);
    if (!mail) return std::nullopt;
    return CaughtMail{std::string(id), std::move(*mail)};
}

}  // namespace paraph
