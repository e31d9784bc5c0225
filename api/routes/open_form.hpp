#pragma once

#include <string>
#include <vector>

#include "api/house.hpp"
#include "api/http/form.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/common.hpp"
#include "engine/model/command.hpp"

namespace paraph::api {

// The form of "open a cycle". Fields: title, language, text, file (an upload that takes the text's
// place), media_type, version_language, version_file, version_text, predecessor, attribute-NAME,
// role-NAME, date-STAGE, hour-STAGE, waive-STAGE.

/// Before a kind in a role's field: all bodies of the kind to which the form gives no role by name.
inline constexpr std::string_view all_of_kind = "kind:";

/// What the form is judged against.
struct OpenTerms {
    const DefinitionVersion& version;
    const CalendarVersion& calendar;
    Instant now{};

    const Definition& definition() const { return *version.definition; }
};

struct WantedCycle {
    OpenCycle command;
    std::string source;                     // for the form's own field, see text_upload.hpp
    std::vector<pages::FieldError> errors;  // of all fields at once, in the form's order
};

/// What the form asks for. What is missing or unreadable in it is said in the reader's language;
/// whether the rest may be is for the engine to say.
/// Reads the disk where a file was sent.
WantedCycle wanted_cycle(const House& house, const OpenTerms& terms, const http::Form& form,
                         const pages::Language& language);

/// The engine's refusal at the field that it is about.
pages::FieldError open_error(const OpenTerms& terms, const Refusal& refusal,
                             const pages::Language& language);

}  // namespace paraph::api
