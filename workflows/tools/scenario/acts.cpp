#include <algorithm>

#include "engine/base/contains.hpp"
#include "workflows/tools/scenario/act_fields.hpp"

namespace paraph::scenario {

std::string comment_id(const Doing& doing) {
    for (const auto& comment : doing.state().comments)
        if (comment->number == doing.fields.comment) return comment->id;
    return {};
}

namespace {

// ---- the acts

/// The n-th paragraph's id in the text in force; "" for the whole text.
std::string paragraph_id(const State& state, int number) {
    if (number == 0) return {};
    const auto* revision = state.revision();
    const auto index = static_cast<std::size_t>(number) - 1;
    if (!revision || !revision->paragraphs || index >= revision->paragraphs->size())
        return "paragraph " + std::to_string(number);  // which the engine does not know
    return (*revision->paragraphs)[index].id;
}

Result<std::string> answer_as(const Doing& doing, const std::string& position,
                              const std::string& stage) {
    const auto& fields = doing.fields;
    const auto& state = doing.state();
    TakePosition command;
    command.body = fields.body.empty() ? doing.actor.body : fields.body;
    command.stage = stage;
    command.position = position;
    command.reason = fields.reason;
    command.received = fields.received;
    command.proposes = fields.proposes;
    command.name = fields.name;
    if (fields.has_form) command.form = fields.form;
    for (const auto& said : fields.comments) {
        command.comments.push_back(said.comment);
        command.comments.back().paragraph = paragraph_id(state, said.paragraph);
    }
    for (const auto& revision : state.revisions)
        if (fields.revision == 0 || revision->number == fields.revision) {
            command.revision = revision->number;
            command.digest = revision->digest;
        }
    return doing.give(std::move(command));
}

Result<std::string> answer(const Doing& doing) {
    return answer_as(doing, doing.fields.position, doing.fields.stage);
}

/// Where several rounds are open to a body, its signature goes where one is asked for.
std::string stage_to_sign(const Doing& doing) {
    const auto& fields = doing.fields;
    if (!fields.stage.empty()) return fields.stage;
    const auto& body = fields.body.empty() ? doing.actor.body : fields.body;
    const auto& state = doing.state();
    auto open = state.open_rounds();
    std::ranges::reverse(open);  // the newest first
    for (const int index : open) {
        const auto& round = state.round(index);
        if (round.kind == StageKind::sign_off &&
            std::ranges::any_of(round.assignments,
                                [&](const auto& seat) { return seat->body == body; }))
            return round.stage;
    }
    return {};
}

Result<std::string> sign(const Doing& doing) {
    return answer_as(doing, "sign", stage_to_sign(doing));
}
Result<std::string> decline(const Doing& doing) {
    return answer_as(doing, "decline", stage_to_sign(doing));
}

/// The body's assignment that blocks, else its newest one.
std::string assignment_of(const Doing& doing) {
    std::string newest;
    const auto& rounds = doing.state().rounds;
    for (auto round = rounds.rbegin(); round != rounds.rend(); ++round)
        for (const auto& seat : (*round)->assignments) {
            if (seat->body != doing.actor.body) continue;
            if (seat->status == AssignmentStatus::blocking) return seat->id;
            if (newest.empty()) newest = seat->id;
        }
    return newest;
}

Result<std::string> lift(const Doing& doing) {
    if (doing.fields.comment > 0) return doing.give(LiftComment{comment_id(doing)});
    return doing.give(LiftBlock{assignment_of(doing)});
}
Result<std::string> maintain(const Doing& doing) {
    return doing.give(MaintainBlock{assignment_of(doing)});
}
Result<std::string> withdraw(const Doing& doing) {
    if (doing.fields.comment > 0) return doing.give(WithdrawComment{comment_id(doing)});
    return doing.give(ConcludeRevision{"withdrawn"});
}
Result<std::string> leave_unchanged(const Doing& doing) {
    return doing.give(ConcludeRevision{"unchanged"});
}
Result<std::string> dispose(const Doing& doing) {
    return doing.give(AnswerComment{.comment = comment_id(doing),
                                    .disposition = doing.fields.as.value_or(Disposition::noted),
                                    .observation = doing.fields.observation});
}

std::string changed_text(const Scene& scene, const std::map<int, std::string>& changes) {
    auto paragraphs = scene.paragraphs();
    for (const auto& [number, text] : changes) {
        const auto index = static_cast<std::size_t>(number) - 1;
        if (index >= paragraphs.size()) paragraphs.resize(index + 1);
        paragraphs[index] = text;
    }
    std::string text;
    for (const auto& paragraph : paragraphs)
        if (!paragraph.empty()) text += (text.empty() ? "" : "\n\n") + paragraph;
    return text + '\n';
}

Result<std::string> revise(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(IssueRevision{
        .text = fields.text.empty() ? changed_text(doing.scene, fields.changes) : fields.text,
        .media_type = "text/markdown",
        .editorial = fields.editorial,
        .reason = fields.reason});
}

Result<std::string> record_meeting(const Doing& doing) {
    return doing.give(RecordMeeting{.result = doing.fields.result,
                                    .minutes = doing.fields.minutes,
                                    .stage = doing.fields.stage});
}
Result<std::string> extend(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(Extend{
        .stage = fields.stage, .body = fields.body, .due = *fields.due, .reason = fields.reason});
}
Result<std::string> shorten(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(Shorten{
        .stage = fields.stage, .body = fields.body, .due = *fields.due, .reason = fields.reason});
}
Result<std::string> reopen(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(Reopen{.stage = fields.stage, .due = *fields.due, .reason = fields.reason});
}
Result<std::string> defer(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(
        Defer{.until = fields.until, .meeting = fields.meeting, .reason = fields.reason});
}
Result<std::string> close(const Doing& doing) {
    return doing.give(Close{
        .reason = doing.fields.reason, .result = doing.fields.result, .stage = doing.fields.stage});
}
Result<std::string> waive(const Doing& doing) {
    return doing.give(Waive{.stage = doing.fields.stage, .reason = doing.fields.reason});
}
Result<std::string> add_participant(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(
        AddParticipant{.role = fields.role, .body = fields.body, .reason = fields.reason});
}
Result<std::string> remove_participant(const Doing& doing) {
    return doing.give(RemoveParticipant{.body = doing.fields.body, .reason = doing.fields.reason});
}
Result<std::string> replace_participant(const Doing& doing) {
    const auto& fields = doing.fields;
    return doing.give(ReplaceParticipant{
        .body = fields.body, .successor = fields.successor, .reason = fields.reason});
}
template <class C>
Result<std::string> with_reason(const Doing& doing) {
    return doing.give(C{doing.fields.reason});
}

/// A person of a body gets another function, as when somebody is promoted.
Result<std::string> appoint(const Doing& doing) {
    const auto person = doing.scene.person(doing.fields.person);
    if (!person) return person.error();
    const auto& registry = doing.scene.house().registry();
    const auto& body = *registry.body((*person)->body);
    RegisterBody command{
        .id = body.id, .name = body.name, .kind = body.kind, .weights = body.weights};
    for (const auto* known : registry.people_of(body.id)) {
        command.people.push_back({.id = known->id,
                                  .name = known->name,
                                  .email = known->email,
                                  .language = known->language,
                                  .function = known->function,
                                  .roles = known->roles});
        if (known->id == (*person)->id) command.people.back().function = doing.fields.function;
    }
    if (auto r = doing.scene.tell(command); !r) return r.error();
    return command.id;  // the registry has another body by now
}

struct ActWord {
    std::string_view word;
    std::vector<std::string_view> fields;  // what may stand beside it
    std::vector<std::string_view> needs;   // of these, what must
    Result<std::string> (*perform)(const Doing&);
};

const std::vector<ActWord>& act_words() {
    static const std::vector<std::string_view> said{"reason",   "comments", "received", "for",
                                                    "proposes", "revision", "stage",    "form"};
    static const std::vector<std::string_view> why{"reason"};
    static const std::vector<ActWord> words{
        {"answer",
         {"position", "reason", "comments", "received", "for", "proposes", "revision", "stage",
          "form", "name"},
         {"position"},
         answer},
        {"sign", said, {}, sign},
        {"decline", said, {}, decline},
        {"forward", said, {}, sign},
        {"return", said, {}, decline},
        {"lift", {"comment"}, {}, lift},
        {"maintain", {}, {}, maintain},
        {"withdraw", {"comment"}, {}, withdraw},
        {"dispose", {"comment", "as", "observation"}, {"comment", "as"}, dispose},
        {"revise", {"text", "changes", "editorial", "reason"}, {}, revise},
        {"leave unchanged", {}, {}, leave_unchanged},
        {"record meeting", {"result", "minutes", "stage"}, {"result"}, record_meeting},
        {"extend", {"stage", "for", "due", "reason"}, {"due"}, extend},
        {"shorten", {"stage", "for", "due", "reason"}, {"due"}, shorten},
        {"suspend", why, {}, with_reason<Suspend>},
        {"resume", why, {}, with_reason<Resume>},
        {"defer", {"until", "meeting", "reason"}, {}, defer},
        {"reopen", {"stage", "due", "reason"}, {"stage", "due"}, reopen},
        {"abandon", why, {}, with_reason<Abandon>},
        {"close", {"reason", "result", "stage"}, {}, close},
        {"waive", {"stage", "reason"}, {"stage"}, waive},
        {"verify", {"comment"}, {"comment"}, verify_comment},
        {"submit", {"comment", "text", "proposed"}, {"comment"}, submit_comment},
        {"support", {"comment"}, {"comment"}, support_comment},
        {"set end date", {"level", "due", "stage"}, {"level", "due"}, set_end_date},
        {"claim", {"stage"}, {}, claim},
        {"release", {"stage"}, {}, release},
        {"hand over", {"person", "stage"}, {"person"}, hand_over},
        {"commit", {"text", "indicator", "due", "comment", "for", "stage"}, {"text"}, commit},
        {"report", {"commitment", "status", "text"}, {"commitment", "status"}, report},
        {"delegate", {"person", "until", "with consent"}, {"person"}, delegate},
        {"consent", {}, {}, consent},
        {"end delegation", {}, {}, end_delegation},
        {"issue link", {"person"}, {"person"}, issue_link},
        {"revoke link", {"person"}, {"person"}, revoke_link},
        {"migrate", {"definition", "stages", "reason"}, {}, migrate},
        {"add participant", {"role", "body", "reason"}, {"role", "body"}, add_participant},
        {"remove participant", {"body", "reason"}, {"body"}, remove_participant},
        {"replace participant",
         {"body", "successor", "reason"},
         {"body", "successor"},
         replace_participant},
        {"appoint", {"person", "function"}, {"person", "function"}, appoint},
    };
    return words;
}

// ---- where an act is done

bool is_level(const Definition& definition, std::string_view function) {
    return std::ranges::any_of(definition.stages, [&](const Stage& stage) {
        return std::ranges::any_of(stage.who, [&](const Participant& who) {
            return who.kind == Participant::Kind::function && who.name == function;
        });
    });
}

/// The cycle that the step names; else inside the body, where a procedure runs there and the person
/// stands at one of its levels.
std::string cycle_for(const Scene& scene, const Actor& actor, const std::string& named) {
    if (!named.empty()) return scene.inside(named);
    const auto inside = scene.inside(actor.body);
    const auto state = inside.empty() ? nullptr : scene.state(inside);
    if (!state || state->ended) return scene.cycle();
    const auto* person = scene.house().registry().person(actor.person);
    const bool level = person && is_level(scene.house().definition_of(*state), person->function);
    return level ? inside : scene.cycle();
}

Result<std::string> perform(const ActWord& word, const Fields& fields, Scene& scene,
                            const Speaker& speaker) {
    const auto actor = scene.actor(speaker);
    if (!actor) return actor.error();
    const auto cycle = cycle_for(scene, *actor, fields.inside);
    if (cycle.empty())
        return refuse(Refused::not_found, "Nothing runs inside \"" + fields.inside + "\".");
    return word.perform({scene, *actor, cycle, fields});
}

bool has(const std::vector<std::string_view>& words, std::string_view word) {
    return contains(words, word);
}

const ActWord* act_called(const Words& words, const Node& node) {
    std::vector<std::string_view> known;
    for (const auto& act : act_words()) {
        if (act.word == node.text && node.kind == Node::Kind::text) return &act;
        known.push_back(act.word);
    }
    words.reader.one_of(node, known);  // says what is wrong
    return nullptr;
}

void read_act_fields(const Words& words, const Node& step, const ActWord& act, Fields& fields) {
    for (const auto& field : field_words()) {
        const auto* entry = step.entry(field.word);
        if (!entry) continue;
        if (has(act.fields, field.word))
            field.read(words, entry->value, fields);
        else
            words.reader.unknown(entry->key, entry->place,
                                 "the act \"" + std::string(act.word) + "\"", act.fields);
    }
    for (const auto needed : act.needs)
        if (!step.entry(needed))
            words.reader.error(step.place, "missing-word",
                               "\"" + std::string(needed) + ":\" is missing in the act \"" +
                                   std::string(act.word) + "\".");
}

}  // namespace

std::vector<std::string_view> act_fields() {
    std::vector<std::string_view> fields;
    for (const auto& field : field_words()) fields.push_back(field.word);
    return fields;
}

std::optional<Act> read_act(const Words& words, const Node& step) {
    const auto* named = step.entry("act");
    const auto* position = step.entry("position");
    if (!named && !position) {
        for (const auto field : act_fields())
            if (const auto* entry = step.entry(field)) {
                words.reader.error(entry->place, "missing-word",
                                   "\"" + entry->key +
                                       ":\" belongs to an act; say which, as in "
                                       "\"act: extend\".");
                break;
            }
        return std::nullopt;
    }
    const auto* word = named ? act_called(words, named->value) : &act_words().front();
    if (!word) return std::nullopt;
    Fields fields;
    read_act_fields(words, step, *word, fields);
    if (const auto* inside = step.entry("inside")) fields.inside = words.inside(inside->value);
    return Act{.place = named ? named->place : position->place,
               .word = named ? std::string(word->word) : fields.position,
               .perform = [word, fields = std::move(fields)](Scene& scene, const Speaker& speaker) {
                   return perform(*word, fields, scene, speaker);
               }};
}

}  // namespace paraph::scenario
