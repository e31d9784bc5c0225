#!/usr/bin/env python3
"""A second verifier of exported trails, written from docs/formats/trail.md alone (cycles.py and
rules.py: from docs/language.md and docs/expressions.md, too). It counts every round again and
derives results and outcomes from the definitions' own rules.

verify_independent.py FILE…               checks exports
verify_independent.py --make TOOL [LAW…]  has TOOL write one, checks it, then breaks it, and looks
                                          again; LAW: outcomes that must have been derived
"""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

from cycles import Cycle, Wrong
from forms import canonical, sha256

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


class Broken(Exception):
    pass


def need(truth, why):
    if not truth:
        raise Broken(why)


def read_line(line, number):
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Broken(f"line {number} is not JSON: {error}") from error
    need(canonical(value) == line, f"line {number} is not in canonical form")
    return value


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


def holds(key, message, signature):
    if Ed25519PublicKey:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
            return True
        except Exception:  # the library's InvalidSignature
            return False
    with tempfile.TemporaryDirectory() as folder:
        names = {name: pathlib.Path(folder) / name for name in ("key", "message", "signature")}
        names["key"].write_bytes(bytes.fromhex("302a300506032b6570032100") + key)
        names["message"].write_bytes(message)
        names["signature"].write_bytes(signature)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin",
                   "-inkey", names["key"], "-in", names["message"], "-sigfile", names["signature"]]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


class Trail:
    """One export, line by line."""

    def __init__(self):
        self.peaks, self.number, self.at, self.withheld = [], 0, "", 0
        self.streams = {}   # stream -> (sequence, withheld before it)
        self.cycles, self.cut = {}, set()
        self.sources, self.keys, self.paragraphs = {}, [], {}
        self.cycle = None   # the one that the export is of

    # ---- the header

    def begin(self, header):
        self.cycle = header.pop("cycle", None)
        need(sorted(header) == ["checkpoint", "format", "origin", "vkey"], "members of the header")
        need(header["format"] == "paraph trail 1", "the format")
        self.vkey = header["vkey"]
        self.size, self.root = open_checkpoint(header["checkpoint"], self.vkey, header["origin"])

    # ---- the entries

    def add(self, line):
        need(line["number"] == self.number, f"entry {self.number} is not in its place")
        if "roots" in line:
            return self.skip(line)
        try:
            if "entry" in line:
                self.add_entry(line)
            else:
                need(line.get("withheld") is True and len(line) == 3, "a withheld line")
                self.withheld += 1
        except (Broken, Wrong, KeyError, TypeError, ValueError, IndexError) as error:
            raise Broken(f"entry {self.number}: {error}") from error
        append(self.peaks, bytes.fromhex(line["leaf"]))
        self.number += 1

    def skip(self, line):
        """A run of withheld entries: the perfect subtrees that fill it, from left to right."""
        need(set(line) == {"count", "number", "roots", "withheld"} and line["withheld"] is True
             and line["count"] > 1, "a withheld run")
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
        need(set(line) <= {"entry", "leaf", "number", "private"}, "an unknown member")
        need(set(entry) <= {"actor", "at", "effective", "fact", "for", "seal", "sequence", "stream",
                            "v", "via"}, "an unknown member of the entry")
        body = canonical(entry).encode()
        need(len(body) <= 65535 and entry["v"] == 1, "size or version")
        need(sha256(b"\x00", body).hex() == line["leaf"], "the leaf hash")
        need(entry["at"] >= self.at, "the time")
        self.at = entry["at"]
        whole = self.in_order(entry)
        if private:
            need(set(private) == {"salt", "text"}, "members of the private part")
            need(len(private["salt"]) == 32, "the salt")
            sealed = sha256(bytes.fromhex(private["salt"]), canonical(private["text"]).encode())
            need(sealed.hex() == entry.get("seal"), "the seal")
        text = private["text"] if private else {}
        if entry["stream"] == "registry":
            self.add_registry(entry["fact"], text)
        elif whole:
            self.add_fact(entry, text)

    def in_order(self, entry):
        stream = entry["stream"]
        before, withheld = self.streams.get(stream, (0, 0))
        gap = entry["sequence"] - before - 1
        need(0 <= gap <= self.withheld - withheld, "the stream's sequence")
        self.streams[stream] = (entry["sequence"], self.withheld)
        if gap:
            self.cut.add(stream)
            self.cycles.pop(stream, None)
        return stream not in self.cut

    def add_registry(self, fact, text):
        if fact["kind"] == "definition published" and text:
            digest = sha256(text["source"].encode()).hex()
            need(digest == fact["digest"], "the definition's digest")
            self.sources[digest] = text["source"]
        if fact["kind"] == "key published":
            if fact.get("voucher") and self.keys:
                check_voucher(fact["voucher"], self.keys[-1][1], fact["vkey"])
            self.keys.append((self.number, fact["vkey"]))

    def add_fact(self, entry, text):
        fact, stream = entry["fact"], entry["stream"]
        if fact["kind"] == "cycle opened":
            need(stream not in self.cycles, "it was open already")
            self.cycles[stream] = Cycle(self.sources)
        need(stream in self.cycles, "its cycle was never opened")
        if fact["kind"] == "revision issued":
            self.check_revision(stream, fact, text)
        self.cycles[stream].take(fact, entry["sequence"])

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
        before = self.paragraphs.get(stream)
        if before is not None:
            need(sorted(fact.get("inserted", [])) == sorted(set(after) - set(before)), "inserted")
            need(sorted(fact.get("deleted", [])) == sorted(set(before) - set(after)), "deleted")
            need(sorted(fact.get("changed", [])) == sorted(
                name for name in after if before.get(name, after[name]) != after[name]), "changed")
        self.paragraphs[stream] = after

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
            if self.streams[stream][1] == self.withheld:
                try:
                    cycle.end()
                except Wrong as wrong:
                    raise Broken(f"{stream}: {wrong}") from wrong

    def report(self):
        cycles = self.cycles.values()
        unknown = sorted({why for cycle in cycles for why in cycle.unknown})
        return (f"{self.size} entries hold; {len(self.cycles)} cycles, "
                f"{sum(c.counted for c in cycles)} rounds counted again, "
                f"{sum(c.derived for c in cycles)} results derived, "
                f"{sum(c.opened for c in cycles)} sealed answers opened, "
                f"{sum(len(c.seals) for c in cycles)} not, outcomes: "
                + ", ".join(sorted({c.ended for c in cycles if c.ended}))
                + (f"; not understood: {unknown}" if unknown else ""))


def parse_vkey(vkey):
    name, key_id, encoded = vkey.split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    need(len(key) == 33 and key[0] == 1, "the key")
    need(sha256(name.encode(), b"\n", key)[:4].hex() == key_id, "the key's id")
    return name, key_id, key


def open_note(note, vkey):
    name, key_id, key = parse_vkey(vkey)
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    marks = [line.split(" ") for line in signatures.splitlines()]
    signed = [base64.b64decode(mark[2], validate=True) for mark in marks if mark[1] == name]
    need(any(mark[:4].hex() == key_id and holds(key[1:], text.encode(), mark[4:])
             for mark in signed), "a note's signature")
    return name, text


def open_checkpoint(note, vkey, origin):
    """The size and root that the log's key has signed for."""
    name, text = open_note(note, vkey)
    first, size, encoded_root = text.splitlines()[:3]
    need(first == name == origin, "the checkpoint's origin")
    return int(size), base64.b64decode(encoded_root, validate=True)


def check_voucher(voucher, before, following):
    name, text = open_note(voucher, before)
    need(text == f"{name}\nnext key {following}\n", "the old key's word for the new one")


def verify(data):
    lines = data.decode("utf-8").split("\n")
    need(lines.pop() == "", "the last line has no end")
    trail = Trail()
    trail.begin(read_line(lines[0], 1))
    for index, text in enumerate(lines[1:]):
        trail.add(read_line(text, index + 2))
    trail.end()
    return trail


def found(data):
    try:
        verify(data)
    except (Broken, ValueError, KeyError, TypeError, IndexError, UnicodeDecodeError):
        return True
    return False


def swap_openings(data):
    """The entries of an export whose first two sealed answers were opened as each other's; by one
    who made every hash anew. Nothing but the seals tells."""
    lines = [json.loads(line) for line in data.decode().splitlines()[1:]]
    opened = [line["entry"]["fact"]["fact"] for line in lines
              if line.get("entry", {}).get("fact", {}).get("kind") == "answer opened"][:2]
    need(len(opened) == 2, "no two answers were opened")
    opened[0]["position"], opened[1]["position"] = opened[1]["position"], opened[0]["position"]
    for line in lines:
        line["leaf"] = sha256(b"\x00", canonical(line["entry"]).encode()).hex()
    return lines


def check_seals_alone(data):
    trail = Trail()
    try:
        for line in swap_openings(data):
            trail.add(line)
    except Broken as broken:
        need("what was opened is not what was sealed" in str(broken), f"another fault: {broken}")
        return
    raise Broken("answers that changed places under seal were not found")


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


def main():
    if sys.argv[1] == "--make":
        data = made_by(sys.argv[2])
        trail = verify(data)
        print(trail.report())
        outcomes = {cycle.ended for cycle in trail.cycles.values()}
        need(outcomes >= set(sys.argv[3:]), f"not derived: {set(sys.argv[3:]) - outcomes}")
        need(all(not cycle.unknown for cycle in trail.cycles.values()), "it was not all understood")
        for place in range(0, len(data), max(1, len(data) // 97)):
            changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]
            need(found(changed), f"a changed byte at {place} was not found")
        check_seals_alone(data)
        check_excerpt(sys.argv[2])
        return
    for name in sys.argv[1:]:
        print(verify(pathlib.Path(name).read_bytes()).report())


if __name__ == "__main__":
    try:
        main()
    except Broken as broken:
        sys.exit(f"broken: {broken}")
