#include "api/upkeep/retention.hpp"

#include <future>
#include <map>
#include <set>

#include "api/log.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t entries_in_one_go = 10'000;

/// Waits for what the desk says on its own thread.
template <class T>
T answer_of(const std::function<void(std::function<void(T)>)>& ask) {
    std::promise<T> promise;
    auto future = promise.get_future();
    ask([&promise](T answer) { promise.set_value(std::move(answer)); });
    return future.get();
}

bool was_over(const House& house, const State& state, Instant before) {
    const auto since = over_since(house, state);
    return since && *since < before;
}

/// A title stays, so that people find the cycle; a text and a file's name are of their own class.
bool is_of(DataClass data_class, const Entry& entry) {
    if (entry.secret.empty() || entry.kind == "cycle opened") return false;
    const bool text = entry.kind == "revision issued" || entry.kind == "document attached";
    return text == (data_class == DataClass::texts);
}

/// Private parts of the class, in cycles that were over before then.
std::vector<std::int64_t> entries_before(const House& house, DataClass data_class, Instant before) {
    std::vector<std::int64_t> numbers;
    each_cycle(house, [&](const CycleRow& row) {
        const auto state = house.cycle(row.id);
        if (!state || !was_over(house, *state, before)) return;
        for (std::int64_t after = 0;;) {
            const auto entries = house.archive.stream(row.id, after, entries_in_one_go);
            for (const auto& entry : entries)
                if (is_of(data_class, entry)) numbers.push_back(entry.number);
            if (entries.size() < entries_in_one_go) return;
            after = entries.back().sequence;
        }
    });
    return numbers;
}

void add_files(const State& state, std::set<Digest>& files) {
    for (const auto& attachment : state.attachments) files.insert(attachment->document.digest);
    for (const auto& revision : state.revisions)
        if (revision->source) files.insert(revision->source->digest);
}

/// Files that only cycles know which were over before then; one file may lie in several.
std::vector<Digest> files_before(const House& house, Instant before) {
    std::set<Digest> old, needed;
    each_cycle(house, [&](const CycleRow& row) {
        if (const auto state = house.cycle(row.id))
            add_files(*state, was_over(house, *state, before) ? old : needed);
    });
    std::vector<Digest> files;
    for (const auto& digest : house.vault->all())
        if (old.contains(digest) && !needed.contains(digest)) files.push_back(digest);
    return files;
}

/// Who had left for good by then and is still known by name.
std::vector<std::string> people_before(const House& house, Instant before) {
    std::map<std::string, Instant> left;  // the last time
    for (const auto& entry :
         house.archive.stream(registry_stream, 0, entries_in_one_go * entries_in_one_go)) {
        if (entry.kind != "person left") continue;
        const auto record = read_registry_entry(entry.body, {});
        if (const auto* fact = record ? std::get_if<PersonLeft>(&record->fact) : nullptr)
            left[fact->id] = entry.at;
    }
    const auto registry = house.desk.registry();
    std::vector<std::string> people;
    for (const auto& [id, at] : left) {
        const auto* person = registry->person(id);
        if (person && !person->active && !person->name.empty() && at < before) people.push_back(id);
    }
    return people;
}

Result<> note(const House& house, NoteErasure erasure, const Actor& by) {
    const auto noted = answer_of<Result<Settled>>([&](auto then) {
        house.desk.submit({.stream = std::string(registry_stream),
                           .command = RegistryCommand(std::move(erasure)),
                           .actor = by},
                          std::move(then));
    });
    return noted ? Result<>() : noted.error();
}

Result<> erase(const House& house, std::vector<std::int64_t> entries) {
    if (entries.empty()) return {};
    return answer_of<Result<>>(
        [&](auto then) { house.desk.erase(std::move(entries), std::move(then)); });
}

/// Each person is an entry of its own, as when one is erased by hand.
Result<std::int64_t> erase_people(const House& house, Instant before, const Actor& by) {
    const auto people = people_before(house, before);
    for (const auto& person : people) {
        const auto erased =
            answer_of<Result<>>([&](auto then) { house.desk.erase(person, std::move(then)); });
        if (!erased) return erased.error();
        if (auto noted = note(house, {.person = person}, by); !noted) return noted.error();
    }
    return static_cast<std::int64_t>(people.size());
}

}  // namespace

std::optional<Instant> over_since(const House& house, const State& state) {
    const auto& parent = state.opening->parent;
    if (!parent) return state.ended;
    const auto outer = house.cycle(parent->cycle);
    return outer ? over_since(house, *outer) : state.ended;
}

Result<std::int64_t> erase_before(const House& house, DataClass data_class, Instant before,
                                  const Actor& by) {
    wait_for_tables(house);
    if (data_class == DataClass::people) return erase_people(house, before, by);
    auto entries = entries_before(house, data_class, before);
    std::vector<Digest> files;
    if (data_class == DataClass::texts) files = files_before(house, before);
    const auto count = static_cast<std::int64_t>(entries.size() + files.size());
    if (count == 0) return count;
    log::info("erasing what was kept long enough",
              {{"class", enum_text(data_class)}, {"count", count}});
    NoteErasure erasure{
        .data_class = std::string(enum_text(data_class)), .before = before, .entries = count};
    if (auto noted = note(house, std::move(erasure), by); !noted) return noted.error();
    if (auto erased = erase(house, std::move(entries)); !erased) return erased.error();
    for (const auto& digest : files) house.vault->remove(digest);
    return count;
}

void Retention::start() {
    const auto& days = house_.config.retention;
    if (days.words_days == 0 && days.texts_days == 0 && days.people_days == 0) return;
    rounds_.start(std::chrono::hours(24), "nothing was erased", [this] { round(); });
}

void Retention::round() const {
    const auto& days = house_.config.retention;
    for (const auto& [data_class, kept] : {std::pair{DataClass::words, days.words_days},
                                           {DataClass::texts, days.texts_days},
                                           {DataClass::people, days.people_days}}) {
        if (kept == 0) continue;
        const auto before = house_.clock.now() - std::chrono::days(kept);
        if (const auto done = erase_before(house_, data_class, before, by_rule()); !done)
            log::error("nothing was erased",
                       {{"class", enum_text(data_class)}, {"why", done.error().text}});
    }
}

}  // namespace paraph::api
