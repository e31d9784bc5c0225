#pragma once

#include <optional>

#include "api/house.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/link.hpp"

namespace paraph::api {

// What pages and mails say of a level in a procedure that runs inside a body.

/// Where the signature at `stage` leads next: the next level that anybody of the body holds;
/// nullptr: out, it becomes the body's answer.
const Stage* next_level(const Definition& definition, const Registry& registry, const Stage* stage,
                        std::string_view body);

/// Of a procedure that began anew inside a body whose answer stood: the title of that answer, as it
/// stands now; empty: there was none, or there is none any more.
std::string answer_outside(const House& house, const State& state, const Registry& registry,
                           const pages::Language& language);

/// Of a procedure that ran inside a body: the body is asked in a newer round outside, which is
/// open.
bool is_asked_anew(const House& house, const State& state);
/// Of a procedure that began anew inside a body: why the round outside was opened again, in the
/// words of who did it; empty: they are not known any more. Reads the disk.
std::string why_open_again(const House& house, const State& state);

/// Puts into what is asked at `stage` where it goes next, and what the body's silence means
/// outside, by the outer round as it is now. Does nothing where the cycle runs inside no body.
void put_level(pages::Asked& asked, const House& house, const State& state,
               const Registry& registry, const Stage& stage, std::string_view body,
               const pages::Language& language);

/// Who sent the file back to the round, a person and their level, and why; nothing: nobody did.
/// Reads the disk.
std::optional<pages::Returned> returned_to(const House& house, const State& state,
                                           const Registry& registry, const Definition& definition,
                                           int round, const pages::Language& language);

}  // namespace paraph::api
