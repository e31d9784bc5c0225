#include "api/trail/shelf.hpp"

#include <cerrno>
#include <system_error>

#include "engine/base/codec.hpp"

namespace paraph::trail {
namespace {

constexpr JsonLimits history_limits{.depth = 40, .bytes = std::size_t{1} << 32};

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

History& Shelf::open(const std::string& cycle, std::size_t bytes) {
    auto [found, fresh] = slots_.try_emplace(cycle);
    Slot& slot = found->second;
    if (fresh) {
        slot.history = std::make_unique<History>();
        order_.push_front(cycle);
        slot.used = order_.begin();
    }
    take_back(cycle, slot);
    slot.weight += bytes;
    bytes_ += bytes;
    while (bytes_ > bytes_max_ && order_.size() > 1) put_aside();
    return *slot.history;
}

const History* Shelf::find(const std::string& cycle) {
    const auto found = slots_.find(cycle);
    if (found == slots_.end()) return nullptr;
    take_back(cycle, found->second);
    return found->second.history.get();
}

void Shelf::drop(const std::string& cycle) {
    const auto found = slots_.find(cycle);
    if (found == slots_.end()) return;
    if (found->second.history) {
        bytes_ -= found->second.weight;
        order_.erase(found->second.used);
    }
    slots_.erase(found);
}

void Shelf::take_back(const std::string& cycle, Slot& slot) {
    if (slot.history) return order_.splice(order_.begin(), order_, slot.used);
    std::string text(slot.size, '\0');
    if (std::fseek(file_.get(), slot.place, SEEK_SET) != 0 ||
        std::fread(text.data(), 1, text.size(), file_.get()) != text.size())
        fail("what was put aside can't be read again");
    slot.history = std::make_unique<History>(decode_text<History>(text, history_limits).value());
    order_.push_front(cycle);
    slot.used = order_.begin();
    bytes_ += slot.weight;
}

void Shelf::put_aside() {
    Slot& slot = slots_.at(order_.back());
    const std::string text = encode(*slot.history);
    if (!file_) file_.reset(std::tmpfile());
    if (!file_ || std::fseek(file_.get(), end_, SEEK_SET) != 0 ||
        std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size())
        fail("a temporary file can't be written");
    slot.place = end_;
    slot.size = text.size();
    end_ += static_cast<long>(text.size());
    slot.history.reset();
    bytes_ -= slot.weight;
    order_.pop_back();
}

}  // namespace paraph::trail
