#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "api/routes/page_support.hpp"
#include "api/routes/present.hpp"
#include "api/telling/held_links.hpp"

namespace paraph::api {

// What one body is asked in one round, as a page: who holds it, what it shows, what its form says.

struct Task {
    Seen seen;  // keeps alive what the pointers point to
    const Round* round = nullptr;
    const Assignment* seat = nullptr;
    const Stage* stage = nullptr;
    int round_index = 0;
    std::size_t seat_index = 0;
    Principal principal;
    bool level_over = false;  // the time of its level has ended, and the round goes on
    bool sealed = false;  // it is answered, and how is not for this reader before the round closes

    const State& state() const { return *seen.state; }
};

/// Sets the cookie behind one person's link to one assignment.
void give_pass(const House& house, http::Response& response, const std::string& assignment,
               const std::string& person, std::uint64_t generation);
/// Says to whoever stood in for a colleague by a link that this is over.
http::Response ended_page(const House& house, const Reader& reader, const State& state,
                          const Assignment& seat, const PastLink& link);
/// Whoever came by a link speaks for its body, and has no other right.
Result<Principal> principal_by_link(const Registry& registry, const std::string& person);

/// Precondition: the principal speaks for the seat, or sees everything.
Task task_at(const House& house, std::shared_ptr<const State> state, const std::string& seat,
             const Principal& principal);
/// The task of that assignment, for the holder of its link or for a session that may see it;
/// "not found" for everybody else.
Result<Task> find_task(const House& house, const http::Context& context);
/// The same, for a page. Nothing: it is answered, with a page that says why not; also to those for
/// whom `may` is false.
std::optional<Task> visit_task(
    const House& house, const http::Context& context, const http::Answer& answer,
    bool (*may)(const Task&) = [](const Task&) { return true; });

pages::Asked asked_of(const House& house, const Task& task, const pages::Language& language);

/// What a form sent that was not accepted: shown again as it was typed.
struct Typed {
    bool sent = false;  // false: nothing of an answer, as when the page is shown for the first time
    http::Form form{{}};
    std::vector<pages::FieldError> errors = {};
    unsigned status = 422;    // where there are errors
    int draft = 0;            // the version of the draft that it goes on from
    std::string notice = {};  // what was just done, in words
};

/// Why nothing can be done at the task now; nothing: something can. That the clock stands is the
/// reason only where there is no other.
std::optional<pages::Pause> pause_of(const Task& task);
/// Whether what was answered may be changed as long as its round is open.
bool may_change(const Task& task);
/// That the clock stands, for any page of the task; nothing: it runs. Reads the disk.
std::optional<pages::Standstill> standstill_at(const House& house, const Task& task,
                                               const pages::Language& language);

/// The page of the task as it stands: answer, revise, meet, or why there is nothing to do. Reads
/// the disk.
http::Response task_page(const House& house, const Reader& reader, const Task& task,
                         const Typed& typed = {});
http::Response receipt_page(const House& house, const Reader& reader, const Task& task);

/// What the form asks for: commands in order, or what is to be mended. No commands: show the form
/// again, as for "another comment" and before a text is withdrawn.
struct Wanted {
    std::vector<Command> commands = {};
    std::vector<pages::FieldError> errors = {};
    bool stays = false;       // afterwards the form comes again, not the receipt
    std::string told = {};    // query of the address then: what was done
    std::string notice = {};  // the form comes again at once, as it was typed, with these words
    bool answers = true;      // what was being drafted has been said with it
    bool beside = false;      // it came from a form of its own: of an answer it says nothing
};
Wanted wanted_by(const House& house, const Task& task, const http::Form& form, const Said& said,
                 const pages::Language& language);

/// Whether the reader is the secretariat, which writes down what the body answered otherwise.
bool records(const Task& task);

/// Whether the reader is of the body that is asked: nobody else sees what goes on inside it.
bool may_draft(const Task& task);
/// The answer that the body's people are writing (task_draft.cpp); nothing for anybody else.
std::optional<Draft> draft_of(const House& house, const Task& task);
int draft_version_in(const http::Form& form);
/// Saves what was typed; where a colleague has saved since it was shown, that draft instead.
std::optional<Draft> save_draft(const House& house, const Task& task, const http::Form& form);
void drop_draft(const House& house, const Task& task);

/// What the body has committed itself to, where the stage follows that up (task_follow.cpp).
pages::FollowView follow_view(const House& house, const Reader& reader, const Task& task,
                              const Typed& typed, const Said& said);
Wanted follow_wanted(const House& house, const Task& task, const http::Form& form,
                     const pages::Language& language);

/// Where a file goes that comes with what the form says (task_files.cpp): to the task's assignment,
/// or from the level whose word goes out to the body's outside. Empty: the reader adds none.
std::string seat_for_files(const Task& task);
/// The file of a form, kept; nothing where none was chosen. Reads and writes the disk.
std::optional<Command> file_in(const House& house, const Task& task, const http::Form& form);
void put_mistakes_of_file(std::vector<pages::FieldError>& errors, const http::Form& form,
                          const pages::Language& language);
/// One that was added there, for whoever sees the task. Reads the disk.
Result<http::Response> task_file(const House& house, const Task& task, const std::string& digest);

/// Whether it is a sign-off's signature or refusal: without titles of its own the two go by their
/// meaning on pages, not by the names that the definition gives them.
bool goes_by_meaning(const Stage& stage, const PositionRule& rule);
/// What a form sends for the position.
std::string sent_as(const Stage& stage, const PositionRule& rule);

/// The drafts of comments in a form, with one more where that was asked for.
std::vector<pages::CommentDraft> drafts_in(const http::Form& form);
/// The control that the refusal is about.
pages::FieldError field_error(const Refusal& refusal, const pages::Language& language);

/// The questions of the stage's form, with what was typed, or filled in before.
std::vector<pages::Question> questions_of(const Task& task, const Typed& typed, const Said& said,
                                          const pages::Language& language);
/// What a form sent for them, as the engine takes it; without those left open.
json::object form_in(const Stage& stage, const http::Form& form);
/// The control of a question of the stage's form.
std::string question_field(std::string_view question);

std::string task_purpose(const Task& task);

void bind_task_pages(http::Router& router, const House& house);

}  // namespace paraph::api
