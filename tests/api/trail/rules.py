"""Definitions and their rules, read from docs/language.md and docs/expressions.md alone: as much as
it takes to count a round again. Shares no code with the server."""
import re
from fractions import Fraction


class Unknown(Exception):
    """Something of the language that this reader has not learnt: it says so, and judges nothing."""


# ---- the definition's YAML: block mappings, flow collections, plain and quoted scalars

def without_comment(line):
    quote = None
    for place, char in enumerate(line):
        if quote:
            quote = None if char == quote else quote
        elif char in "\"'" and (place == 0 or line[place - 1] in " [{,:"):
            quote = char
        elif char == "#" and (place == 0 or line[place - 1].isspace()):
            return line[:place]
    return line


def split_flow(text, mark):
    """Splits at `mark` outside of brackets and quotes."""
    parts, depth, start, quote = [], 0, 0, None
    for place, char in enumerate(text):
        if quote:
            quote = None if char == quote else quote
        elif char in "\"'" and (place == 0 or text[place - 1] in " [{,:"):
            quote = char
        elif char in "[{(":
            depth += 1
        elif char in "]})":
            depth -= 1
        elif char == mark and depth == 0 and (
                mark != ":" or text[place + 1:place + 2] in ("", " ")):
            parts.append(text[start:place])
            start = place + 1
    return parts + [text[start:]]


def scalar(text):
    text = text.strip()
    if text.startswith("{"):
        pairs = [split_flow(part, ":") for part in split_flow(text[1:-1], ",") if part.strip()]
        return {unquoted(pair[0]): scalar(":".join(pair[1:])) for pair in pairs}
    if text.startswith("["):
        return [scalar(part) for part in split_flow(text[1:-1], ",") if part.strip()]
    return unquoted(text)


def unquoted(text):
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def read_yaml(source):
    lines = []
    for line in source.split("\n"):
        line = without_comment(line).rstrip()
        if line.strip():
            lines.append((len(line) - len(line.lstrip()), line.strip()))
    joined = []
    for indent, text in lines:  # a flow collection may go on over several lines
        if joined and open_brackets(joined[-1][1]):
            joined[-1] = (joined[-1][0], joined[-1][1] + " " + text)
        else:
            joined.append((indent, text))
    value, rest = block(joined, 0)
    if rest:
        raise Unknown("YAML that this reader does not know")
    return value


def open_brackets(text):
    return sum(text.count(char) for char in "[{") - sum(text.count(char) for char in "]}") > 0


def block(lines, indent):
    if lines and lines[0][1].startswith("- "):
        found = []
        while lines and lines[0][0] == indent and lines[0][1].startswith("- "):
            found.append(scalar(lines.pop(0)[1][2:]))
        return found, lines
    found = {}
    while lines and lines[0][0] == indent:
        parts = split_flow(lines.pop(0)[1], ":")
        value = ":".join(parts[1:]).strip()
        if len(parts) < 2:
            raise Unknown("YAML that this reader does not know")
        if value in ("|", ">"):
            raise Unknown("a block of text")
        if value:
            found[unquoted(parts[0])] = scalar(value)
        elif lines and lines[0][0] > indent:
            found[unquoted(parts[0])], lines = block(lines, lines[0][0])
        else:
            found[unquoted(parts[0])] = ""
    return found, lines


def as_list(value):
    return value if isinstance(value, list) else [value]


# ---- what a rule counts

class Round:
    """The figures of one round: seats are {body, roles, status, position}."""

    def __init__(self, stage, seats, weights, attributes, open_conditions):
        self.positions = stage.get("positions") or {}
        self.weights, self.attributes = weights, attributes
        self.open_conditions = open_conditions
        self.seats = [s for s in seats if s["status"] not in ("removed", "skipped")]

    def says(self, name, word):
        return (self.positions.get(name) or {}).get(word) if isinstance(
            self.positions.get(name), dict) else None

    def position(self, seat):
        return seat["position"] if seat["status"] in ("answered", "blocking", "silent") else None

    def of(self, role):
        return [s for s in self.seats if not role or role in s["roles"]]

    def count(self, name, role=None):
        return sum(self.position(s) == name for s in self.of(role))

    def base(self, role=None):
        return [s for s in self.of(role) if self.says(self.position(s), "leaves the base") != "yes"]

    def cast(self, role=None):
        return sum(s["status"] == "lifted" or
                   (self.position(s) is not None and
                    self.says(self.position(s), "counts as cast") != "no")
                   for s in self.base(role))

    def present(self, role=None):
        return sum(s["status"] == "lifted" or
                   (self.position(s) is not None and
                    self.says(self.position(s), "counts for the quorum") != "no")
                   for s in self.base(role))

    def silent(self, role=None):
        return sum(s["status"] in ("awaited", "outdated", "closed", "silent")
                   for s in self.base(role))

    def weight(self, name, seats):
        return sum(self.weights.get(name, {}).get(s["body"], 0) for s in seats)

    def open_objections(self):
        return sum(s["status"] == "blocking" for s in self.seats)


# ---- expressions

RESERVED = ["and", "or", "not", "in", "is", "of", "half", "at least", "at most", "more than",
            "less than", "bodies", "cast", "present", "silent", "open conditions",
            "open objections", "consensus", "unanimity", "majority", "two-thirds", "yes", "no"]


class Expression:
    def __init__(self, text, counted, roles, attributes):
        self.round, self.roles, self.declared = counted, roles, attributes
        names = [*counted.positions, *roles, *counted.weights, *attributes]
        for attribute in attributes.values():
            names += [str(c) for c in as_list(attribute.get("from", []))]
        self.tokens = list(self.split(text, set(names)))
        self.at = 0

    @staticmethod
    def split(text, names):
        words = sorted({*names, *RESERVED}, key=len, reverse=True)
        place = 0
        while place < len(text):
            rest = text[place:]
            if rest[0].isspace():
                place += 1
                continue
            number = re.match(r"\d{4}-\d\d-\d\d|\d+(\.\d+)?%?", rest)
            symbol = re.match(r"!=|<=|>=|[=<>()+*/,-]", rest)
            quoted = re.match(r"\"[^\"]*\"|'[^']*'", rest)
            word = next((w for w in words if rest.startswith(w) and
                         not re.match(r"[\w-]", rest[len(w):len(w) + 1] or " ")), None)
            if word:
                yield ("name" if word in names else "word", word)
                place += len(word)
            elif number or symbol or quoted:
                found = (number or symbol or quoted).group()
                yield ("number" if number else "symbol" if symbol else "text", found)
                place += len(found)
            else:
                raise Unknown(f"{rest!r} in an expression")

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self, *texts):
        if self.peek()[1] in texts and self.peek()[0] != "text":
            self.at += 1
            return True
        return False

    def value(self):
        found = self.either()
        if self.peek()[0] != "end":
            raise Unknown(f"{self.peek()[1]!r} is left of an expression")
        return found

    def either(self):
        found = self.both()
        while self.take("or"):
            found = self.both() or found
        return found

    def both(self):
        found = self.inverted()
        while self.take("and"):
            found = self.inverted() and found
        return found

    def inverted(self):
        return not self.inverted() if self.take("not") else self.comparison()

    def comparison(self):
        of_attribute = self.peek()[0] == "name" and self.peek()[1] in self.declared
        left = self.sum()
        compare = {"at least": lambda a, b: a >= b, "more than": lambda a, b: a > b,
                   "at most": lambda a, b: a <= b, "less than": lambda a, b: a < b}
        if self.peek()[1] == "is" and self.tokens[self.at + 1:][:1] and (
                self.tokens[self.at + 1][1] in compare):
            self.at += 1
        for word, holds in compare.items():
            if self.take(word):
                return self.share(left, holds)
        if self.take("not"):
            if not self.take("in"):
                raise Unknown("not")
            choices = self.choices()
            return left is not None and left not in choices
        if self.take("in"):
            choices = self.choices()
            return left is not None and left in choices
        relations = {"=": lambda a, b: a == b, "!=": lambda a, b: a != b,
                     "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
                     "<": lambda a, b: a < b, ">": lambda a, b: a > b}
        for symbol, holds in relations.items():
            if self.take(symbol):
                return self.related(left, holds, of_attribute)
        if self.take("is"):
            differs = self.take("not")
            return self.related(left, (lambda a, b: a != b) if differs else (lambda a, b: a == b),
                                of_attribute)
        return left

    def related(self, left, holds, of_attribute):
        right = self.choice() if of_attribute else self.sum()
        return left is not None and right is not None and holds(left, right)

    def share(self, left, holds):
        place = self.at
        fraction = self.fraction()
        if not self.take("of"):  # a plain comparison
            self.at = place
            return holds(left, self.sum())
        base = self.operand()
        return base != 0 and holds(Fraction(left), fraction * base)

    def fraction(self):
        if self.take("half"):
            return Fraction(1, 2)
        kind, text = self.peek()
        if kind != "number":
            return None
        self.at += 1
        found = self.number(text)
        if self.take("/"):
            found /= self.number(self.peek()[1])
            self.at += 1
        return found

    @staticmethod
    def number(text):
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)

    def choice(self):
        kind, text = self.peek()
        self.at += 1
        if kind == "text":
            return text[1:-1]
        if kind == "number" and "-" not in text:
            return self.number(text)
        return {"yes": True, "no": False}.get(text, text)

    def choices(self):
        if not self.take("("):
            raise Unknown("in")
        found = [self.choice()]
        while self.take(","):
            found.append(self.choice())
        self.take(")")
        return found

    def sum(self):
        found = self.product()
        while self.peek()[1] in ("+", "-"):
            sign = 1 if self.take("+") else -1 if self.take("-") else 0
            found += sign * self.product()
        return found

    def product(self):
        found = self.operand()
        while self.peek()[1] in ("*", "/"):
            if self.take("*"):
                found *= self.operand()
            else:
                self.take("/")
                found = Fraction(found) / self.operand()
        return found

    def role(self):
        place = self.at
        if self.take("of") and self.peek()[1] in self.roles:
            self.at += 1
            return self.tokens[self.at - 1][1]
        self.at = place
        return None

    def operand(self):
        kind, text = self.peek()
        self.at += 1
        counted = self.round
        if text == "(":
            found = self.either()
            self.take(")")
            return found
        if kind == "number":
            return self.number(text)
        if kind == "text":
            return text[1:-1]
        if kind == "name" and text in counted.weights:
            self.take("of")
            name = self.peek()[1]
            self.at += 1
            role = self.role()
            if name == "bodies":
                return counted.weight(text, counted.base(role))
            return counted.weight(text, [s for s in counted.of(role)
                                         if counted.position(s) == name])
        if kind == "name" and text in counted.positions:
            return counted.count(text, self.role())
        if kind == "name" and text in self.declared:
            found = counted.attributes.get(text)
            if found is None and self.declared[text].get("type") == "yes/no":
                return False
            return found
        plain = {"bodies": lambda role: len(counted.base(role)), "cast": counted.cast,
                 "present": counted.present,
                 "silent": counted.silent}
        if text in plain:
            return plain[text](self.role())
        if text == "open conditions":
            return counted.open_conditions
        if text == "open objections":
            return counted.open_objections()
        return self.preset(text)

    def preset(self, text):
        counted = self.round
        assent = next(iter(counted.positions), None)
        if text == "consensus":
            return counted.open_objections() == 0 and counted.open_conditions == 0
        if text not in ("unanimity", "majority", "two-thirds"):
            raise Unknown(f"{text!r} in an expression")
        role = self.role()
        agreed, cast = counted.count(assent, role), counted.cast(role)
        if text == "unanimity":
            bodies = len(counted.base(role))
            return bodies > 0 and agreed >= bodies
        return cast > 0 and (2 * agreed > cast if text == "majority" else 3 * agreed >= 2 * cast)
