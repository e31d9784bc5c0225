"""What a person sees whose form meets a disk that takes nothing: a page of ours in their language,
which says that nothing was kept and holds what was typed, so that it can be sent again.

Usage: pages_test.py PARAPH WITNESS; without a WITNESS it is skipped (exit 77)."""
import os
import sys

from house import House
from visitor import signed_in

SECRETARY = "focal.point@secretariat.example"
SAID = {"en": "Nothing of this request was kept; try again.",
        "bn": "এই অনুরোধের কিছুই রাখা হয়নি; আবার চেষ্টা করুন।"}
NAMES = {"en": "Health & \"care\"", "bn": "স্বাস্থ্য ও সেবা"}


def meets_a_full_disk(house, witness, language):
    sign = os.path.join(house.folder, "the-disk-is-gone")
    house.environment = {"LD_PRELOAD": witness, "WITNESS_FAIL": "gone:" + sign}
    house.serve()
    visitor = signed_in(house, SECRETARY)
    form = visitor.go(f"/bodies/health?lang={language}").read.forms
    form = next(one for one in form if ("act", "save") in one.buttons)
    open(sign, "w").close()
    visitor.send(("act", "save"), form, **{f"name-{language}": NAMES[language]})
    assert visitor.status == 503, f"{visitor.status}: {visitor.text}"
    assert visitor.answer_headers["Content-Type"].startswith("text/html"), visitor.answer_headers
    assert SAID[language] in visitor.text and "secretariat@" in visitor.text, visitor.text
    for word in ("SQL", "disk", "/tmp", "paraph.db"):
        assert word not in visitor.page, word
    kept = next(one for one in visitor.read.forms if ("act", "save") in one.buttons)
    assert kept.value(f"name-{language}") == NAMES[language], kept.fields
    assert house.process.wait(timeout=30) == 2, "it ends by itself"
    os.remove(sign)
    house.environment = {}
    house.serve()
    visitor.send(("act", "save"), kept)
    assert visitor.status == 200, f"{visitor.status}: {visitor.text}"
    assert house.get("/bodies/health")["name"][language] == NAMES[language]
    house.stop()


def main():
    binary, witness = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    if not witness:
        print("skipped: under a sanitizer, whose own library must come first, nothing is preloaded")
        sys.exit(77)
    house = House(binary)
    house.body("secretariat", roles=["secretariat"])
    house.bodies("health")
    house.stop()
    for language in SAID:
        meets_a_full_disk(house, witness, language)
    house.serve()
    house.verify()
    house.close()


main()
