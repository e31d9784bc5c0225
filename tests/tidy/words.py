"""Words that do not stand in this tree, each with what to write instead."""

import re
from typing import NamedTuple

from cxx import bare
from rules import cxx, line_of, rule


class Word(NamedTuple):
    pattern: str
    instead: str
    bad: str
    good: str = ""
    under: tuple = ()  # folders; empty: everywhere


FLOORS = ("engine/", "workflows/", "adapters/", "api/")

# Looked for in C++ code, comments and literals left aside.
CODE_WORDS = (
    Word(r"\busing\s+namespace\s+std\b(?!::)", "name what you use",
         "using namespace std;", "using namespace std::chrono_literals;"),
    Word(r"\bstd::w?regex\b", "a reader by hand: std::regex is slow and recurses", "std::regex r;",
         under=FLOORS),
    Word(r"(?<![\w.>])s?rand\(", "randomness that is passed in", "int a = rand();", "brand();"),
    Word(r"(?<![\w.>])(std::)?(system|popen)\(", "posix_spawn with an argument list",
         'std::system("ls");', "boost::system::error_code e;"),
    Word(r"\b(float|double)\b", "exact rationals", "double share;", "is_double();",
         under=("engine/rules/", "engine/model/", "engine/core/", "engine/lifecycle/")),
    Word(r"\bstd::endl\b", r"'\n'", "out << std::endl;"),
    Word(r"\bNULL\b", "nullptr", "char* a = NULL;"),
    Word(r"\b(sleep_for|sleep_until|usleep|nanosleep)\b", "waiting for the thing itself",
         "std::this_thread::sleep_for(1s);", "", ("tests/",)),
    Word(r"\bDISABLED_", "a test that runs", "TEST(A, DISABLED_b) {}", "", ("tests/",)),
    Word(r"\bGTEST_SKIP\(\)\s*;", 'GTEST_SKIP() << "the reason"', "GTEST_SKIP();",
         'GTEST_SKIP() << "no vectors here";', ("tests/",)),
    Word(r"\b(struct|class|enum class)\s+\w*(Vote|Ministry|User|AuditLog|WorkflowInstance)",
         "the product's words: position, body, person, trail, cycle", "struct UserRecord {};",
         "struct Person {};", FLOORS),
)

# Looked for in every file of the tree as it stands.
TEXT_WORDS = (
    Word(r"\b(TODO|FIXME|XXX|HACK)\b", "the finished thing, or an issue", "// TODO: later",
         "the hacker's way"),
    Word(r"\bNOLINT\w*(?!\w*\()(?=\s|$)", "NOLINT(check): and the reason", "f();  // NOLINT",
         "f();  // NOLINT(bugprone-x): read once"),
    Word(r"(?<![\w./$}-])/(home|root|work|Users)/[\w.]", "a path from the project's root",
         "/home/me/paraph/build", "docs/work/notes"),
    Word(r"\b(registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org|files\.pythonhosted\.org"
         r"|deb\.debian\.org|proxy\.golang\.org|crates\.io)\b", "no registry's host name",
         '"resolved": "https://registry.npmjs.org/a"', '"integrity": "sha512-a"'),
)


def samples(words, path, which):
    return [{(word.under[0] if word.under else "") + path: getattr(word, which) + "\n"}
            for word in words if getattr(word, which)]


def search(words, path, text):
    for word in words:
        if word.under and not path.startswith(word.under):
            continue
        for found in re.finditer(word.pattern, text):
            yield path, line_of(text, found.start()), f"'{found[0].strip()}': write {word.instead}"


@rule("word", bad=samples(CODE_WORDS, "a.cpp", "bad"), good=samples(CODE_WORDS, "a.cpp", "good"))
def words_of_code(tree):
    for path, text in cxx(tree):
        yield from search(CODE_WORDS, path, bare(text))


@rule("text", bad=samples(TEXT_WORDS, "a.txt", "bad"), good=samples(TEXT_WORDS, "a.txt", "good"))
def words_of_text(tree):
    for path, text in tree.items():
        if path != "tests/tidy/words.py":  # it names them all
            yield from search(TEXT_WORDS, path, text)
