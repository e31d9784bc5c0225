#pragma once

#include <string>
#include <vector>

#include "engine/core/notices.hpp"
#include "engine/model/entry.hpp"

namespace paraph::api {

/// Who hears of an entry of the registry, and of which delegation.
struct HouseNews {
    std::string delegation;
    std::vector<Notice> notices;  // none: nobody is written about it
};

/// Of one that awaits consent the secretariat. Of one that was in force and is over both its
/// people, but for the one who ended it; nobody, where that is long ago and was recorded late.
HouseNews news_of_house(const Entry& entry, const Registry& registry);

}  // namespace paraph::api
