#pragma once

#include "api/http/form.hpp"
#include "api/pages/views/board.hpp"
#include "api/routes/naming.hpp"

namespace paraph::api {

/// What can be chosen in the acts that change who takes part, by name. Nothing is chosen at first:
/// who is removed, or gets a role, is for a person to say.
void put_participants(pages::ActView& view, const Seen& seen, const Naming& naming);

/// For each field of such an act in which nothing was chosen, the words for it.
std::vector<pages::FieldError> not_chosen(pages::Act act, const http::Form& form,
                                          const pages::Language& language);

}  // namespace paraph::api
