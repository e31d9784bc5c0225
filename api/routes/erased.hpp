#pragma once

#include <string>

#include "api/routes/naming.hpp"
#include "api/upkeep/retention.hpp"

namespace paraph::api {

/// "Erased on Monday 3 May 2027", for what the trail says was written and is kept no more; without
/// the day where the log does not say it. Reads the registry's stream: only for what is gone.
std::string erased_words(const House& house, const State& state, DataClass data_class,
                         const Naming& naming);

}  // namespace paraph::api
