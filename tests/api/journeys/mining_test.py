"""The export for process mining, read by pm4py without a warning; its directly-follows counts are
those of the trail itself. pm4py is a Python package that Debian does not have: the test looks for
a virtual environment with it (`./dev mining` makes one), and says so where there is none."""
import collections
import json
import os
import subprocess
import sys

from house import House, stage

TEXT = "Fees are borne by the employer.\n"
READ = """
import json, sys, warnings
warnings.simplefilter("error")
# About a faster reader that is not installed, not about the file.
warnings.filterwarnings("ignore", message="Install the optional requirement")
import pm4py
log = pm4py.read_xes(sys.argv[1])
graph, first, last = pm4py.discover_dfg(log)
print(json.dumps({"follows": [[a, b, int(n)] for (a, b), n in graph.items()],
                  "first": first, "last": last, "events": len(log),
                  "groups": sorted(set(log["org:group"].dropna()))}))
"""


def played(house):
    house.body("labour")
    for n in (1, 2, 3):
        house.body(f"member-{n}")
    for objects in (False, True, False):
        cycle = house.post("/cycles", {
            "definition": "silence-procedure", "title": "Decision & <7>", "text": TEXT,
            "roles": {"chair": "labour", "members": ["member-1", "member-2", "member-3"]}})["id"]
        house.position(cycle, "member-1", "agree")
        if objects:
            house.position(cycle, "member-2", "object", reason="=1+1")
        else:
            house.advance(stage(house.get(f"/cycles/{cycle}"), "silence")["due"])


def followed(jsonl):
    """What follows what, from the record itself: the stage and the kind of each entry."""
    traces, rounds, seats = collections.defaultdict(list), {}, {}
    for line in jsonl.splitlines()[1:]:
        entry = json.loads(line).get("entry")
        if not entry or entry["stream"] == "registry":
            continue
        fact, cycle = entry["fact"], entry["stream"]
        opened = rounds.setdefault(cycle, [])
        if fact["kind"] == "round opened":
            opened.append(fact["stage"])
            seats.update((seat["id"], fact["stage"]) for seat in fact["seats"])
        at = fact.get("stage") or seats.get(fact.get("assignment"))
        if "round" in fact:
            at = opened[fact["round"]]
        traces[cycle].append(f"{at}: {fact['kind']}" if at else fact["kind"])
    pairs = collections.Counter()
    for trace in traces.values():
        pairs.update(zip(trace, trace[1:]))
    return traces, pairs


def main():
    python = os.path.join(sys.argv[2], "bin", "python")
    if not os.path.exists(python):
        print(f"SKIPPED: there is no pm4py in {sys.argv[2]}; ./dev mining fetches it")
        sys.exit(77)
    house = House(sys.argv[1])
    played(house)
    exported = {}
    for form in ("xes", "jsonl"):
        made = house.run("trail", "export", "--data", house.data, "--format", form)
        assert made.returncode == 0, made.stderr
        exported[form] = made.stdout
    file = os.path.join(house.folder, "log.xes")
    with open(file, "w", encoding="utf-8") as out:
        out.write(exported["xes"])
    mined = subprocess.run([python, "-c", READ, file], capture_output=True, text=True, timeout=240)
    assert mined.returncode == 0, mined.stderr
    assert "arning" not in mined.stderr, mined.stderr
    theirs = json.loads(mined.stdout)
    traces, pairs = followed(exported["jsonl"])
    assert theirs["events"] == sum(map(len, traces.values()))
    assert {(a, b): n for a, b, n in theirs["follows"]} == dict(pairs), (theirs["follows"], pairs)
    assert theirs["first"] == dict(collections.Counter(t[0] for t in traces.values()))
    assert theirs["last"] == dict(collections.Counter(t[-1] for t in traces.values()))
    assert theirs["groups"] == ["member-1", "member-2"], theirs["groups"]
    house.close()


main()
