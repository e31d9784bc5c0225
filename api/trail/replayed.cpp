#include "api/trail/replayed.hpp"

#include <stdexcept>

#include "engine/base/codec.hpp"
#include "engine/core/apply.hpp"
#include "engine/rules/paragraphs.hpp"
#include "engine/rules/tally.hpp"

namespace paraph::trail {
namespace {

Refusal broken(std::string text) { return refuse(Refused::invalid, std::move(text)); }

bool same_figures(const std::vector<Figure>& a, const std::vector<Figure>& b) {
    return encode(a) == encode(b);
}

}  // namespace

Result<> Replayed::add(const Line& line) {
    if (line.stream == registry_stream) {
        const auto record = read_registry_entry(line.body, line.secret);
        if (!record) return record.error();
        if (auto order = in_order(*record, line); !order) return order;
        return add_registry(*record);
    }
    const auto record = read_entry(line.body, line.secret);
    if (!record) return record.error();
    if (auto order = in_order(*record, line); !order) return order;
    return add_fact(*record);
}

template <class F>
Result<> Replayed::in_order(const Record<F>& record, const Line& line) {
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
    if (gap > 0) stream.whole = false;
    stream.sequence = record.sequence;
    stream.withheld_before = withheld_;
    if (!record.seal.empty()) ++counts_.sealed;
    if (!line.secret.empty()) ++counts_.opened;
    return {};
}

Result<> Replayed::add_registry(const Record<RegistryFact>& record) {
    if (!streams_.find(registry_stream)->second.whole) {
        registry_ = {};  // what is known of it by half would mislead
        return {};
    }
    const auto* published = std::get_if<DefinitionPublished>(&record.fact);
    if (published && record.secret.empty())
        counts_.definitions_left_out.insert(published->name + "/" +
                                            std::to_string(published->version));
    if (published && !record.secret.empty()) {
        const auto* source = record.secret.if_contains("source");
        if (!source || !source->is_string() || sha256(source->get_string()) != published->digest)
            return broken("the definition's text is not the one of its digest");
    }
    // Without its text a definition is nothing; whatever needs it says so.
    const auto read = [this](std::string_view source) -> Result<std::shared_ptr<const Definition>> {
        if (source.empty()) return std::shared_ptr<const Definition>();
        return read_(source);
    };
    try {
        apply(registry_, record.fact, record.secret, record.sequence, record.at, read);
    } catch (const std::logic_error& error) {
        return broken(error.what());
    }
    return {};
}

Result<> Replayed::add_fact(const Record<Fact>& record) {
    if (!streams_.at(record.stream).whole) {
        counts_.cut.insert(record.stream);
        cycles_.erase(record.stream);
        return {};
    }
    auto& cycle = cycles_[record.stream];
    cycle.state.id = record.stream;
    try {
        if (auto judged = judge(cycle, record); !judged) return judged;
        apply(cycle.state, {.fact = record.fact,
                            .secret = record.secret,
                            .actor = record.actor,
                            .sequence = record.sequence,
                            .at = record.at});
    } catch (const std::exception& error) {
        return broken(std::string("no step that the lifecycles know: ") + error.what());
    }
    return {};
}

Result<> Replayed::judge(Cycle& cycle, const Record<Fact>& record) {
    const bool opens = std::holds_alternative<CycleOpened>(record.fact);
    if (opens != (record.sequence == 1))
        return broken(opens ? "it opens a cycle that was open already"
                            : "its cycle was not opened before");
    if (const auto* issued = std::get_if<RevisionIssued>(&record.fact))
        return judge_text(*issued, record.secret);
    return std::visit(
        [&](const auto& fact) -> Result<> {
            if constexpr (requires { judge(cycle, fact); })
                return judge(cycle, fact);
            else
                return {};
        },
        record.fact);
}

const Definition* Replayed::definition_of(const State& state) const {
    const auto& ref = state.opening->definition;
    const auto* version = registry_.definition(ref.name, ref.version);
    return version ? version->definition.get() : nullptr;
}

Result<> Replayed::judge(Cycle&, const CycleOpened& fact) {
    const auto& ref = fact.opening.definition;
    const auto* version = registry_.definition(ref.name, ref.version);
    const auto registry = streams_.find(registry_stream);
    if (registry == streams_.end() || !registry->second.whole) return {};  // counted as unknown
    if (!version || version->digest != ref.digest)
        return broken("it opens under " + ref.name + "/" + std::to_string(ref.version) +
                      ", which was not published with this digest");
    return {};
}

Result<> Replayed::judge(Cycle& cycle, const PositionTaken& fact) {
    const auto* revision = cycle.state.revision();
    if (!revision || fact.revision == 0) return {};
    if (fact.revision == revision->number && fact.digest == revision->digest) return {};
    return broken("a position on revision " + std::to_string(fact.revision) + "; in force was " +
                  std::to_string(revision->number) + " with another digest or number");
}

Result<> Replayed::judge(Cycle& cycle, const RoundClosed& fact) {
    ++counts_.rounds;
    cycle.ends_as.clear();
    const auto* definition = definition_of(cycle.state);
    if (!definition) return {};
    const auto& round = *cycle.state.rounds.at(static_cast<std::size_t>(fact.round));
    const auto* stage = definition->stage(round.stage);
    if (!stage) return broken("its definition has no stage \"" + round.stage + "\"");
    if (!same_figures(tally(figures(*definition, *stage, cycle.state, round)), fact.tally))
        return broken("its figures are not what the positions before it add up to");
    const auto way = stage->then.find(fact.result);
    if (way == stage->then.end())
        return broken("\"" + fact.result + "\" is no result of stage \"" + round.stage + "\"");
    if (way->second.ends) cycle.ends_as = way->second.name;
    ++counts_.tallies;
    return {};
}

Result<> Replayed::judge(Cycle& cycle, const CycleEnded& fact) {
    ++counts_.outcomes;
    if (cycle.ends_as.empty()) return {};  // a way that a condition chose, or no definition
    if (cycle.ends_as != fact.outcome)
        return broken("it ends \"" + fact.outcome + "\", but the result before it leads to \"" +
                      cycle.ends_as + "\"");
    ++counts_.derived;
    return {};
}

Result<> Replayed::judge_text(const RevisionIssued& fact, const json::object& secret) {
    const auto* text = secret.if_contains("text");
    const auto* list = secret.if_contains("paragraphs");
    if (!text || !list) return {};
    const auto paragraphs = decode<std::vector<Paragraph>>(*list);
    if (!paragraphs || !text->is_string()) return broken("its text is not of a revision's form");
    Digest of_list{};
    const Digest digest = manifest_digest(text->get_string(), fact.media_type, fact.language,
                                          *paragraphs, of_list);
    if (digest != fact.digest || of_list != fact.paragraphs)
        return broken("its text is not the one of its digest");
    ++counts_.texts;
    return {};
}

}  // namespace paraph::trail
