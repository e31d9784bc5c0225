#include "adapters/store/resume.hpp"

namespace paraph {

void SnapshotColumns::set(const Snapshot& from) {
    cycle = from.cycle;
    sequence = from.sequence;
    format = from.format;
    state = from.state;
}

Snapshot SnapshotColumns::row() const {
    return {.cycle = cycle, .sequence = sequence, .format = format, .state = state};
}

void KeyColumns::set(const KeyRow& from) {
    key = from.key;
    request = from.request;
    number = from.number;
    at_ms = to_ms(from.at);
}

KeyRow KeyColumns::row() const {
    return {.key = key, .request = request, .number = number, .at = from_ms(at_ms)};
}

SnapshotQuery::SnapshotQuery(Session& session)
    : find_(session, "snapshot",
            select_from<SnapshotColumns>("snapshots", "WHERE cycle = :wanted")) {
    bind_out(find_.in("wanted", cycle_), row_);
}

std::optional<Snapshot> SnapshotQuery::find(std::string_view cycle) {
    cycle_ = cycle;
    return one_row(find_, row_);
}

ResumeTables::ResumeTables(Session& session)
    : put_snapshot_(session, "put a snapshot", upsert_into<SnapshotColumns>("snapshots", "cycle")),
      put_key_(session, "put a command's key", upsert_into<KeyColumns>("command_keys", "key")),
      put_cursor_(session, "put a cursor", upsert_into<CursorColumns>("cursors", "channel")),
      put_watermark_(session, "put the watermark",
                     "UPDATE written_behind SET watermark = :watermark WHERE id = 1"),
      forget_keys_(session, "forget keys", "DELETE FROM command_keys WHERE at_ms < :at_ms"),
      watermark_query_(session, "watermark", "SELECT watermark FROM written_behind"),
      cursors_query_(session, "cursors", select_from<CursorColumns>("cursors", "")),
      keys_since_(session, "keys",
                  select_from<KeyColumns>("command_keys", "WHERE at_ms >= :since")),
      one_key_(session, "key", select_from<KeyColumns>("command_keys", "WHERE key = :wanted")) {
    bind_in(put_snapshot_, snapshot_);
    bind_in(put_key_, key_);
    bind_in(put_cursor_, cursor_);
    put_watermark_.in("watermark", watermark_);
    forget_keys_.in("at_ms", at_ms_);
    watermark_query_.out(watermark_);
    bind_out(cursors_query_, cursor_);
    bind_out(keys_since_.in("since", at_ms_), key_);
    bind_out(one_key_.in("wanted", wanted_key_), key_);
}

void ResumeTables::put(const Snapshot& snapshot) {
    snapshot_.set(snapshot);
    put_snapshot_.run();
}

void ResumeTables::put(const KeyRow& row) {
    key_.set(row);
    put_key_.run();
}

void ResumeTables::put_cursor(const std::string& channel, std::int64_t done) {
    cursor_.channel = channel;
    cursor_.done = done;
    put_cursor_.run();
}

void ResumeTables::put_watermark(std::int64_t watermark) {
    watermark_ = watermark;
    put_watermark_.run();
}

void ResumeTables::forget_keys(Instant before) {
    at_ms_ = to_ms(before);
    forget_keys_.run();
}

std::int64_t ResumeTables::watermark() {
    watermark_query_.each([] {});
    return watermark_;
}

std::map<std::string, std::int64_t> ResumeTables::cursors() {
    std::map<std::string, std::int64_t> found;
    cursors_query_.each([&] { found[cursor_.channel] = cursor_.done; });
    return found;
}

std::vector<KeyRow> ResumeTables::keys_since(Instant at) {
    at_ms_ = to_ms(at);
    return all_rows(keys_since_, key_);
}

std::optional<KeyRow> ResumeTables::key(std::string_view key) {
    wanted_key_ = key;
    return one_row(one_key_, key_);
}

}  // namespace paraph
