#include "api/routes/functions.hpp"

#include <utility>

#include "api/pages/positions.hpp"
#include "engine/base/words.hpp"

namespace paraph::api {
namespace {

void put_functions(std::map<std::string, Texts>& known, const Definition& definition) {
    for (const auto& stage : definition.stages)
        for (const auto& who : stage.who) {
            if (who.kind != Participant::Kind::function) continue;
            auto& titles = known[who.name];
            if (stage.who.size() == 1) titles.insert(stage.title.begin(), stage.title.end());
            if (!definition.languages.empty()) titles.erase(definition.languages.front());
        }
}

/// The same word is the same however it was typed: with capitals or blanks, and with the dot of
/// three Bangla letters as one character or apart.
std::string plain_word(std::string_view text) {
    constexpr std::pair<std::string_view, std::string_view> joined[] = {
        {"\u09DC", "\u09A1\u09BC"}, {"\u09DD", "\u09A2\u09BC"}, {"\u09DF", "\u09AF\u09BC"}};
    auto plain = lowered(trimmed(text));
    for (const auto& [one, two] : joined)
        for (auto at = plain.find(one); at != plain.npos; at = plain.find(one, at))
            plain.replace(at, one.size(), two);
    return plain;
}

}  // namespace

std::map<std::string, Texts> functions_of(const Registry& registry) {
    std::map<std::string, Texts> known{{"alternate", {}}, {"chair", {}}, {"focal point", {}}};
    for (const auto& [name, versions] : registry.definitions)
        put_functions(known, *versions.back()->definition);
    return known;
}

std::string meant_function(std::string_view typed, const std::map<std::string, Texts>& known) {
    const auto plain = plain_word(typed);
    for (const auto& [name, titles] : known) {
        if (plain == plain_word(name)) return name;
        for (const auto* language : pages::languages())
            if (plain == plain_word(pages::function_word(name, *language, titles))) return name;
    }
    return std::string(typed);
}

}  // namespace paraph::api
