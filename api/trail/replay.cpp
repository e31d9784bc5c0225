#include "api/trail/replay.hpp"

#include <algorithm>

#include "engine/base/codec.hpp"
#include "engine/core/apply.hpp"
#include "engine/core/record.hpp"
#include "engine/rules/paragraphs.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::trail {
namespace {

std::string number_of(std::int64_t n) {
    return std::to_string(n);
}

ParsedEntry parsed(const OpenLine& line) {
    return {.body = *line.entry, .secret = line.secret};
}

bool holds_version(const json::object& secret, const Version& version) {
    const auto* versions = secret.if_contains("versions");
    const auto* texts = versions ? versions->if_object() : nullptr;
    const auto* text = texts ? texts->if_contains(version.language) : nullptr;
    return text && text->is_string() &&
           sha256(std::string_view(text->get_string())) == version.digest;
}

/// What a revision says of its paragraphs is what the lists differ in.
bool fits_paragraphs(const RevisionIssued& fact, const std::vector<Paragraph>& before,
                     const std::vector<Paragraph>& after) {
    const auto known = [](const auto& list, const std::string& id) {
        const auto found = std::ranges::find(list, id, &Paragraph::id);
        return found == list.end() ? nullptr : &*found;
    };
    std::vector<std::string> inserted, changed, deleted;
    for (const auto& paragraph : after) {
        const auto* old = known(before, paragraph.id);
        if (!old) inserted.push_back(paragraph.id);
        if (old && has_changed(*old, paragraph)) changed.push_back(paragraph.id);
    }
    for (const auto& paragraph : before)
        if (!known(after, paragraph.id)) deleted.push_back(paragraph.id);
    const auto same = [](auto a, auto b) {
        std::ranges::sort(a);
        std::ranges::sort(b);
        return a == b;
    };
    return same(inserted, fact.inserted) && same(changed, fact.changed) &&
           same(deleted, fact.deleted);
}

}  // namespace

Found Replay::found(Check check, std::string text) const {
    if (without_.has(check)) return std::nullopt;
    return Fault{check, std::move(text)};
}

Found Replay::add(const OpenLine& line) {
    const auto* stream = line.entry->if_contains("stream");
    if (!stream || !stream->is_string()) return Fault{Check::form, "the entry names no stream"};
    if (line.body.size() > entry_bytes_max) return Fault{Check::form, "the entry is too long"};
    return stream->get_string() == registry_stream ? add_registry(line) : add_fact(line);
}

/// Left out, what can't be read is as good as withheld.
template <class R>
Found Replay::unreadable(const R& record) {
    skip();
    return found(Check::form, record.error().text);
}

template <class F>
Found Replay::in_order(const Record<F>& record, const OpenLine&, Stream& stream) {
    if (record.at < at_)
        if (auto f = found(Check::order, "it was written at " + to_text(record.at) +
                                             ", before the entry before it (" + to_text(at_) + ")"))
            return f;
    at_ = std::max(at_, record.at);
    const std::int64_t gap = record.sequence - stream.sequence - 1;
    if (gap < 0 || gap > withheld_ - stream.withheld_before)
        if (auto f = found(Check::order, "it is number " + number_of(record.sequence) +
                                             " of its stream; " + number_of(stream.sequence + 1) +
                                             " was expected"))
            return f;
    if (gap > 0) stream.whole = false;
    stream.sequence = record.sequence;
    stream.withheld_before = withheld_;
    return std::nullopt;
}

template <class F>
Found Replay::sealed(const Record<F>& record, const OpenLine& line) {
    if (!record.seal.empty()) ++counts_.sealed;
    if (!line.secret) return std::nullopt;
    ++counts_.opened;
    if (fits_seal(*line.secret, record.seal)) return std::nullopt;
    return found(Check::seals, "what stands beside it is not what its seal commits to");
}

/// Without its text a definition is nothing; whatever needs it says so.
Result<std::shared_ptr<const Definition>> Replay::definition(std::string_view source) {
    if (source.empty()) return std::shared_ptr<const Definition>();
    const auto digest = sha256(source);
    const auto known = definitions_.find(digest);
    if (known != definitions_.end()) return known->second;
    auto made = read_(source);
    if (made) definitions_.emplace(digest, *made);
    return made;
}

Found Replay::check_source(const Record<RegistryFact>& record) {
    const auto* published = std::get_if<DefinitionPublished>(&record.fact);
    if (!published || record.secret.empty()) return std::nullopt;
    const auto* source = record.secret.if_contains("source");
    if (!source || !source->is_string() || sha256(source->get_string()) != published->digest)
        return found(Check::texts, "the definition's text is not the one of its digest");
    ++counts_.definitions;
    return std::nullopt;
}

Found Replay::add_registry(const OpenLine& line) {
    const auto record = read_parsed_registry_entry(parsed(line));
    if (!record) return unreadable(record);
    if (auto f = in_order(*record, line, registry_stream_)) return f;
    if (auto f = sealed(*record, line)) return f;
    if (!registry_stream_.whole)
        return found(Check::order,
                     "an export has all of the registry's entries or none, and those before this "
                     "one are left out");
    if (auto f = check_source(*record)) return f;
    if (const auto* key = std::get_if<KeyPublished>(&record->fact))
        keys_.push_back({.vkey = key->vkey, .voucher = key->voucher, .number = line.number});
    if (const auto* restored = std::get_if<LogRestored>(&record->fact))
        if (auto f = check_restored(*restored, line.number)) return f;
    if (!std::holds_alternative<LogRestored>(record->fact)) passing_.come_to(record->at);
    try {
        apply(registry_, record->fact, record->secret, record->sequence, record->at,
              [this](std::string_view source) { return definition(source); });
    } catch (const std::exception& error) {
        return found(Check::steps, error.what());
    }
    return std::nullopt;
}

/// The log goes on from a backup: what it quotes commits to more entries than that one had, and a
/// key of the log has signed it. That key may have been published in what was lost.
Found Replay::check_restored(const LogRestored& fact, std::int64_t number) {
    const auto lost = peek_checkpoint(fact.lost);
    if (!lost)
        return found(Check::steps, "the log was restored, and what it quotes as lost is none");
    if (lost->size <= static_cast<std::uint64_t>(number))
        return found(Check::steps,
                     "the log was restored, and the checkpoint that it quotes commits to nothing "
                     "that was lost");
    const bool is_own = std::ranges::any_of(keys_, [&](const Published& published) {
        const auto key = note::parse_key(published.vkey);
        return key && open_checkpoint(fact.lost, *key);
    });
    restored_.push_back({.number = number, .lost = lost->size, .signed_by_known = is_own});
    return std::nullopt;
}

/// A definition in force, with its text; or none is said to be, which the judge will find.
bool Replay::is_ruled(const Record<Fact>& record) const {
    const auto* opened = std::get_if<CycleOpened>(&record.fact);
    if (!opened) return registry_stream_.whole;
    const auto& ref = opened->opening.definition;
    const auto* version = registry_.definition(ref.name, ref.version);
    return registry_stream_.whole && registry_stream_.sequence > 0 &&
           !(version && version->digest == ref.digest && !version->definition);
}

Found Replay::add_fact(const OpenLine& line) {
    auto record = read_parsed_entry(parsed(line));
    if (!record) return unreadable(record);
    auto& stream = streams_[record->stream];
    const bool began = stream.sequence == 0;
    if (auto f = in_order(*record, line, stream)) return f;
    if (auto f = sealed(*record, line)) return f;
    passing_.come_to(record->at);
    note_named(*record);
    if (began && stream.whole) ++counts_.cycles;
    if (!stream.whole) {
        if (counts_.cut.insert(record->stream).second && !began) --counts_.cycles;
        cycles_.drop(record->stream);
        behind_.erase(record->stream);
        return std::nullopt;
    }
    return take(*record, stream, line.body.size());
}

Found Replay::take(const Record<Fact>& record, Stream& stream, std::size_t bytes) {
    stream.ruled = stream.ruled && is_ruled(record);
    auto& history = cycles_.open(record.stream, bytes);
    history.state.id = record.stream;
    if (auto f = check_text(history.state, record)) return f;
    if (stream.ruled) return judged(history, record);
    counts_.unruled.insert(record.stream);
    behind_.erase(record.stream);
    try {
        apply(history.state, {.fact = record.fact,
                              .secret = record.secret,
                              .actor = record.actor,
                              .sequence = record.sequence,
                              .at = record.at,
                              .behalf = record.behalf});
    } catch (const std::exception& error) {
        return found(Check::steps, std::string("it is not possible there: ") + error.what());
    }
    return std::nullopt;
}

namespace {

Check check_for(Flaw::Kind kind) {
    switch (kind) {
        case Flaw::Kind::figures:
            return Check::outcomes;
        case Flaw::Kind::seal:
            return Check::seals;
        case Flaw::Kind::step:
            return Check::steps;
    }
    return Check::steps;
}

}  // namespace

Found Replay::judged(History& history, const Record<Fact>& record) {
    ++counts_.steps;
    judge_passing(history, passing_.before(), counts_.judged);
    paraph::judge(
        history, record, registry_, calendars_,
        [this](const std::string& cycle) { return other(cycle); }, counts_.judged);
    if (may_be_behind(history))
        behind_.insert(record.stream);
    else
        behind_.erase(record.stream);
    return flawed();
}

/// The first of what was just judged to be wrong, and looked for.
Found Replay::flawed(const std::string& where) {
    Found first;
    for (auto& flaw : counts_.judged.flaws)
        if (!first) first = found(check_for(flaw.kind), where + flaw.text);
    counts_.judged.flaws.clear();
    return first;
}

/// As it stands; nullptr: it is not known how, since something of it is or may be withheld. The
/// history may be put aside until it is asked for; the one that is judged was used last.
const History* Replay::other(const std::string& cycle) {
    const auto stream = streams_.find(cycle);
    if (stream == streams_.end() || !stream->second.whole || may_go_on(cycle)) return nullptr;
    return cycles_.find(cycle);
}

namespace {

/// The cycles that a fact says will run for its round.
struct Begun {
    std::vector<std::string> cycles;

    void add(const Seat& seat) {
        if (!seat.child.empty() && !seat.carried) cycles.push_back(seat.child);
    }
    void operator()(const RoundOpened& fact) {
        for (const auto& seat : fact.seats) add(seat);
    }
    void operator()(const ParticipantAdded& fact) {
        for (const auto& late : fact.seats) add(late.seat);
    }
    void operator()(const Extended& fact) {
        for (const auto& [seat, cycle] : fact.inside) cycles.push_back(cycle);
    }
    void operator()(const Reopened& fact) {
        for (const auto& [seat, cycle] : fact.inside) cycles.push_back(cycle);
    }
    void operator()(const auto&) {}
};

}  // namespace

void Replay::note_named(const Record<Fact>& record) {
    named_.erase(record.stream);
    Begun begun;
    std::visit(begun, record.fact);
    for (auto& cycle : begun.cycles)
        if (!streams_.contains(cycle))
            named_.try_emplace(std::move(cycle),
                               Named{.around = record.stream, .withheld_before = withheld_});
}

Found Replay::check_text(const State& state, const Record<Fact>& record) {
    const auto* fact = std::get_if<RevisionIssued>(&record.fact);
    if (!fact) return std::nullopt;
    const auto* list = record.secret.if_contains("paragraphs");
    if (!list) return std::nullopt;
    const auto paragraphs = decode<std::vector<Paragraph>>(*list);
    if (!paragraphs) return found(Check::texts, "its paragraphs are not of a revision's form");
    const bool known =
        state.revision() && std::ranges::all_of(state.revisions, [](const auto& revision) {
            return revision->paragraphs != nullptr;
        });
    if (known && !fits_paragraphs(*fact, latest_paragraphs(state), *paragraphs))
        return found(Check::texts, "other paragraphs changed than it says");
    const auto* text = record.secret.if_contains("text");
    if (!text) {
        if (sha256(encode(*paragraphs)) != fact->paragraphs)
            return found(Check::texts, "its paragraphs are not those of its digest");
        return std::nullopt;
    }
    if (!text->is_string()) return found(Check::texts, "its text is not of a revision's form");
    const Digest digest = manifest_digest({.language = fact->language,
                                           .media_type = fact->media_type,
                                           .text = sha256(std::string_view(text->get_string())),
                                           .paragraphs = fact->paragraphs,
                                           .versions = fact->versions,
                                           .source = fact->source});
    if (digest != fact->digest || sha256(encode(*paragraphs)) != fact->paragraphs)
        return found(Check::texts, "its text is not the one of its digest");
    if (fact->reason && text_member(record.secret, "reason").empty())
        return found(Check::texts, "there is no reason beside it");
    for (const auto& version : fact->versions)
        if (!holds_version(record.secret, version))
            return found(Check::texts, "its version in \"" + version.language +
                                           "\" is not the one of its digest");
    ++counts_.texts;
    return std::nullopt;
}

Found Replay::end() {
    for (const auto& cycle : behind_) {
        const auto* history = other(cycle);
        if (!history) continue;  // it may go on in what is withheld
        judge_end(
            *history, registry_, [this](const std::string& id) { return other(id); },
            passing_.now(), counts_.judged);
        if (auto f = flawed("the end of " + cycle + ": ")) return f;
    }
    counts_.unseen = static_cast<std::int64_t>(named_.size());
    for (const auto& [cycle, named] : named_) {
        if (withheld_ > named.withheld_before) continue;
        if (auto f = found(Check::steps, cycle + " was to run for a round of " + named.around +
                                             ", and never began"))
            return f;
    }
    return std::nullopt;
}

bool Replay::may_go_on(const std::string& cycle) const {
    const auto stream = streams_.find(cycle);
    return stream != streams_.end() && withheld_ > stream->second.withheld_before;
}

bool Replay::registry_may_go_on() const {
    return registry_stream_.sequence > 0 && withheld_ > registry_stream_.withheld_before;
}

Found Replay::is_whole(const std::string& cycle) const {
    const auto stream = streams_.find(cycle);
    if (stream != streams_.end() && stream->second.whole) return std::nullopt;
    return Fault{Check::order,
                 stream == streams_.end()
                     ? "the export is of " + cycle + ", and holds nothing of it"
                     : "the export is of " + cycle + ", and entries of it are left out"};
}

}  // namespace paraph::trail
