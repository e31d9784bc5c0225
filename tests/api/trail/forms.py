"""Digests, the one spelling of a value, and the form of facts, as docs/formats/trail.md and
docs/formats/facts.md have them."""
import hashlib
import json
import re


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    """RFC 8785 for what entries hold: integers, text, true and false, lists, objects."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(n)}:{canonical(value[n])}" for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        raise ValueError("a number with a fraction")
    return json.dumps(value, ensure_ascii=False)


# ---- the facts, as docs/formats/facts.md lists them

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
DIGEST = re.compile(r"[0-9a-f]{64}")


class Misformed(Exception):
    """A value is not of the form that the page gives it."""


def must(truth, why):
    if not truth:
        raise Misformed(why)


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53


class FactForms:
    """Kinds of facts, what they are made of, and the words that may stand there."""

    def __init__(self, page):
        self.facts, self.parts, self.words, self.closings = {}, {}, {}, {}
        part = None
        for line in page.split("\n"):
            if line.startswith("#"):
                part = line.lstrip("# ").lower()
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            if not line.startswith("| ") or len(cells) < 2:
                continue
            name = re.match(r"`([^`]+)`", cells[0])
            if cells[0].startswith("*"):
                self.words[cells[0].strip("*")] = re.findall("`([^`]+)`", cells[1])
            elif not name:
                continue
            elif part == "words":
                self.closings[name.group(1)] = cells[1]
            elif len(cells) == 2:
                self.parts.setdefault(part, {})[name.group(1)] = self.type_of(cells[1])
            elif part != "who, and how they came in":
                self.facts[name.group(1)] = self.members(cells[1])
        self.closings.pop("how", None)  # the table's heading
        must(len(self.facts) > 50 and self.closings, "docs/formats/facts.md is not as it was")

    @classmethod
    def members(cls, cell):
        split = re.findall(r"`(\w+)` (.*?)(?=; `|$)", cell)
        return {name: cls.type_of(rest) for name, rest in split}

    @staticmethod
    def type_of(text):
        return re.split(r": |;", text)[0].strip()

    def check_fact(self, fact, where="the fact"):
        must(isinstance(fact, dict) and isinstance(fact.get("kind"), str), f"{where} has no kind")
        kind = fact["kind"]
        must(kind in self.facts, f"there is no fact \"{kind}\"")
        self.check_members(fact, {"kind": "text", **self.facts[kind]}, f"\"{kind}\"")

    def check_members(self, value, members, where):
        must(isinstance(value, dict), f"{where} is no object")
        for name in value:
            must(name in members, f"{where} has no member \"{name}\"")
        for name, form in members.items():
            if name in value:
                self.check(value[name], form, f"\"{name}\" of {where}")
            else:
                must(form.endswith("?") or form.startswith(("text", "flag", "list", "map",
                                                            "object")),
                     f"{where} lacks \"{name}\"")

    def check(self, value, form, where):
        """A member, which is left out where it is empty."""
        must(value not in ("", [], {}), f"{where} is empty, and not left out")
        self.check_item(value, form.removesuffix("?"), where)

    def check_item(self, value, form, where):
        part = re.match(r"\[([^]]+)\]", form)
        if form.startswith("list of "):
            must(isinstance(value, list), f"{where} is no list")
            for item in value:
                self.check_item(item, form.removeprefix("list of "), where)
        elif form.startswith("map of "):
            must(isinstance(value, dict), f"{where} is no map")
            of = form.removeprefix("map of ").replace("texts, by language", "text")
            for item in value.values():
                self.check_item(item, of, where)
        elif part:
            self.check_members(value, self.parts[part.group(1)], f"{where}")
        elif form.startswith("*"):
            must(value in self.words[form.strip("*")], f"{where} can't be \"{value}\"")
        elif form == "integer":
            must(is_integer(value), f"{where} is no integer")
        elif form == "flag":
            must(value is True, f"{where} is no flag")
        elif form == "object":
            must(isinstance(value, dict), f"{where} is no object")
        elif form == "a fact":
            self.check_fact(value, where)
        else:
            must(isinstance(value, str), f"{where} is no text")
            must(form != "instant" or INSTANT.fullmatch(value), f"{where} is no instant")
            must(form != "digest" or DIGEST.fullmatch(value), f"{where} is no digest")

    def may_close(self, how, kind):
        """Whether a stage of this kind closes so, as the page's table has it."""
        kinds = self.closings.get(how)
        if kinds is None:
            return False
        named = [word.strip(" `") for word in kinds.removeprefix("all but ").split(",")]
        if kinds.startswith("all"):
            return kinds == "all" or kind not in named
        return kind in named
