#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/editing.hpp"

namespace paraph {

/// The hands with which a fact is folded into a state. `apply` alone uses it.
class Editor {
public:
    Editor(State& state, const Occurrence& now) : state_(state), now_(now) {}

protected:
    /// Before the seat of the body `instead`; last, where it is of none there.
    void add_seat(Round& round, const Seat& seat, std::string_view instead);
    std::shared_ptr<const Assignment> take_seat(const Seat& seat);

    void add_comments(const std::string& assignment, const std::string& body, int revision,
                      const std::vector<CommentMade>& all,
                      const std::optional<Citation>& cites = {});
    void answer_comment(const std::string& name, Disposition disposition, int index);
    /// Whoever speaks about a comment hears of what is said about it later.
    void note_voice(Comment& comment) const;
    void set_status(const std::string& name, CommentStatus status);

    /// Comments that were merged into one that is gone.
    void stand_for_themselves(const std::string& root);

    Round& edit_round(int index);
    Assignment& edit_assignment(const std::string& name);
    /// One that is not known may still be sealed; then nothing of it changes.
    void edit_comment(const std::string& name, const std::function<void(Comment&)>& change);
    /// The same of what a table of comments says, too (Comment::changed).
    void change_comment(const std::string& name, const std::function<void(Comment&)>& change);
    Commitment& edit_commitment(const std::string& name);

    void add_dues(const std::vector<DueTime>& dues);
    void drop_dues(int round);
    void drop_due(int round, DueKind kind, std::string_view whom);
    void park();
    void take_up(const std::vector<DueTime>& dues);

    static void extend(Round& round, Instant due);
    static void close_assignments(Round& round);
    void undo(const std::vector<int>& rounds);
    void reopen_cycle();
    static void reopen_round(Round& round);
    void begin_inside(const std::map<std::string, std::string>& cycles);
    void void_silence(Round& round, const std::vector<std::string>& names);

    State& state_;
    const Occurrence& now_;
};

}  // namespace paraph
