#include "api/pages/positions.hpp"

#include "api/pages/view_data.hpp"

namespace paraph::pages {

std::string position_word(std::string_view name, const Language& language) {
    const auto key = "own-position." + code_of(name);
    return language.has(key) ? language.say(key) : std::string(name);
}

std::string choice_word(std::string_view name, const Language& language) {
    const auto key = "own-choice." + code_of(name);
    return language.has(key) ? language.say(key) : position_word(name, language);
}

std::string function_word(std::string_view name, const Language& language, const Texts& titles) {
    const auto key = "function." + code_of(name);
    if (language.has(key)) return language.say(key);
    const auto title = titles.find(std::string(language.code()));
    return title == titles.end() ? std::string(name) : title->second;
}

std::string received_word(std::string_view received, const Language& language) {
    const auto key = "received." + code_of(received);
    return language.has(key) ? language.say(key) : std::string(received);
}

}  // namespace paraph::pages
