#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflows/tools/scenario/script.hpp"

namespace paraph::scenario {

// Used by the files acts*.cpp only.

/// A comment, whose paragraph is counted in the text in force when it is made.
struct SaidComment {
    int paragraph = 0;  // 0: the whole text
    NewComment comment;
};

/// What the words of an act say. Each act looks at its own.
struct Fields {
    std::string position, reason, received, proposes, observation, result, minutes, meeting;
    std::string stage, role, body, successor, text, function;
    std::string inside;  // the sub-cycle in which it is done; empty: the cycle at hand
    int comment = 0;
    int revision = 0;  // 0: the one in force
    bool editorial = false;
    std::optional<Instant> due, until;
    std::optional<Disposition> as;
    std::vector<SaidComment> comments;
    std::map<int, std::string> changes;         // paragraph -> its new text; empty: it goes
    std::map<std::string, std::string> stages;  // migrate: old name -> new name
    json::object form;
    bool has_form = false;
    bool with_consent = false;
    std::string indicator, proposed, commitment_status, name, to;
    int commitment = 0;
    Speaker person;
};

/// Who does it, where, and with which words.
struct Doing {
    Scene& scene;
    const Actor& actor;
    const std::string& cycle;
    const Fields& fields;

    const State& state() const { return *scene.state(cycle); }
    Result<std::string> give(Command command) const { return scene.give(cycle, command, actor); }
};

struct FieldWord {
    std::string_view word;
    void (*read)(const Words&, const Node&, Fields&);
};
/// Every word that may stand beside an act.
std::span<const FieldWord> field_words();

/// The comment that the act names by its number; "": there is none.
std::string comment_id(const Doing& doing);

// What people do with comments inside their body, who of them does what, commitments, delegation,
// links, and the move to another version (acts_inside.cpp).
Result<std::string> verify_comment(const Doing& doing);
Result<std::string> submit_comment(const Doing& doing);
Result<std::string> support_comment(const Doing& doing);
Result<std::string> set_end_date(const Doing& doing);
Result<std::string> claim(const Doing& doing);
Result<std::string> release(const Doing& doing);
Result<std::string> hand_over(const Doing& doing);
Result<std::string> commit(const Doing& doing);
Result<std::string> report(const Doing& doing);
Result<std::string> delegate(const Doing& doing);
Result<std::string> consent(const Doing& doing);
Result<std::string> end_delegation(const Doing& doing);
Result<std::string> issue_link(const Doing& doing);
Result<std::string> revoke_link(const Doing& doing);
Result<std::string> migrate(const Doing& doing);

}  // namespace paraph::scenario
