#include "engine/core/sealing.hpp"

#include <stdexcept>

#include "engine/base/codec.hpp"
#include "engine/core/access.hpp"

namespace paraph {
namespace {

/// One function for each kind of fact that may be sealed: the round that it is said in.
struct HideoutOf {
    const Definition& definition;
    const State& state;

    Hideout by_assignment(const std::string& name) const {
        const auto seated = state.seated(name);
        return seated ? Hideout{seated.index, name} : Hideout{};
    }

    /// By the seat that the comment's body has in the round in which it is hidden.
    Hideout by_comment(const std::string& name) const {
        const auto* comment = state.comment(name);
        if (!comment || !is_hidden(definition, state, *comment)) return {};
        const int round = state.open_round(comment->stage);
        for (const auto& seat : state.round(round).assignments)
            if (seat->body == comment->body) return {round, seat->id};
        return {};
    }

    Hideout operator()(const PositionTaken& fact) const { return by_assignment(fact.assignment); }
    Hideout operator()(const BlockLifted& fact) const { return by_assignment(fact.assignment); }
    Hideout operator()(const BlockMaintained& fact) const { return by_assignment(fact.assignment); }
    Hideout operator()(const CommentsMade& fact) const { return by_assignment(fact.assignment); }
    Hideout operator()(const CommentLifted& fact) const { return by_comment(fact.comment); }
    Hideout operator()(const CommentWithdrawn& fact) const { return by_comment(fact.comment); }
    Hideout operator()(const CommentMaintained& fact) const { return by_comment(fact.comment); }
    Hideout operator()(const CommentReplied& fact) const { return by_comment(fact.comment); }
    /// What the secretariat adds is no body's answer.
    Hideout operator()(const DocumentAttached& fact) const {
        const auto where =
            fact.comment.empty() ? by_assignment(fact.assignment) : by_comment(fact.comment);
        if (where.round < 0) return {};
        return state.seated(where.assignment).assignment->body == fact.body ? where : Hideout{};
    }
    Hideout operator()(const auto&) const { return {}; }
};

struct Sealing {
    AnswerSealed& seal;
    void operator()(const PositionTaken& fact) const {
        seal.position = true;
        seal.revision = fact.revision;
        seal.digest = fact.digest;
        seal.received = fact.received;
        seal.cites = fact.cites;
        seal.late = fact.late;
    }
    void operator()(const CommentsMade& fact) const { seal.received = fact.received; }
    void operator()(const BlockLifted& fact) const { seal.received = fact.received; }
    void operator()(const BlockMaintained& fact) const { seal.received = fact.received; }
    void operator()(const CommentLifted& fact) const { seal.received = fact.received; }
    void operator()(const CommentWithdrawn& fact) const { seal.received = fact.received; }
    void operator()(const auto&) const {}
};

Sealable read_sealed(const json::value& fact) {
    auto read = decode<Sealable>(fact, "/fact");
    if (!read) throw std::logic_error("what was sealed can't be read: " + read.error().text);
    return std::move(*read);
}

}  // namespace

std::optional<Hideout> hideout_of(const Definition& definition, const State& state,
                                  const Fact& fact) {
    auto found = std::visit(HideoutOf{definition, state}, fact);
    if (found.round < 0) return std::nullopt;
    const auto& round = state.round(found.round);
    if (!is_open(round) || !is_hidden(definition, round)) return std::nullopt;
    return found;
}

AnswerSealed seal(const Fact& fact, Hideout where, const id::Seed& salt, json::object& secret) {
    AnswerSealed sealed;
    sealed.round = where.round;
    sealed.assignment = std::move(where.assignment);
    std::visit(Sealing{sealed}, fact);
    const std::string text = encode(fact);
    sealed.commitment = sha256({reinterpret_cast<const char*>(salt.data()), salt.size()}, text);
    secret["sealed"] = json::object{{"fact", json::parse(text)}, {"salt", to_hex(salt)}};
    return sealed;
}

int round_that_opens(const Fact& fact) {
    if (const auto* closed = std::get_if<RoundClosed>(&fact)) return closed->round;
    if (const auto* gone = std::get_if<RoundSuperseded>(&fact)) return gone->round;
    if (const auto* ended = std::get_if<RoundCancelled>(&fact)) return ended->round;
    if (const auto* lapsed = std::get_if<PositionLapsed>(&fact)) return lapsed->round;
    return -1;
}

std::vector<AnswerOpened> openings(const State& state, int round) {
    std::vector<AnswerOpened> opened;
    for (const auto& seal : state.round(round).seals)
        if (!seal.half.empty())
            opened.push_back({.round = round,
                              .sealed = seal.entry,
                              .salt = text_member(seal.half, "salt"),
                              .fact = sealed_fact(seal)});
    return opened;
}

Sealable sealed_fact(const Seal& seal) {
    const auto* fact = seal.half.if_contains("fact");
    if (!fact) throw std::logic_error("a seal holds no fact");
    return read_sealed(*fact);
}

bool fits(const AnswerSealed& seal, std::string_view salt, const Sealable& fact) {
    return salted(salt, encode(fact)) == seal.commitment;
}

}  // namespace paraph
