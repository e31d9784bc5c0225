#!/usr/bin/python3
"""Prints what Python's email package reads in a mail, as one line of JSON."""
import email
import email.header
import email.policy
import email.utils
import json
import sys

with open(sys.argv[1], "rb") as file:
    source = file.read()
mail = email.message_from_bytes(source, policy=email.policy.default)
raw = email.message_from_bytes(source)


def address(name):
    # The newer parser of Python 3.11 keeps the gap between two encoded words of a display name,
    # against RFC 2047, section 6.2; the older one, used here, does not.
    display, spec = email.utils.parseaddr(raw[name])
    return [str(email.header.make_header(email.header.decode_header(display))), spec]



bodies = {part.get_content_type(): part.get_content().replace("\r\n", "\n")
          for part in mail.walk() if not part.is_multipart()}
defects = [str(d) for part in mail.walk() for d in part.defects]
defects += [str(d) for header in mail.values() for d in header.defects]
json.dump({
    "from": address("From"),
    "to": address("To"),
    "subject": mail["Subject"],
    "date": mail["Date"].datetime.isoformat(),
    "message_id": mail["Message-ID"],
    "list_id": mail["List-Id"] or "",
    "auto_submitted": mail["Auto-Submitted"],
    "type": mail.get_content_type(),
    "text": bodies.get("text/plain", ""),
    "html": bodies.get("text/html", ""),
    "defects": defects,
}, sys.stdout)
