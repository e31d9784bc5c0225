#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store/columns.hpp"
#include "engine/core/store.hpp"

namespace paraph {

struct SnapshotColumns {
    std::string cycle, format, state;
    long long sequence = 0;

    template <class Visit>
    void each(Visit visit) {
        visit("cycle", cycle);
        visit("sequence", sequence);
        visit("format", format);
        visit("state", state);
    }
    void set(const Snapshot& snapshot);
    Snapshot row() const;
};

struct KeyColumns {
    std::string key, request;
    long long number = 0, at_ms = 0;

    template <class Visit>
    void each(Visit visit) {
        visit("key", key);
        visit("request", request);
        visit("number", number);
        visit("at_ms", at_ms);
    }
    void set(const KeyRow& row);
    KeyRow row() const;
};

struct CursorColumns {
    std::string channel;
    long long done = 0;

    template <class Visit>
    void each(Visit visit) {
        visit("channel", channel);
        visit("done", done);
    }
};

class SnapshotQuery {
public:
    explicit SnapshotQuery(Session& session);
    std::optional<Snapshot> find(std::string_view cycle);

private:
    SnapshotColumns row_;
    std::string cycle_;
    Statement find_;
};

/// What a restart goes on from: how far the tables are, how far each channel is, what was accepted
/// under which key, and states to start from.
class ResumeTables {
public:
    explicit ResumeTables(Session& session);

    void put(const Snapshot& snapshot);
    void put(const KeyRow& row);
    void put_cursor(const std::string& channel, std::int64_t done);
    void put_watermark(std::int64_t watermark);
    void forget_keys(Instant before);

    std::int64_t watermark();
    std::map<std::string, std::int64_t> cursors();
    std::vector<KeyRow> keys_since(Instant at);
    std::optional<KeyRow> key(std::string_view key);

private:
    SnapshotColumns snapshot_;
    KeyColumns key_;
    CursorColumns cursor_;
    std::string wanted_key_;
    long long watermark_ = 0, at_ms_ = 0;
    Statement put_snapshot_, put_key_, put_cursor_, put_watermark_, forget_keys_;
    Statement watermark_query_, cursors_query_, keys_since_, one_key_;
};

}  // namespace paraph
