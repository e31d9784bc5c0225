#include <algorithm>
#include <array>

#include "engine/rules/spans.hpp"
#include "workflows/tools/picture.hpp"

namespace paraph {
namespace {

struct Word {
    std::string_view english, bangla;
};

constexpr std::array words{
    Word{"comment", "মন্তব্য"},
    Word{"revise", "সংশোধন"},
    Word{"ballot", "মতগ্রহণ"},
    Word{"silence", "মৌন সম্মতি"},
    Word{"sign off", "স্বাক্ষর"},
    Word{"meet", "সভা"},
    Word{"circulate", "অবগতির জন্য প্রেরণ"},
    Word{"choose", "পথ নির্বাচন"},
    Word{"parallel", "সমান্তরাল"},
    Word{"each", "প্রত্যেকের জন্য"},
    Word{"call", "অন্য পদ্ধতি"},
    Word{"review", "পর্যালোচনা"},
    Word{"follow up", "অনুসরণ"},
    Word{"joined", "একত্র হলে"},
    Word{"all branches", "সব শাখা"},
    Word{"any branch", "যেকোনো শাখা"},
    Word{"branches", "শাখা"},
    Word{"now", "এখন এখানে"},
    Word{"settled", "সম্পন্ন"},
    Word{"skipped", "প্রযোজ্য হয়নি"},
    Word{"to come", "বাকি"},
    Word{"not reached", "এ পর্যন্ত পৌঁছায়নি"},
    Word{"abandoned here", "এখানে পরিত্যক্ত"},
    Word{"suspended", "স্থগিত"},
    Word{"deferred", "মুলতবি"},
    Word{"answered", "উত্তর দিয়েছে"},
    Word{"awaited", "উত্তর বাকি"},
    Word{"asked", "মত চাওয়া হয়েছে"},
    Word{"due", "শেষ সময়"},
    Word{"was due", "সময় শেষ হয়েছে"},
    Word{"blocks", "আপত্তি আছে"},
    Word{"ends here", "এখানে শেষ"},
    Word{"more", "আরও"},
    Word{"end", "সমাপ্তি"},
    Word{"before outer", "বাইরের সময়সীমার আগে"},
    // results
    Word{"closed", "শেষ"},
    Word{"done", "সম্পন্ন"},
    Word{"short", "পর্যালোচনা অপূর্ণ"},
    Word{"open", "অসম্পন্ন"},
    Word{"passed", "গৃহীত"},
    Word{"not passed", "গৃহীত নয়"},
    Word{"no quorum", "কোরাম হয়নি"},
    Word{"awaiting", "উত্তরের অপেক্ষা"},
    Word{"adopted", "গৃহীত"},
    Word{"not adopted", "গৃহীত হয়নি"},
    Word{"broken", "মৌনতা ভঙ্গ"},
    Word{"signed", "স্বাক্ষরিত"},
    Word{"declined", "ফেরত"},
    Word{"revised", "সংশোধিত"},
    Word{"lifted", "আপত্তি প্রত্যাহার"},
    Word{"unchanged", "অপরিবর্তিত"},
    Word{"withdrawn", "প্রত্যাহৃত"},
    Word{"overdue", "সময়োত্তীর্ণ"},
    Word{"cleared", "অনুমোদিত"},
    Word{"returned", "ফেরত"},
    Word{"abandoned", "পরিত্যক্ত"},
    Word{"refused", "নামঞ্জুর"},
};

struct UnitName {
    Unit unit;
    std::string_view bangla;
};
constexpr std::array units{
    UnitName{Unit::hours, "ঘণ্টা"},           UnitName{Unit::days, "দিন"},
    UnitName{Unit::weeks, "সপ্তাহ"},          UnitName{Unit::months, "মাস"},
    UnitName{Unit::working_days, "কর্মদিবস"}, UnitName{Unit::clear_working_days, "পূর্ণ কর্মদিবস"},
};

bool is_bangla(std::string_view language) {
    return language == "bn" || language.starts_with("bn-");
}

}  // namespace

std::string picture_word(std::string_view word, std::string_view language) {
    const auto found = std::ranges::find(words, word, &Word::english);
    if (!is_bangla(language) || found == words.end()) return std::string{word};
    return std::string{found->bangla};
}

std::string language_of(const Definition& definition, const Look& look) {
    const bool first = look.language.empty() && !definition.languages.empty();
    return first ? definition.languages.front() : look.language;
}

std::string_view dot_word(Standing::Dot::Kind kind) {
    switch (kind) {
        case Standing::Dot::Kind::answered:
            return "answered";
        case Standing::Dot::Kind::awaited:
            return "awaited";
        case Standing::Dot::Kind::asked:
            return "asked";
        case Standing::Dot::Kind::blocking:
            break;
    }
    return "blocks";
}

std::string digits_in(std::string text, std::string_view language) {
    if (!is_bangla(language)) return text;
    std::string out;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            out += c;
        } else {  // ০ to ৯ are U+09E6 to U+09EF: E0 A7 A6 to E0 A7 AF
            out += "\xE0\xA7";
            out += static_cast<char>(0xA6 + (c - '0'));
        }
    }
    return out;
}

std::string span_in_words(const Span& span, std::string_view language) {
    if (!is_bangla(language)) return to_text(span);
    const auto found = std::ranges::find(units, span.unit, &UnitName::unit);
    return digits_in(std::to_string(span.count), language) + ' ' + std::string{found->bangla};
}

std::string counted_in_words(const Deadline& due, const std::string& length,
                             std::string_view language) {
    using From = Deadline::From;
    if (due.from == From::opening) return length;
    const bool bangla = is_bangla(language);
    if (due.from == From::outer && due.span.count == 0)
        return bangla ? "বাইরের সময়সীমা" : "on outer";
    if (due.from == From::outer) {
        const auto outer = picture_word("before outer", language);
        return bangla ? outer + ' ' + length : length + ' ' + outer;
    }
    const auto what = due.from == From::cycle ? bangla ? "চক্র খোলা" : "the cycle opened"
                      : due.from == From::opened ? due.of + (bangla ? " খোলা" : " opened")
                      : due.from == From::closed ? due.of + (bangla ? " শেষ" : " closed")
                                                 : due.of;
    if (due.span.count == 0) return bangla ? what : "on " + what;
    if (bangla)
        return what + (due.before ? "-এর " : "-এর পর ") + length + (due.before ? " আগে" : "");
    return length + (due.before ? " before " : " after ") + what;
}

std::string times_in_words(int times, std::string_view language) {
    const auto count = digits_in(std::to_string(times), language);
    if (is_bangla(language)) return count + " বারের পর";
    return times == 1 ? "after once" : "after " + count + " times";
}

std::string join_in_words(const Stage& block, std::string_view language) {
    if (block.joins.kind == Needs::Kind::all_of) return picture_word("all branches", language);
    if (block.joins.kind == Needs::Kind::any_of) return picture_word("any branch", language);
    return digits_in(std::to_string(block.joins.count), language) + ' ' +
           picture_word("branches", language);
}

std::string in_language(const Texts& texts, const Definition& definition, std::string_view language,
                        std::string_view otherwise) {
    if (const auto found = texts.find(std::string{language}); found != texts.end()) {
        return found->second;
    }
    for (const auto& other : definition.languages) {
        if (const auto found = texts.find(other); found != texts.end()) return found->second;
    }
    return std::string{otherwise};
}

}  // namespace paraph
