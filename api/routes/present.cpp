#include "api/routes/present.hpp"

#include "api/http/form.hpp"
#include "api/routes/comment_filter.hpp"
#include "engine/base/codec.hpp"
#include "engine/core/overview.hpp"
#include "engine/core/record.hpp"
#include "engine/rules/missing.hpp"
#include "engine/rules/tally.hpp"

namespace paraph::api {
namespace {

/// An instant, or nothing at all: a member is there or it isn't.
void put(json::object& object, std::string_view name, const std::optional<Instant>& instant) {
    if (instant) object[name] = to_text(*instant);
}

bool is_there(const Registry& registry, const std::string& id) {
    const auto* person = registry.person(id);
    return person && person->active;
}

json::object position_json(const Seen& seen, const Assignment& assignment, const Answer& answer,
                           const Said& said) {
    json::object position{{"body", assignment.body},
                          {"assignment", assignment.id},
                          {"position", answer.position},
                          {"how", enum_text(answer.how)},
                          {"state", enum_text(assignment.status)},
                          {"revision", answer.revision},
                          {"at", to_text(answer.at)}};
    if (!assignment.function.empty()) position["function"] = assignment.function;
    if (!assignment.item.empty()) position["item"] = assignment.item;
    if (!answer.person.empty() && seen.view.names) position["person"] = answer.person;
    if (!answer.behalf.empty() && seen.view.names) position["for"] = answer.behalf;
    if (answer.form)
        if (const auto* secret = said.of(answer.entry))
            if (const auto* form = secret->if_contains("form")) position["form"] = *form;
    if (!answer.received.empty()) position["received"] = answer.received;
    if (!answer.proposes.empty()) position["proposes"] = answer.proposes;
    if (answer.revision != seen.state->revisions.back()->number) position["outdated"] = true;
    if (answer.reason) {
        const auto reason = said.reason(answer.entry);
        position["reason"] = reason.empty() ? json::value(true) : json::value(reason);
    }
    return position;
}

json::array missing_json(const Seen& seen, const Round& round) {
    json::array lines;
    for (const auto& line : missing(*seen.definition, *seen.state, round)) {
        const bool names = seen.view.all_positions || line.code == "signature";
        json::object item{{"code", line.code},
                          {"positions", json::value_from(line.positions)},
                          {"count", line.count},
                          {"bodies", names ? json::value_from(line.bodies) : json::array{}},
                          {"comments", line.comments}};
        const auto name_of = [&](std::string_view id) {
            const auto* body = seen.registry->body(id);
            return body ? body->name.at("en") : std::string(id);
        };
        if (names) item["text"] = in_words(line, "en", name_of);
        lines.push_back(std::move(item));
    }
    return lines;
}

json::object stage_json(const Seen& seen, const Round& round, const Said& said) {
    const bool told = seen.view.all_positions || !round.result.empty();
    const bool qualified = round.status == RoundStatus::qualified;
    json::object stage{{"name", round.stage},
                       {"kind", enum_text(round.kind)},
                       {"state", enum_text(qualified && !told ? RoundStatus::open : round.status)},
                       {"round", round.number},
                       {"revision", round.revision},
                       {"opened", to_text(round.opened)}};
    if (told) stage["qualifies"] = round.qualifies;
    put(stage, "due", round.due);
    put(stage, "closed", round.closed);
    if (!round.result.empty()) stage["result"] = round.result;
    const bool hidden = is_hidden(*seen.definition, round);
    json::array positions;
    for (const auto& assignment : round.assignments)
        if (assignment->answer && seen.view.sees_position(assignment->body, hidden))
            positions.push_back(position_json(seen, *assignment, *assignment->answer, said));
    stage["positions"] = std::move(positions);
    if (hidden || !told) return stage;
    const auto* definition = seen.definition->stage(round.stage);
    const auto now = figures(*seen.definition, *definition, *seen.state, round);
    json::object counts;
    int spoken = 0, silent = 0;
    for (const auto& figure : round.tally.empty() ? tally(now) : round.tally) {
        counts[figure.position] = figure.count;
        spoken += figure.count - figure.silent;
        silent += figure.silent;
    }
    stage["tally"] = std::move(counts);
    stage["explicit"] = spoken;
    stage["silent"] = silent;
    stage["missing"] = missing_json(seen, round);
    return stage;
}

json::array attention_json(const Seen& seen) {
    json::array items;
    for (const auto& one : attention_for(seen)) {
        json::object item{{"body", one.body}, {"what", one.what}};
        if (!one.assignment.empty()) item["assignment"] = one.assignment;
        if (!one.function.empty()) item["function"] = one.function;
        if (one.people.size() == 1 && seen.view.names) item["person"] = one.people.front();
        put(item, "due", one.due);
        if (one.overdue) item["overdue"] = true;
        if (one.count > 0) item["count"] = one.count;
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

json::object cycle_json(const Seen& seen, const Said& said) {
    const auto& state = *seen.state;
    const auto& opening = *state.opening;
    json::object cycle{
        {"id", state.id},
        {"definition",
         {{"name", opening.definition.name},
          {"version", opening.definition.version},
          {"digest", to_hex(opening.definition.digest)}}},
        {"title", state.title},
        {"status", enum_text(state.status)},
        {"outcome", state.outcome.empty() ? json::value() : json::value(state.outcome)},
        {"language", opening.language},
        {"calendar", {{"name", opening.calendar}, {"version", opening.calendar_version}}},
        {"attributes", opening.attributes},
        {"roles", json::value_from(opening.roles)},
        {"opened", to_text(state.opened)},
        {"sequence", seen.version}};
    put(cycle, "ended", state.ended);
    if (!opening.predecessor.empty()) cycle["predecessor"] = opening.predecessor;
    if (opening.restricted) cycle["restricted"] = true;
    if (opening.parent && !state.is_inside())
        cycle["parent"] = json::object{{"cycle", opening.parent->cycle},
                                       {"stage", opening.parent->stage},
                                       {"assignment", opening.parent->assignment}};
    if (state.is_inside())
        cycle["inside"] = json::object{{"body", opening.parent->body},
                                       {"assignment", opening.parent->assignment},
                                       {"answered", opening.parent->answered}};
    if (const auto* revision = state.revision()) cycle["revision"] = revision_json(*revision);
    json::array stages;
    for (const auto& round : state.rounds) stages.push_back(stage_json(seen, *round, said));
    cycle["stages"] = std::move(stages);
    cycle["attention"] = attention_json(seen);
    return cycle;
}

http::Response cycle_response(const Seen& seen, int status) {
    auto response = http::json(status, json::serialize(cycle_json(seen, Said())));
    response.headers.set("ETag", etag(seen.version));
    return response;
}

json::object row_json(const Seen& seen, const CycleRow& row) {
    json::object item{{"id", row.id},
                      {"title", seen.state->title},
                      {"definition", row.definition},
                      {"status", row.status},
                      {"outcome", row.outcome.empty() ? json::value() : json::value(row.outcome)},
                      {"needs", needs_for(seen, row)},
                      {"opened", to_text(row.opened)},
                      {"changed", to_text(seen.changed)}};
    if (!row.stage.empty()) item["stage"] = row.stage;
    put(item, "due", row.due);
    if (seen.view.is_blinded()) return item;  // how many have answered is not for it before the end
    item["progress"] = json::parse(encode(progress_for(seen)));
    return item;
}

json::object assignment_json(const Seen& seen, const Round& round, const Assignment& assignment,
                             const Said& said) {
    json::object item{
        {"id", assignment.id},        {"cycle", seen.state->id},
        {"body", assignment.body},    {"roles", json::value_from(assignment.roles)},
        {"stage", round.stage},       {"round", round.number},
        {"revision", round.revision}, {"state", enum_text(status_for(seen, round, assignment))}};
    if (!assignment.function.empty()) item["function"] = assignment.function;
    put(item, "due", due_of(round, assignment));
    if (!assignment.item.empty()) item["item"] = assignment.item;
    if (runs_sub_cycles(round.kind))
        item["sub_cycle"] = assignment.child;
    else if (!assignment.child.empty())
        item["inside"] = true;
    const bool hidden = is_hidden(*seen.definition, round);
    if (assignment.answer && seen.view.sees_position(assignment.body, hidden))
        item["position"] = position_json(seen, assignment, *assignment.answer, said);
    if (!seen.view.names) return item;
    json::array people;
    for (const auto& id : assignment.people)
        if (is_there(*seen.registry, id)) people.push_back(json::string(id));
    item["people"] = std::move(people);
    const bool own = assignment.body == seen.view.body;  // who does it there is its own affair
    if (own && is_there(*seen.registry, assignment.claimed)) item["claimed"] = assignment.claimed;
    return item;
}

json::object comment_json(const Seen& seen, const Comment& comment, const Said& said,
                          const Carryings& carryings) {
    json::object item{{"id", comment.id},
                      {"number", comment.number},
                      {"body", comment.body},
                      {"stage", comment.stage},
                      {"revision", comment.revision},
                      {"carrying", enum_text(carryings.of(comment))},
                      {"force", enum_text(comment.force)},
                      {"type", enum_text(comment.type)},
                      {"state", enum_text(comment.status)},
                      {"text", said.comment(comment)}};
    if (!comment.paragraph.empty()) item["paragraph"] = comment.paragraph;
    if (const int number = carryings.number_of(comment.paragraph); number > 0)
        item["paragraph_number"] = number;
    if (comment.selection)
        item["selection"] =
            json::object{{"start", comment.selection->start}, {"end", comment.selection->end}};
    if (auto quote = said.quote(comment); !quote.empty()) item["quote"] = quote;
    if (auto proposed = said.proposed(comment); !proposed.empty()) item["proposed"] = proposed;
    if (auto name = said.name(comment); !name.empty()) item["name"] = name;
    if (seen.view.names && !comment.person.empty()) item["person"] = comment.person;
    if (comment.clearance) item["clearance"] = enum_text(*comment.clearance);
    if (!comment.supports.empty()) item["supports"] = comment.supports.size();
    if (comment.disposition) {
        item["disposition"] = enum_text(*comment.disposition);
        item["observation"] = said.observation(comment);
    }
    if (comment.maintained) item["maintained"] = true;
    if (const auto* same = seen.state->comment(comment.same_as); same && sees(seen, *same))
        item["same_as"] = same->id;
    if (auto group = said.group(comment); !group.empty()) item["group"] = group;
    if (!comment.thread.empty()) item["replies"] = comment.thread.size();
    return item;
}

json::object revision_json(const Revision& revision) {
    json::object item{{"number", revision.number},
                      {"sha256", to_hex(revision.digest)},
                      {"media_type", revision.media_type},
                      {"language", revision.language},
                      {"issued", to_text(revision.issued)}};
    if (revision.editorial) item["editorial"] = true;
    if (!revision.versions.empty()) {
        json::array versions;
        for (const auto& version : revision.versions)
            versions.push_back(json::object{{"language", version.language},
                                            {"media_type", version.media_type},
                                            {"authoritative", version.authoritative},
                                            {"sha256", to_hex(version.digest)}});
        item["versions"] = std::move(versions);
    }
    if (revision.source)
        item["source"] = json::object{{"media_type", revision.source->media_type},
                                      {"size", revision.source->size},
                                      {"sha256", to_hex(revision.source->digest)}};
    if (!revision.changed.empty()) item["changed"] = json::value_from(revision.changed);
    return item;
}

json::object body_json(const Registry& registry, const Body& body, bool people) {
    json::object item{{"id", body.id},
                      {"name", json::value_from(body.name)},
                      {"kind", body.kind},
                      {"weights", json::value_from(body.weights)},
                      {"version", body.version}};
    if (!people) return item;
    json::array list;
    for (const auto* person : registry.people_of(body.id)) {
        json::object one{{"id", person->id},
                         {"name", person->name},
                         {"email", person->email},
                         {"language", person->language},
                         {"function", person->function}};
        json::array roles;
        for (const auto role : person->roles) roles.push_back(json::string(enum_text(role)));
        if (!roles.empty()) one["roles"] = std::move(roles);
        list.push_back(std::move(one));
    }
    item["people"] = std::move(list);
    return item;
}

json::object calendar_json(const CalendarVersion& calendar) {
    return json::parse(encode(calendar)).get_object();
}

json::object entry_json(const Entry& entry, Extent extent) {
    json::object item{{"number", entry.number}, {"leaf", to_hex(entry.leaf)}};
    if (extent == Extent::leaf) {
        item["withheld"] = true;
        return item;
    }
    item["kind"] = entry.kind;
    item["entry"] = json::parse(entry.body);
    if (extent == Extent::whole && !entry.secret.empty())
        item["private"] = json::parse(entry.secret);
    return item;
}

json::object delivery_json(const DeliveryRow& row) {
    json::object item{{"id", row.id},
                      {"event", row.what},
                      {"entry", row.number},
                      {"state", row.state},
                      {"attempts", row.attempts},
                      {"status", row.status},
                      {"created", to_text(row.created)}};
    if (!row.error.empty()) item["error"] = row.error;
    put(item, "next", row.next);
    return item;
}

std::string etag(std::int64_t version) {
    return "\"" + std::to_string(version) + "\"";
}

std::string list_address(const http::Request& request) {
    std::string address = request.path;
    char joint = '?';
    for (const auto& [name, value] : request.query) {
        if (name == "cursor") continue;
        address += joint + http::percent_encode(name) + "=" + http::percent_encode(value);
        joint = '&';
    }
    return address;
}

http::Response list(json::array items, const std::string& address, const std::string& next) {
    json::object body{{"items", std::move(items)}};
    if (!next.empty()) body["next"] = next;
    auto response = http::json(200, json::serialize(body));
    if (next.empty()) return response;
    const char joint = address.find('?') == std::string::npos ? '?' : '&';
    response.headers.add(
        "Link", "<" + address + joint + "cursor=" + http::percent_encode(next) + ">; rel=\"next\"");
    return response;
}

}  // namespace paraph::api
