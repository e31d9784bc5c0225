// The questions of a stage's form, as the answer's page shows them.

#include <algorithm>

#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"

namespace paraph::api {
namespace {

/// What was filled in when the answer that stands was given.
json::object filled_before(const Task& task, const Said& said) {
    const auto& answer = task.seat->answer;
    const auto* secret = answer && answer->form ? said.of(answer->entry) : nullptr;
    const auto* form = secret ? secret->if_contains("form") : nullptr;
    return form && form->is_object() ? form->get_object() : json::object{};
}

std::string as_typed(const json::value* value) {
    if (!value) return {};
    if (const auto* text = value->if_string()) return std::string(*text);
    if (const auto* number = value->if_int64()) return std::to_string(*number);
    if (const auto* truth = value->if_bool()) return *truth ? "yes" : "no";
    return {};
}

bool is_chosen(const json::value* value, const std::string& choice) {
    const auto* list = value ? value->if_array() : nullptr;
    return list && std::ranges::any_of(*list, [&](const json::value& one) {
               return one.is_string() && one.get_string() == std::string_view(choice);
           });
}

pages::Question question_of(const FormField& field, const Typed& typed, const json::object& before,
                            const pages::Language& language) {
    pages::Question question{.name = question_field(field.name)};
    const auto title = language.of(field.title);
    question.title = title.empty() ? field.name : std::string(title);
    question.hint = language.of(field.description);
    question.required = field.required;
    question.several = field.type == FormField::Type::some_of;
    question.long_ = field.type == FormField::Type::text && (!field.most || *field.most > 100);
    question.number = field.type == FormField::Type::number;
    question.date = field.type == FormField::Type::date;
    const auto* filled = before.if_contains(field.name);
    question.value = typed.sent ? std::string(typed.form.get(question.name)) : as_typed(filled);
    const auto all = typed.form.all(question.name);
    const auto add = [&](const std::string& value, std::string words) {
        const bool chosen = typed.sent         ? std::ranges::find(all, value) != all.end()
                            : question.several ? is_chosen(filled, value)
                                               : question.value == value;
        question.choices.push_back({.value = value, .title = std::move(words), .chosen = chosen});
    };
    if (field.type == FormField::Type::yes_no)
        for (const std::string word : {"yes", "no"}) add(word, language.say("question." + word));
    for (const auto& choice : field.choices) add(choice, choice);
    return question;
}

}  // namespace

std::string question_field(std::string_view question) {
    std::string name = "form-" + std::string(question);
    std::ranges::replace(name, ' ', '-');
    return name;
}

std::vector<pages::Question> questions_of(const Task& task, const Typed& typed, const Said& said,
                                          const pages::Language& language) {
    const auto before = filled_before(task, said);
    std::vector<pages::Question> questions;
    for (const auto& field : task.stage->form)
        questions.push_back(question_of(field, typed, before, language));
    return questions;
}

}  // namespace paraph::api
