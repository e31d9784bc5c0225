"""The rules of this house that a compiler doesn't hold.

A rule takes the tree (path -> text) and yields findings (path, line, text). Beside each stands
`bad`, samples that it must catch, and `good`, samples that it must let pass; `tidy.py rules` runs
them. A line may be excused from one rule, on it or on the line before, with a reason:
`// tidy: allow NAME, because …`.
"""

import re
from typing import Callable, NamedTuple

from cxx import bare, blocks

CODE = (".cpp", ".hpp")
FLOORS = ("engine", "workflows", "adapters", "api", "tests")
COLUMNS_MAX, FUNCTION_LINES_MAX, FILE_LINES_MAX, BEAST_FILES_MAX = 100, 70, 500, 2

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.MULTILINE)


class Rule(NamedTuple):
    name: str
    find: Callable
    bad: list   # of trees
    good: list


RULES = []


def rule(name, bad, good=()):
    def add(find):
        RULES.append(Rule(name, find, list(bad), list(good)))
        return find
    return add


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def cxx(tree, *under):
    """The C++ files in these folders, or all."""
    for path, text in tree.items():
        if path.endswith(CODE) and (not under or path.startswith(under)):
            yield path, text


def includes(text):
    """(line, path, quoted) of each include."""
    for found in INCLUDE.finditer(text):
        yield line_of(text, found.start()), found[2], found[1] == '"'


# --- floors -----------------------------------------------------------------------------------

# A folder may include itself and what stands here. Longest prefix wins.
ENGINE = ("engine/",)
MAY_INCLUDE = {
    "engine/base": (),
    "engine/model": ("engine/base",),
    "engine/lifecycle": ("engine/base", "engine/model"),
    "engine/rules": ("engine/base", "engine/model"),
    "engine/trail": ("engine/base", "engine/model"),
    "engine/core": ENGINE,
    "workflows": ("engine/", "workflows/"),
    "adapters": ("engine/", "adapters/"),
    "api": ("engine/", "workflows/", "adapters/", "api/"),
    "tests": ("engine/", "workflows/", "adapters/", "api/", "tests/"),
}


def room(path):
    """The key of MAY_INCLUDE that `path` falls under."""
    return max((key for key in MAY_INCLUDE if path.startswith(key + "/")), key=len, default=None)


@rule("floor",
      bad=[{"engine/base/a.cpp": '#include "engine/model/b.hpp"\n'},
           {"engine/rules/a.cpp": '#include "engine/trail/b.hpp"\n'},
           {"workflows/a.cpp": '#include "adapters/b.hpp"\n'},
           {"adapters/a.cpp": '#include "workflows/b.hpp"\n'},
           {"adapters/a.cpp": '#include "api/b.hpp"\n'},
           {"api/a.cpp": '#include "b.hpp"\n'}],
      good=[{"engine/core/a.cpp": '#include "engine/trail/b.hpp"\n'},
            {"api/a.cpp": '#include "adapters/b.hpp"\n#include <vector>\n'}])
def floor(tree):
    for path, text in cxx(tree):
        own = room(path)
        for line, target, quoted in includes(text):
            if quoted and not target.startswith((own + "/",) + MAY_INCLUDE[own]):
                yield path, line, f'{own} may not include "{target}": includes point downward, ' \
                                  "by the full path from the root"


def part(path):
    """What takes part in a cycle: a folder, or a file that stands in a floor itself."""
    folder = path.rpartition("/")[0]
    return folder if "/" in folder else re.split(r"[._]", path)[0]  # app.cpp, app_parts.hpp: one


@rule("folder cycle",
      bad=[{"api/http/a.hpp": '#include "api/pages/b.hpp"\n',
            "api/pages/b.hpp": '#include "api/http/c.hpp"\n'}],
      good=[{"api/http/a.hpp": '#include "api/pages/b.hpp"\n', "api/pages/b.hpp": ""},
            {"api/app.cpp": '#include "api/http/a.hpp"\n',
             "api/http/a.hpp": '#include "api/who.hpp"\n'}])
def folder_cycle(tree):
    edges = {}
    for path, text in cxx(tree, "engine/", "workflows/", "adapters/", "api/"):
        here = part(path)
        for line, target, quoted in includes(text):
            there = part(target)
            if quoted and there != here:
                edges.setdefault(here, {}).setdefault(there, (path, line))

    def reaches(start, goal, seen):
        steps = set(edges.get(start, ())) - seen
        return start == goal or any(reaches(step, goal, seen | {start}) for step in steps)

    for here, targets in edges.items():
        for there, (path, line) in targets.items():
            if reaches(there, here, frozenset()):
                yield path, line, f"{here} and {there} include each other"


OUTSIDE = re.compile(
    r"soci/|sqlite3|curl/|boost/(asio|beast|process|filesystem)|fstream$|filesystem$|thread$|mutex$"
    r"|shared_mutex$|condition_variable$|future$|random$|unistd\.h|sys/|netinet/|fcntl")
MOMENT = re.compile(r"(system|steady|high_resolution|utc)_clock::now|\btime\(nullptr\)"
                    r"|random_device|\bgetenv\(|\bRAND_bytes\(")
# The writing thread, its queue, and the store in memory that stands in for a database: they may
# know threads, but no clock, file or socket.
DESK = ("engine/core/desk", "engine/core/job_queue", "engine/core/memory_store")
DESK_MAY = {"thread", "mutex", "shared_mutex", "condition_variable", "future"}


@rule("engine is pure",
      bad=[{"engine/trail/a.cpp": "#include <fstream>\n"},
           {"engine/rules/a.cpp": "#include <soci/soci.h>\n"},
           {"engine/core/a.cpp": "#include <mutex>\n"},
           {"engine/core/desk.cpp": "#include <filesystem>\n"},
           {"engine/core/desk.cpp": "auto t = std::chrono::system_clock::now();\n"}],
      good=[{"engine/core/desk.cpp": "#include <mutex>\n#include <thread>\n"},
            {"engine/base/a.cpp": "// never system_clock::now() here\n#include <chrono>\n"}])
def engine_is_pure(tree):
    for path, text in cxx(tree, "engine/"):
        for line, target, _ in includes(text):
            if OUTSIDE.match(target) and not (path.startswith(DESK) and target in DESK_MAY):
                yield path, line, f"<{target}>: the engine has no socket, SQL, file, thread or " \
                                  "randomness; take it in by a port or an argument"
        code = bare(text)
        for found in MOMENT.finditer(code):
            yield path, line_of(code, found.start()), f"{found[0]}: pass the moment or the value in"


@rule("two files see Beast",
      bad=[{f"api/http/{name}.cpp": "#include <boost/beast/http.hpp>\n" for name in "abc"}],
      good=[{f"api/http/{name}.cpp": "#include <boost/beast/http.hpp>\n" for name in "ab"}])
def beast_in_two_files(tree):
    found = [(path, line) for path, text in cxx(tree) if not path.startswith("tests/")
             for line, target, _ in includes(text) if target.startswith("boost/beast")]
    files = sorted({path for path, _ in found})
    for path in files[BEAST_FILES_MAX:]:
        line = next(line for where, line in found if where == path)
        yield path, line, f"Beast costs 25 s a file; it is included by {', '.join(files)}"


@rule("SOCI in the store only",
      bad=[{"api/a.cpp": "#include <soci/soci.h>\n"},
           {"tests/adapters/a.cpp": "#include <soci.h>\n"}],
      good=[{"adapters/store/a.cpp": "#include <soci/soci.h>\n"}])
def soci_in_store(tree):
    for path, text in cxx(tree):
        for line, target, _ in includes(text):
            if target.startswith("soci") and not path.startswith("adapters/store/"):
                yield path, line, "only adapters/store knows SQL; use the store port"


@rule("MSM in lifecycles only",
      bad=[{"engine/lifecycle/a.hpp": "#include <boost/msm/back/state_machine.hpp>\n"},
           {"engine/core/a.cpp": "#include <boost/msm/back/state_machine.hpp>\n"}],
      good=[{"engine/lifecycle/a.cpp": "#include <boost/msm/back/state_machine.hpp>\n"},
            {"engine/lifecycle/machine.hpp": "#include <boost/msm/back/state_machine.hpp>\n"}])
def msm_in_lifecycles(tree):
    machine = "engine/lifecycle/machine.hpp"  # what the lifecycles' .cpp files share
    for path, text in cxx(tree):
        for line, target, _ in includes(text):
            in_source = path.startswith("engine/lifecycle/") and path.endswith(".cpp")
            at_home = in_source or path == machine
            if (target.startswith("boost/msm") or target == machine) and not at_home:
                yield path, line, "MSM costs 4 s a file; use the functions of its headers"


# --- sizes ------------------------------------------------------------------------------------

IN_COLUMNS = CODE + (".py", ".js", ".mjs", ".css", ".cmake", "CMakeLists.txt", "dev", ".ci/run")


@rule("columns", bad=[{"api/a.cpp": "//" + "x" * 99}, {"tests/a.py": "#" + "x" * 100}],
      good=[{"api/a.cpp": "//" + "ক" * 98}, {"docs/a.md": "x" * 300},
            {"api/a.cpp": "// clang-format off\n" + "x" * 101 + "\n// clang-format on\n"}])
def columns(tree):
    """A table set by hand, between clang-format off and on, may be wider."""
    for path, text in tree.items():
        if not path.endswith(IN_COLUMNS) or "/assets/" in path:
            continue
        by_hand = False
        for number, line in enumerate(text.splitlines(), 1):
            if "clang-format o" in line:
                by_hand = "clang-format off" in line
            if len(line) > COLUMNS_MAX and not by_hand:
                yield path, number, f"{len(line)} columns; at most {COLUMNS_MAX}"


LONG_BODY = "    a();\n" * 69


@rule("function length",
      bad=[{"api/a.cpp": "void f(int a)\n    noexcept {\n" + LONG_BODY + "}\n"},
           {"api/a.cpp": "namespace p {\nF::F(int a) : a_{a}, b_{a} {\n" + LONG_BODY + "}\n}\n"},
           {"tests/a.cpp": "TEST(A, b) {\n" + LONG_BODY + "}\n"},
           {"api/a.hpp": "struct A {\n    int f() {\n" + LONG_BODY + "    }\n};\n"}],
      good=[{"api/a.cpp": "void f() {\n" + LONG_BODY[:-9] + "}\n"},
            {"api/a.cpp": "constexpr Row rows[] = {\n" + "    {1, f(2)},\n" * 90 + "};\n"},
            {"api/a.cpp": "struct A {\n" + "    int f() { return 1; }\n" * 90 + "};\n"},
            {"api/a.cpp": 'auto s = R"(\nint f() {\n' + "\n" * 90 + ')";\n'}])
def function_length(tree):
    for path, text in cxx(tree):
        for block in blocks(text):
            length = block.last - block.first + 1
            if block.is_function and length > FUNCTION_LINES_MAX:
                yield path, block.first, f"{length} lines; at most {FUNCTION_LINES_MAX}"


@rule("file length", bad=[{"api/a.cpp": "\n" * 501}], good=[{"api/a.cpp": "\n" * 500}])
def file_length(tree):
    for path, text in tree.items():
        lines = text.count("\n")
        if path.endswith(CODE + (".py", ".js", ".mjs")) and lines > FILE_LINES_MAX:
            yield path, 1, f"{lines} lines: more than one idea; at most {FILE_LINES_MAX}"


# --- the build --------------------------------------------------------------------------------

@rule("unlisted source",
      bad=[{"engine/CMakeLists.txt": "add_library(e base/a.cpp)\n", "engine/base/b.cpp": ""},
           {"engine/CMakeLists.txt": "# base/b.cpp\n", "engine/base/b.cpp": ""}],
      good=[{"engine/CMakeLists.txt": "add_library(e\n  base/b.cpp)\n", "engine/base/b.cpp": ""},
            {"tests/CMakeLists.txt": "foreach(p a b)\n  add_executable(${p} ${p}.cpp)\n",
             "tests/b.cpp": ""}])
def unlisted_source(tree):
    listed = set()
    for path, text in tree.items():
        folder, _, name = path.rpartition("/")
        if name == "CMakeLists.txt" and folder:
            text = re.sub(r"#.*", "", text)
            words = re.findall(r"[\w.+/-]+\.cpp\b", text)
            for name, values in re.findall(r"foreach\((\w+)\s+([^)]*)\)", text):
                if f"${{{name}}}.cpp" in text:
                    words += [f"{value}.cpp" for value in values.split()]
            listed |= {f"{folder}/{word.lstrip('/')}" for word in words}
    for path in tree:
        if path.endswith(".cpp") and path.startswith(FLOORS) and path not in listed:
            yield path, 1, "stands in no CMakeLists.txt: it is compiled by nobody"


@rule("pragma once",
      bad=[{"api/a.hpp": "#ifndef A_HPP\n#define A_HPP\n#endif\n"}, {"api/a.hpp": "int f();\n"}],
      good=[{"api/a.hpp": "#pragma once\n"}])
def pragma_once(tree):
    for path, text in tree.items():
        if path.endswith(".hpp") and not text.startswith("#pragma once\n"):
            yield path, 1, "a header begins with #pragma once"
