"""Just enough reading of C++: code without comments and literals, and its blocks."""

import re
from typing import NamedTuple

LITERAL = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'", re.DOTALL)
CONTAINER = re.compile(r"\b(namespace|class|struct|union|enum)\b[^()]*$|\bextern\s*$")
LAMBDA = re.compile(r"\[[^\[\]]*\]\s*\(")


def bare(text):
    """The code with comments, strings and characters blanked, every line where it was."""
    return LITERAL.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


class Block(NamedTuple):
    first: int  # the line its head begins on
    last: int
    is_function: bool


def kind_of(head):
    """container: may hold functions; function; other: data, or a piece of an initialiser."""
    if CONTAINER.search(head):
        return "container"
    before_paren, paren, _ = head.partition("(")
    is_data = re.search(r"(?<!operator)(?<!operator=)=", before_paren) and not LAMBDA.search(head)
    return "function" if paren and not is_data else "other"


def blocks(text):
    """The outermost blocks that are no containers, in order; preprocessor lines are passed over."""
    code = re.sub(r"^[ \t]*#.*(?:\\\n.*)*$", lambda f: re.sub(r"[^\n]", " ", f[0]), bare(text),
                  flags=re.MULTILINE)
    head, head_at = "", None  # what stands before the next brace, and where it begins
    line, depth, parens, outer = 1, 0, 0, None
    for at, char in enumerate(code):
        if char == "\n":
            line += 1
        if outer is None and not char.isspace() and head_at is None:
            head_at = line
        if char == "{" and parens == 0 or char == "{" and outer:
            if outer is None:
                kind = kind_of(head)
                if kind == "container":
                    head, head_at = "", None
                    continue
                outer, depth = kind, 0
            depth += 1
        elif char == "}" and outer:
            depth -= 1
            if depth == 0:
                following = code[at + 1:].lstrip()[:1]
                if following in (",", "{") and outer == "function":
                    outer = None  # a{b} in a constructor's list: its body is still to come
                    continue
                yield Block(head_at, line, outer == "function")
                outer, head, head_at = None, "", None
        elif outer is None:
            parens += (char == "(") - (char == ")")
            if char in ";}" and parens == 0:
                head, head_at = "", None
            else:
                head += char
