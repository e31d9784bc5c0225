#include <algorithm>
#include <set>

#include "engine/base/codec.hpp"
#include "engine/base/contains.hpp"
#include "engine/base/language_tag.hpp"
#include "engine/base/writing.hpp"
#include "engine/core/course.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph {
namespace {

constexpr std::size_t revision_bytes_max = 8u << 20;
constexpr std::size_t paragraphs_max = 20'000;
constexpr std::size_t changes_max = 4'000;  // paragraphs that one revision may touch

/// Ids that were ever given, so that a deleted paragraph's id never returns for another text.
int highest_ever(const State& state) {
    int highest = 0;
    for (const auto& revision : state.revisions)
        if (revision->paragraphs)
            highest = std::max(highest, highest_paragraph(*revision->paragraphs));
    return highest;
}

/// Whether the text is the actor's to revise. `round`: the revise stage that is open; nullptr:
/// none.
bool is_revisers(const Decision& decision, const Round* round) {
    return (round && is_seated(*round, decision.actor().body)) || holds_role(decision, "lead");
}

Result<> may_revise(const Decision& decision, const Round* round) {
    const auto& actor = decision.actor();
    if (actor.id == "rule" || actor.is(HouseRole::secretariat)) return {};
    if (is_revisers(decision, round)) return {};
    return refuse(Refused::forbidden, "Only the lead or the secretariat issues a revision.");
}

/// Whether the stages lie in different branches of one block: what is done in one says nothing of
/// the other.
bool run_side_by_side(const Stage& one, const Stage& other) {
    return !one.block.empty() && one.block == other.block && one.branch != other.branch;
}

/// Signatures are on a text. With a new one the signing of this round begins anew at the first
/// signature of its branch, if nothing but signatures was given on the old one.
Result<std::string> first_signature(const Decision& decision, int index) {
    const auto& state = decision.state();
    const auto& own = decision.stage_of(decision.round(index));
    std::string first;
    for (const auto& round : state.rounds) {
        const auto& stage = decision.stage_of(*round);
        if (round->status == RoundStatus::undone || run_side_by_side(stage, own)) continue;
        if (takes_comments(round->kind) && round->status == RoundStatus::closed &&
            round->revision == state.revision()->number)
            return refuse(Refused::out_of_order,
                          "\"" + round->stage +
                              "\" was decided on the text as it stands; reopen "
                              "it before you change the text.");
        const bool signs = round->kind == StageKind::sign_off && stage.block == own.block;
        if (signs && first.empty()) first = round->stage;
        if (!signs) first.clear();
    }
    return first.empty() ? own.name : first;
}

/// What a new text does to the rounds that are open: the revise stage has done its work, those on
/// the older text begin anew at a stage, and those that ask nobody about the text go on.
struct RevisionEffect {
    int revise = -1;
    std::vector<std::pair<int, std::string>> anew;  // round, stage
};

/// The open revise stage: the one at which the actor's body sits, else the newest; -1: none.
int open_revision(const Decision& decision) {
    int found = -1;
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        if (round.kind != StageKind::revise) continue;
        const bool better = found < 0 || is_seated(round, decision.actor().body) ||
                            !is_seated(decision.round(found), decision.actor().body);
        if (better) found = index;
    }
    return found;
}

Result<RevisionEffect> effect_of_revision(const Decision& decision) {
    if (!decision.state().current()) return refuse(Refused::not_running, "No round is open.");
    RevisionEffect effect{.revise = open_revision(decision)};
    bool meets = false;
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        meets = meets || round.kind == StageKind::meet;
        if (takes_comments(round.kind) || round.kind == StageKind::circulate)
            effect.anew.emplace_back(index, round.stage);
        if (round.kind != StageKind::sign_off) continue;
        auto first = first_signature(decision, index);
        if (!first) return first.error();
        effect.anew.emplace_back(index, std::move(*first));
    }
    if (meets && effect.revise < 0 && effect.anew.empty())
        return refuse(Refused::out_of_order, "A meeting is awaited; record its outcome first.");
    if (effect.revise < 0 && effect.anew.empty())
        return refuse(Refused::out_of_order, "Nothing that is open now awaits a new text.");
    return effect;
}

Result<> check_one_text(const std::string& text, const std::string& media_type,
                        const std::string& where) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return refuse(Refused::invalid, "A revision has a text.", where + "/text");
    if (text.size() > revision_bytes_max)
        return refuse(Refused::too_large, "A text has at most 8 MiB.", where + "/text");
    if (media_type == "text/markdown" || media_type == "text/plain") return {};
    return refuse(Refused::unsupported_media,
                  "A text is text/markdown or text/plain, not \"" + media_type + "\".",
                  where + "/media_type");
}

/// Versions stand side by side: paragraph for paragraph, so each must have as many.
Result<> check_versions(const IssueRevision& command, std::size_t paragraphs) {
    if (!command.language.empty())
        if (auto r = check_language(command.language, "/language"); !r) return r;
    std::set<std::string> languages{command.language};
    for (std::size_t i = 0; i < command.versions.size(); ++i) {
        const auto& version = command.versions[i];
        const std::string where = pointer_to("/versions", i);
        if (auto r = check_one_text(version.text, version.media_type, where); !r) return r;
        if (version.language.empty() || !languages.insert(version.language).second)
            return refuse(Refused::invalid, "Each version is in another language.",
                          where + "/language");
        if (auto r = check_language(version.language, where + "/language"); !r) return r;
        const auto count = split_paragraphs(version.text).size();
        if (count != paragraphs)
            return refuse(Refused::wrong_number,
                          "The text has " + std::to_string(paragraphs) +
                              " paragraphs, its version in \"" + version.language + "\" " +
                              std::to_string(count) + ". They must correspond one to one.",
                          where + "/text");
    }
    return {};
}

Result<> check_answered(const Decision& decision, const Stage& stage) {
    const int unanswered = decision.state().comments.unanswered();
    if (!stage.every_comment_answered || unanswered == 0) return {};
    return refuse(Refused::comment_unanswered,
                  unanswered == 1
                      ? "A comment has no answer yet; this stage ends once it has one."
                      : std::to_string(unanswered) +
                            " comments have no answer yet; this stage ends once each has one.");
}

/// A round on the old text gives way to one on the new; so do the procedures inside its bodies.
void supersede(Decision& decision, int index, const std::string& stage) {
    tell_inside(decision, decision.round(index), OuterClosed{.result = "superseded"});
    decision.record(RoundSuperseded{
        .round = index, .outdated = outdated(decision.definition(), decision.state(), index)});
    enter(decision, stage);
}

Result<> may_conclude(const Decision& decision, int index) {
    if (auto r = must_be_running(decision.state()); !r) return r;
    if (index < 0) return refuse(Refused::out_of_order, "No revision is awaited now.");
    return may_revise(decision, &decision.round(index));
}

const Round* round_at(const Decision& decision, int index) {
    return index < 0 ? nullptr : &decision.round(index);
}

/// The meeting that is awaited, of the stage where one is named.
Result<int> open_meeting(const Decision& decision, const std::string& stage) {
    std::vector<int> found;
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        if (round.kind == StageKind::meet && (stage.empty() || round.stage == stage))
            found.push_back(index);
    }
    if (found.empty()) return refuse(Refused::out_of_order, "No meeting is awaited now.");
    if (found.size() == 1) return found.front();
    return refuse(Refused::invalid, "Several meetings are awaited. Say which stage.", "/stage");
}

}  // namespace

IssueRevision as_kept(IssueRevision command) {
    command.text = std::string(without_mark(command.text));
    command.language = canonical_language(command.language);
    for (auto& version : command.versions) {
        version.text = std::string(without_mark(version.text));
        version.language = canonical_language(version.language);
    }
    return command;
}

Result<> check_new_text(const Decision& decision, const IssueRevision& command) {
    if (auto r = check_one_text(command.text, command.media_type, ""); !r) return r;
    const auto blocks = split_paragraphs(command.text);
    if (blocks.size() > paragraphs_max)
        return refuse(Refused::too_large, "A text has at most 20,000 paragraphs.", "/text");
    if (auto r = check_versions(command, blocks.size()); !r) return r;
    const auto before = latest_paragraphs(decision.state());
    if (before.empty()) return {};
    const auto map =
        map_paragraphs(before, command.text, highest_ever(decision.state()), command.versions);
    if (map.changed.size() + map.inserted.size() + map.deleted.size() + map.moved.size() >
        changes_max)
        return refuse(Refused::too_large,
                      "More than 4,000 paragraphs change; open a new cycle for such a text.",
                      "/text");
    return {};
}

void record_revision(Decision& decision, const IssueRevision& command) {
    const auto* before = decision.state().revision();
    auto map = map_paragraphs(latest_paragraphs(decision.state()), command.text,
                              highest_ever(decision.state()), command.versions);
    const std::string list = encode(map.paragraphs);
    RevisionIssued fact;
    fact.number = before ? before->number + 1 : 1;
    fact.media_type = command.media_type;
    fact.language = command.language;
    fact.paragraphs = sha256(list);
    fact.inserted = std::move(map.inserted);
    fact.deleted = std::move(map.deleted);
    fact.changed = std::move(map.changed);
    fact.moved = std::move(map.moved);
    fact.editorial = command.editorial;
    fact.source = command.source;
    fact.reason = !command.reason.empty();
    auto secret = because(command.reason);
    secret["paragraphs"] = json::parse(list);
    secret["text"] = command.text;
    json::object versions;
    for (const auto& version : command.versions) {
        fact.versions.push_back({.language = version.language,
                                 .media_type = version.media_type,
                                 .digest = sha256(version.text),
                                 .authoritative = version.authoritative});
        versions[version.language] = version.text;
    }
    if (!versions.empty()) secret["versions"] = std::move(versions);
    fact.digest = manifest_digest({.language = fact.language,
                                   .media_type = fact.media_type,
                                   .text = sha256(command.text),
                                   .paragraphs = fact.paragraphs,
                                   .versions = fact.versions,
                                   .source = fact.source});
    decision.record(std::move(fact), std::move(secret));
}

void record_outer_revision(Decision& decision, const Revision& outer) {
    RevisionIssued fact;
    fact.number = outer.number;
    fact.digest = outer.digest;
    fact.media_type = outer.media_type;
    fact.language = outer.language;
    fact.changed = outer.changed;
    fact.editorial = outer.editorial;
    fact.versions = outer.versions;
    fact.source = outer.source;
    json::object secret;
    if (outer.paragraphs) {
        const std::string list = encode(*outer.paragraphs);
        fact.paragraphs = sha256(list);
        secret["paragraphs"] = json::parse(list);
    }
    decision.record(std::move(fact), std::move(secret));
}

Result<> handle(Decision& decision, const IssueRevision& command) {
    const auto& state = decision.state();
    if (auto r = must_be_running(state); !r) return r;
    if (state.is_inside())
        return refuse(Refused::out_of_order,
                      "The text is the outer procedure's; it is revised there.");
    if (auto r = may_revise(decision, round_at(decision, open_revision(decision))); !r) return r;
    const auto effect = effect_of_revision(decision);
    if (!effect) return effect.error();
    const bool for_others = !is_revisers(decision, round_at(decision, effect->revise));
    if (auto r = check_reason(command.reason, for_others); !r) return r;
    auto text = as_kept(command);
    if (text.language.empty()) text.language = state.opening->language;
    if (auto r = check_new_text(decision, text); !r) return r;
    if (effect->revise >= 0)
        if (auto r = check_answered(decision, decision.stage_of(decision.round(effect->revise)));
            !r)
            return r;

    record_revision(decision, text);
    decision.made(std::to_string(state.revision()->number));
    // A way on which one of them can't begin anew may end the others, or the cycle.
    const auto goes_on = [&](int index) {
        return state.status == CycleStatus::running && is_open(decision.round(index));
    };
    for (const auto& [index, stage] : effect->anew)
        if (goes_on(index)) supersede(decision, index, stage);
    if (effect->revise >= 0 && goes_on(effect->revise))
        close_round(decision, effect->revise, "revised", "revision");
    return {};
}

Result<> handle(Decision& decision, const ConcludeRevision& command) {
    const int index = open_revision(decision);
    if (auto r = may_conclude(decision, index); !r) return r;
    const auto& stage = decision.stage_of(decision.round(index));
    const bool known = command.result == "unchanged" || command.result == "withdrawn";
    if (!known || !stage.then.contains(command.result))
        return refuse(Refused::invalid, "This stage ends as \"unchanged\" or \"withdrawn\".",
                      "/result");
    if (command.result == "unchanged")
        if (auto r = check_answered(decision, stage); !r) return r;
    close_round(decision, index, command.result, "act", because(command.reason));
    return {};
}

Result<> handle(Decision& decision, const RecordMeeting& command) {
    const auto& state = decision.state();
    if (auto r = must_be_running(state); !r) return r;
    const auto meeting = open_meeting(decision, command.stage);
    if (!meeting) return meeting.error();
    const int index = *meeting;
    const Round& round = decision.round(index);
    const auto& actor = decision.actor();
    if (!is_seated(round, actor.body) && !actor.is(HouseRole::secretariat))
        return refuse(Refused::forbidden, "Only the secretariat records a meeting.");
    const auto& stage = decision.stage_of(round);
    if (!contains(stage.results, command.result)) {
        std::string list;
        for (const auto& result : stage.results) list += (list.empty() ? "" : ", ") + result;
        return refuse(Refused::invalid, "A meeting's outcome is one of: " + list + ".", "/result");
    }
    json::object secret;
    if (!command.minutes.empty()) secret["minutes"] = command.minutes;
    decision.record(MeetingRecorded{.round = index, .result = command.result}, std::move(secret));
    close_round(decision, index, command.result, "meeting");
    return {};
}

}  // namespace paraph
