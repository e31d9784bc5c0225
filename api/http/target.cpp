#include "api/http/target.hpp"

#include <algorithm>

#include "api/http/form.hpp"

namespace paraph::http {

namespace {

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::string_view segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

}  // namespace

std::optional<GateRefusal> read_target(Request& request) {
    const std::string_view target = request.target;
    const std::size_t mark = target.find('?');
    const std::string_view raw = target.substr(0, mark);
    auto path = percent_decode(raw);
    if (!path) return GateRefusal{400, "The path is not percent-encoded UTF-8."};
    const bool hidden =
        std::count(path->begin(), path->end(), '/') != std::count(raw.begin(), raw.end(), '/') ||
        path->find('\\') != path->npos;
    if (hidden || (path->starts_with('/') && has_dot_segment(*path)))
        return GateRefusal{400, "The path holds a dot segment or an encoded slash."};
    request.path = std::move(*path);
    request.query.clear();
    if (mark == target.npos) return std::nullopt;
    auto query = parse_pairs(target.substr(mark + 1));
    if (!query) return GateRefusal{400, "The query is not percent-encoded UTF-8 pairs."};
    request.query = std::move(*query);
    return std::nullopt;
}

}  // namespace paraph::http
