#include "engine/core/blind.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/base/contains.hpp"

namespace paraph {
namespace {

constexpr std::array<std::string_view, 24> letters{"A", "B", "C", "D", "E", "F", "G", "H",
                                                   "J", "K", "L", "M", "N", "P", "Q", "R",
                                                   "S", "T", "U", "V", "W", "X", "Y", "Z"};
constexpr std::array<std::string_view, 24> bangla_letters{"ক", "খ", "গ", "ঘ", "চ", "ছ", "জ", "ঝ",
                                                          "ট", "ঠ", "ড", "ঢ", "ত", "থ", "দ", "ধ",
                                                          "ন", "প", "ফ", "ব", "ভ", "ম", "র", "ল"};
constexpr std::string_view of_reviewer = "reviewer:", of_reviewed = "reviewed:";

void add(std::vector<std::string>& list, const std::string& item) {
    if (!contains(list, item)) list.push_back(item);
}

Digest place(const std::string& lot, std::string_view body) {
    return sha256(lot, body);
}

/// Letters by the lot: of two bodies that would have the same, the later one takes the next of its
/// own. After some misses it takes two, so that a name never depends on how many there are.
std::vector<std::size_t> letters_for(const std::string& lot, std::string_view body,
                                     const std::set<std::vector<std::size_t>>& taken) {
    const auto digest = place(lot, body);
    for (std::size_t i = 0; i < digest.size() / 2; ++i)
        if (std::vector one{digest[i] % letters.size()}; !taken.contains(one)) return one;
    for (std::size_t i = 0;; ++i) {
        const auto more = place(lot, std::string(body) + '\0' + std::to_string(i));
        std::vector two{more[0] % letters.size(), more[1] % letters.size()};
        if (!taken.contains(two)) return two;
    }
}

struct Pseudonym {
    std::string id;
    Texts name;
};

/// Who reviews is named by the seed of the cycle's first blind review, so each keeps its name from
/// round to round of the cycle.
class Names {
public:
    Names(const State& state, const Definition& definition, const View& view)
        : state_(state), sides_(sides_of_blind_reviews(definition)) {
        for (const auto& round : state.rounds)
            if (lot_.empty()) lot_ = round->lot;
        if (view.hides_reviewers)
            give(sides_.reviewers, view.body, of_reviewer, {"Reviewer", "পর্যালোচক"});
        if (view.hides_reviewed)
            give(sides_.reviewed, view.body, of_reviewed, {"Reviewed body", "পর্যালোচিত সংস্থা"});
    }

    /// Nothing: it is not hidden. An empty id: it has no name yet, and is left out.
    const Pseudonym* of(const std::string& body) const {
        const auto found = names_.find(body);
        return found == names_.end() ? nullptr : &found->second;
    }
    const std::map<std::string, Pseudonym>& all() const { return names_; }
    const Sides& sides() const { return sides_; }

private:
    void give(const std::vector<std::string>& roles, std::string_view own, std::string_view prefix,
              std::array<std::string_view, 2> words) {
        const auto bodies = bodies_of(roles);
        const bool only_one = prefix == of_reviewed && bodies.size() == 1;
        std::set<std::vector<std::size_t>> taken;
        for (const auto& body : bodies) {
            if (only_one && body != own) {
                names_[body] = {std::string(prefix) + "body",
                                {{"en", std::string(words[0])}, {"bn", std::string(words[1])}}};
                continue;
            }
            if (lot_.empty()) {
                if (body != own) names_.try_emplace(body);
                continue;
            }
            const auto drawn = letters_for(lot_, body, taken);
            taken.insert(drawn);
            if (body != own) names_.try_emplace(body, named(prefix, words, drawn));
        }
    }

    static Pseudonym named(std::string_view prefix, std::array<std::string_view, 2> words,
                           const std::vector<std::size_t>& drawn) {
        std::string latin, bangla;
        for (const auto letter : drawn) {
            latin += letters[letter];
            bangla += bangla_letters[letter];
        }
        return {std::string(prefix) + latin,
                {{"en", std::string(words[0]) + " " + latin},
                 {"bn", std::string(words[1]) + " " + bangla}}};
    }

    /// Those who have the roles or had them, in the order in which they were seated.
    std::vector<std::string> bodies_of(const std::vector<std::string>& roles) const {
        std::vector<std::string> bodies;
        for (const auto& round : state_.rounds)
            for (const auto& seat : round->assignments)
                if (sits_for(*seat, roles)) add(bodies, seat->body);
        for (const auto& role : roles)
            for (const auto& body : bound_to(state_.opening->roles, role)) add(bodies, body);
        return bodies;
    }

    const State& state_;
    Sides sides_;
    std::string lot_;
    std::map<std::string, Pseudonym> names_;
};

/// Makes the copy in which nothing leads to whom the reader must not know.
class Blinding {
public:
    explicit Blinding(Seen& seen)
        : seen_(seen), state_(*seen.state), names_(state_, *seen.definition, seen.view) {}

    void run() {
        auto copy = std::make_shared<State>(state_);
        copy->opening = opening();
        for (auto& round : copy->rounds) round = blinded(round);
        copy->comments = comments();
        std::erase_if(copy->attachments, [&](const auto& file) { return leads_to(*file); });
        for (auto& commitment : copy->commitments)
            if (names_.of(commitment->body)) commitment = blinded(*commitment);
        if (seen_.view.hides_reviewed) {
            for (auto& revision : copy->revisions) revision = blinded(*revision);
            copy->title = title();
        }
        seen_.state = std::move(copy);
        auto registry = std::make_shared<Registry>(*seen_.registry);
        for (const auto& [body, name] : names_.all())
            if (!name.id.empty())
                registry->bodies[name.id] =
                    std::make_shared<const Body>(Body{.id = name.id, .name = name.name});
        seen_.registry = std::move(registry);
    }

private:
    bool is_hidden_side(const std::vector<std::string>& roles) const {
        const auto& sides = names_.sides();
        const auto& view = seen_.view;
        const auto in = [&](const std::vector<std::string>& side) {
            return std::ranges::any_of(roles, [&](const auto& r) { return contains(side, r); });
        };
        return (view.hides_reviewers && in(sides.reviewers)) ||
               (view.hides_reviewed && in(sides.reviewed));
    }

    /// The seat's own name for the reader; nullptr: it may know the body.
    const Pseudonym* cloak_of(const Assignment& seat) const {
        return is_hidden_side(seat.roles) ? names_.of(seat.body) : nullptr;
    }

    std::shared_ptr<const Opening> opening() const {
        auto copy = std::make_shared<Opening>(*state_.opening);
        for (auto& [role, bodies] : copy->roles) {
            if (!is_hidden_side({role})) continue;
            std::vector<std::string> shown;
            for (const auto& body : bodies) {
                const auto* name = names_.of(body);
                if (!name) shown.push_back(body);
                if (name && !name->id.empty()) shown.push_back(name->id);
            }
            std::ranges::sort(shown);
            bodies = std::move(shown);
            if (const auto* known = seen_.definition->role(role); known && !known->named_by.empty())
                copy->attributes.erase(known->named_by);
        }
        for (auto& [weight, values] : copy->weights)
            for (const auto& [body, name] : names_.all())
                if (const auto value = values.find(body); value != values.end())
                    values[name.id] = value->second;
        copy->conflicts.clear();
        copy->assigned.clear();
        copy->lots.clear();
        if (seen_.view.hides_reviewed && copy->parent) {
            if (const auto* name = names_.of(copy->parent->body)) copy->parent->body = name->id;
            copy->parent->assignment.clear();
        }
        return copy;
    }

    std::shared_ptr<const Round> blinded(const std::shared_ptr<const Round>& round) const {
        auto copy = std::make_shared<Round>(*round);
        copy->lot.clear();
        if (const auto* stage = seen_.definition->stage(round->stage);
            is_open(*round) && stage && stage->blind != Blind::open) {
            copy->qualifies = false;  // it tells that the answers are there
            if (round->status == RoundStatus::qualified) copy->status = RoundStatus::open;
        }
        std::vector<std::shared_ptr<const Assignment>> hidden;
        std::erase_if(copy->assignments, [&](const auto& seat) {
            const auto* name = cloak_of(*seat);
            if (name)
                if (auto cloaked = cloak(*round, *seat, *name)) hidden.push_back(cloaked);
            return name != nullptr;
        });
        std::ranges::sort(hidden, {}, [](const auto& seat) { return seat->body; });
        copy->assignments.insert(copy->assignments.end(), hidden.begin(), hidden.end());
        return copy;
    }

    bool has_recused(const Round& round, const Answer& answer) const {
        const auto* stage = seen_.definition->stage(round.stage);
        const auto* rule = stage ? stage->position(answer.position) : nullptr;
        return rule && rule->leaves_base;
    }

    /// What is left of a seat: that somebody sits there, and when the round has closed, what it
    /// answered, as of the close. Nothing of who has recused, or was taken away.
    std::shared_ptr<const Assignment> cloak(const Round& round, const Assignment& seat,
                                            const Pseudonym& name) const {
        if (name.id.empty() || !takes_part(seat)) return nullptr;
        if (seat.answer && has_recused(round, *seat.answer)) return nullptr;
        auto copy = std::make_shared<Assignment>();
        copy->id = name.id;
        copy->body = name.id;
        copy->roles = seat.roles;
        if (round.status != RoundStatus::closed || !round.closed) return copy;
        copy->status = seat.status;
        copy->answer = seat.answer;
        if (!copy->answer) return copy;
        auto& answer = *copy->answer;
        answer.at = *round.closed;
        answer.person = answer.behalf = answer.received = {};
        answer.cites.reset();
        answer.maintained = answer.late = false;
        return copy;
    }

    /// The seat from which a comment was made.
    std::pair<const Round*, const Assignment*> origin(const Comment& comment) const {
        for (auto round = state_.rounds.rbegin(); round != state_.rounds.rend(); ++round) {
            if ((*round)->stage != comment.stage || (*round)->entry > comment.entry) continue;
            for (const auto& seat : (*round)->assignments)
                if (seat->body == comment.body) return {round->get(), seat.get()};
        }
        return {nullptr, nullptr};
    }

    /// It would tell that somebody sat there who has recused since.
    bool went_with_its_body(const Round& round, const Assignment& seat,
                            const Comment& comment) const {
        return comment.status == CommentStatus::withdrawn && seat.answer &&
               has_recused(round, *seat.answer);
    }

    Comments comments() const {
        const auto is_hidden = [&](const auto& comment) { return names_.of(comment->body); };
        if (std::ranges::none_of(state_.comments, is_hidden)) return state_.comments;
        Comments all;
        for (const auto& comment : state_.comments) {
            const auto [round, seat] =
                names_.of(comment->body) ? origin(*comment) : std::pair{nullptr, nullptr};
            const auto* name = seat ? cloak_of(*seat) : nullptr;
            if (name && (is_open(*round) || name->id.empty())) continue;
            if (name && went_with_its_body(*round, *seat, *comment)) continue;
            auto copy = *comment;
            if (name) {
                copy.body = name->id;
                copy.person.clear();
                copy.supports.clear();
                copy.voices.clear();
                copy.cites.reset();
            }
            all.add(std::move(copy));
        }
        return all;
    }

    /// A file tells much of who made it, so it stays with those who know.
    bool leads_to(const Attachment& file) const { return names_.of(file.body) != nullptr; }

    std::shared_ptr<const Commitment> blinded(const Commitment& commitment) const {
        auto copy = std::make_shared<Commitment>(commitment);
        copy->body = names_.of(commitment.body)->id;
        const auto* maker = names_.of(commitment.maker);
        copy->maker = maker ? maker->id : std::string();
        return copy;
    }

    static std::shared_ptr<const Revision> blinded(const Revision& revision) {
        auto copy = std::make_shared<Revision>(revision);
        copy->person.clear();
        copy->source.reset();
        return copy;
    }

    /// A sub-cycle's title ends with the name of the body that it is about.
    std::string title() const {
        for (const auto& [id, name] : names_.all()) {
            const auto* body = seen_.registry->body(id);
            if (!body) continue;
            for (const auto& [language, text] : body->name)
                if (state_.title.ends_with(": " + text))
                    return state_.title.substr(0, state_.title.size() - text.size() - 2);
        }
        return state_.title;
    }

    Seen& seen_;
    const State& state_;
    Names names_;
};

/// The sides of the reviews in the sub-cycles that the stage runs; nullopt: none is blind.
std::optional<Sides> sides_inside(const Seen& seen, const Stage& stage) {
    const auto pinned = seen.state->opening->procedures.find(stage.procedure);
    if (stage.procedure.empty() || pinned == seen.state->opening->procedures.end())
        return std::nullopt;
    const auto* found = seen.registry->definition(pinned->second.name, pinned->second.version);
    auto sides = found ? sides_of_blind_reviews(*found->definition) : Sides{};
    return sides.reviewers.empty() ? std::nullopt : std::optional(std::move(sides));
}

bool takes_part_inside(const Round& round, std::string_view body) {
    return std::ranges::any_of(round.assignments, [&](const auto& seat) {
        return seat->body == body || std::ranges::any_of(seat->bound, [&](const auto& bound) {
                   return contains(bound.second, body);
               });
    });
}

/// In the outer cycle nothing says who reviews inside, nor, where reviewers must not know whom,
/// which sub-cycle is about which body.
std::shared_ptr<const Round> without_bindings(const Round& round, const Sides& sides,
                                              std::string_view own) {
    auto copy = std::make_shared<Round>(round);
    for (auto& seat : copy->assignments) {
        auto changed = std::make_shared<Assignment>(*seat);
        changed->bound.clear();
        if (sides.both && changed->body != own) changed->child.clear();
        seat = std::move(changed);
    }
    return copy;
}

void blind_sub_cycles(Seen& seen) {
    std::shared_ptr<State> copy;
    const auto whole = seen.state;
    for (std::size_t i = 0; i < whole->rounds.size(); ++i) {
        const auto& round = *whole->rounds[i];
        const auto* stage = seen.definition->stage(round.stage);
        const auto sides = stage ? sides_inside(seen, *stage) : std::nullopt;
        if (!sides) continue;
        if (seen.view.trail && !takes_part_inside(round, seen.view.body)) continue;
        if (!copy) copy = std::make_shared<State>(*whole);
        copy->rounds[i] = without_bindings(round, *sides, seen.view.body);
    }
    if (!copy) return;
    auto opening = std::make_shared<Opening>(*whole->opening);
    opening->assigned.clear();
    opening->conflicts.clear();
    copy->opening = std::move(opening);
    seen.state = std::move(copy);
    seen.view.trail = false;
}

}  // namespace

Sides sides_of_blind_reviews(const Definition& definition) {
    Sides sides;
    for (const auto& stage : definition.stages) {
        if (stage.blind == Blind::open) continue;
        sides.both = sides.both || stage.blind == Blind::double_;
        for (const auto& who : stage.who) {
            if (who.kind != Participant::Kind::role) continue;
            add(sides.reviewers, who.name);
            if (const auto* role = definition.role(who.name))
                for (const auto& never : role->never) add(sides.reviewed, never);
        }
    }
    return sides;
}

bool has_any(const State& state, std::string_view body, const std::vector<std::string>& roles) {
    for (const auto& role : roles)
        if (contains(bound_to(state.opening->roles, role), body)) return true;
    return std::ranges::any_of(state.rounds, [&](const auto& round) {
        return std::ranges::any_of(round->assignments, [&](const auto& seat) {
            return seat->body == body && sits_for(*seat, roles);
        });
    });
}

bool sits_for(const Assignment& seat, const std::vector<std::string>& roles) {
    return std::ranges::any_of(seat.roles, [&](const auto& role) { return contains(roles, role); });
}

void order_by_lot(std::vector<Seat>& seats, const std::string& lot) {
    std::vector<std::string> ids;
    for (const auto& seat : seats) ids.push_back(seat.id);
    std::ranges::sort(seats, {}, [&](const Seat& seat) { return place(lot, seat.body); });
    for (std::size_t i = 0; i < seats.size(); ++i) seats[i].id = std::move(ids[i]);
}

void put_blinds(Seen& seen) {
    blind_sub_cycles(seen);
    if (!seen.view.is_blinded()) return;
    for (const auto& round : seen.state->rounds) {
        const auto* stage = seen.definition->stage(round->stage);
        if (!is_open(*round) || !stage || stage->blind == Blind::open) continue;
        seen.version = round->entry;
        seen.changed = round->opened;
        break;
    }
    Blinding(seen).run();
}

bool is_pseudonym(std::string_view body) {
    return body.starts_with(of_reviewer) || body.starts_with(of_reviewed);
}

std::string name_for(const Seen& seen, const State& whole, const std::string& body) {
    if (!seen.view.is_blinded()) return body;
    const auto* name = Names(whole, *seen.definition, seen.view).of(body);
    return name ? name->id : body;
}

}  // namespace paraph
