#include "api/routes/form_answers.hpp"

#include "api/routes/page_support.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

/// A day is a day everywhere: it is read in the zone that it was written in.
std::string date_words(const std::string& day, const pages::Language& language) {
    const auto midnight = parse_instant(day + "T00:00:00Z");
    return midnight ? language.day(*midnight, "UTC") : day;
}

std::string in_words(const FormField& field, const json::value& value,
                     const pages::Language& language) {
    if (const auto* number = value.if_int64()) return language.number(*number);
    if (const auto* truth = value.if_bool())
        return language.say(*truth ? "question.yes" : "question.no");
    if (const auto* list = value.if_array()) {
        std::vector<std::string> chosen;
        for (const auto& one : *list)
            if (one.is_string())
                chosen.push_back(title_of_choice(field, std::string(one.get_string()), language));
        return language.list(chosen);
    }
    if (!value.is_string()) return {};
    const std::string text(value.get_string());
    if (field.type == FormField::Type::date) return date_words(text, language);
    return title_of_choice(field, text, language);
}

}  // namespace

const json::object* filled_form(const Answer& answer, const Said& said) {
    const auto* secret = answer.form ? said.of(answer.entry) : nullptr;
    const auto* form = secret ? secret->if_contains("form") : nullptr;
    return form ? form->if_object() : nullptr;
}

std::string question_title(const FormField& field, const pages::Language& language) {
    return title_or(field.title, field.name, language);
}

std::string title_of_choice(const FormField& field, const std::string& choice,
                            const pages::Language& language) {
    const auto title = field.choice_titles.find(choice);
    if (title == field.choice_titles.end()) return choice;
    return std::string(language.of(title->second));
}

std::vector<pages::FormAnswer> form_answers(const Stage& stage, const Answer& answer,
                                            const Said& said, const pages::Language& language) {
    std::vector<pages::FormAnswer> all;
    const auto* form = filled_form(answer, said);
    if (!form) return all;
    for (const auto& field : stage.form) {
        const auto* value = form->if_contains(field.name);
        auto words = value ? in_words(field, *value, language) : std::string();
        if (!words.empty()) all.push_back({question_title(field, language), std::move(words)});
    }
    return all;
}

std::vector<pages::FilledForm> forms_of_round(const Seen& seen, const Round& round,
                                              const Said& said, const pages::Language& language) {
    std::vector<pages::FilledForm> forms;
    const auto* stage = seen.definition->stage(round.stage);
    if (!stage || stage->form.empty()) return forms;
    const bool hidden = is_hidden(*seen.definition, round);
    for (const auto& seat : round.assignments) {
        if (!seat->answer || !seen.view.sees_position(seat->body, hidden)) continue;
        auto answers = form_answers(*stage, *seat->answer, said, language);
        if (!answers.empty())
            forms.push_back({body_name(*seen.registry, seat->body, language), std::move(answers)});
    }
    return forms;
}

}  // namespace paraph::api
