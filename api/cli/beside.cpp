#include "api/cli/beside.hpp"

#include <filesystem>

#include "api/cli/output.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph::cli {

FindDefinition beside(const std::string& near) {
    return [folder = std::filesystem::path(near).parent_path()](
               std::string_view name) -> std::optional<DefinitionSource> {
        const auto file = (folder / (std::string(name) + ".yaml")).string();
        if (auto text = read_all(file)) return DefinitionSource{file, std::move(*text)};
        for (const auto& each : shipped())
            if (each.kind == Shipped::Kind::definition && each.name == name)
                return DefinitionSource{std::string(name) + ".yaml", std::string(each.text)};
        return std::nullopt;
    };
}

}  // namespace paraph::cli
