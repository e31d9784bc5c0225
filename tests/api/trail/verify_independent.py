#!/usr/bin/env python3
"""A second verifier of exported trails, written from docs/formats/trail.md alone.

verify_independent.py FILE          checks an export
verify_independent.py --make TOOL   has TOOL write one, checks it, then breaks it and looks again
"""
import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


class Broken(Exception):
    pass


def need(truth, why):
    if not truth:
        raise Broken(why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    """RFC 8785 for what entries hold: integers, text, true and false, lists, objects."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(n)}:{canonical(value[n])}" for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    need(not isinstance(value, float), "a number with a fraction")
    return json.dumps(value, ensure_ascii=False)


def read_line(line, number):
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Broken(f"line {number} is not JSON: {error}") from error
    need(canonical(value) == line, f"line {number} is not in canonical form")
    return value


def append(peaks, leaf):
    """RFC 6962: peaks are (size, hash) of perfect subtrees, the largest first."""
    peaks.append((1, leaf))
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


def check_header(header):
    """The size and root that the log's key has signed for."""
    need(sorted(header) == ["checkpoint", "format", "origin", "vkey"], "members of the header")
    need(header["format"] == "paraph trail 1", "the format")
    name, key_id, encoded = header["vkey"].split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    need(name == header["origin"] and len(key) == 33 and key[0] == 1, "the key")
    need(sha256(name.encode(), b"\n", key)[:4].hex() == key_id, "the key's id")
    text, _, signatures = header["checkpoint"].partition("\n\n")
    text += "\n"
    marks = [line.split(" ") for line in signatures.splitlines()]
    signed = [base64.b64decode(mark[2], validate=True) for mark in marks if mark[1] == name]
    need(any(mark[:4].hex() == key_id and holds(key[1:], text.encode(), mark[4:])
             for mark in signed), "the checkpoint's signature")
    origin, size, encoded_root = text.splitlines()[:3]
    need(origin == name, "the checkpoint's origin")
    return int(size), base64.b64decode(encoded_root, validate=True)


def check_entry(line, streams, last_at):
    entry = line["entry"]
    need(set(line) <= {"entry", "leaf", "number", "private"}, "an unknown member")
    body = canonical(entry).encode()
    need(len(body) <= 65535 and entry["v"] == 1, "size or version")
    need(sha256(b"\x00", body).hex() == line["leaf"], "the leaf hash")
    need(entry["sequence"] == streams.get(entry["stream"], 0) + 1, "the stream's sequence")
    streams[entry["stream"]] = entry["sequence"]
    need(entry["at"] >= last_at, "the time")
    if "private" in line:
        private = line["private"]
        sealed = sha256(bytes.fromhex(private["salt"]), canonical(private["text"]).encode())
        need(sealed.hex() == entry.get("seal"), "the seal")
    return entry["at"]


def verify(data):
    lines = data.decode("utf-8").split("\n")
    need(lines.pop() == "", "the last line has no end")
    size, signed_root = check_header(read_line(lines[0], 1))
    peaks, streams, at, withheld = [], {}, "", 0
    for index, text in enumerate(lines[1:]):
        line = read_line(text, index + 2)
        need(line["number"] == index, f"entry {index} is not in its place")
        try:
            if "entry" in line:
                need(not withheld, "this verifier reads whole exports only")
                at = check_entry(line, streams, at)
            else:
                need(line.get("withheld") is True and len(line) == 3, "a withheld line")
                withheld += 1
        except (Broken, KeyError, TypeError, ValueError) as error:
            raise Broken(f"entry {index}: {error}") from error
        append(peaks, bytes.fromhex(line["leaf"]))
    need(len(lines) - 1 == size, f"{len(lines) - 1} entries, signed for are {size}")
    need(root(peaks) == signed_root, "the root is not the signed one")
    return size


def found(data):
    try:
        verify(data)
    except (Broken, ValueError, KeyError, TypeError, IndexError, UnicodeDecodeError):
        return True
    return False


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--make":
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "trail.jsonl"
            subprocess.run([sys.argv[2], file], check=True)
            data = file.read_bytes()
        print(f"{verify(data)} entries hold")
        for place in range(0, len(data), max(1, len(data) // 97)):
            changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]
            need(found(changed), f"a changed byte at {place} was not found")
        return
    print(f"{verify(pathlib.Path(sys.argv[1]).read_bytes())} entries hold")


if __name__ == "__main__":
    try:
        main()
    except Broken as broken:
        sys.exit(f"broken: {broken}")
