#include "api/telling/outcome_title.hpp"

#include "workflows/tools/draw.hpp"

namespace paraph::api {

std::string outcome_title(const Definition& definition, const std::string& outcome,
                          const pages::Language& language) {
    const auto titled = definition.outcomes.find(outcome);
    if (titled == definition.outcomes.end()) return picture_word(outcome, language.code());
    return std::string(language.of(titled->second));
}

}  // namespace paraph::api
