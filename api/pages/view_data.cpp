#include "api/pages/view_data.hpp"

#include <algorithm>

namespace paraph::pages {

std::string code_of(std::string_view words) {
    std::string code(words);
    std::ranges::replace(code, ' ', '-');
    return code;
}

void put(Data& object, const std::string& name, bool value, const Wording&) {
    object.set(name, Data(value));
}

void put(Data& object, const std::string& name, const std::string& value, const Wording&) {
    object.set(name, value.empty() ? Data(false) : Data(value));
}

void put(Data& object, const std::string& name, const Markup& value, const Wording& wording) {
    put(object, name, value.html, wording);
}

void put(Data& object, const std::string& name, std::int64_t value, const Wording& wording) {
    object.set(name, wording.language.number(value));
    object.set(name + "_raw", std::to_string(value));
}

void put(Data& object, const std::string& name, Instant value, const Wording& wording) {
    const auto& language = wording.language;
    object.set(name, language.date_time(value, wording.zone));
    object.set(name + "_day", language.day(value, wording.zone));
    object.set(name + "_short",
               language.short_day(value, wording.zone, wording.now.value_or(value)) + ", " +
                   language.time(value, wording.zone));
    object.set(name + "_iso", to_text(value));
}

void put_item_place(Data& item, std::size_t index, const Wording& wording) {
    put(item, "first", index == 0, wording);
    put(item, "index", static_cast<std::int64_t>(index) + 1, wording);
}

}  // namespace paraph::pages
