"""The picture of a cycle where it stands now, and the schema: over HTTP and by command."""
import json
import os
import sys
import urllib.request

from house import House

TEXT = "Migrants have access to basic services."


def opened(house):
    return house.post("/cycles", {
        "definition": "write-round", "title": "Objective 15", "text": TEXT,
        "attributes": {"financial": False, "objectives": ["15"]},
        "roles": {"lead": "labour", "members": ["health", "home", "law"], "chairs": "foreign",
                  "secretary": "cabinet"}})["id"]


def draw(house, *arguments, token=None):
    environment = {**os.environ, "PARAPH_TOKEN": token or ""}
    return house.run("draw", *arguments, env=environment)


def the_picture_says_who_is_awaited(house, cycle):
    where = ("--cycle", cycle, "--server", house.url)
    for form, signs in (("svg", ("<svg", ">Home<", ">now<")),
                        ("dot", ("digraph", "Home: blocks", "Health: answered", "Law: awaited")),
                        ("mermaid", ("flowchart LR", "Home: blocks", ":::now"))):
        made = draw(house, *where, "--format", form, token=house.token)
        assert made.returncode == 0, made.stderr
        for sign in signs:
            assert sign in made.stdout, (form, sign, made.stdout)
    bangla = draw(house, *where, "--language", "bn", "--format", "dot", token=house.token)
    assert "উত্তর বাকি" in bangla.stdout, bangla.stdout


def a_body_sees_no_more_than_it_may(house, cycle):
    token = house.issue("participant", "--body", "law")
    made = draw(house, "--cycle", cycle, "--server", house.url, "--format", "dot", token=token)
    assert made.returncode == 0, made.stderr
    for sign, there in (("Home: asked", True), ("Law: awaited", True), ("blocks", False)):
        assert (sign in made.stdout) == there, made.stdout


def refusals_are_words(house, cycle):
    for exit, words, arguments in (
            (2, "answers 401", ("--cycle", cycle, "--server", house.url)),
            (2, "is no cycle's id", ("--cycle", "seven", "--server", house.url)),
            (2, "no house in the folder", ("--cycle", cycle, "--data", house.folder)),
            (1, "no such cycle", ("--cycle", cycle[:-1] + ("0" if cycle[-1] != "0" else "1"),
                                  "--data", house.data)),
            (2, "bpmn not in {", ("--cycle", cycle, "--data", house.data, "--format", "bpmn"))):
        made = draw(house, *arguments)
        assert made.returncode == exit and words in made.stderr, (made.returncode, made.stderr)
        assert made.stdout == "", made.stdout


def the_folder_is_read_and_nothing_is_decided(house, cycle):
    """Beside the server and without it, after the due time too (the process's clock is real)."""
    asked = draw(house, "--cycle", cycle, "--data", house.data, "--format", "dot")
    house.stop()
    out = os.path.join(house.folder, "picture.dot")
    read = draw(house, "--cycle", cycle, "--data", house.data, "--format", "dot", "-o", out)
    assert asked.returncode == 0 and read.returncode == 0, asked.stderr + read.stderr
    assert open(out).read() == asked.stdout and "Home: blocks" in asked.stdout
    nowhere = draw(house, "--cycle", cycle, "--data", house.data, "-o", "/nowhere/at/all.svg")
    assert nowhere.returncode == 2 and "can't be written" in nowhere.stderr, nowhere.stderr


def the_schema_is_served_and_printed(house):
    with urllib.request.urlopen(house.url + "/definition.schema.json") as answer:
        assert answer.headers["Content-Type"] == "application/schema+json", answer.headers
        served = answer.read().decode()
    assert house.run("schema").stdout == served
    assert json.loads(served)["required"] == ["workflow", "language", "title", "calendar",
                                              "stages", "start"]


def main():
    house = House(sys.argv[1])
    house.bodies("labour", "health", "home", "law", "foreign", "cabinet", "finance")
    cycle = opened(house)
    house.position(cycle, "health", "agree")
    house.position(cycle, "home", "object", reason="Our law has no such word.")
    the_picture_says_who_is_awaited(house, cycle)
    a_body_sees_no_more_than_it_may(house, cycle)
    refusals_are_words(house, cycle)
    the_schema_is_served_and_printed(house)
    the_folder_is_read_and_nothing_is_decided(house, cycle)
    house.close()


main()
