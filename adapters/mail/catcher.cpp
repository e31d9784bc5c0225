#include "adapters/mail/catcher.hpp"

#include <cerrno>
#include <sstream>
#include <system_error>

#include "adapters/mail/mime.hpp"
#include "engine/base/digest.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mail_bytes_max = 16u << 20;

/// Sorts as time does, and is the same for a retry of the same mail.
std::string name_of(const Mail& mail) {
    return to_text(mail.at) + "-" + to_hex(sha256(mail.message_id)).substr(0, 16);
}

/// Stands before each mail in the file: "ID LENGTH".
std::string heading(const std::string& id, std::uint64_t length) {
    return id + " " + std::to_string(length) + "\n";
}

[[noreturn]] void fail(const fs::path& file) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
}

}  // namespace

Catcher::Catcher(const fs::path& folder) : file_(folder / "caught") {
    fs::create_directories(folder);
    find_all();
    out_.open(file_, std::ios::binary | std::ios::app);
    if (!out_) fail(file_);
    fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
}

void Catcher::find_all() {
    if (!fs::exists(file_)) return;
    const auto size = fs::file_size(file_);
    std::ifstream in(file_, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string id;
        Place place{end_ + line.size() + 1, 0};
        if (!(words >> id >> place.length) || place.length > mail_bytes_max ||
            place.at + place.length > size)
            break;
        end_ = place.at + place.length;
        places_[id] = place;
        in.seekg(static_cast<std::streamoff>(end_));
    }
    in.close();
    fs::resize_file(file_, end_);
}

Sent Catcher::send(const Mail& mail) {
    const Result<std::string> bytes = compose(mail);
    if (!bytes) return {Sent::How::refused, bytes.error().where + ": " + bytes.error().text};
    const auto id = name_of(mail);
    const auto head = heading(id, bytes->size());
    const std::lock_guard guard(lock_);
    if (places_.contains(id)) return {Sent::How::sent, "caught"};
    if (!(out_ << head << *bytes << std::flush)) fail(file_);
    places_[id] = {end_ + head.size(), bytes->size()};
    end_ += head.size() + bytes->size();
    return {Sent::How::sent, "caught"};
}

std::optional<CaughtMail> Catcher::read(const std::string& id, const Place& place) const {
    std::ifstream in(file_, std::ios::binary);
    std::string bytes(place.length, '\0');
    in.seekg(static_cast<std::streamoff>(place.at));
    if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return std::nullopt;
    Result<ShownMail> mail = read_mail(bytes);
    if (!mail) return std::nullopt;
    return CaughtMail{id, std::move(*mail)};
}

std::vector<CaughtMail> Catcher::list(std::size_t count, std::string_view before) const {
    const std::lock_guard guard(lock_);
    std::vector<CaughtMail> mails;
    for (auto next = before.empty() ? places_.end() : places_.lower_bound(before);
         next != places_.begin() && mails.size() < count;) {
        --next;
        if (auto mail = read(next->first, next->second)) mails.push_back(std::move(*mail));
    }
    return mails;
}

std::optional<CaughtMail> Catcher::read(std::string_view id) const {
    const std::lock_guard guard(lock_);
    const auto found = places_.find(id);
    if (found == places_.end()) return std::nullopt;
    return read(found->first, found->second);
}

}  // namespace paraph
