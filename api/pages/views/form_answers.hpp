#pragma once

#include <string>
#include <vector>

#include <boost/describe.hpp>

namespace paraph::pages {

/// A question of a stage's form and what was answered, both in the reader's words.
struct FormAnswer {
    std::string question;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(FormAnswer, (), (question, answer))

/// A form as one body filled it in. A page that has some as `forms` shows them by the template
/// form_answers.
struct FilledForm {
    std::string who;
    std::vector<FormAnswer> answers;
};
BOOST_DESCRIBE_STRUCT(FilledForm, (), (who, answers))

}  // namespace paraph::pages
