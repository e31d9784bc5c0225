#include "api/routes/comment_filter.hpp"

#include "api/routes/input.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"

namespace paraph::api {
namespace {

/// One of an enum's words; an empty value, as a form sends it, asks for nothing.
template <class E>
Result<> take(const http::Request& request, std::string_view name, std::optional<E>& to) {
    const auto value = request.parameter(name).value_or("");
    if (value.empty()) return {};
    to = enum_from_text<E>(value);
    if (to) return {};
    return refuse(Refused::invalid,
                  "\"" + std::string(value) + "\" is not known here." +
                      suggestion(value, {enum_texts<E>.begin(), enum_texts<E>.end()}),
                  std::string(name));
}

}  // namespace

Result<CommentFilter> comment_filter(const http::Request& request) {
    CommentFilter filter;
    filter.body = request.parameter("body").value_or("");
    filter.stage = request.parameter("stage").value_or("");
    filter.paragraph = request.parameter("paragraph").value_or("");
    if (const auto text = request.parameter("revision").value_or(""); !text.empty()) {
        const auto number = number_in(text, "revision");
        if (!number) return number.error();
        filter.revision = static_cast<int>(*number);
    }
    filter.unanswered = request.parameter("disposition") == "none";
    if (!filter.unanswered)
        if (auto r = take(request, "disposition", filter.disposition); !r) return r.error();
    if (auto r = take(request, "type", filter.type); !r) return r.error();
    if (auto r = take(request, "force", filter.force); !r) return r.error();
    if (auto r = take(request, "state", filter.status); !r) return r.error();
    if (auto r = take(request, "carrying", filter.carrying); !r) return r.error();
    return filter;
}

bool CommentFilter::takes(const Comment& comment, const Carryings& carryings) const {
    return (body.empty() || comment.body == body) && (stage.empty() || comment.stage == stage) &&
           (paragraph.empty() || comment.paragraph == paragraph) &&
           (!revision || comment.revision == *revision) && (!type || comment.type == *type) &&
           (!force || comment.force == *force) && (!status || comment.status == *status) &&
           (!disposition || comment.disposition == disposition) &&
           (!unanswered || is_unanswered(comment)) &&
           (!carrying || carryings.of(comment) == *carrying);
}

bool sees(const Seen& seen, const Comment& comment) {
    return seen.view.sees_comment(comment.body, is_hidden(*seen.definition, *seen.state, comment));
}

}  // namespace paraph::api
