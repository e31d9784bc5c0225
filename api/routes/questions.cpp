#include "api/routes/questions.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "api/routes/present.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t entries_at_once = 500;

/// Decides entry by entry, in the log's order.
class Filter {
public:
    Filter(const House& house, const Principal& principal, const Inquiry& inquiry)
        : house_(house), who_(principal), inquiry_(inquiry) {}

    /// Takes away what the reader may not see of one that passes.
    bool passes(Entry& entry);

private:
    struct Judge;
    const Seen* seen(const std::string& cycle);
    bool in_time(Instant at) const {
        return (!inquiry_.from || at >= *inquiry_.from) &&
               (!inquiry_.before || at < *inquiry_.before);
    }

    const House& house_;
    const Principal& who_;
    const Inquiry& inquiry_;
    std::map<std::string, std::optional<Seen>> seen_;
    std::set<std::pair<std::string, std::int64_t>> behalf_;  // sealed answers by somebody else
    std::set<std::pair<std::string, int>> shown_;  // rounds in which somebody answered on our page
};

/// One overload for each kind of fact that some question is about.
struct Filter::Judge {
    Filter& filter;
    const Seen& seen;
    const Record<Fact>& record;

    Question asked() const { return filter.inquiry_.question; }
    bool is_about(const std::string& position) const {
        return filter.inquiry_.position.empty() || filter.inquiry_.position == position;
    }
    const Round* round(int index) const {
        const auto place = static_cast<std::size_t>(index);
        return index >= 0 && place < seen.state->rounds.size() ? seen.state->rounds[place].get()
                                                               : nullptr;
    }
    std::string body_of(const std::string& assignment) const {
        const auto seated = seen.state->seated(assignment);
        return seated ? seated.assignment->body : "";
    }
    /// Somebody from the public speaks for itself.
    bool by_another(const std::string& assignment, const std::string& received) const {
        if (record.actor == "rule" || record.actor == paraph::anyone) return false;
        const auto* person = seen.registry->person(record.actor);
        return !received.empty() || !record.behalf.empty() || !person ||
               person->body != body_of(assignment);
    }

    bool changed_by_another(const auto& fact) const {
        return asked() == Question::on_behalf && filter.inquiry_.position.empty() &&
               by_another(fact.assignment, fact.received);
    }

    bool operator()(const SilenceCounted& fact) const {
        return asked() == Question::silence && is_about(fact.position);
    }
    bool operator()(const PositionTaken& fact) const {
        if (record.via == "link" || record.via == "page")
            filter.shown_.emplace(seen.state->id, seen.state->seated(fact.assignment).index);
        return asked() == Question::on_behalf && is_about(fact.position) &&
               by_another(fact.assignment, fact.received);
    }
    bool operator()(const BlockLifted& fact) const { return changed_by_another(fact); }
    bool operator()(const BlockMaintained& fact) const { return changed_by_another(fact); }
    /// Until it is opened, for any position: none is known.
    bool operator()(const AnswerSealed& fact) const {
        if (!fact.position) return false;
        if (record.via == "link" || record.via == "page")
            filter.shown_.emplace(seen.state->id, fact.round);
        if (!by_another(fact.assignment, fact.received)) return false;
        filter.behalf_.emplace(seen.state->id, record.sequence);
        return asked() == Question::on_behalf && filter.inquiry_.position.empty();
    }
    bool operator()(const AnswerOpened& fact) const {
        const auto* taken = std::get_if<PositionTaken>(&fact.fact);
        return taken && asked() == Question::on_behalf &&
               filter.inquiry_.position == taken->position &&
               filter.behalf_.contains({seen.state->id, fact.sealed});
    }
    bool operator()(const MinimumWaived&) const { return asked() == Question::waivers; }
    bool operator()(const CycleOpened& fact) const {
        return asked() == Question::waivers && !fact.opening.waived.empty();
    }
    bool operator()(const RoundClosed& fact) const {
        const auto* closed = round(fact.round);
        return asked() == Question::unread && closed && !closed->tally.empty() &&
               !filter.shown_.contains({seen.state->id, fact.round});
    }
    template <class F>
    bool operator()(const F&) const {
        return false;
    }
};

const Seen* Filter::seen(const std::string& cycle) {
    const auto [found, fresh] = seen_.try_emplace(cycle);
    if (fresh)
        if (auto seen = look_at(house_, cycle, who_)) found->second = std::move(*seen);
    return found->second ? &*found->second : nullptr;
}

bool Filter::passes(Entry& entry) {
    if (entry.stream == registry_stream) return false;
    if (!inquiry_.cycle.empty() && entry.stream != inquiry_.cycle) return false;
    const auto* cycle = seen(entry.stream);
    const auto shown = cycle ? extent_of(*cycle, entry) : Extent::leaf;
    if (shown == Extent::leaf) return false;
    if (shown == Extent::body) entry.secret.clear();
    const auto record = read_entry(entry.body, {});
    return record && std::visit(Judge{*this, *cycle, *record}, record->fact) && in_time(record->at);
}

}  // namespace

std::optional<Question> question_of(std::string_view name) {
    for (const auto& [question, text] : question_names)
        if (text == name) return question;
    return std::nullopt;
}

Answered ask(const House& house, const Principal& principal, const Inquiry& inquiry) {
    Filter filter(house, principal, inquiry);
    Answered answered;
    // A round's answers come before its close, so what is asked of them begins at the beginning.
    for (std::int64_t next = 0;;) {
        auto entries = house.archive.log(next, entries_at_once);
        if (entries.empty()) return answered;
        for (auto& entry : entries) {
            if (!filter.passes(entry) || entry.number < inquiry.start) continue;
            if (answered.entries.size() == inquiry.limit) {
                answered.next = entry.number;
                return answered;
            }
            answered.entries.push_back(entry);
        }
        next = entries.back().number + 1;
    }
}

}  // namespace paraph::api
