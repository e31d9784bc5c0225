
#include "engine/core/disposing.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph {
namespace {

constexpr std::int64_t document_bytes_max = 25 << 20;
constexpr std::size_t attachments_max = 2'000;  // of one cycle
constexpr std::size_t file_name_bytes_max = 255;

/// To a comment or an answer: the body whose it is. To the dossier: the lead. To all, as what came
/// on paper: the secretariat.
Result<> may_attach(const Decision& decision, const std::string& of_body) {
    const auto& actor = decision.actor();
    if (actor.is(HouseRole::secretariat)) return {};
    if (!of_body.empty() && actor.body == of_body) return {};
    if (of_body.empty()) return may_dispose(decision);
    return refuse(Refused::forbidden, "Only the body whose it is adds a file to it.");
}

Result<std::string> owner(const State& state, const AttachDocument& command) {
    if (!command.comment.empty()) {
        const auto* comment = state.comment(command.comment);
        if (!comment) return refuse(Refused::not_found, "There is no such comment.", "/comment");
        return comment->body;
    }
    if (command.assignment.empty()) return std::string();
    const auto* seat = state.seated(command.assignment).assignment;
    if (!seat) return refuse(Refused::not_found, "There is no such assignment.", "/assignment");
    return seat->body;
}

Result<> check_document(const State& state, const AttachDocument& command) {
    const auto& document = command.document;
    if (document.size <= 0) return refuse(Refused::invalid, "The file is empty.", "/file");
    if (document.size > document_bytes_max)
        return refuse(Refused::too_large, "A file has at most 25 MiB.", "/file");
    if (command.name.empty() || command.name.size() > file_name_bytes_max)
        return refuse(Refused::invalid, "A file has a name of at most 255 bytes.", "/name");
    if (state.attachments.size() >= attachments_max)
        return refuse(Refused::too_large, "At most 2,000 files in one cycle.", "/file");
    return {};
}

}  // namespace

Result<> handle(Decision& decision, const AttachDocument& command) {
    const auto& state = decision.state();
    const auto body = owner(state, command);
    if (!body) return body.error();
    if (auto r = may_attach(decision, *body); !r) return r;
    if (!owes_reports(state, state.seated(command.assignment)))
        if (auto r = must_be_running_or_deferred(state); !r) return r;
    if (auto r = check_document(state, command); !r) return r;
    for (const auto& known : state.attachments)
        if (known->document.digest == command.document.digest &&
            known->comment == command.comment && known->assignment == command.assignment)
            return {};  // the same file at the same place is there already
    decision.record(DocumentAttached{.document = command.document,
                                     .body = decision.actor().body,
                                     .comment = command.comment,
                                     .assignment = command.assignment},
                    {{"name", command.name}});
    return {};
}

/// A request moves no deadline: the secretariat is told, and extends or does not.
Result<> handle(Decision& decision, const RequestTime& command) {
    const auto& state = decision.state();
    const auto seated = state.seated(command.assignment);
    if (!seated) return refuse(Refused::not_found, "There is no such assignment.");
    const auto& round = *seated.round;
    const auto& seat = *seated.assignment;
    if (auto r = may_answer(decision, round, seat, ""); !r) return r;
    if (auto r = must_be_running_or_deferred(state); !r) return r;
    if (!is_open(round) || !round.due)
        return refuse(Refused::round_closed, "This round has no time limit that could move.");
    if (command.reason.empty())
        return refuse(Refused::reason_required, "Say why more time is needed.", "/reason");
    if (command.reason.size() > 10'000)
        return refuse(Refused::too_large, "At most 10,000 bytes of reason.", "/reason");
    if (command.until && *command.until <= *due_of(round, seat))
        return refuse(Refused::not_a_deadline, "You have until then already.", "/until");
    decision.record(TimeRequested{.assignment = command.assignment, .until = command.until},
                    {{"reason", command.reason}});
    return {};
}

}  // namespace paraph
