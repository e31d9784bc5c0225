#pragma once

#include <string>
#include <string_view>

#include "api/pages/language.hpp"
#include "engine/core/access.hpp"

namespace paraph::api {

// What people read, in their language, for what ids and the names of a definition stand for.

/// The title, or the name where there is none.
std::string title_or(const Texts& title, std::string_view name, const pages::Language& language);

/// The title of a stage; its name where it has none, or where `stage` is nullptr.
std::string stage_title(const Stage* stage, std::string_view name, const pages::Language& language);
/// The title that the definition gives to a position, else our own word for it.
std::string position_title(const PositionRule& rule, const pages::Language& language);
/// Of a position as the stage knows it; our own word for it where it does not.
std::string position_title(const Stage* stage, std::string_view position,
                           const pages::Language& language);
/// Of an outcome, or of a round's result: the definition's title, else the word of the pictures,
/// else as it is written.
std::string outcome_title(const Definition& definition, const std::string& outcome,
                          const pages::Language& language);

/// The name of a body; its id when there is no such body.
std::string body_name(const Registry& registry, std::string_view body,
                      const pages::Language& language);
/// The name of a person, or "" for nobody and for an erased one.
std::string person_name(const Registry& registry, std::string_view person);

/// The title as whoever opened the cycle wrote it. That of a sub-cycle ends with a body's name,
/// which is said in the reader's language.
std::string title_of_cycle(const State& state, const Registry& registry,
                           const pages::Language& language);
std::string title_of_cycle(const Seen& seen, const pages::Language& language);

}  // namespace paraph::api
