"""The second verifier's reader understands every definition that ships, and counts as
docs/expressions.md says.

Usage: rules_test.py FOLDER…"""
import pathlib
import sys

from rules import Expression, Round, read_yaml


def seat(status, position=None, *roles, body="b"):
    return {"status": status, "position": position, "roles": list(roles), "body": body}


def every_rule_is_understood(folders):
    rules = 0
    for file in sorted(f for folder in folders for f in pathlib.Path(folder).glob("*.yaml")):
        if file.name.endswith(".scenario.yaml"):
            continue
        definition = read_yaml(file.read_text())
        assert definition["start"] in definition["stages"], file
        for stage in definition["stages"].values():
            first = next(iter(stage.get("positions") or {}), None)
            weights = {name: {"b": 3} for name in definition.get("weights", [])}
            counted = Round(stage, [seat("answered", first)], weights, {}, 0)
            for word in ("passes", "quorum"):
                if word in stage:
                    value = Expression(stage[word], counted, definition.get("roles", {}),
                                       definition.get("attributes", {})).value()
                    assert value in (True, False), (file, stage[word], value)
                    rules += 1
    assert rules >= 8, rules


ISO = {"positions": {"yes": {}, "no": {}, "abstain": {"counts as cast": "no"},
                     "recuse": {"leaves the base": "yes"}}}


def holds(text, *seats, conditions=0, attributes=None, weights=None):
    declared = {"track": {"type": "one of", "from": ["standards track", "informational"]},
                "pages": {"type": "number"}, "financial": {"type": "yes/no"}}
    counted = Round(ISO, list(seats), weights or {}, attributes or {}, conditions)
    return Expression(text, counted, {"p members": {}, "o members": {}}, declared).value()


def rules_count_as_they_say():
    p = [seat("answered", "yes", "p members")] * 4 + [seat("answered", "no", "p members")] * 2
    law = "yes of p members at least 2/3 of cast of p members and no at most 1/4 of cast"
    assert not holds(law, *p), "2 of 6 are more than a quarter"
    assert holds(law, *p, *[seat("answered", "yes", "o members")] * 2), "2 of 8 are a quarter"
    assert not holds("yes at least 2/3 of cast", *[seat("answered", "abstain")] * 3), "empty base"
    assert holds("bodies = 1", seat("answered", "recuse"), seat("awaited"))
    assert holds("silent = 2", seat("awaited"), seat("silent", "yes"), seat("answered", "no"))
    assert holds("cast = 1 and yes = 0", seat("lifted", "no"))
    assert not holds("open conditions = 0", seat("answered", "yes"), conditions=1)
    assert holds("track in (informational) and not (pages > 20)", attributes={
        "track": "informational"})
    assert not holds("pages <= 20 or financial")
    assert holds("population of yes more than half of population of bodies",
                 seat("answered", "yes", body="a"), seat("answered", "no", body="b"),
                 weights={"population": {"a": 6, "b": 5}})
    assert holds("consensus", seat("answered", "yes")) and not holds(
        "consensus", seat("blocking", "no"))


every_rule_is_understood(sys.argv[1:])
rules_count_as_they_say()
