#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/pages/view_data.hpp"
#include "api/pages/views/common.hpp"
#include "api/pages/views/link.hpp"

namespace paraph::pages {

// What the renderers share. Not for routes: they call render() of render.hpp.

/// One page on its way: the view's data, to which a renderer adds what it puts into words.
class Page {
public:
    template <class View>
    Page(const Frame& frame, const View& view, const Language& language)
        : frame_(frame),
          wording_{language, frame_.zone, frame_.now},
          data_(data_of(view, wording_)) {}

    const Language& language() const { return wording_.language; }
    const Wording& wording() const { return wording_; }

    template <class T>
    void put(const std::string& name, const T& value) {
        pages::put(data_, name, value, wording_);
    }
    void set(const std::string& name, Data value) { data_.set(name, std::move(value)); }
    /// Beside the summary at the top: error_FIELD for each control, "-" as "_".
    void put_errors(const std::vector<FieldError>& errors);
    std::string fill(std::string_view template_name, std::string_view title);
    /// The section `name` for template `received`, with what is wrong with it; where it is asked.
    void put_received(const std::string& name, const std::optional<Received>& asked,
                      const std::vector<FieldError>& errors);

private:
    void put_languages();
    void put_menu();

    const Frame& frame_;
    Wording wording_;
    Data data_;
};

/// The sentence for a control; empty: nothing is wrong with it.
std::string error_of(const std::vector<FieldError>& errors, std::string_view field);

/// Radios or check boxes of one name, each with its id. The first has the name as its id, so that
/// the error summary's link leads there; names of stages and roles may hold spaces, ids "-".
Data choice_list(const std::string& name, std::span<const Choice> choices, const Wording& wording);
/// The same for a select.
Data options(std::span<const Choice> choices, const Wording& wording);

/// A select of a filter, as an item of a template's `filters`.
void add_filter(Data& list, const std::string& name, std::string_view label,
                std::span<const Choice> choices, const Wording& wording);

/// All words of an enum as choices, `chosen` among them.
template <class E>
std::vector<Choice> enum_choices(std::string_view group, std::string_view chosen,
                                 const Language& language) {
    std::vector<Choice> choices;
    for (const auto words : enum_texts<E>) {
        const auto key = std::string(group) + "." + code_of(words);
        choices.push_back({std::string(words), language.say(key), {}, words == chosen});
    }
    return choices;
}

/// What the reader is asked, in a sentence.
std::string ask_words(const Asked& asked, const Language& language);
/// By what stands for the task in the catalogue's keys: its kind, or what it is of that kind.
std::string task_code(const Asked& asked);
/// What no reply means, in a sentence; empty where it means nothing, since the stage does not count
/// silence, or the reader has answered. At a level inside a body: what the body's own means.
std::string silence_words(const Asked& asked, const Wording& wording);
/// Until when an answer can be changed: the due time, or what may end the round before it.
/// Precondition: there is one.
std::string changeable_until(const Asked& asked, const Wording& wording);
/// "3 working days left", "today is the last day"; empty where it is not known.
std::string days_left(const Asked& asked, const Language& language);
/// `asked` with what is said about it.
Data asked_data(const Asked& asked, const Wording& wording);
/// "We agree, Rahima Khatun, Monday …"
std::string given_words(const Given& given, const Wording& wording);
std::string changes_summary(const Changes& changes, const Language& language);

}  // namespace paraph::pages
