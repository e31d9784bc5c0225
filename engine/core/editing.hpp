#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "engine/base/enums.hpp"
#include "engine/base/id.hpp"
#include "engine/base/json.hpp"
#include "engine/core/apply.hpp"
#include "engine/model/state.hpp"

namespace paraph {

// What folding a fact into a state is made of. Used by apply.cpp and what it is split into only.

/// What is shared is copied before it changes; what is ours alone changes in place.
template <class T>
T& edit(std::shared_ptr<const T>& shared) {
    if (shared.use_count() > 1) shared = std::make_shared<T>(*shared);
    return const_cast<T&>(*shared);
}

template <class Status, class Event>
void step(Status& status, Event event) {
    const auto after = next(status, event);
    if (!after)
        throw std::logic_error("the lifecycle does not know \"" + std::string(enum_text(event)) +
                               "\" in \"" + std::string(enum_text(status)) + "\"");
    status = *after;
}

inline std::string person_of(std::string_view actor) {
    return id::is(id::person, actor) ? std::string(actor) : std::string();
}

// What facts bring into being; what only the state knows of it (numbers, stages) is added to it.
std::shared_ptr<const Revision> make_revision(const RevisionIssued& fact, const Occurrence& now);
std::shared_ptr<const Assignment> make_assignment(const Seat& seat, const Occurrence& now);
Answer make_answer(const PositionTaken& fact, const Occurrence& now);
Comment make_comment(const CommentMade& made, const Occurrence& now);
std::shared_ptr<Commitment> make_commitment(const CommitmentMade& fact, const Occurrence& now);

/// Stages that a new version of the definition calls otherwise, in all that has happened.
void rename_stages(State& state, Opening& opening, const std::map<std::string, std::string>& names);

/// What the body has committed itself to, and neither done nor dropped, is its successor's from
/// here on; nothing where it has none.
void pass_on_commitments(State& state, const std::string& body, const std::string& successor);

}  // namespace paraph
