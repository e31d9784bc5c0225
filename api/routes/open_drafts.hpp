#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/documents/drafts.hpp"
#include "api/routes/open_form.hpp"
#include "api/routes/page_support.hpp"

namespace paraph::api {

// A cycle that is being prepared, kept for the whole secretariat: its form as it was filled in,
// with the text of a file in the text's field. Nobody is asked, and nothing is in the trail yet.

struct KeptForm {
    std::string href;            // of the form, as it was kept
    std::optional<Draft> newer;  // a colleague's; then nothing was kept
};
KeptForm keep_cycle(const House& house, const Principal& principal, const http::Form& form,
                    const WantedCycle& wanted);
std::optional<Draft> kept_cycle(const House& house, const std::string& id);
/// The draft that the form is of, if it is of one.
void forget_cycle(const House& house, const http::Form& form);
/// The last touched first.
std::vector<pages::KeptCycle> kept_cycles(const House& house, const Registry& registry,
                                          const pages::Language& language);

}  // namespace paraph::api
