#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "engine/core/record.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// What a person is told of. Scenarios use these words: do not change them.
BOOST_DEFINE_FIXED_ENUM_CLASS(NoticeKind, std::uint8_t, request, reminder, revised, outcome,
                              objection, extended, suspended, resumed, deferred, reopened,
                              abandoned, overdue, removed, receipt, sign_in, more_time, recused,
                              shortened, returned, consent, end_date, assign, answered, passed_on,
                              replied, handed_back)

/// One person is to be told of one entry. Ids only: names, addresses and texts are put in when the
/// mail is written (mail_text.hpp), so that nothing of them waits anywhere.
struct Notice {
    NoticeKind kind = NoticeKind::request;
    std::string person;
    std::string body;        // whom the person stands for
    std::string assignment;  // the person's, in that round, else in the newest; empty: has none
    int round = -1;          // index into State::rounds: what it is about; -1: the whole cycle
    std::string source;      // objection: the assignment that blocks
};

/// An entry and what it is read against.
struct Occasion {
    const Record<Fact>& record;
    const State& after;  // the cycle's state after the entry, not a later one
    const Registry& registry;
    const Definition& definition;
};

/// Who is told of an entry, and what (docs/mails.md). Pure: the same entry has the same notices,
/// also years later, but for people who left. At most one notice of a kind to a person; nobody
/// outside a body hears of what runs inside it.
std::vector<Notice> notices(const Occasion& occasion);

/// Whether the cycle ends with the round, which has an entry and a notice of its own. Precondition:
/// the state knows the round.
bool ends_cycle(const Definition& definition, const State& state, const RoundClosed& closed);

/// The functions that speak for a body: focal points, alternates, chairs; else all its people.
std::vector<const Person*> speakers(const Registry& registry, std::string_view body);

}  // namespace paraph
