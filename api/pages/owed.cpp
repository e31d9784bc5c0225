#include "api/pages/owed.hpp"

#include "api/pages/view_data.hpp"

namespace paraph::pages {

std::string owed_words(std::string_view what, StageKind kind, const Language& language) {
    const auto own = "owes." + code_of(what);
    return language.say(language.has(own) ? own : "owes." + code_of(kind));
}

}  // namespace paraph::pages
