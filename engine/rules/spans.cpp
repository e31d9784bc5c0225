#include "engine/rules/spans.hpp"

#include <algorithm>

#include "engine/base/enums.hpp"
#include "engine/rules/evaluate.hpp"

namespace paraph {
namespace {

Span applicable(const std::vector<SpanCase>& cases, const Span& otherwise,
                const json::object& attributes) {
    const auto found = std::ranges::find_if(
        cases, [&](const SpanCase& each) { return holds(each.condition, attributes); });
    return found == cases.end() ? otherwise : found->span;
}

}  // namespace

Span span_for(const Deadline& deadline, const json::object& attributes) {
    return applicable(deadline.cases, deadline.span, attributes);
}

Span span_for(const Minimum& minimum, const json::object& attributes) {
    return applicable(minimum.cases, minimum.span, attributes);
}

std::string to_text(const Span& span) {
    std::string unit(enum_text(span.unit));
    if (span.count == 1) unit.pop_back();
    return std::to_string(span.count) + " " + unit;
}

}  // namespace paraph
