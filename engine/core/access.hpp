#pragma once

#include "engine/model/command.hpp"
#include "engine/model/definition.hpp"

namespace paraph {

/// What a reader may see of a cycle. The one place where visibility is decided: API, pages, mails,
/// events, webhooks and exports all ask here.
struct View {
    bool cycle = false;  // that it exists; false: answer "not found"
    bool text = false;
    bool all_positions = false;  // else only those of `body`
    bool all_comments = false;   // else only those of `body`
    bool names = false;          // who gave a position, not only for which body
    bool outcome = false;
    bool trail = false;
    bool secretariat = false;  // may act
    std::string body;

    bool sees_position(std::string_view of_body, bool hidden) const;
    bool sees_comment(std::string_view of_body, bool hidden) const;
};

/// Nobody outside sees a cycle that runs inside a body; nobody inside is more than the body.
View view_of(const State& state, const Definition& definition, const Actor& actor);

/// Whether the round hides its answers now, from all but the answering body.
bool is_hidden(const Definition& definition, const Round& round);
/// The same for a comment, which came with an answer: while the round that it came in hides them.
bool is_hidden(const Definition& definition, const State& state, const Comment& comment);

}  // namespace paraph
