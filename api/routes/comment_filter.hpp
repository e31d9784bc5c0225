#pragma once

#include "api/house.hpp"
#include "engine/rules/carrying.hpp"

namespace paraph::api {

/// Which comments are asked for, as a query names them: ?body= &stage= &paragraph= &revision=
/// &type= &force= &state= &disposition= (or "none") &carrying=. Empty: all.
struct CommentFilter {
    std::string body, stage, paragraph;
    std::optional<int> revision;
    std::optional<CommentType> type;
    std::optional<Force> force;
    std::optional<CommentStatus> status;
    std::optional<Disposition> disposition;
    std::optional<Carrying> carrying;
    bool unanswered = false;

    bool takes(const Comment& comment, const Carryings& carryings) const;
};

/// Refused: a word that there is not.
Result<CommentFilter> comment_filter(const http::Request& request);

/// Whether the reader may see the comment at all.
bool sees(const Seen& seen, const Comment& comment);

}  // namespace paraph::api
