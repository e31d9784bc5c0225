#pragma once

#include "api/routes/attached_file.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"
#include "api/routes/text_view.hpp"

namespace paraph::api {

// How the pages of one task are made: each is told from the same few things. For the files
// task_*.cpp only.

/// What the views of one task share, with the texts of its entries.
struct Telling {
    const House& house;
    const Reader& reader;
    const Task& task;
    const Typed& typed;
    Said said;
    const Draft* draft = nullptr;  // which `typed` is

    const pages::Language& language() const { return *reader.language; }
    const State& state() const { return task.state(); }
    const Assignment& seat() const { return *task.seat; }
    const Registry& registry() const { return *task.seen.registry; }
    const Definition& definition() const { return *task.seen.definition; }
    /// Of a ministry's chain: the stage of the outer cycle that it answers; nullptr: it is none.
    const Stage* outer() const {
        return state().is_inside() ? registry().stage_around(*state().opening) : nullptr;
    }
    /// For the titles of outcomes and results.
    Naming naming() const { return {task.seen, language()}; }
    std::string address() const { return "/task/" + seat().id; }
    /// In the language that the reader wants, where there is a version in it. Reads the disk.
    pages::Text text() const {
        auto text = text_with_files(house, task.seen, address(), reader.text_language);
        if (const auto* revision = state().revision())
            text.only_in_file = only_in_file(left_out_from(house, revision->source), language());
        return text;
    }
};

/// A view of the task with what each of its forms has: what is asked about which text, where the
/// form goes, and its token. Reads the disk.
template <class View>
View task_form_view(const Telling& telling) {
    View view;
    view.asked = asked_of(telling.house, telling.task, telling.language());
    view.action = telling.address();
    view.token = form_token(telling.house, telling.reader, task_purpose(telling.task));
    view.text = telling.text();
    return view;
}

/// "B for A", where somebody acted for another.
std::string signer(const Registry& registry, const Answer& answer, const pages::Language& language);
pages::Given given_of(const Telling& telling, const Answer& answer);
/// What is asked in `field` of whoever records for the body; nothing of the body itself.
std::optional<pages::Received> how_it_came(const Telling& telling, std::string_view field);
/// What the body has sent in this stage, with the answers and what it may still do about them.
std::vector<pages::SentComment> sent_comments(const Telling& telling);
/// The form that came with the body's own answer.
std::vector<pages::FilledForm> own_form_answers(const Telling& telling);

// The answer (task_answer.cpp).

pages::AnswerView answer_view(const Telling& telling);
/// What of the body still blocks: its conditions, its objection.
std::vector<pages::OpenBlock> blocks_of(const Telling& telling, const pages::Text& text);

// A new text (task_ahead.cpp).

/// What follows if the text is issued now: the rounds that open and whom they ask, or the end.
void put_ahead(const Telling& telling, pages::ReviseView& view);

// A ministry's chain (task_chain.cpp).

/// Whether the task is a level's that signs or returns the file.
bool signs_in_chain(const Task& task);
/// Whether a level that has answered sent the file on; else it returned it.
bool passed_on(const Stage& stage, const Assignment& seat);
/// The answers of the levels below, and of those that returned the file; the oldest first.
std::vector<std::pair<const Stage*, const Assignment*>> levels_below(const Task& task);
/// The level whose words this one starts from: the last that sent the file on; nullptr: none did.
const Assignment* taken_from(const Task& task);
/// The comments of that level, which this one sends on with its own signature.
std::vector<pages::CommentDraft> taken_over(const Task& task, const Said& said);
/// Where the signature leads next: the title of the next level that anybody holds; empty: out.
std::string next_level(const Task& task, const pages::Language& language);
/// Precondition: the cycle runs inside a body, for the stage `outer`.
pages::Chain chain_of(const Telling& telling, const Stage& outer);
/// Where comments go out level by level instead: who sends them out, and what waits for this level.
pages::Chain clearing_chain(const Telling& telling);
/// The level that sends comments out; empty: the task's own.
std::string submitting_level(const Task& task);

/// What was added to the answer, and at the level whose word goes out to the body's.
std::vector<pages::SourceFile> files_of(const Telling& telling);

// Nothing to do (task_pause.cpp).

pages::PauseView pause_view(const Telling& telling, pages::Pause pause);

}  // namespace paraph::api
