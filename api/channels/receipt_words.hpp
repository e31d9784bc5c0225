#pragma once

#include "api/house.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/mail.hpp"

namespace paraph::api {

/// What a receipt by mail repeats of an answer: its reason, and the comments that came with it, as
/// far as a mail holds them. `state` as the reader may know it. Reads the disk.
std::vector<pages::Words> receipt_words(const House& house, const State& state,
                                        const std::string& assignment,
                                        const pages::Language& language);

}  // namespace paraph::api
