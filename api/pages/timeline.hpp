#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "api/pages/language.hpp"
#include "api/pages/views/common.hpp"
#include "engine/model/fact.hpp"
#include "engine/model/registry.hpp"

namespace paraph::pages {

/// How the ids and names in facts are called for a reader. A function that is not set leaves them
/// as they stand.
struct Names {
    using Call = std::function<std::string(std::string_view)>;
    Call body;                               // id -> name
    Call person;                             // id -> name
    Call body_of;                            // assignment -> the body's name
    Call stage;                              // name -> title
    Call position;                           // name -> title; results and outcomes too
    Call role;                               // name -> title
    Call comment;                            // id -> number
    std::function<const Round*(int)> round;  // index into State::rounds
    std::string zone;
};

/// What happened, in words, without its subject: "opened the cycle under write-round, version 3".
/// The line in which it stands begins with who did it, or with "By rule".
std::string in_words(const Fact& fact, const Names& names, const Language& language);
std::string in_words(const RegistryFact& fact, const Names& names, const Language& language);

/// Whether nobody does it, whoever's answer or act it came with: the rule makes it follow. The line
/// begins with "By rule".
bool only_follows(const Fact& fact);

/// "Agree: 17 (3 by silence)"
std::string figure(const FigureRow& row, const Language& language);

}  // namespace paraph::pages
