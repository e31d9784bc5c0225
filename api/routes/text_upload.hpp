#pragma once

#include <optional>
#include <string>

#include "api/http/form.hpp"
#include "api/routes/page_support.hpp"
#include "engine/model/command.hpp"

namespace paraph::api {

// A text that a form brings: in the field text, or as the upload file, which takes its place; the
// same in another language as version_language with version_file or version_text. A file is sent
// once; the field source says of which Word file an unchanged text is, when the form comes again.

struct WantedText {
    std::string text;
    std::string media_type;          // empty: as before
    std::optional<Document> source;  // a Word file, kept as it came
    std::string kept;                // for the form's field `source`, so that it is sent again
    std::vector<NewVersion> versions;
    std::vector<pages::FieldError> errors;
};

/// Nothing but blanks and ends of lines.
bool is_blank(std::string_view text);

/// Markdown, plain text or a Word file, told by its name. Reads and writes the disk; a Word file
/// takes a second. That there is any text at all is for the caller to ask.
WantedText text_in_form(const House& house, const http::Form& form,
                        const pages::Language& language);

/// The Word file that the form's text was read from earlier, by the field source; nothing, where
/// the text has changed since, or there was none. Reads the disk.
std::optional<Document> kept_source(const House& house, const http::Form& form,
                                    std::string_view text);

/// The languages of the house but that one, to choose a version's from; none is the first.
std::vector<pages::Choice> version_languages(std::string_view of_text, std::string_view chosen);

}  // namespace paraph::api
