#include "workflows/language/to_json.hpp"

#include "engine/base/enums.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/forms.hpp"
#include "workflows/language/phrase.hpp"

namespace paraph {
namespace {

template <class List>
json::array strings(const List& list) {
    json::array array;
    for (const auto& item : list) array.emplace_back(item);
    return array;
}

json::object texts(const Texts& texts) {
    json::object object;
    for (const auto& [language, text] : texts) object[language] = text;
    return object;
}

void put_texts(json::object& object, std::string_view name, const Texts& value) {
    if (!value.empty()) object[name] = texts(value);
}

std::string_view type_word(Attribute::Type type) {
    switch (type) {
        case Attribute::Type::text:
            return "text";
        case Attribute::Type::number:
            return "number";
        case Attribute::Type::yes_no:
            return "yes/no";
        case Attribute::Type::date:
            return "date";
        case Attribute::Type::one_of:
            return "one of";
        case Attribute::Type::some_of:
            break;
    }
    return "some of";
}

std::string silence_word(const Silence& silence) {
    switch (silence.kind) {
        case Silence::Kind::not_counted:
            return "not counted";
        case Silence::Kind::must_answer:
            return "must answer";
        case Silence::Kind::counts_as:
            break;
    }
    return silence.position;
}

json::object attribute_json(const Attribute& attribute) {
    json::object object{{"type", type_word(attribute.type)}, {"required", attribute.required}};
    if (!attribute.choices.empty()) object["from"] = strings(attribute.choices);
    put_texts(object, "ask", attribute.ask);
    return object;
}

json::object role_json(const Role& role) {
    json::object object{{"name", role.name},
                        {"least", role.least},
                        {"most", role.most},
                        {"silence", silence_word(role.silence)}};
    if (!role.body.empty()) object["body"] = role.body;
    if (!role.inside.empty()) object["inside"] = role.inside;
    if (!role.named_by.empty()) object["named by"] = role.named_by;
    if (!role.drawn_from.empty()) object["drawn from"] = role.drawn_from;
    if (!role.never.empty()) object["never"] = strings(role.never);
    if (role.load) object["load"] = *role.load;
    put_texts(object, "title", role.title);
    return object;
}

json::object position_json(const PositionRule& position) {
    json::object object{{"name", position.name},
                        {"blocks", position.blocks},
                        {"reason_required", position.reason_required},
                        {"comments_required", position.comments_required},
                        {"leaves_base", position.leaves_base},
                        {"counts_as_cast", position.counts_as_cast},
                        {"counts_for_quorum", position.counts_for_quorum}};
    if (position.lapses) object["lapses"] = true;
    if (position.conditions_refused) object["conditions_refused"] = true;
    put_texts(object, "title", position.title);
    return object;
}

std::string target_word(const Target& target) {
    switch (target.kind) {
        case Target::Kind::end:
            return "end as " + target.name;
        case Target::Kind::leave:
            return "leave as " + target.name;
        case Target::Kind::done:
            return "done";
        case Target::Kind::stage:
            break;
    }
    return target.name;
}

std::string participant_word(const Participant& participant) {
    switch (participant.kind) {
        case Participant::Kind::body:
            return "body " + participant.name;
        case Participant::Kind::function:
            return participant.name + " of the body";
        case Participant::Kind::anyone:
            return "anyone";
        case Participant::Kind::role:
            break;
    }
    return participant.name;
}

std::string needs_word(const Needs& needs) {
    switch (needs.kind) {
        case Needs::Kind::all_of:
            return "all of";
        case Needs::Kind::any_of:
            return "any of";
        case Needs::Kind::at_least:
            break;
    }
    return std::to_string(needs.count) + " of";
}

/// "10 working days if pages <= 20, else 15 working days"
std::string span_words(const Span& span, const std::vector<SpanCase>& cases) {
    std::string text;
    for (const auto& each : cases)
        text += to_text(each.span) + " if " + to_text(each.condition) + ", else ";
    return text + to_text(span);
}

/// " after request closed"
std::string anchor_words(const Deadline& due) {
    switch (due.from) {
        case Deadline::From::opening:
            return "";
        case Deadline::From::outer:
            return " before outer";
        case Deadline::From::cycle:
            return " after the cycle opened";
        case Deadline::From::opened:
            return " after " + due.of + " opened";
        case Deadline::From::closed:
            return " after " + due.of + " closed";
        case Deadline::From::date:
            break;
    }
    return (due.before ? " before " : " after ") + due.of;
}

void put_times(json::object& object, const Stage& stage) {
    if (stage.due) {
        object["due"] = span_words(stage.due->span, stage.due->cases) + anchor_words(*stage.due);
        if (stage.due->span.count == 0)
            object["due"] = "on " + (stage.due->before_outer() ? "outer" : stage.due->of);
        if (stage.due->next_working_day) object["on a closed day"] = "next working day";
    }
    if (stage.minimum) {
        json::object minimum{{"span", span_words(stage.minimum->span, stage.minimum->cases)}};
        if (!stage.minimum->waived_by.empty()) minimum["waived_by"] = stage.minimum->waived_by;
        if (stage.minimum->waived_to) minimum["waived_to"] = to_text(*stage.minimum->waived_to);
        object["minimum"] = std::move(minimum);
    }
    if (stage.grace) object["grace"] = to_text(*stage.grace);
    json::array remind, escalate;
    for (const auto& span : stage.remind) remind.emplace_back(to_text(span) + " before");
    for (const auto& one : stage.escalate) {
        const auto when = one.after.count == 0 ? "at due" : to_text(one.after) + " after due";
        escalate.push_back(json::object{{"when", when}, {"to", one.to}});
    }
    if (!remind.empty()) object["remind"] = std::move(remind);
    if (!escalate.empty()) object["escalate"] = std::move(escalate);
}

void put_round(json::object& object, const Stage& stage) {
    json::array positions;
    for (const auto& position : stage.positions) positions.push_back(position_json(position));
    if (!positions.empty()) object["positions"] = std::move(positions);
    if (stage.passes) object["passes"] = to_text(*stage.passes);
    if (stage.quorum) object["quorum"] = to_text(*stage.quorum);
    json::object closes{{"when_all_answered", stage.closes.when_all_answered},
                        {"at_due", stage.closes.at_due}};
    if (stage.closes.answers) closes["answers"] = *stage.closes.answers;
    if (stage.closes.as_soon_as_passed) closes["as_soon_as_passed"] = true;
    if (stage.closes.when_settled) closes["when_settled"] = true;
    if (!stage.closes.by_act_of.empty()) closes["by_act_of"] = stage.closes.by_act_of;
    if (stage.closes.chooses) closes["chooses"] = true;
    object["closes"] = std::move(closes);
    object["carry over"] = enum_text(stage.carry_over);
    json::array types;
    for (const auto type : stage.comment_types) types.emplace_back(enum_text(type));
    if (!types.empty()) object["comments of type"] = std::move(types);
    if (!stage.starts_as.empty()) object["starts as"] = json::value_from(stage.starts_as);
    if (stage.hidden_until_closed) object["hidden until closed"] = true;
    if (stage.kind == StageKind::silence) object["restores silence"] = stage.restores_silence;
}

/// Of the kinds that lead on rather than ask.
void put_ways(json::object& object, const Stage& stage) {
    json::array ways;
    for (const auto& way : stage.ways) {
        json::object one{{"name", way.name}};
        put_texts(one, "title", way.title);
        if (way.when) one["when"] = to_text(*way.when);
        ways.push_back(std::move(one));
    }
    if (!ways.empty()) object["ways"] = std::move(ways);
    if (!stage.figures_of.empty()) object["figures of"] = stage.figures_of;
    if (!stage.branches.empty()) {
        object["branches"] = strings(stage.branches);
        object["joins"] = needs_word(stage.joins);
    }
    if (!stage.procedure.empty()) object["runs"] = stage.procedure;
    if (!stage.over.empty()) object["choices of"] = stage.over;
    if (!stage.as.empty()) object["as"] = stage.as;
    if (stage.rest_goes_on) object["the rest"] = "goes on";
}

}  // namespace

json::object to_json(const Stage& stage) {
    json::object object{{"name", stage.name}, {"kind", enum_text(stage.kind)}};
    put_texts(object, "title", stage.title);
    json::array who;
    for (const auto& participant : stage.who) who.emplace_back(participant_word(participant));
    object["who"] = std::move(who);
    if (stage.when) object["when"] = to_text(*stage.when);
    put_times(object, stage);
    if (!stage.positions.empty()) put_round(object, stage);
    if (stage.kind == StageKind::sign_off) {
        object["needs"] = needs_word(stage.needs);
        object["order"] = stage.in_order ? "in order" : "joint";
    }
    if (stage.kind == StageKind::review) {
        object["needs"] = needs_word(stage.needs);
        object["blind"] = enum_text(stage.blind);
    }
    if (!stage.form.empty()) object["form"] = form_schema(stage.form, "en");
    if (stage.clearance) object["clearance"] = "level by level";
    if (!stage.commitments_of.empty()) object["commitments of"] = strings(stage.commitments_of);
    if (stage.kind == StageKind::revise) {
        object["every comment answered"] = stage.every_comment_answered;
    }
    if (!stage.separate_from.empty()) object["separate from"] = strings(stage.separate_from);
    if (!stage.results.empty()) object["results"] = strings(stage.results);
    put_ways(object, stage);
    if (stage.at_most) {
        object["at most"] =
            json::object{{"times", *stage.at_most}, {"then", target_word(stage.at_most_then)}};
    }
    json::object then;
    for (const auto& [result, target] : stage.then) then[result] = target_word(target);
    object["then"] = std::move(then);
    return object;
}

json::object to_json(const Definition& definition) {
    json::object object{
        {"workflow", definition.name},         {"language", definition.language},
        {"digest", to_hex(definition.digest)}, {"languages", strings(definition.languages)},
        {"title", texts(definition.title)},    {"calendar", definition.calendar}};
    json::object attributes, may, sees, notify;
    for (const auto& [name, one] : definition.attributes) attributes[name] = attribute_json(one);
    for (const auto& [act, roles] : definition.may) may[act] = strings(roles);
    for (const auto& [role, what] : definition.sees) sees[role] = what;
    for (const auto& [event, whom] : definition.notify) notify[event] = strings(whom);
    json::array roles, stages;
    for (const auto& role : definition.roles) roles.push_back(role_json(role));
    for (const auto& stage : definition.stages) stages.push_back(to_json(stage));
    json::object outcomes;
    for (const auto& [outcome, title] : definition.outcomes) outcomes[outcome] = texts(title);
    if (!outcomes.empty()) object["outcomes"] = std::move(outcomes);
    if (!definition.weights.empty()) object["weights"] = strings(definition.weights);
    object["attributes"] = std::move(attributes);
    object["roles"] = std::move(roles);
    object["may"] = std::move(may);
    object["sees"] = std::move(sees);
    object["notify"] = std::move(notify);
    object["start"] = definition.start;
    object["stages"] = std::move(stages);
    return object;
}

}  // namespace paraph
