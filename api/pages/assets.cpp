#include "api/pages/assets.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "api/pages/resources.hpp"

namespace paraph::pages {

const Asset* find_asset(std::string_view path) {
    const auto all = all_assets();
    const auto found = std::ranges::find(all, path, &Asset::path);
    return found == all.end() ? nullptr : &*found;
}

std::string_view asset_path(std::string_view name) {
    const auto all = all_assets();
    const auto found = std::ranges::find(all, name, &Asset::name);
    if (found == all.end()) throw std::logic_error("no asset " + std::string(name));
    return found->path;
}

std::string_view resource(std::string_view name) {
    const auto all = all_resources();
    const auto found = std::ranges::find(all, name, &Resource::name);
    if (found == all.end()) throw std::logic_error("no resource " + std::string(name));
    return found->bytes;
}

}  // namespace paraph::pages
