#pragma once

#include <vector>

#include "api/pages/language.hpp"
#include "api/pages/views/form_answers.hpp"
#include "api/telling/said.hpp"

namespace paraph::api {

// What bodies filled into the form of a stage, as pages show it.

/// As it was sent; nullptr where the answer came without a form. Good until `said` is asked again.
const json::object* filled_form(const Answer& answer, const Said& said);
std::string question_title(const FormField& field, const pages::Language& language);
/// As the definition titles it, else as it is written.
std::string title_of_choice(const FormField& field, const std::string& choice,
                            const pages::Language& language);

/// In the order of the questions, those that were left out not among them; empty where the answer
/// came without a form. Whether the reader sees the answer is for the caller to ask.
std::vector<pages::FormAnswer> form_answers(const Stage& stage, const Answer& answer,
                                            const Said& said, const pages::Language& language);

/// The forms of a round that the reader may see, each under its body's name as the reader knows it.
std::vector<pages::FilledForm> forms_of_round(const Seen& seen, const Round& round,
                                              const Said& said, const pages::Language& language);

}  // namespace paraph::api
