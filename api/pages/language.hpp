#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/model/definition.hpp"

namespace paraph::pages {

/// One of the languages that pages and mails speak: its catalogue (catalogue/*.po, compiled into
/// the binary), its digits, its dates. Immutable and shared; a look-up costs some 100 ns.
class Language {
public:
    /// A text, or a number that is written in the language's digits. A number named "n" chooses
    /// between the singular and the plural form of an entry that has both.
    using Value = std::variant<std::string_view, std::int64_t>;
    using Param = std::pair<std::string_view, Value>;
    using Params = std::initializer_list<Param>;

    Language(std::string_view code, std::string_view mo_file);

    std::string_view code() const { return code_; }  // BCP 47
    /// The catalogue's text for `key`, its {name}s replaced. A key that the catalogue does not have
    /// or a {name} without a value is a bug of ours: std::logic_error.
    std::string say(std::string_view key, Params params = {}) const {
        return say(key, std::span(params.begin(), params.size()));
    }
    std::string say(std::string_view key, std::span<const Param> params) const;
    bool has(std::string_view key) const { return find(key) != nullptr; }
    /// As it stands in the catalogue, parameters and all (the first form of a plural).
    const std::string& raw(std::string_view key) const;

    /// "Monday 22 December 2025, 17:00 (Dhaka)". `zone`: IANA; an unknown one counts as UTC.
    std::string date_time(Instant instant, std::string_view zone) const;
    /// "Monday 22 December 2025"
    std::string day(Instant instant, std::string_view zone) const;
    /// "Mon 22 Dec", for subjects and tables
    std::string short_day(Instant instant, std::string_view zone) const;
    /// The same with its year, where that is another one than that of `now`.
    std::string short_day(Instant instant, std::string_view zone, Instant now) const;
    /// "17:00"
    std::string time(Instant instant, std::string_view zone) const;
    /// "Dhaka" for "Asia/Dhaka"
    std::string zone_name(std::string_view zone) const;
    /// "12,345"; in Bangla "১২,৩৪৫", and lakhs as they are grouped there: "১২,৩৪,৫৬৭"
    std::string number(std::int64_t value) const;
    /// The language's digits for those of `text`.
    std::string digits(std::string_view text) const;
    /// "Finance, Home and Labour"
    std::string list(std::span<const std::string> items) const;
    /// This language's text, else English, else any.
    std::string_view of(const Texts& texts) const;

    const std::map<std::string, std::vector<std::string>, std::less<>>& entries() const {
        return entries_;
    }

private:
    const std::vector<std::string>* find(std::string_view key) const;

    std::string code_;
    std::map<std::string, std::vector<std::string>, std::less<>> entries_;
};

/// All languages, English first.
std::span<const Language* const> languages();
/// The language of a BCP 47 tag, "bn-BD" as well as "bn"; English for one that we do not speak.
const Language& language(std::string_view tag);

/// What those who speak it call a language, "বাংলা"; the tag, of one that we do not know. Such
/// names are the same in every language, so they stand in no catalogue.
std::string own_name(std::string_view tag);

/// Where a reader's language may be said, the first that names one of ours wins.
struct LanguageWishes {
    std::string_view query;   // ?lang=
    std::string_view cookie;  // the value of language_cookie
    std::string_view person;  // as the registry has it
    std::string_view accept;  // the Accept-Language header
};
inline constexpr std::string_view language_cookie = "paraph-language";
const Language& choose_language(const LanguageWishes& wishes);

}  // namespace paraph::pages
