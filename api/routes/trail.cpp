#include <algorithm>
#include <map>

#include "api/notary.hpp"
#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

/// One reader's way through the whole log; looks each cycle up once.
class TrailReader {
public:
    TrailReader(const House& house, const Principal& principal) : house_(house), who_(principal) {}

    json::object show(const Entry& entry) { return entry_json(entry, extent(entry)); }

    Extent extent(const Entry& entry) {
        if (entry.stream == registry_stream) return extent_of_registry(who_, entry);
        const auto [found, fresh] = seen_.try_emplace(entry.stream);
        if (fresh)
            if (auto seen = look_at(house_, entry.stream, who_)) found->second = std::move(*seen);
        return found->second ? extent_of(*found->second, entry) : Extent::leaf;
    }

private:
    const House& house_;
    const Principal& who_;
    std::map<std::string, std::optional<Seen>> seen_;
};

/// Up to the version that the reader knows: one more leaf would tell the blinded of an answer.
http::Response cycle_trail(const House& house, const Seen& seen, const std::string& address,
                           const Paging& page, std::int64_t after) {
    json::array items;
    auto entries = house.archive.stream(seen.state->id, after, page.limit);
    std::erase_if(entries, [&](const Entry& entry) { return entry.sequence > seen.version; });
    for (const auto& entry : entries) items.push_back(entry_json(entry, extent_of(seen, entry)));
    return list(std::move(items), address,
                entries.size() < page.limit ? "" : std::to_string(entries.back().sequence));
}

http::Response log_page(const House& house, const Principal& principal, const std::string& address,
                        const Paging& page, std::int64_t from) {
    json::array items;
    const auto entries = house.archive.log(from, page.limit);
    TrailReader reader(house, principal);
    for (const auto& entry : entries) items.push_back(reader.show(entry));
    return list(std::move(items), address,
                entries.size() < page.limit ? "" : std::to_string(entries.back().number + 1));
}

Result<std::int64_t> start_of(const Paging& page) {
    return page.cursor.empty() ? Result<std::int64_t>(0) : number_in(page.cursor, "cursor");
}

void read_cycle(const House& house, const http::Context& context, http::Answer answer) {
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    const auto page = paging(context.request);
    if (!page) return answer(problem_for(context.request, page.error()));
    const auto after = start_of(*page);
    if (!after) return answer(problem_for(context.request, after.error()));
    in_background(
        house, context, std::move(answer),
        [&house, seen = std::move(*seen), address = list_address(context.request), page = *page,
         after = *after] { return cycle_trail(house, seen, address, page, after); });
}

void read_log(const House& house, const http::Context& context, http::Answer answer) {
    const auto page = paging(context.request);
    if (!page) return answer(problem_for(context.request, page.error()));
    const auto from = start_of(*page);
    if (!from) return answer(problem_for(context.request, from.error()));
    in_background(
        house, context, std::move(answer),
        [&house, principal = context.principal, address = list_address(context.request),
         page = *page, from = *from] { return log_page(house, principal, address, page, from); });
}

void read_entry_at(const House& house, const http::Context& context, http::Answer answer) {
    const auto number = number_in(context.param("n"), "n");
    if (!number) return answer(problem_for(context.request, number.error()));
    in_background(
        house, context, std::move(answer),
        [&house, principal = context.principal, path = context.request.path, number = *number] {
            const auto entries = house.archive.log(number, 1);
            if (entries.empty())
                return http::problem(refuse(Refused::not_found, "There is no such entry."), path);
            return http::json(200,
                              json::serialize(TrailReader(house, principal).show(entries.front())));
        });
}

void prove_entry(const House& house, const http::Context& context, http::Answer answer) {
    static constexpr std::string_view offered[] = {"application/json", "text/plain"};
    const auto type = negotiate(context.request, offered);
    if (!type) return answer(problem_for(context.request, type.error()));
    const auto number = number_in(context.param("n"), "n");
    if (!number) return answer(problem_for(context.request, number.error()));
    in_background(house, context, std::move(answer),
                  [&house, path = context.request.path, number = *number, type = *type] {
                      const auto proof = house.notary.prove(number);
                      if (!proof) return http::problem(proof.error(), path);
                      return type == offered[0] ? http::json(200, encode(*proof))
                                                : http::text(200, to_tlog_proof(*proof));
                  });
}

void prove_growth(const House& house, const http::Context& context, http::Answer answer) {
    const auto from = number_in(context.request.parameter("from").value_or(""), "from");
    const auto to = number_in(context.request.parameter("to").value_or(""), "to");
    if (!from) return answer(problem_for(context.request, from.error()));
    if (!to) return answer(problem_for(context.request, to.error()));
    in_background(house, context, std::move(answer),
                  [&house, path = context.request.path, from = *from, to = *to] {
                      const auto proof = house.notary.prove_growth(from, to);
                      if (!proof) return http::problem(proof.error(), path);
                      json::array hashes;
                      for (const auto& hash : *proof) hashes.push_back(json::string(to_hex(hash)));
                      return http::json(200, json::serialize(json::object{
                                                 {"from", from}, {"to", to}, {"hashes", hashes}}));
                  });
}

}  // namespace

namespace {

/// Whose answer an entry tells of: by an assignment, or by comments.
struct Told {
    std::string assignment;
    std::vector<std::string> comments;
};

struct Teller {
    Told operator()(const PositionTaken& fact) const { return {fact.assignment, {}}; }
    Told operator()(const BlockLifted& fact) const { return {fact.assignment, {}}; }
    Told operator()(const BlockMaintained& fact) const { return {fact.assignment, {}}; }
    Told operator()(const CommentsMade& fact) const { return {fact.assignment, {}}; }
    Told operator()(const AnswerOpened& fact) const { return std::visit(*this, fact.fact); }
    Told operator()(const CommentLifted& fact) const { return {{}, {fact.comment}}; }
    Told operator()(const CommentWithdrawn& fact) const { return {{}, {fact.comment}}; }
    Told operator()(const CommentAnswered& fact) const { return {{}, {fact.comment}}; }
    Told operator()(const CommentReplied& fact) const { return {{}, {fact.comment}}; }
    Told operator()(const CommentMaintained& fact) const { return {{}, {fact.comment}}; }
    Told operator()(const CommentsGrouped& fact) const { return {{}, fact.comments}; }
    Told operator()(const CommentsMerged& fact) const {
        Told told{{}, fact.same};
        told.comments.push_back(fact.comment);
        return told;
    }
    Told operator()(const CommentsAnswered& fact) const {
        Told told;
        for (const auto& answer : fact.answers) told.comments.push_back(answer.comment);
        return told;
    }
    Told operator()(const DocumentAttached& fact) const {
        return {fact.assignment,
                fact.comment.empty() ? std::vector<std::string>{} : std::vector{fact.comment}};
    }
    Told operator()(const auto&) const { return {}; }
};

/// Kinds of entries that say nothing of who reviews, or whose text it is.
constexpr std::string_view unblinding[] = {
    "cycle opened", "stage skipped", "way chosen", "round closed",  "round fell due",
    "cycle ended",  "suspended",     "resumed",    "deferred",      "taken up",
    "abandoned",    "branch done",   "migrated",   "minimum waived"};

bool is_hidden_answer(const Seen& seen, const std::string& assignment) {
    const auto seated = seen.state->seated(assignment);
    return seated && is_hidden(*seen.definition, *seated.round) &&
           seated.assignment->body != seen.view.body;
}

/// Whether any round hides its answers now.
bool hides(const Seen& seen) {
    return std::ranges::any_of(
        seen.state->rounds, [&](const auto& round) { return is_hidden(*seen.definition, *round); });
}

}  // namespace

Extent extent_of(const Seen& seen, const Entry& entry) {
    if (!seen.view.trail) return Extent::leaf;
    if (seen.view.is_blinded())
        return std::ranges::find(unblinding, entry.kind) == end(unblinding) ? Extent::leaf
                                                                            : Extent::whole;
    const bool own_affair = is_own_affair(entry.kind);
    if (!own_affair && !hides(seen)) return Extent::whole;
    const auto record = read_entry(entry.body, {});
    if (!record) return Extent::whole;
    if (own_affair) return is_others_affair(seen, record->fact) ? Extent::leaf : Extent::whole;
    if (const auto* sealed = std::get_if<AnswerSealed>(&record->fact))
        return is_hidden_answer(seen, sealed->assignment) ? Extent::body : Extent::whole;
    const auto told = std::visit(Teller{}, record->fact);
    if (is_hidden_answer(seen, told.assignment)) return Extent::leaf;
    const bool tells = std::ranges::any_of(told.comments, [&](const auto& name) {
        const auto* comment = seen.state->comment(name);
        return comment && comment->body != seen.view.body &&
               is_hidden(*seen.definition, *seen.state, *comment);
    });
    return tells ? Extent::leaf : Extent::whole;
}

/// An auditor of some cycles needs what these rest on: definitions, and no people's names.
Extent extent_of_registry(const Principal& reader, const Entry& entry) {
    if (!reader.roles.meets(Role::secretariat | Role::auditor)) return Extent::leaf;
    if (reader.roles.has(Role::secretariat) || !reader.audits) return Extent::whole;
    return entry.kind == "definition published" ? Extent::whole : Extent::body;
}

void bind_trail(http::Router& router, const House& house) {
    router.bind("trail.cycle", handler_in(house, read_cycle));
    router.bind("trail.log", handler_in(house, read_log));
    router.bind("trail.entry", handler_in(house, read_entry_at));
    router.bind("trail.proof", handler_in(house, prove_entry));
    router.bind("trail.consistency", handler_in(house, prove_growth));
    router.bind("trail.checkpoint", [&](const http::Context& context, http::Answer answer) {
        in_background(house, context, std::move(answer),
                      [&house] { return http::text(200, house.notary.checkpoint()); });
    });
}

}  // namespace paraph::api
