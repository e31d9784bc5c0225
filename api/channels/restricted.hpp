#pragma once

#include "api/pages/language.hpp"
#include "api/pages/views/mail.hpp"

namespace paraph::api {

/// Mail goes through many hands: of a restricted dossier it says that there is something to do, by
/// when, and for whom. What it is about is behind the link.
void restrict(pages::Notice& content, const pages::Language& language);

}  // namespace paraph::api
