#pragma once

#include <memory>

#include "engine/model/command.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/fact.hpp"
#include "engine/model/registry.hpp"

namespace paraph {

/// What a reader may see of a cycle. The one place where visibility is decided: API, pages, mails,
/// events, webhooks and exports all ask here.
struct View {
    bool cycle = false;  // that it exists; false: answer "not found"
    bool text = false;
    bool all_positions = false;     // else only those of `body`
    bool all_comments = false;      // else only those of `body`; whoever must answer them has all
    bool meets_objections = false;  // whose answers block, and why: the lead, whoever must revise
    bool names = false;             // who gave a position, not only for which body
    bool outcome = false;
    bool trail = false;
    bool secretariat = false;  // may act
    bool insides = false;      // who of its people does it, also of other bodies: auditors
    // Of a blind review: who reviews, and in a double-blind one for a reviewer, whose text it is.
    bool hides_reviewers = false;
    bool hides_reviewed = false;
    std::string body;

    bool is_blinded() const { return hides_reviewers || hides_reviewed; }
    bool sees_position(std::string_view of_body, bool hidden) const;
    /// A position that blocks, or did: nobody meets an objection that it can't read.
    bool sees_objection(std::string_view of_body, bool hidden) const;
    bool sees_comment(std::string_view of_body, bool hidden) const;
};

/// Nobody outside sees a cycle that runs inside a body; nobody inside is more than the body.
View view_of(const State& state, const Definition& definition, const Actor& actor);

/// A cycle as one reader may know it: everything that is shown is made of this. Where a review is
/// blind for the reader, `state` is a copy in which nothing leads to those whom it must not know
/// (engine/core/blind.hpp), and `registry` knows them by the names that they have in it. Decide on
/// the cycle's own state, never on this one.
struct Seen {
    std::shared_ptr<const State> state;
    std::shared_ptr<const Registry> registry;
    const Definition* definition = nullptr;
    View view;
    // Which version of the cycle it is, and of when. For the blinded, while what they must not know
    // of is going on, those of its opening: a number that moves would tell that an answer came.
    std::int64_t version = 0;
    Instant changed{};
};
/// Precondition: the registry has the cycle's definition. Costs nothing where nothing is blind.
Seen see(std::shared_ptr<const State> state, std::shared_ptr<const Registry> registry,
         const Actor& actor);
/// The same of things that the caller keeps as long as what it gets.
Seen see(const State& state, const Registry& registry, const Actor& actor);
/// The same as it may go from hand to hand, in a document: without those whom anybody must not
/// know.
Seen for_all_hands(Seen seen);

/// Whether the round hides its answers now, from all but the answering body.
bool is_hidden(const Definition& definition, const Round& round);
/// The same for a comment, which came with an answer: while the round that it came in hides them,
/// or the one that a new revision opened in its place.
bool is_hidden(const Definition& definition, const State& state, const Comment& comment);
/// Where a seat stands, as the reader may know it: of a hidden answer that there is one.
AssignmentStatus status_for(const Seen& seen, const Round& round, const Assignment& seat);

/// Whether entries of this kind tell which of its people does what a body owes. That is the body's
/// own affair: for everybody else they are withheld, and become no event.
bool is_own_affair(std::string_view kind);
/// Whether the fact tells that of another body than the reader's, to one who may not know it.
bool is_others_affair(const Seen& seen, const Fact& fact);

}  // namespace paraph
