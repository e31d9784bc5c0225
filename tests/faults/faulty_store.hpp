#pragma once

#include <functional>
#include <string>

#include "engine/core/store.hpp"

namespace paraph::test {

/// A store that fails at its n-th write, in one of the ways in which a world can break. Reads pass.
class FaultyStore final : public Store {
public:
    enum class Fault {
        broken,       // nothing was written, and the disk is gone: StoreBroken from then on
        clash,        // nothing was written: StoreClash, once
        unsure,       // nothing was written, but nobody knows: StoreUnsure, once
        unsure_done,  // it was written, but the caller is told it is unknown: StoreUnsure, once
    };

    /// `at` counts writes from 1; 0: never.
    FaultyStore(Store& real, Fault fault, int at) : real_(real), fault_(fault), at_(at) {}

    int writes() const { return writes_; }

    void append(std::span<const Entry> entries, const Head& after) override {
        write([&] { real_.append(entries, after); });
    }
    void mark_signed(std::int64_t size) override {
        write([&] { real_.mark_signed(size); });
    }
    void erase(std::span<const std::int64_t> numbers) override {
        write([&] { real_.erase(numbers); });
    }
    void write_behind(const Behind& behind) override {
        write([&] { real_.write_behind(behind); });
    }

    Head head() override { return real_.head(); }
    std::vector<Entry> log(std::int64_t from, std::size_t limit) override {
        return real_.log(from, limit);
    }
    std::vector<Entry> stream(std::string_view stream, std::int64_t after) override {
        return real_.stream(stream, after);
    }
    std::int64_t watermark() override { return real_.watermark(); }
    std::optional<Snapshot> snapshot(std::string_view cycle) override {
        return real_.snapshot(cycle);
    }
    std::vector<std::pair<std::string, Instant>> due_times() override { return real_.due_times(); }
    std::vector<KeyRow> keys_since(Instant at) override { return real_.keys_since(at); }
    std::optional<KeyRow> remembered(std::string_view key) override {
        return real_.remembered(key);
    }
    std::map<std::string, std::int64_t> cursors() override { return real_.cursors(); }
    std::vector<DeliveryRow> waiting(std::string_view channel) override {
        return real_.waiting(channel);
    }

private:
    void write(const std::function<void()>& real) {
        ++writes_;
        const bool now = writes_ == at_;
        if (fault_ == Fault::broken && at_ > 0 && writes_ >= at_) throw StoreBroken("disk is gone");
        if (fault_ == Fault::clash && now) throw StoreClash("taken by another");
        if (fault_ == Fault::unsure && now) throw StoreUnsure("cut before the commit");
        real();
        if (fault_ == Fault::unsure_done && now) throw StoreUnsure("cut after the commit");
    }

    Store& real_;
    Fault fault_;
    int at_;
    int writes_ = 0;
};

}  // namespace paraph::test
