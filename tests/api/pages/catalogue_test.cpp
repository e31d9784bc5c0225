#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "api/pages/owed.hpp"
#include "api/pages/view_data.hpp"
#include "api/pages/views/board.hpp"
#include "api/pages/views/link.hpp"
#include "engine/base/refusal.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {
namespace {

const std::filesystem::path pages_folder = PARAPH_PAGES;

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::set<std::string> distinct_matches(const std::string& text, const char* pattern) {
    const std::regex regex(pattern);
    std::set<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
        found.insert((*it)[1]);
    }
    return found;
}

std::set<std::string> params_of(const std::string& text) {
    return distinct_matches(text, R"(\{([a-z_.]+)\})");
}

std::vector<std::filesystem::path> templates() {
    std::vector<std::filesystem::path> all;
    for (const auto& file : std::filesystem::directory_iterator(pages_folder / "templates")) {
        all.push_back(file.path());
    }
    return all;
}

/// What of a template is neither tag nor mustache: nothing that a reader would read.
std::string visible(std::string text) {
    for (const char* pattern :
         {R"(<style>[^]*?</style>)", R"(\[\[.*?\]\])", R"(\{\{\{?.*?\}?\}\})"}) {
        text = std::regex_replace(text, std::regex(pattern), " ");
    }
    // Attributes that are read out count as text.
    std::string seen = std::regex_replace(text, std::regex("<[^>]*>"), " ");
    for (const auto& value :
         distinct_matches(text, R"re((?:title|alt|placeholder|aria-label)="([^"]*)")re")) {
        seen += " " + value;
    }
    return seen;
}

TEST(Catalogue, speaks_of_the_same_things_in_every_language) {
    const auto& english = language("en").entries();
    const auto& bangla = language("bn").entries();
    for (const auto& [key, forms] : english) {
        const auto other = bangla.find(key);
        ASSERT_NE(other, bangla.end()) << key << " is missing in Bangla";
        ASSERT_EQ(forms.size(), other->second.size()) << key;
        for (std::size_t form = 0; form < forms.size(); ++form) {
            EXPECT_EQ(params_of(forms[form]), params_of(other->second[form])) << key;
        }
    }
    EXPECT_EQ(english.size(), bangla.size());
    EXPECT_GT(english.size(), 500u);
}

TEST(Catalogue, gives_the_translator_a_context_and_leaves_nothing_untranslated) {
    for (const char* file : {"en.po", "bn.po"}) {
        const auto text = read(pages_folder / "catalogue" / file);
        const auto entries = distinct_matches(text, R"re(\nmsgid "([^"]+)")re");
        const auto with_context = distinct_matches(text, R"re(\n#\. [^\n]+\nmsgid "([^"]+)")re");
        EXPECT_EQ(entries, with_context) << file;
        EXPECT_EQ(entries.size(), language(std::string_view(file).substr(0, 2)).entries().size())
            << file << " has entries that are empty";
        EXPECT_NE(text.find("nplurals=2; plural=(n != 1);"), text.npos) << file;
    }
}

TEST(Catalogue, is_where_every_sentence_of_a_template_comes_from) {
    const auto letters = std::regex("[A-Za-z]{2,}");
    for (const auto& path : templates()) {
        const auto text = visible(read(path));
        std::smatch found;
        EXPECT_FALSE(std::regex_search(text, found, letters))
            << path.filename() << " says '" << found.str() << "' by itself";
    }
    std::smatch found;
    const std::string literal = visible("<p title=\"x\">[[a.b]] {{c}} Send</p>");
    EXPECT_TRUE(std::regex_search(literal, found, letters)) << "the test itself sees nothing";
}

TEST(Catalogue, has_every_text_that_templates_name) {
    for (const auto* one : languages()) {
        for (const auto& path : templates()) {
            for (const auto& key : distinct_matches(read(path), R"(\[\[([a-z][^\]]*)\]\])")) {
                EXPECT_TRUE(one->has(key)) << path.filename() << " wants " << key;
            }
        }
    }
}

/// The words of an enum as the catalogue has them under each group.
template <class E>
std::set<std::string> keys_of(std::initializer_list<std::string_view> groups) {
    std::set<std::string> keys;
    for (const auto group : groups)
        for (const auto words : enum_texts<E>)
            keys.insert(std::string(group) + "." + code_of(words));
    return keys;
}

std::set<std::string> keyed_texts() {
    std::set<std::string> keys;
    const auto add = [&](std::set<std::string> more) { keys.merge(more); };
    add(keys_of<StageKind>({"owes", "stage-kind"}));
    add(keys_of<CycleStatus>({"cycle-status"}));
    add(keys_of<RoundStatus>({"round-status"}));
    add(keys_of<AssignmentStatus>({"assignment-status"}));
    add(keys_of<How>({"how"}));
    add(keys_of<Force>({"force"}));
    add(keys_of<CommentType>({"comment-type"}));
    add(keys_of<CommentStatus>({"comment-status"}));
    add(keys_of<Clearance>({"clearance"}));
    add(keys_of<Disposition>({"disposition"}));
    add(keys_of<Carrying>({"carrying"}));
    add(keys_of<CommitmentStatus>({"commitment-status"}));
    add(keys_of<Change>({"change"}));
    add(keys_of<Act>({"act.title", "act.means"}));
    for (auto code = 0; code <= static_cast<int>(Refused::internal); ++code)
        keys.insert("refused." + code_of(name(static_cast<Refused>(code))));
    for (const auto* result : {"revised", "unchanged", "withdrawn", "lifted"})
        keys.insert(std::string("did.") + result);
    for (const auto pause : enum_texts<Pause>)
        for (const auto* part : {"pause.title.", "pause.words."})
            keys.insert(part + code_of(pause));
    for (const auto* kind :
         {"ballot", "choose", "circulate", "comment", "review", "sign-off", "silence"})
        for (const auto* part : {"ask.", "question.", "question.of."})
            keys.insert(std::string(part) + kind);
    for (const auto* level : {"level", "last-level"})
        for (const auto* part : {"ask.", "question."}) keys.insert(std::string(part) + level);
    keys.insert("ask.first-text");
    for (const auto* question : {"silence", "on-behalf", "waivers", "unread"})
        for (const auto* part : {"question.title.", "question.means."})
            keys.insert(std::string(part) + question);
    for (const auto* function : {"alternate", "assistant", "chair", "contact-point", "desk-officer",
                                 "director", "focal-point", "reviewer", "secretary"})
        keys.insert(std::string("function.") + function);
    for (const auto* act : {"part", "withdraw"})
        for (const auto* part : {"comments.", "comments.ask."})
            keys.insert(std::string(part) + act);
    return keys;
}

/// A text whose key is put together as the page is made: none may be missing when its turn comes.
TEST(Catalogue, has_every_text_whose_key_is_made_of_a_word) {
    for (const auto* one : languages())
        for (const auto& key : keyed_texts())
            EXPECT_TRUE(one->has(key)) << one->code() << " has no " << key;
}

TEST(Catalogue, says_what_everybody_owes) {
    for (const auto* one : languages()) {
        const auto& language = *one;
        for (const auto kind : enum_values<StageKind>)
            for (const auto* what :
                 {"comment", "answer", "sign", "revise", "record the meeting", "maintain", "close",
                  "acknowledge", "choose", "review", "commit", "report", "appoint", "what is new"})
                EXPECT_FALSE(owed_words(what, kind, language).empty());
        EXPECT_NE(owed_words("report", StageKind::follow_up, language),
                  owed_words("commit", StageKind::follow_up, language));
    }
}

TEST(Templates, leave_only_vetted_markup_unescaped) {
    const std::set<std::string> vetted{"fonts", "html", "picture", "picture_narrow"};
    for (const auto& path : templates()) {
        for (const auto& name : distinct_matches(read(path), R"(\{\{[{&]\s*([a-z_.]+))")) {
            EXPECT_TRUE(vetted.contains(name)) << path.filename() << ": " << name;
        }
    }
}

/// Does `html` hold `text` with something in place of each parameter?
bool holds(const std::string& html, const std::string& text) {
    const auto escaped = kainjow::mustache::html_escape(text);
    std::size_t at = std::string::npos;
    const auto first = escaped.substr(0, escaped.find('{'));
    const auto& start = first.empty() ? std::string(">") : first;
    for (at = html.find(start); at != std::string::npos; at = html.find(start, at + 1)) {
        std::size_t place = at + start.size();
        std::size_t open = escaped.find('{');
        bool good = true;
        while (good && open != std::string::npos) {
            const auto close = escaped.find('}', open);
            const auto next = escaped.find('{', close);
            const auto rest = escaped.substr(close + 1, next - close - 1);
            const auto found = rest.empty() ? place + 1 : html.find(rest, place);
            good = found != std::string::npos && found > place && html[place] != '<';
            place = good ? found + rest.size() : place;
            open = next;
        }
        if (good) return true;
    }
    return false;
}

TEST(Templates, fill_every_parameter_of_every_text) {
    for (const auto* one : languages()) {
        const auto samples = all_samples(*one);
        for (const auto& path : templates()) {
            for (const auto& key : distinct_matches(read(path), R"(\[\[([a-z][^\]]*)\]\])")) {
                const auto& text = one->raw(key);
                if (params_of(text).empty()) continue;
                EXPECT_TRUE(std::ranges::any_of(
                    samples, [&](const auto& sample) { return holds(sample.html, text); }))
                    << key << " is never filled";
            }
        }
    }
    EXPECT_FALSE(holds("<p>Revision </p>", "Revision {number}"));
    EXPECT_TRUE(holds("<p>Revision 2</p>", "Revision {number}"));
}

}  // namespace
}  // namespace paraph::pages
