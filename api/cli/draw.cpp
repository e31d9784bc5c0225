#include "workflows/tools/draw.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <limits>

#include "adapters/net/ask_house.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/control.hpp"
#include "api/cli/output.hpp"
#include "api/log.hpp"
#include "api/routes/picture.hpp"
#include "engine/base/id.hpp"
#include "engine/core/replay.hpp"
#include "workflows/language/finding.hpp"
#include "workflows/language/read.hpp"

namespace paraph::cli {
namespace {

std::string picture_of(const Definition& definition, const Standing* standing,
                       const DrawOptions& options) {
    Look look;
    look.language = options.language;
    if (options.format == "dot") return draw_dot(definition, standing, look);
    if (options.format == "mermaid") return draw_mermaid(definition, standing, look);
    return draw_svg(definition, standing, look);
}

int draw_definition(const DrawOptions& options) {
    const auto source = read_all(*options.file);
    if (!source) return complain(could_not_read(*options.file) + ".");
    const auto reading = read_definition(*source);
    if (!reading.definition) {
        std::cerr << render(reading.findings, *options.file, *source);
        return complain("This is no definition that can be drawn; mend it first.",
                        Exit::answer_is_no);
    }
    const auto& languages = reading.definition->languages;
    if (!options.language.empty() &&
        std::ranges::find(languages, options.language) == languages.end()) {
        std::string known;
        for (const auto& one : languages) known += (known.empty() ? "" : ", ") + one;
        return complain("The definition has no texts in \"" + options.language +
                        "\". It has them in: " + known + ".");
    }
    return put_out(picture_of(*reading.definition, nullptr, options), options.out);
}

/// The cycle as the folder's owner sees it; read beside a server that may be running, and nothing
/// that fell due is decided by looking.
Result<Seen> look_into(const std::string& data, const std::string& cycle) {
    const auto database = api::places_of(data).database;
    if (!std::filesystem::exists(database))
        return refuse(Refused::unavailable, "There is no house in the folder " + data + ".");
    const auto archive = open_sqlite_archive(database, 1);
    if (!archive) return archive.error();
    constexpr auto all = std::numeric_limits<std::size_t>::max() / 2;
    auto registry = std::make_shared<Registry>();
    replay(*registry, (*archive)->stream(registry_stream, 0, all), api::definition_reader());
    const auto missing =
        refuse(Refused::not_found, "There is no such cycle, or it runs inside a body.");
    auto state = load(**archive, cycle);
    if (!state) return missing;
    Actor owner;
    owner.id = "control";
    owner.roles = {HouseRole::secretariat};
    auto seen = see(std::make_shared<const State>(std::move(*state)), std::move(registry), owner);
    if (!seen.view.cycle) return missing;
    return seen;
}

Result<std::string> drawn_here(const DrawOptions& options) {
    const auto seen = look_into(options.data.value_or(Config().data), *options.cycle);
    if (!seen) return seen.error();
    const auto standing = api::standing_of(*seen, options.language);
    return picture_of(*seen->definition, &standing, options);
}

/// The server knows what the token's holder may see.
Result<std::string> drawn_there(const DrawOptions& options) {
    std::string path = "/api/v1/cycles/" + *options.cycle + "/picture";
    if (!options.language.empty()) path += "?lang=" + options.language;
    const std::string type = options.format == "dot"       ? "text/vnd.graphviz"
                             : options.format == "mermaid" ? "text/vnd.mermaid"
                                                           : "image/svg+xml";
    return ask_house(*options.server, path, token_of_environment(), type);
}

int draw_cycle(const DrawOptions& options) {
    if (!id::is(id::cycle, *options.cycle))
        return complain("\"" + *options.cycle + "\" is no cycle's id, as in cyc_….");
    const auto picture = options.server ? drawn_there(options) : drawn_here(options);
    if (picture) return put_out(*picture, options.out);
    return complain(picture.error().text,
                    picture.error().code == Refused::not_found ? Exit::answer_is_no : Exit::usage);
}

}  // namespace

int draw(const DrawOptions& options) {
    log::set_up("warning", "logfmt");
    return options.file ? draw_definition(options) : draw_cycle(options);
}

}  // namespace paraph::cli
