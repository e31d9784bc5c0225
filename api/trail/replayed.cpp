#include "api/trail/replayed.hpp"

#include <stdexcept>

#include "engine/base/codec.hpp"
#include "engine/core/apply.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph::trail {
namespace {

Refusal broken(std::string text) {
    return refuse(Refused::invalid, std::move(text));
}

/// What the judgement by definition needs of an entry: of all private parts only definitions.
Entry kept(const Line& line, std::int64_t sequence, bool secret) {
    Entry entry;
    entry.number = line.number;
    entry.stream = line.stream;
    entry.sequence = sequence;
    entry.body = line.body;
    if (secret) entry.secret = line.secret;
    entry.leaf = line.leaf;
    return entry;
}

Result<> check_source(const DefinitionPublished& published, const json::object& secret) {
    if (secret.empty()) return {};
    const auto* source = secret.if_contains("source");
    if (source && source->is_string() && sha256(source->get_string()) == published.digest)
        return {};
    return broken("the definition's text is not the one of its digest");
}

}  // namespace

Result<> Replayed::add(const Line& line) {
    return line.stream == registry_stream ? add_registry(line) : add_fact(line);
}

template <class F>
Result<Replayed::Stream*> Replayed::in_order(const Record<F>& record, const Line& line) {
    if (record.stream != line.stream) return broken("it stands under another stream");
    if (record.at < at_)
        return broken("it was written at " + to_text(record.at) + ", before the entry before it (" +
                      to_text(at_) + ")");
    if (record.effective && *record.effective > record.at)
        return broken("it took effect before its time");
    at_ = record.at;
    auto& stream = streams_[record.stream];
    const std::int64_t gap = record.sequence - stream.sequence - 1;
    if (gap < 0 || gap > withheld_ - stream.withheld_before)
        return broken("it is number " + std::to_string(record.sequence) + " of its stream; " +
                      std::to_string(stream.sequence + 1) + " was expected");
    if (gap > 0) {
        stream.whole = false;
        stream.entries = {};
    }
    stream.sequence = record.sequence;
    stream.withheld_before = withheld_;
    if (!record.seal.empty()) ++counts_.sealed;
    if (!line.secret.empty()) ++counts_.opened;
    return &stream;
}

/// Without its text a definition is nothing; whatever needs it says so.
Result<std::shared_ptr<const Definition>> Replayed::definition(std::string_view source) {
    if (source.empty()) return std::shared_ptr<const Definition>();
    const auto digest = sha256(source);
    const auto known = definitions_.find(digest);
    if (known != definitions_.end()) return known->second;
    auto made = read_(source);
    if (made) definitions_.emplace(digest, *made);
    return made;
}

Result<> Replayed::add_registry(const Line& line) {
    const auto record = read_registry_entry(line.body, line.secret);
    if (!record) return record.error();
    const auto stream = in_order(*record, line);
    if (!stream) return stream.error();
    if (!(*stream)->whole) return {};
    const auto* published = std::get_if<DefinitionPublished>(&record->fact);
    if (published)
        if (auto source = check_source(*published, record->secret); !source) return source;
    try {
        apply(registry_, record->fact, record->secret, record->sequence, record->at,
              [this](std::string_view source) { return definition(source); });
    } catch (const std::exception& error) {
        return broken(error.what());
    }
    (*stream)->entries.push_back(kept(line, record->sequence, published != nullptr));
    return {};
}

Result<> Replayed::add_fact(const Line& line) {
    const auto record = read_entry(line.body, line.secret);
    if (!record) return record.error();
    const auto stream = in_order(*record, line);
    if (!stream) return stream.error();
    if (!(*stream)->whole) {
        counts_.cut.insert(record->stream);
        cycles_.erase(record->stream);
        return {};
    }
    auto& state = cycles_[record->stream];
    state.id = record->stream;
    try {
        if (auto step = judge_step(state, *record); !step) return step;
        apply(state, {.fact = record->fact,
                      .secret = record->secret,
                      .actor = record->actor,
                      .sequence = record->sequence,
                      .at = record->at,
                      .behalf = record->behalf});
    } catch (const std::exception& error) {
        return broken(std::string("no step that the lifecycles know: ") + error.what());
    }
    (*stream)->entries.push_back(kept(line, record->sequence, false));
    return {};
}

const Definition* Replayed::definition_of(const State& state) const {
    if (!state.opening) return nullptr;
    const auto& ref = state.opening->definition;
    const auto* version = registry_.definition(ref.name, ref.version);
    return version && version->digest == ref.digest ? version->definition.get() : nullptr;
}

Result<> Replayed::judge_step(const State& state, const Record<Fact>& record) {
    const bool opens = std::holds_alternative<CycleOpened>(record.fact);
    if (opens != (record.sequence == 1))
        return broken(opens ? "it opens a cycle that was open already"
                            : "its cycle was not opened before");
    if (const auto* opened = std::get_if<RoundOpened>(&record.fact)) {
        const auto* definition = definition_of(state);
        if (definition && !definition->stage(opened->stage))
            return broken("its definition has no stage \"" + opened->stage + "\"");
    }
    if (const auto* issued = std::get_if<RevisionIssued>(&record.fact))
        return judge_text(*issued, record.secret);
    return {};
}

Result<> Replayed::judge_text(const RevisionIssued& fact, const json::object& secret) {
    const auto* text = secret.if_contains("text");
    const auto* list = secret.if_contains("paragraphs");
    if (!text || !list) return {};
    const auto paragraphs = decode<std::vector<Paragraph>>(*list);
    if (!paragraphs || !text->is_string()) return broken("its text is not of a revision's form");
    Digest of_list{};
    const Digest digest =
        manifest_digest(text->get_string(), fact.media_type, fact.language, *paragraphs, of_list);
    if (digest != fact.digest || of_list != fact.paragraphs)
        return broken("its text is not the one of its digest");
    ++counts_.texts;
    return {};
}

Result<> Replayed::judge() {
    static const Stream none;
    const auto found = streams_.find(registry_stream);
    const Stream& registry = found == streams_.end() ? none : found->second;
    for (const auto& [id, state] : cycles_) {
        if (!registry.whole || registry.sequence == 0) {
            counts_.unruled.insert(id);
            continue;
        }
        const auto& ref = state.opening->definition;
        const auto* version = registry_.definition(ref.name, ref.version);
        if (version && version->digest == ref.digest && !version->definition)
            counts_.unruled.insert(id);
        else if (auto judged = judge_cycle(registry, streams_.find(id)->second); !judged)
            return judged;
    }
    return {};
}

Result<> Replayed::judge_cycle(const Stream& registry, const Stream& stream) {
    const auto result = paraph::verify(registry.entries, stream.entries,
                                       [this](auto source) { return definition(source); });
    if (!result.flaws.empty()) {
        const auto& flaw = result.flaws.front();
        const auto index = static_cast<std::size_t>(flaw.sequence - 1);
        const auto& entry = stream.entries.at(std::min(index, stream.entries.size() - 1));
        return broken("entry " + std::to_string(entry.number) + " (" + entry.stream +
                      "): " + flaw.text);
    }
    ++counts_.judged;
    counts_.positions += result.positions;
    counts_.silences += result.silences;
    counts_.closings += result.closings;
    counts_.deadlines += result.deadlines;
    return {};
}

}  // namespace paraph::trail
