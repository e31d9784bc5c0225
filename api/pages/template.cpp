#include "api/pages/template.hpp"

#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "api/pages/assets.hpp"
#include "api/pages/resources.hpp"

namespace paraph::pages {

namespace {

namespace mustache = kainjow::mustache;

constexpr int depth_max = 8;  // of templates within templates

bool is_text(std::string_view name) {
    return name.ends_with(".txt");
}

/// A catalogue's text inside a template: "until {due}" as "until {{due}}", the rest escaped.
std::string as_template(const std::string& text, bool escaped) {
    auto written = escaped ? mustache::html_escape(text) : text;
    for (std::size_t at = 0; (at = written.find_first_of("{}", at)) != written.npos; at += 2) {
        written.insert(at, 1, written[at]);
    }
    return written;
}

std::string resolve_at(std::string_view name, std::string_view main, const Language& language,
                       int depth) {
    if (depth > depth_max) throw std::logic_error("templates include each other");
    const auto source = resource(fmt::format("{}.mustache", name));
    std::string resolved;
    std::size_t at = 0;
    while (true) {
        const auto open = source.find("[[", at);
        resolved += source.substr(at, open - at);
        if (open == source.npos) return resolved;
        const auto close = source.find("]]", open);
        if (close == source.npos) throw std::logic_error(fmt::format("[[ without ]] in {}", name));
        const auto tag = source.substr(open + 2, close - open - 2);
        if (tag == "> main") {
            resolved += resolve_at(main, {}, language, depth + 1);
        } else if (tag.starts_with("> ")) {
            resolved += resolve_at(tag.substr(2), main, language, depth + 1);
        } else if (tag.starts_with("@")) {
            resolved += asset_path(tag.substr(1));
        } else {
            resolved += as_template(language.raw(tag), !is_text(name));
        }
        at = close + 2;
    }
}

/// Compiled once for each thread, since a mustache that renders is not const.
mustache::mustache& compiled(std::string_view name, std::string_view main,
                             const Language& language) {
    thread_local std::map<std::string, mustache::mustache, std::less<>> cache;
    const auto key = fmt::format("{} {} {}", language.code(), name, main);
    const auto found = cache.find(key);
    if (found != cache.end()) return found->second;
    mustache::mustache made(resolve(name, main, language));
    if (!made.is_valid()) {
        throw std::logic_error(fmt::format("template {}: {}", key, made.error_message()));
    }
    if (is_text(name)) made.set_custom_escape([](const std::string& text) { return text; });
    return cache.emplace(key, std::move(made)).first->second;
}

}  // namespace

std::string resolve(std::string_view name, std::string_view main, const Language& language) {
    return resolve_at(name, main, language, 0);
}

std::string fill(std::string_view name, const Data& data, const Language& language) {
    return compiled(name, {}, language).render(data);
}

std::string fill_page(std::string_view name, const Data& data, const Language& language) {
    return compiled("layout", name, language).render(data);
}

}  // namespace paraph::pages
