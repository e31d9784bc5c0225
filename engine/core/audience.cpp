#include "engine/core/audience.hpp"

#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"

namespace paraph {
namespace {

constexpr std::array<std::string_view, 3> speaking{"focal point", "alternate", "chair"};

bool is_silent(const Assignment& seat) {
    return seat.status == AssignmentStatus::awaited || seat.status == AssignmentStatus::silent ||
           seat.status == AssignmentStatus::closed;
}
bool agreed(const Assignment& seat) {
    return seat.status == AssignmentStatus::answered;
}
bool objected(const Assignment& seat) {
    return seat.status == AssignmentStatus::blocking;
}
bool has_answered(const Assignment& seat) {
    return agreed(seat) || objected(seat);
}

}  // namespace

std::vector<const Person*> speakers(const Registry& registry, std::string_view body) {
    const auto all = registry.people_of(body);
    std::vector<const Person*> found;
    std::ranges::copy_if(all, std::back_inserter(found),
                         [](const Person* person) { return contains(speaking, person->function); });
    return found.empty() ? all : found;
}

Audience& Audience::tell(NoticeKind kind, int round, std::string source) {
    next_.kind = kind;
    next_.round = round;
    next_.source = std::move(source);
    return *this;
}

void Audience::person(const std::string& id, const std::string& assignment) {
    const auto* known = occasion_.registry.person(id);
    if (!known || !known->active || known->email.empty()) return;
    const auto& after = occasion_.after;
    if (after.is_inside() && known->body != after.opening->parent->body) return;
    if (!known_.insert({next_.kind, id}).second) return;
    Notice notice = next_;
    notice.person = id;
    notice.body = known->body;
    notice.assignment = assignment.empty() ? assignment_of(id) : assignment;
    notices_.push_back(std::move(notice));
    const auto now = occasion_.record.at;
    for (const auto* delegate : occasion_.registry.delegates_of(id, after.id, now))
        person(delegate->id, assignment);  // who stands in for it hears of it, too
}

void Audience::leave_out(const std::vector<const Person*>& people) {
    for (const auto* one : people) known_.insert({next_.kind, one->id});
}

void Audience::people_of(const Assignment& assignment) {
    for (const auto& id : assignment.people) person(id, assignment.id);
    // And who was given a link since; who stands in hears of it with the one for whom they do.
    for (const auto& [id, generation] : assignment.links)
        if (generation > 0 && !assignment.stand_ins.contains(id)) person(id, assignment.id);
}

void Audience::body_of(const Assignment& assignment) {
    people_of(assignment);
    if (!assignment.child.empty() && !assignment.body.empty()) speakers_of(assignment.body);
}

void Audience::speakers_of(std::string_view body) {
    for (const auto* speaker : speakers(occasion_.registry, body)) person(speaker->id, {});
}

void Audience::everyone() {
    const auto& state = occasion_.after;
    const auto gone = removed_bodies();
    for (auto round = state.rounds.rbegin(); round != state.rounds.rend(); ++round)
        for (const auto& assignment : (*round)->assignments)
            if (takes_part(*assignment) && !gone.contains(assignment->body)) body_of(*assignment);
    for (const auto& [role, bodies] : state.opening->roles)
        for (const auto& body : bodies) speakers_of(body);
}

void Audience::group(std::string_view name) {
    if (name == "everyone") return everyone();
    if (name == "secretariat") return secretariat();
    if (name == "those who agreed") return answered(agreed);
    if (name == "those who objected") return answered(objected);
    if (name == "those who answered") return answered(has_answered);
    if (name == "those who are silent") return answered(is_silent);
    const auto& roles = occasion_.after.opening->roles;
    if (const auto bound = roles.find(std::string(name)); bound != roles.end())
        for (const auto& body : bound->second) speakers_of(body);
    else
        function_holders(name);
}

void Audience::event(std::string_view name, std::vector<std::string_view> usual) {
    const auto& notify = occasion_.definition.notify;
    const auto said = notify.find(std::string(name));
    if (said == notify.end())
        for (const auto group_name : usual) group(group_name);
    else
        for (const auto& group_name : said->second) group(group_name);
}

void Audience::secretariat() {
    for (const auto& [id, known] : occasion_.registry.people)
        if (contains(known->roles, HouseRole::secretariat)) person(id, {});
}

void Audience::answered(bool (*wanted)(const Assignment&)) {
    const auto* about = round();
    if (!about) return;
    for (const auto& assignment : about->assignments)
        if (wanted(*assignment)) body_of(*assignment);
}

/// Inside a body, "director" names those of the body with that function.
void Audience::function_holders(std::string_view function) {
    const auto& parent = occasion_.after.opening->parent;
    if (!occasion_.after.is_inside()) return;
    for (const auto* known : occasion_.registry.people_of(parent->body))
        if (known->function == function) person(known->id, {});
}

const Round* Audience::round() const {
    const auto& rounds = occasion_.after.rounds;
    const auto index = static_cast<std::size_t>(next_.round);
    return next_.round >= 0 && index < rounds.size() ? rounds[index].get() : nullptr;
}

/// Whose link leads back: the person's assignment in the round it is about, else the newest.
std::string Audience::assignment_of(const std::string& id) const {
    const auto seat_in = [&](const Round& in) -> std::string {
        for (const auto& assignment : in.assignments)
            if (contains(assignment->people, id)) return assignment->id;
        return {};
    };
    if (const auto* about = round())
        if (auto found = seat_in(*about); !found.empty()) return found;
    const auto& rounds = occasion_.after.rounds;
    for (auto each = rounds.rbegin(); each != rounds.rend(); ++each)
        if (auto found = seat_in(**each); !found.empty()) return found;
    return {};
}

/// A body is out when the last that was asked of it was taken away.
std::set<std::string> Audience::removed_bodies() const {
    std::set<std::string> seen, gone;
    const auto& rounds = occasion_.after.rounds;
    for (auto each = rounds.rbegin(); each != rounds.rend(); ++each)
        for (const auto& assignment : (*each)->assignments)
            if (seen.insert(assignment->body).second &&
                assignment->status == AssignmentStatus::removed)
                gone.insert(assignment->body);
    return gone;
}

}  // namespace paraph
