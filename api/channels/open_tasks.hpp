#pragma once

#include <string>
#include <vector>

#include "api/house.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/mail.hpp"

namespace paraph::api {

/// What a cycle is called in a mail: nothing that tells what it is about, where it is restricted.
std::string title_for_mails(const State& state, const pages::Language& language);

/// What the person of a delegation owes now in the cycles that it is, or was, for; what is due
/// first stands first. Of one for all cycles it reads every cycle that is not over.
std::vector<pages::OpenTask> open_tasks(const House& house, const Delegation& delegation,
                                        const pages::Language& language);

}  // namespace paraph::api
