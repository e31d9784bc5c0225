#include <algorithm>
#include <array>

#include "engine/rules/missing.hpp"

namespace paraph {

namespace {

constexpr std::size_t names_max = 8;  // of a longer list the rest is counted

struct Pattern {
    std::string_view code;
    std::string_view one;
    std::string_view many;  // empty: as for one
};

using Patterns = std::array<Pattern, 23>;

/// How a language says what is missing. In a pattern {n} is the count, {who} the bodies,
/// {positions}, {role}, {rule} and {figures} what they say.
struct Phrases {
    Patterns patterns;
    std::string_view among;        // after a position, where a role is named: {role}
    std::string_view enough;       // after what blocks
    std::string_view enough_both;  // after the last of two lines that block
    std::string_view either, or_;  // before and between the ways of an alternative
    std::string_view and_;         // between what one way needs
    std::string_view position_or;  // between positions
    std::string_view more;         // after a list that is cut: {n}
    std::array<std::string_view, 10> digits;
};

constexpr Patterns english_patterns{
    {{"signature", "needs 1 more signature ({who})", "needs {n} more signatures ({who})"},
     {"open condition", "1 condition open ({who})", "{n} conditions open ({who})"},
     {"objection", "1 objection open ({who})", "{n} objections open ({who})"},
     {"answer of", "awaits the answer of {who}", "awaits {n} answers ({who})"},
     {"answer", "needs 1 more answer", "needs {n} more answers"},
     {"position", "needs 1 more {positions}", "needs {n} more {positions}"},
     {"too many", "1 {positions} too many", "{n} {positions} too many"},
     {"quorum", "needs 1 more answer for the quorum", "needs {n} more answers for the quorum"},
     {"quorum rule", "no quorum yet: {rule}{figures}", {}},
     {"rule", "the rule does not hold: {rule}{figures}", {}},
     {"revision", "awaits a revision ({who})", {}},
     {"disposition", "1 comment is not answered", "{n} comments are not answered"},
     {"meeting", "awaits the outcome of a meeting ({who})", {}},
     {"closing act", "awaits the closing act of {role} ({who})", {}},
     {"one of", "needs 1 signature, of any of {who}", "needs {n} signatures, of any of {who}"},
     {"choice", "awaits the choice of the way ({who})", {}},
     {"branch", "needs 1 more branch to be done", "needs {n} more branches to be done"},
     {"review", "awaits the review of {who}", "awaits {n} reviews ({who})"},
     {"reviewer", "1 more reviewer must be assigned", "{n} more reviewers must be assigned"},
     {"commitment", "1 accepted recommendation has no commitment yet ({who})",
      "{n} accepted recommendations have no commitment yet ({who})"},
     {"report", "1 commitment is neither done nor dropped ({who})",
      "{n} commitments are neither done nor dropped ({who})"},
     {"sub-cycle", "1 sub-cycle still runs", "{n} sub-cycles still run"},
     {"sub-cycle of", "1 sub-cycle still runs ({who})", "{n} sub-cycles still run ({who})"}}};

constexpr Phrases english_phrases{english_patterns,
                                  " among {role}",
                                  "; enough positions once resolved",
                                  "; enough positions once both are resolved",
                                  "either ",
                                  ", or ",
                                  " and ",
                                  " or ",
                                  " and {n} more",
                                  {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}};

constexpr Patterns bangla_patterns{
    {{"signature", "আরও {n}টি স্বাক্ষর প্রয়োজন ({who})", {}},
     {"open condition", "{n}টি শর্ত এখনো পূরণ হয়নি ({who})", {}},
     {"objection", "{n}টি আপত্তি বহাল আছে ({who})", {}},
     {"answer of", "{who}-এর উত্তরের অপেক্ষা", "{n}টি উত্তরের অপেক্ষা ({who})"},
     {"answer", "আরও {n}টি উত্তর প্রয়োজন", {}},
     {"position", "আরও {n}টি “{positions}” প্রয়োজন", {}},
     {"too many", "“{positions}” {n}টি বেশি", {}},
     {"quorum", "কোরামের জন্য আরও {n}টি উত্তর প্রয়োজন", {}},
     {"quorum rule", "এখনো কোরাম হয়নি: {rule}{figures}", {}},
     {"rule", "নিয়মটি এখনো পূরণ হয়নি: {rule}{figures}", {}},
     {"revision", "সংশোধিত খসড়ার অপেক্ষা ({who})", {}},
     {"disposition", "{n}টি মন্তব্যের জবাব দেওয়া হয়নি", {}},
     {"meeting", "সভার সিদ্ধান্তের অপেক্ষা ({who})", {}},
     {"closing act", "{role}-এর সমাপনী সিদ্ধান্তের অপেক্ষা ({who})", {}},
     {"one of", "যেকোনো {n}টি স্বাক্ষর প্রয়োজন: {who}", {}},
     {"choice", "কোন পথে এগোবে সেই সিদ্ধান্তের অপেক্ষা ({who})", {}},
     {"branch", "আরও {n}টি শাখার কাজ শেষ হওয়া প্রয়োজন", {}},
     {"review", "{who}-এর পর্যালোচনার অপেক্ষা", "{n}টি পর্যালোচনার অপেক্ষা ({who})"},
     {"reviewer", "আরও {n} জন পর্যালোচক নির্ধারণ করা প্রয়োজন", {}},
     {"commitment", "{n}টি গৃহীত সুপারিশের জন্য এখনো অঙ্গীকার করা হয়নি ({who})", {}},
     {"report", "{n}টি অঙ্গীকার এখনো সম্পন্ন বা বাদ হয়নি ({who})", {}},
     {"sub-cycle", "{n}টি উপ-চক্র এখনো চলছে", {}},
     {"sub-cycle of", "{n}টি উপ-চক্র এখনো চলছে ({who})", {}}}};

constexpr Phrases bangla_phrases{bangla_patterns,
                                 " ({role}-এর মধ্যে)",
                                 "; এর নিষ্পত্তি হলে প্রয়োজনীয় সমর্থন পূর্ণ থাকবে",
                                 "; দুটিরই নিষ্পত্তি হলে প্রয়োজনীয় সমর্থন পূর্ণ থাকবে",
                                 "হয় ",
                                 ", নয়তো ",
                                 " এবং ",
                                 "” অথবা “",
                                 " এবং আরও {n}টি সংস্থা",
                                 {"০", "১", "২", "৩", "৪", "৫", "৬", "৭", "৮", "৯"}};

void replace(std::string& text, std::string_view place, std::string_view value) {
    const std::size_t at = text.find(place);
    if (at != std::string::npos) text.replace(at, place.size(), value);
}

std::string in_digits(std::string_view text, const Phrases& phrases) {
    std::string result;
    for (char c : text) {
        if (c >= '0' && c <= '9')
            result += phrases.digits[static_cast<std::size_t>(c - '0')];
        else
            result += c;
    }
    return result;
}

std::string number(std::size_t value, const Phrases& phrases) {
    return in_digits(std::to_string(value), phrases);
}

std::string_view pattern(const Phrases& phrases, std::string_view code, int count) {
    for (const Pattern& each : phrases.patterns)
        if (each.code == code) return count == 1 || each.many.empty() ? each.one : each.many;
    return code;
}

/// Which pattern a line takes: some codes read differently by what they carry.
std::string_view form(const Missing& missing) {
    if (missing.code == "answer" && !missing.bodies.empty()) return "answer of";
    if (missing.code == "sub-cycle" && !missing.bodies.empty()) return "sub-cycle of";
    if (missing.code == "position" && missing.count < 0) return "too many";
    if (missing.code == "quorum" && missing.count == 0) return "quorum rule";
    const bool any = missing.bodies.size() > static_cast<std::size_t>(missing.count);
    if (missing.code == "signature" && any) return "one of";
    return missing.code;
}

class Writer {
public:
    Writer(const Phrases& phrases, const std::function<std::string(std::string_view)>& name_of)
        : phrases_(phrases), name_of_(name_of) {}

    std::string write(const Missing& missing) const {
        if (!missing.either.empty()) return ways(missing);
        const int count =
            missing.comments > 0 ? missing.comments : std::max(missing.count, -missing.count);
        std::string text(pattern(phrases_, form(missing), count));
        if (!missing.role.empty() && !missing.positions.empty()) text += phrases_.among;
        replace(text, "{n}", number(static_cast<std::size_t>(count), phrases_));
        replace(text, "{who}", bodies(missing));
        replace(text, "{positions}", join(missing.positions, phrases_.position_or));
        replace(text, "{role}", missing.role);
        replace(text, "{rule}", missing.rule);
        replace(text, "{figures}", figures(missing));
        if (missing.enough_otherwise) text += phrases_.enough;
        if (missing.enough_together) text += phrases_.enough_both;
        return text;
    }

private:
    std::string ways(const Missing& missing) const {
        std::string text(phrases_.either);
        for (std::size_t i = 0; i < missing.either.size(); ++i) {
            if (i > 0) text += phrases_.or_;
            std::vector<std::string> parts;
            for (const Missing& part : missing.either[i]) parts.push_back(write(part));
            text += join(parts, phrases_.and_);
        }
        return text;
    }

    std::string bodies(const Missing& missing) const {
        std::vector<std::string> names;
        for (const std::string& body : missing.bodies)
            if (names.size() < names_max) names.push_back(name_of_(body));
        std::string text = join(names, ", ");
        if (missing.bodies.size() > names_max) {
            std::string more(phrases_.more);
            replace(more, "{n}", number(missing.bodies.size() - names_max, phrases_));
            text += more;
        }
        return text;
    }

    std::string figures(const Missing& missing) const {
        std::string text;
        for (const auto& [side, value] : missing.figures)
            text += (text.empty() ? " (" : ", ") + side + " = " + in_digits(value, phrases_);
        return text.empty() ? text : text + ")";
    }

    static std::string join(const std::vector<std::string>& parts, std::string_view separator) {
        std::string text;
        for (const std::string& part : parts) {
            if (!text.empty()) text += separator;
            text += part;
        }
        return text;
    }

    const Phrases& phrases_;
    const std::function<std::string(std::string_view)>& name_of_;
};

}  // namespace

std::string in_words(const Missing& missing, std::string_view language,
                     const std::function<std::string(std::string_view body)>& name_of) {
    const bool bn = language == "bn" || language.starts_with("bn-");
    return Writer(bn ? bangla_phrases : english_phrases, name_of).write(missing);
}

}  // namespace paraph
