// The questions of a stage's form: as the answer's page shows them, and as it sends them back.

#include <algorithm>
#include <charconv>

#include "api/routes/form_answers.hpp"
#include "api/routes/task.hpp"

namespace paraph::api {
namespace {

/// What was filled in when the answer that stands was given; nullptr: nothing.
const json::object* filled_before(const Task& task, const Said& said) {
    const auto& answer = task.seat->answer;
    return answer ? filled_form(*answer, said) : nullptr;
}

/// A value of the form as a browser sends it: each choice by itself.
std::vector<std::string> as_sent(const json::value& value) {
    if (const auto* text = value.if_string()) return {std::string(*text)};
    if (const auto* number = value.if_int64()) return {std::to_string(*number)};
    if (const auto* truth = value.if_bool()) return {*truth ? "yes" : "no"};
    std::vector<std::string> all;
    if (const auto* list = value.if_array())
        for (const auto& one : *list)
            if (one.is_string()) all.emplace_back(one.get_string());
    return all;
}

/// And back, as the form's question takes it; null: nothing was filled in.
json::value as_filled(const FormField& field, const std::vector<std::string_view>& sent) {
    if (field.type == FormField::Type::some_of) {
        if (sent.empty()) return nullptr;
        return json::array(sent.begin(), sent.end());
    }
    if (sent.empty() || sent.front().empty()) return nullptr;
    const auto text = sent.front();
    if (field.type == FormField::Type::yes_no) return text == "yes";
    if (field.type != FormField::Type::number) return json::value(text);
    std::int64_t number = 0;
    const auto end = text.data() + text.size();
    const bool whole = std::from_chars(text.data(), end, number).ptr == end;
    return whole ? json::value(number) : json::value(text);
}

pages::Question question_of(const FormField& field, const std::vector<std::string>& filled,
                            const pages::Language& language) {
    pages::Question question{.name = question_field(field.name),
                             .title = question_title(field, language)};
    question.hint = language.of(field.description);
    question.required = field.required;
    question.several = field.type == FormField::Type::some_of;
    question.long_ = field.type == FormField::Type::text && (!field.most || *field.most > 100);
    question.number = field.type == FormField::Type::number;
    question.date = field.type == FormField::Type::date;
    if (!filled.empty()) question.value = filled.front();
    const auto add = [&](const std::string& value, std::string words) {
        const bool chosen = std::ranges::find(filled, value) != filled.end();
        question.choices.push_back({.value = value, .title = std::move(words), .chosen = chosen});
    };
    if (field.type == FormField::Type::yes_no)
        for (const std::string word : {"yes", "no"}) add(word, language.say("question." + word));
    for (const auto& choice : field.choices) add(choice, title_of_choice(field, choice, language));
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
    const auto* before = filled_before(task, said);
    std::vector<pages::Question> questions;
    for (const auto& field : task.stage->form) {
        const auto sent = typed.form.all(question_field(field.name));
        const auto* value = before ? before->if_contains(field.name) : nullptr;
        std::vector<std::string> filled;
        if (typed.sent)
            filled.assign(sent.begin(), sent.end());
        else if (value)
            filled = as_sent(*value);
        questions.push_back(question_of(field, filled, language));
    }
    return questions;
}

json::object form_in(const Stage& stage, const http::Form& form) {
    json::object filled;
    for (const auto& field : stage.form) {
        auto value = as_filled(field, form.all(question_field(field.name)));
        if (!value.is_null()) filled[field.name] = std::move(value);
    }
    return filled;
}

}  // namespace paraph::api
