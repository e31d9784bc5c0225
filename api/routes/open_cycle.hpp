#pragma once

#include "api/routes/open_form.hpp"
#include "api/routes/page_support.hpp"
#include "engine/core/decide.hpp"

namespace paraph::api {

// What the files of "open a cycle" share.

/// The first page: which procedure?
pages::OpenCycleView open_choice(const Registry& registry, const pages::Language& language);

/// The form, with what was typed; `typed` null: it is shown for the first time.
pages::OpenCycleView open_view(const Registry& registry, const OpenTerms& terms,
                               const http::Form* typed, const pages::Language& language);

/// What opening would do, decided on nothing but the command, with the cycles that would run inside
/// bodies. Pure but for the clock and the seeds.
Result<std::vector<Decided>> try_opening(const House& house, const Registry& registry,
                                         const OpenCycle& command, const Actor& actor);

/// What was decided, in words; who would be told; the first mail. The cycle itself comes first.
void put_opening(pages::OpenCycleView& view, const House& house, const Reader& reader,
                 const std::shared_ptr<const Registry>& registry,
                 const std::vector<Decided>& decided);

}  // namespace paraph::api
