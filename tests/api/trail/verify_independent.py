#!/usr/bin/env python3
"""A second verifier of exported trails, written from docs/formats/trail.md and facts.md alone
(cycles.py and rules.py: from docs/language.md and docs/expressions.md, too; steps.py judges who did
it, and from what it follows). It counts every round again and derives results and outcomes from the
definitions' own rules.

verify_independent.py FILE…               checks exports
verify_independent.py --make TOOL [LAW…]  has TOOL write one, checks it, then breaks it, and looks
                                          again; LAW: outcomes that must have been derived

Exit code 0: what was given holds; 1: it does not, and where is said; 2: it could not be looked at.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from around import Around, Passing, Standing
from cycles import Cycle
from flaws import Wrong
from forgeries import check_left_open, check_seals_alone, check_steps_alone
from forms import DIGEST, INSTANT, FactForms, Misformed, canonical, is_integer, sha256
from notes import Broken, check_voucher, need, open_checkpoint, split_note
from steps import Course, House

DOCS = pathlib.Path(__file__).resolve().parents[3] / "docs" / "formats"


def read_line(data):
    try:
        text = data.decode("utf-8")
        value = json.loads(text)
        need(isinstance(value, dict), "it is no JSON object")
        need(canonical(value) == text, "it is not in canonical form")
    except UnicodeError as error:
        raise Broken("it is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise Broken(f"it is no JSON: {error.msg} at character {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise Broken(f"it is no JSON that a trail has: {error}") from error
    return value


def is_text(value):
    return isinstance(value, str)


def has_members(value, where, forms):
    """Just these members, of which those named with a "?" may be missing."""
    need(isinstance(value, dict), f"{where} is no object")
    names = {name.rstrip("?"): name for name in forms}
    for name in value:
        need(name in names, f"{where} has no member \"{name}\"")
    for name, marked in names.items():
        need(name in value or marked.endswith("?"), f"{where} lacks \"{name}\"")
        need(name not in value or forms[marked](value[name]), f"\"{name}\" of {where} is misformed")


HEADER = {"checkpoint": is_text, "cycle?": is_text, "format": is_text, "origin": is_text,
          "vkey": is_text}
ENTRY = {"actor": is_text, "at": lambda v: is_text(v) and INSTANT.fullmatch(v),
         "effective?": lambda v: is_text(v) and INSTANT.fullmatch(v),
         "fact": lambda v: isinstance(v, dict), "for?": is_text,
         "seal?": lambda v: is_text(v) and DIGEST.fullmatch(v),
         "sequence": lambda v: is_integer(v) and v > 0, "stream": is_text,
         "v": lambda v: is_integer(v) and v == 1, "via": is_text}
PRIVATE = {"salt": lambda v: is_text(v) and re.fullmatch("[0-9a-f]{32}", v),
           "text": lambda v: isinstance(v, dict)}
LEAF = {"leaf": lambda v: is_text(v) and DIGEST.fullmatch(v), "number": is_integer}
RUN = {"count": lambda v: is_integer(v) and v > 1, "number": is_integer,
       "roots": lambda v: isinstance(v, list) and all(is_text(r) and DIGEST.fullmatch(r)
                                                      for r in v),
       "withheld": lambda v: v is True}


def append(peaks, root, leaves=1):
    """RFC 6962: peaks are (size, hash) of perfect subtrees, the largest first."""
    peaks.append((leaves, root))
    while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
        (size, right), (_, left) = peaks.pop(), peaks.pop()
        peaks.append((2 * size, sha256(b"\x01", left, right)))


def root(peaks):
    if not peaks:
        return sha256()
    top = peaks[-1][1]
    for _, peak in reversed(peaks[:-1]):
        top = sha256(b"\x01", peak, top)
    return top


class Trail:
    """One export, line by line."""

    def __init__(self):
        self.peaks, self.number, self.at, self.withheld = [], 0, "", 0
        self.streams = {}   # stream -> (sequence, withheld before it)
        self.forms = FactForms((DOCS / "facts.md").read_text(encoding="utf-8"))
        self.house, self.courses = House(), {}
        self.around, self.passing = Around(), Passing()
        self.cycles, self.cut = {}, set()
        self.sources, self.keys, self.paragraphs = {}, [], {}
        self.versions = {}  # stream -> paragraph -> language -> the digest that was listed last
        self.cycle = None   # the one that the export is of
        self.restored = []  # (number, size of what was signed before)

    # ---- the header

    def begin(self, header):
        has_members(header, "the header", HEADER)
        self.cycle = header.get("cycle")
        need(header["format"] == "paraph trail 1", "this reads \"paraph trail 1\"")
        self.vkey = header["vkey"]
        self.size, self.root = open_checkpoint(header["checkpoint"], self.vkey, header["origin"])

    # ---- the entries

    def add(self, line):
        need(is_integer(line.get("number")), "it has no number")
        need(line["number"] == self.number, f"it stands where entry {self.number} is expected")
        if "roots" in line:
            return self.skip(line)
        if "entry" in line:
            has_members(line, "the line", {**LEAF, "entry": lambda v: isinstance(v, dict),
                                           "private?": lambda v: isinstance(v, dict)})
            self.add_entry(line)
        else:
            has_members(line, "the line", {**LEAF, "withheld": lambda v: v is True})
            self.withheld += 1
        append(self.peaks, bytes.fromhex(line["leaf"]))
        self.number += 1

    def skip(self, line):
        """A run of withheld entries: the perfect subtrees that fill it, from left to right."""
        has_members(line, "the line", RUN)
        roots, end = list(line["roots"]), self.number + line["count"]
        while self.number < end:
            size = 1
            while self.number % (2 * size) == 0 and self.number + 2 * size <= end:
                size *= 2
            need(roots, "a root of the run is missing")
            append(self.peaks, bytes.fromhex(roots.pop(0)), size)
            self.number += size
        need(not roots, "the run has a root too many")
        self.withheld += line["count"]

    def add_entry(self, line):
        entry, private = line["entry"], line.get("private")
        has_members(entry, "the entry", ENTRY)
        body = canonical(entry).encode()
        need(len(body) <= 65535, "the entry is too long")
        need(sha256(b"\x00", body).hex() == line["leaf"], "its bytes do not give its leaf hash")
        need(entry["at"] >= self.at, "it was written before the entry before it")
        self.at = entry["at"]
        whole = self.in_order(entry)
        self.forms.check_fact(entry["fact"])
        if private is not None:
            has_members(private, "the private part", PRIVATE)
            sealed = sha256(bytes.fromhex(private["salt"]), canonical(private["text"]).encode())
            need(sealed.hex() == entry.get("seal"), "its private part does not fit its seal")
        text = private["text"] if private else {}
        if entry["fact"]["kind"] != "log restored":
            self.passing.come_to(entry["at"])
        if entry["stream"] == "registry":
            need(whole, "entries of the registry before it are left out: it is whole or withheld")
            self.add_registry(entry["fact"], text)
        elif whole:
            self.add_fact(entry, text)

    def in_order(self, entry):
        stream = entry["stream"]
        before, withheld = self.streams.get(stream, (0, 0))
        gap = entry["sequence"] - before - 1
        need(0 <= gap <= self.withheld - withheld,
             f"it is number {entry['sequence']} of its stream; {before + 1} was expected")
        self.streams[stream] = (entry["sequence"], self.withheld)
        if gap:
            self.cut.add(stream)
            self.cycles.pop(stream, None)
        return stream not in self.cut

    def add_registry(self, fact, text):
        self.house.take(fact)
        if fact["kind"] == "definition published" and text:
            need(is_text(text.get("source")), "no definition stands beside it")
            digest = sha256(text["source"].encode()).hex()
            need(digest == fact["digest"], "the definition's text is not that of its digest")
            self.sources[digest] = text["source"]
        if fact["kind"] == "log restored":
            _, text = split_note(fact["lost"])
            size = int(text.split("\n")[1])
            need(size > self.number, "the log was restored, and nothing was lost")
            self.restored.append((self.number, size))
        if fact["kind"] == "key published":
            if fact.get("voucher") and self.keys:
                check_voucher(fact["voucher"], self.keys[-1][1], fact["vkey"])
            self.keys.append((self.number, fact["vkey"]))

    def add_fact(self, entry, text):
        fact, stream = entry["fact"], entry["stream"]
        if fact["kind"] == "cycle opened":
            need(stream not in self.cycles, "it was open already")
            self.cycles[stream] = Cycle(self.sources, self.forms)
            self.courses[stream] = Course()
            self.around.cycles[stream] = Standing(self.cycles[stream], self.courses[stream])
        need(stream in self.cycles, "its cycle was never opened")
        if fact["kind"] == "revision issued":
            self.check_revision(stream, fact, text)
        self.around.cycles[stream].judge(entry, self.passing)
        self.courses[stream].judge(entry, self.cycles[stream], self.house)
        self.around.judge(entry, self.is_known)
        self.cycles[stream].take(fact, entry["sequence"])
        self.courses[stream].take(fact, entry["at"])
        self.around.take(entry, self.withheld)

    def is_known(self, stream):
        """All of it until now: nothing that is withheld since its last entry may be of it."""
        return stream in self.cycles and self.streams[stream][1] == self.withheld

    def check_revision(self, stream, fact, text):
        if "paragraphs" not in text:
            return
        listed = text["paragraphs"]
        digest = sha256(canonical(listed).encode()).hex()
        need(digest == fact["paragraphs"], "the digest of the paragraphs")
        if "text" in text:
            manifest = [{"authoritative": True, "language": fact["language"],
                         "media type": fact["media_type"], "paragraphs sha256": digest,
                         "role": "main", "source sha256": sha256(text["text"].encode()).hex()}]
            for version in fact.get("versions", []):
                told = text["versions"][version["language"]]
                need(sha256(told.encode()).hex() == version["digest"], "a version's digest")
                manifest.append({"authoritative": version.get("authoritative", False),
                                 "language": version["language"], "role": "version",
                                 "media type": version["media_type"],
                                 "source sha256": version["digest"]})
            if "source" in fact:
                manifest.append({"media type": fact["source"]["media_type"], "role": "file",
                                 "source sha256": fact["source"]["digest"]})
            need(sha256(canonical(manifest).encode()).hex() == fact["digest"], "the text's digest")
        after = {p["id"]: p["digest"] for p in listed}
        versions = {p["id"]: p.get("versions", {}) for p in listed}
        known = self.versions.setdefault(stream, {})

        def other_version(name):
            last = known.get(name, {})
            return any(last.get(tag, now) != now for tag, now in versions[name].items())

        before = self.paragraphs.get(stream)
        if before is not None:
            need(sorted(fact.get("inserted", [])) == sorted(set(after) - set(before)), "inserted")
            need(sorted(fact.get("deleted", [])) == sorted(set(before) - set(after)), "deleted")
            need(sorted(fact.get("changed", [])) == sorted(
                name for name in after if name in before and (
                    before[name] != after[name] or other_version(name))), "changed")
        self.paragraphs[stream] = after
        for name, digests in versions.items():
            known.setdefault(name, {}).update(digests)

    # ---- the end

    def end(self):
        need(self.number == self.size, f"{self.number} entries, signed for are {self.size}")
        need(root(self.peaks) == self.root, "the root is not the signed one")
        if self.cycle is not None:
            need(self.cycle in self.streams and self.cycle not in self.cut,
                 f"the export is of {self.cycle}, and entries of it are left out")
        published = [vkey for number, vkey in self.keys if number < self.size]
        need(not published or published[-1] == self.vkey, "the log names another key")
        for stream, cycle in self.cycles.items():
            if self.is_known(stream):
                try:
                    cycle.end()
                    self.around.end(stream, self.is_known, self.passing.now)
                except Wrong as wrong:
                    raise Broken(f"{stream}: {wrong}") from wrong
        self.around.never_began(self.withheld)

    def report(self):
        cycles = self.cycles.values()
        unknown = sorted({why for cycle in cycles for why in cycle.unknown})
        return (f"{self.size} entries hold; {len(self.cycles)} cycles, "
                f"{sum(c.counted for c in cycles)} rounds counted again, "
                f"{sum(c.derived for c in cycles)} results derived, "
                f"{sum(c.opened for c in cycles)} sealed answers opened, "
                f"{sum(len(c.seals) for c in cycles)} not, outcomes: "
                + ", ".join(sorted({c.ended for c in cycles if c.ended}))
                + "".join(f"; entry {number} says that {size - number} entries are lost"
                          for number, size in self.restored)
                + ("" if self.house.is_known else "; who did it was not judged: the registry is "
                   "withheld")
                + (f"; not understood: {unknown}" if unknown else ""))


def verify(data):
    """The trail, if it holds; else Broken, with the line."""
    need(data, "the file is empty")
    lines = data.split(b"\n")
    need(lines.pop() == b"", "the last line has no end: the file was cut")
    trail = Trail()
    for number, line in enumerate(lines, 1):
        try:
            value = read_line(line)
            trail.begin(value) if number == 1 else trail.add(value)
        except (Broken, Wrong, Misformed) as wrong:
            raise Broken(f"line {number}: {wrong}") from wrong
        except KeyError as error:
            raise Broken(f"line {number}: it needs {error}, which is not there") from error
        except (TypeError, ValueError, IndexError, AttributeError) as error:
            raise Broken(
                f"line {number}: it does not fit what stands before it: {error}") from error
    try:
        trail.end()
    except (Broken, Wrong) as wrong:
        raise Broken(f"line {len(lines)}, the end: {wrong}") from wrong
    return trail


def found(data):
    """Whether it is refused, and in words: what is not, is a fault of this verifier."""
    try:
        verify(data)
    except Broken:
        return True
    return False


def check_excerpt(tool):
    """An export of one cycle holds; without one of its entries, with two of them changed over, or
    with an entry of another log, it does not."""
    data = made_by(tool, "--excerpt")
    print(verify(data).report())
    lines = data.decode().splitlines(keepends=True)
    runs = [n for n, line in enumerate(lines) if '"roots":' in line]
    cycle = json.loads(lines[0])["cycle"]
    own = [n for n, line in enumerate(lines) if f'"stream":"{cycle}"' in line]
    need(runs and len(own) > 3, "the excerpt is none")
    for n in own + runs:
        need(found("".join(lines[:n] + lines[n + 1:]).encode()), f"line {n} was left out unseen")
    first, second = own[1:3]
    swapped = list(lines)
    swapped[first], swapped[second] = lines[second], lines[first]
    need(found("".join(swapped).encode()), "two entries changed places unseen")
    entry = json.loads(lines[own[1]])
    entry["entry"]["at"] = "2031" + entry["entry"]["at"][4:]
    entry["leaf"] = sha256(b"\x00", canonical(entry["entry"]).encode()).hex()
    foreign = lines[:own[1]] + [canonical(entry) + "\n"] + lines[own[1] + 1:]
    need(found("".join(foreign).encode()), "an entry of another log was taken for one of this")
    for n in own[1:]:  # by whoever knows its leaf hash, and so can keep the tree whole
        entry = json.loads(lines[n])
        hidden = {"leaf": entry["leaf"], "number": entry["number"], "withheld": True}
        need(found("".join(lines[:n] + [canonical(hidden) + "\n"] + lines[n + 1:]).encode()),
             f"line {n} was withheld unseen") if n != own[-1] else None


def made_by(tool, *options):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "trail.jsonl"
        subprocess.run([tool, *options, file], check=True)
        return file.read_bytes()


def check_damage(data):
    """A file that was damaged is described, with the line."""
    first, second, rest = data.split(b"\n", 2)
    for damaged, said in (
            (b"", "the file is empty"),
            (data[:-1], "the file was cut"),
            (b"\n".join([first, b"\xff" + second, rest]), "line 2: it is not UTF-8"),
            (b"\n".join([first, b"no JSON", rest]), "line 2: it is no JSON"),
            (b"\n".join([first, b"[1]", rest]), "line 2: it is no JSON object"),
            (b"\n".join([first, b" " + second, rest]), "line 2: it is not in canonical form"),
            (b"\n".join([first, b"[" * 100_000, rest]), "line 2: it is no JSON"),
            (b"\n".join([b"{}", second, rest]), "line 1: the header lacks \"checkpoint\""),
            (b"\n".join([first, rest]), "line 2: it stands where entry 0 is expected")):
        told = "nothing"
        try:
            verify(damaged)
        except Broken as broken:
            told = str(broken)
        need(said in told, f"of a damaged file instead of \"{said}\" it is said: {told}")


def check_made(tool, laws):
    data = made_by(tool)
    trail = verify(data)
    print(trail.report())
    outcomes = {cycle.ended for cycle in trail.cycles.values()}
    need(outcomes >= set(laws), f"not derived: {set(laws) - outcomes}")
    need(all(not cycle.unknown for cycle in trail.cycles.values()), "it was not all understood")
    for place in range(0, len(data), max(1, len(data) // 97)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]
        need(found(changed), f"a changed byte at {place} was not found")
    check_damage(data)
    check_seals_alone(Trail, data)
    check_steps_alone(Trail, data)
    check_left_open(Trail, data)
    check_excerpt(tool)


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    if arguments[0] == "--make":
        check_made(arguments[1], arguments[2:])
        return 0
    for name in arguments:
        try:
            data = pathlib.Path(name).read_bytes()
        except OSError as error:
            print(f"{name}: can't be read: {error.strerror}", file=sys.stderr)
            return 2
        try:
            print(f"{name}: {verify(data).report()}")
        except Broken as broken:
            print(f"{name}: {broken}\nThis trail does not hold.")
            return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Broken as broken:
        sys.exit(f"broken: {broken}")
