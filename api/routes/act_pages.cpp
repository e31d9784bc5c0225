#include <algorithm>
#include <set>

#include "api/pages/view_data.hpp"
#include "api/routes/act_dates.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/act_participants.hpp"
#include "api/routes/foretold.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/text_upload.hpp"
#include "api/routes/text_view.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/overview.hpp"
#include "engine/core/results.hpp"

namespace paraph::api {
namespace {

using pages::Act;
using pages::Choice;

constexpr std::string_view act_purpose = "act";
constexpr http::FormLimits text_limits{.bytes = 26u << 20};

std::vector<Choice> asked_bodies(const Seen& seen, const Naming& naming, Act act) {
    std::vector<Choice> choices;
    std::set<std::string> known{""};  // a sub-cycle may stand for no body
    for (const auto* round : rounds_at_work(*seen.state))
        for (const auto& seat : round->assignments) {
            if (act == Act::shorten ? !was_extended(*round, *seat) : !takes_part(*seat)) continue;
            if (known.insert(seat->body).second)
                choices.push_back({seat->body, naming.body(seat->body), {}});
        }
    std::ranges::sort(choices, {}, &Choice::title);
    return choices;
}

/// Whose time is moved: of an extension that is taken back, those who got it.
std::vector<Choice> moved_bodies(const Seen& seen, const Naming& naming, Act act) {
    auto choices = asked_bodies(seen, naming, act);
    const auto rounds = rounds_at_work(*seen.state);
    const bool all = act != Act::shorten || std::ranges::any_of(rounds, [](const Round* round) {
                         return was_extended(*round);
                     });
    if (all)
        choices.insert(choices.begin(), {"", naming.language().say("act.everybody"), {}});
    else if (choices.size() > 1)
        choices.insert(choices.begin(), {"", naming.language().say("act.choose_body"), {}, true});
    return choices;
}

/// The open rounds that the act may be about, where it must be said which.
std::vector<Choice> open_stages(const Seen& seen, const Naming& naming, Act act) {
    std::vector<Choice> choices;
    if (act != Act::extend && act != Act::shorten && act != Act::close && act != Act::meeting)
        return choices;
    for (const auto* round : rounds_at_work(*seen.state))
        if (act != Act::meeting || round->kind == StageKind::meet)
            choices.push_back({round->stage, naming.stage(round->stage), {}});
    if (choices.size() == 1) choices.clear();
    return choices;
}

std::vector<Choice> meeting_results(const Seen& seen, const Naming& naming) {
    std::vector<Choice> choices;
    for (const auto* round : rounds_at_work(*seen.state))
        if (const auto* stage = seen.definition->stage(round->stage))
            for (const auto& result : stage->results)
                choices.push_back({result, naming.position(result, stage->name), {}});
    return choices;
}

/// What whoever closes may choose beside what the rule gives.
std::vector<Choice> closing_results(const Seen& seen, const Naming& naming) {
    std::vector<Choice> choices;
    for (const auto* round : rounds_at_work(*seen.state)) {
        const auto* stage = seen.definition->stage(round->stage);
        if (!stage || !stage->closes.chooses) continue;
        if (choices.empty())
            choices.push_back({"", naming.language().say("act.as_the_rule_gives"), {}});
        for (const auto& [result, way] : stage->then)
            if (may_choose(*stage, result, ""))
                choices.push_back({result, naming.position(result, stage->name), {}});
    }
    return choices;
}

/// The other versions, the newest first, and for each stage that was held what may take its place.
void put_migration(pages::ActView& view, const Seen& seen, const Naming& naming) {
    const auto& ref = seen.state->opening->definition;
    const auto versions = seen.registry->definitions.find(ref.name);
    if (versions == seen.registry->definitions.end()) return;
    std::vector<Choice> stages{{"", naming.language().say("act.same_stage"), {}, true}};
    std::set<std::string> known;
    for (auto each = versions->second.rbegin(); each != versions->second.rend(); ++each) {
        if ((*each)->version == ref.version) continue;
        const auto number = std::to_string((*each)->version);
        view.versions.push_back({number, naming.language().digits(number), {}, false});
        for (const auto& stage : (*each)->definition->stages)
            if (known.insert(stage.name).second)
                stages.push_back(
                    {stage.name, stage_title(&stage, stage.name, naming.language()), {}, false});
    }
    std::set<std::string> held;
    for (const auto& round : seen.state->rounds)
        if (held.insert(round->stage).second)
            view.maps.push_back({round->stage, naming.stage(round->stage), stages});
}

void put_choices(pages::ActView& view, const Seen& seen, const Naming& naming) {
    const auto& definition = *seen.definition;
    if (view.act == Act::migrate) put_migration(view, seen, naming);
    view.stages = open_stages(seen, naming, view.act);
    if (view.act == Act::extend || view.act == Act::shorten) {
        view.whom = moved_bodies(seen, naming, view.act);
        view.dues = dues_now(seen, naming);
    }
    put_participants(view, seen, naming);
    std::set<std::string> stages;
    if (view.act == Act::reopen)
        for (const auto& one : seen.state->rounds)
            if (one->status == RoundStatus::closed && stages.insert(one->stage).second)
                view.rounds.push_back({one->stage, naming.stage(one->stage), {}});
    if (view.act == Act::waive)
        for (const auto& stage : definition.stages)
            if (stage.minimum) view.stages.push_back({stage.name, naming.stage(stage.name), {}});
    if (view.act == Act::meeting) view.results = meeting_results(seen, naming);
    if (view.act == Act::close) view.results = closing_results(seen, naming);
}

pages::ActView act_view(const House& house, const Reader& reader, const Seen& seen, Act act) {
    const Naming naming(seen, *reader.language);
    pages::ActView view;
    view.act = act;
    view.cycle_href = "/cycles/" + seen.state->id;
    view.cycle = title_of_cycle(seen, *reader.language);
    view.action = view.cycle_href + "/acts/" + pages::code_of(act);
    view.token = form_token(house, reader, act_purpose);
    view.ended = seen.state->status == CycleStatus::ended;
    put_choices(view, seen, naming);
    if (act != Act::revision) return view;
    const auto* revision = seen.state->revision();
    if (revision) view.text = text_of(house, *seen.state, *revision);
    view.languages = version_languages(revision ? std::string_view(revision->language) : "", "");
    return view;
}

void choose(std::vector<Choice>& choices, std::string_view value) {
    for (auto& choice : choices) choice.chosen = choice.value == value;
}

void keep_input(pages::ActView& view, const http::Form& form) {
    choose(view.whom, form.get("body"));
    choose(view.successors, form.get("successor"));
    choose(view.roles, form.get("role"));
    choose(view.rounds, form.get("round"));
    choose(view.stages, form.get("stage"));
    choose(view.results, form.get("result"));
    choose(view.versions, form.get("version"));
    for (auto& map : view.maps) choose(map.choices, form.get("stage-" + map.stage));
    view.date = form.get("date");
    view.hour = form.get("hour");
    view.meeting = form.get("meeting");
    view.text = form.get("text");
    view.version_text = form.get("version_text");
    view.source = form.get("source");
    choose(view.languages, form.get("version_language"));
    view.editorial = form.get("editorial") == "yes";
    view.reason = form.get("reason");
}

/// What the address fills in, as a link from a request for more time does.
void fill_in(pages::ActView& view, const http::Form& wanted) {
    if (wanted.find("body")) choose(view.whom, wanted.get("body"));
    if (wanted.find("role")) choose(view.roles, wanted.get("role"));
    if (wanted.find("stage")) choose(view.stages, wanted.get("stage"));
    view.date = wanted.get("date");
    view.hour = wanted.get("hour");
}

/// What was previewed, so that nothing else is done: a change since then is shown first.
std::string digest_of(const http::Form& form) {
    json::object fields;
    for (const auto& [name, value] : form.fields())
        if (name != "token" && name != "shown" && name != "step") fields[name] = value;
    return to_hex(sha256(canonical(fields)));
}

struct Asked : CycleVisit {
    Act act = Act::extend;
};

/// The act of the address. Nothing: it is answered.
std::optional<Asked> asked(const House& house, const http::Context& context,
                           const http::Answer& answer) {
    auto visit = visit_cycle(house, context, answer);
    if (!visit) return std::nullopt;
    if (const auto act = act_in(context.param("act"))) return Asked{std::move(*visit), *act};
    answer(refusal_page(house, visit->reader, refuse(Refused::not_found, "There is no such act.")));
    return std::nullopt;
}

/// The act's page again, with what was typed and what is wrong with it.
http::Response again(const House& house, const Asked& what, const http::Form& form,
                     std::vector<pages::FieldError> errors, unsigned status) {
    auto view = act_view(house, what.reader, what.seen, what.act);
    keep_input(view, form);
    view.errors = std::move(errors);
    return cycle_page(house, what.reader, *what.seen.state, view, status);
}

http::Response refused_page(const House& house, const Asked& what, const http::Form& form,
                            const Refusal& refusal) {
    auto field = act_field(what.act, refusal.where);
    if (field.starts_with("versions")) field = "version_text";
    return again(house, what, form, {{field, refusal_words(refusal, *what.reader.language)}},
                 http_status(refusal.code));
}

/// A day on which nobody works may be meant, so it is said and not refused.
void put_closed_day(pages::ActView& view, const Asked& what, const Command& command) {
    const auto due = std::visit(
        [](const auto& kind) -> std::optional<Instant> {
            if constexpr (requires { Instant{kind.due}; })
                return kind.due;
            else
                return std::nullopt;
        },
        command);
    const auto* calendar = what.seen.registry->calendar_of(*what.seen.state->opening);
    if (!due || !calendar) return;
    if (auto words = closed_day(*calendar, *due, *what.reader.language))
        view.closed_day = std::move(*words);
}

http::Response preview_page(const House& house, const Asked& what, const http::Form& form,
                            const Command& command) {
    const auto decided = try_out(house, what.seen, command, actor_of(what.reader.principal));
    if (!decided) return refused_page(house, what, form, decided.error());
    auto view = act_view(house, what.reader, what.seen, what.act);
    keep_input(view, form);
    view.shown = digest_of(form);
    if (const auto* revision = std::get_if<IssueRevision>(&command))
        if (auto words =
                only_in_file(left_out_from(house, revision->source), *what.reader.language);
            !words.empty())
            view.will_change.push_back(std::move(words));
    auto foretold = foretell(house, what, *decided);
    std::ranges::move(foretold.will_change, std::back_inserter(view.will_change));
    view.told = std::move(foretold.told);
    put_closed_day(view, what, command);
    return cycle_page(house, what.reader, *what.seen.state, view);
}

/// The form with its files read: what they say stands in its fields, so that it can be shown and
/// sent again.
http::Form with_texts(const House& house, const Asked& what, const http::Form& form,
                      std::vector<pages::FieldError>& errors) {
    if (what.act != Act::revision) return form;
    auto text = text_in_form(house, form, *what.reader.language);
    errors = std::move(text.errors);
    http::Pairs fields;
    for (const auto& [name, value] : form.fields())
        if (name != "text" && name != "version_text" && name != "source")
            fields.emplace_back(name, value);
    fields.emplace_back("text", std::move(text.text));
    if (!text.kept.empty()) fields.emplace_back("source", std::move(text.kept));
    if (!text.versions.empty())
        fields.emplace_back("version_text", std::move(text.versions.front().text));
    return http::Form(std::move(fields));
}

Result<Command> command_in(const House& house, const Asked& what, const http::Form& form) {
    const auto& opening = *what.seen.state->opening;
    const auto* calendar = what.seen.registry->calendar_of(opening);
    auto command = act_command(what.act, form, *calendar);
    auto* revision = command ? std::get_if<IssueRevision>(&*command) : nullptr;
    if (!revision) return command;
    if (const auto* before = what.seen.state->revision()) revision->language = before->language;
    revision->source = kept_source(house, form, revision->text);
    if (const auto text = form.get("version_text"); !text.empty())
        revision->versions.push_back({.language = std::string(form.get("version_language")),
                                      .media_type = revision->media_type,
                                      .text = std::string(text)});
    return command;
}

/// Whether a revision would bring neither another text nor another file: then everybody would be
/// asked again for nothing.
bool brings_nothing(const House& house, const State& state, const Command& command) {
    const auto* wanted = std::get_if<IssueRevision>(&command);
    const auto* before = state.revision();
    if (!wanted || !before) return false;
    const auto& file = wanted->source;
    if (file && !(before->source && before->source->digest == file->digest)) return false;
    return wanted->text == text_of(house, state, *before) &&
           std::ranges::all_of(wanted->versions, [&](const auto& version) {
               return version.text == text_of(house, state, *before, version.language);
           });
}

void do_it(const House& house, const Asked& what, const http::Form& form, Command command,
           const http::Answer& answer) {
    Submission submission{.stream = what.seen.state->id,
                          .command = std::move(command),
                          .actor = actor_of(what.reader.principal)};
    house.desk.submit(std::move(submission), [&house, what, form,
                                              answer](const Result<Settled>& settled) {
        if (settled) return answer(http::see_other("/cycles/" + settled->stream));
        render_later(house, what.reader, answer, [&house, what, form, refusal = settled.error()] {
            return refused_page(house, what, form, refusal);
        });
    });
}

/// A Word file takes its time, so the form is read beside the I/O.
std::optional<http::Response> show_or_do(const House& house, const Asked& what,
                                         const http::Form& sent, const http::Answer& answer) {
    std::vector<pages::FieldError> errors;
    const auto form = with_texts(house, what, sent, errors);
    if (errors.empty()) errors = not_chosen(what.act, form, *what.reader.language);
    if (!errors.empty()) return again(house, what, form, std::move(errors), 422);
    auto command = command_in(house, what, form);
    if (!command) return refused_page(house, what, form, command.error());
    if (brings_nothing(house, what.state(), *command))
        return again(house, what, form, {{"text", what.reader.language->say("revise.error.same")}},
                     422);
    if (form.get("step") != "do" || form.get("shown") != digest_of(form))
        return preview_page(house, what, form, *command);
    do_it(house, what, form, std::move(*command), answer);
    return std::nullopt;
}

void send_act(const House& house, const http::Context& context, http::Answer answer) {
    auto what = asked(house, context, answer);
    if (!what) return;
    auto form = own_form(house, context.request, what->reader, act_purpose, text_limits);
    if (!form) return answer(refusal_page(house, what->reader, form.error()));
    const auto reader = what->reader;
    render_later(house, reader, answer,
                 [&house, what = std::move(*what), form = std::move(*form), answer] {
                     return show_or_do(house, what, form, answer);
                 });
}

}  // namespace

void bind_act_pages(http::Router& router, const House& house) {
    router.bind("page.act", [&](const http::Context& context, http::Answer answer) {
        auto what = asked(house, context, answer);
        if (!what) return;
        http::Pairs wanted;
        for (const auto* field : {"stage", "body", "role", "date", "hour"})
            if (const auto value = context.request.parameter(field))
                wanted.emplace_back(field, std::string(*value));
        const auto reader = what->reader;
        render_later(house, reader, std::move(answer),
                     [&house, what = std::move(*what), wanted = http::Form(std::move(wanted))] {
                         auto view = act_view(house, what.reader, what.seen, what.act);
                         fill_in(view, wanted);
                         return cycle_page(house, what.reader, *what.seen.state, view);
                     });
    });
    router.bind("page.act.send", handler_in(house, send_act));
}

}  // namespace paraph::api
