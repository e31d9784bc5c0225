"""Signed notes, and the checkpoints in them, as docs/formats/trail.md has them; and what is said
where something does not hold."""
import base64
import pathlib
import re
import subprocess
import tempfile

from forms import sha256

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


class Broken(Exception):
    """What is wrong, in words."""


def need(truth, why):
    if not truth:
        raise Broken(why)


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


def from_base64(text, what):
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Broken(f"{what} is no base64") from error


def parse_vkey(vkey):
    parts = vkey.split("+", 2)
    need(len(parts) == 3, f"\"{vkey}\" is no key: name+id+base64")
    name, key_id, encoded = parts
    key = from_base64(encoded, "a key")
    need(len(key) == 33 and key[0] == 1, f"the key of {name} is of another kind")
    need(sha256(name.encode(), b"\n", key)[:4].hex() == key_id, f"the key of {name} has another id")
    return name, key_id, key


def split_note(note):
    """The lines of its signatures, and its text."""
    text, gap, signatures = note.rpartition("\n\n")
    need(gap and signatures.endswith("\n"), "a note has no signatures")
    return signatures.splitlines(), text + "\n"


def open_note(note, vkey):
    name, key_id, key = parse_vkey(vkey)
    lines, text = split_note(note)
    marks = [line.split(" ") for line in lines]
    need(all(len(mark) == 3 and mark[0] == "\u2014" for mark in marks), "a signature is misformed")
    signed = [from_base64(mark[2], "a signature") for mark in marks if mark[1] == name]
    need(any(mark[:4].hex() == key_id and holds(key[1:], text.encode(), mark[4:])
             for mark in signed), f"{name} has not signed it")
    return name, text


def open_checkpoint(note, vkey, origin):
    """The size and root that the log's key has signed for."""
    name, text = open_note(note, vkey)
    lines = text.splitlines()
    need(len(lines) >= 3 and re.fullmatch("0|[1-9][0-9]*", lines[1]), "it is no checkpoint")
    need(lines[0] == name == origin, f"the checkpoint is of {lines[0]}, the export of {origin}")
    return int(lines[1]), from_base64(lines[2], "the checkpoint's root")


def check_voucher(voucher, before, following):
    name, text = open_note(voucher, before)
    need(text == f"{name}\nnext key {following}\n", "the key before has not given its word")
