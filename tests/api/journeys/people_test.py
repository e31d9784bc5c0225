"""People are entered in the secretariat's own language: whichever way a function is written, it is
the one that definitions name, and each reader sees it in theirs."""
import sys

from house import House
from visitor import signed_in

SECRETARY = "focal.point@secretariat.example"
CHAIN = """\
workflow: legal-chain
language: 1
languages: [en, bn]
title: { en: The legal way, bn: আইনি পথ }
calendar: bangladesh-government
outcomes:
  answered: { en: Answered, bn: উত্তর দেওয়া হয়েছে }
start: check
stages:
  check:
    title: { en: Legal check, bn: আইন উপদেষ্টা }
    kind: sign off
    who: legal adviser of the body
    due: 1 working day before outer
    positions:
      sign: { title: { en: Sign, bn: স্বাক্ষর } }
    then: { signed: end as answered }
"""
FOCAL_POINT = "ফোকাল পয়েন্ট"
WRITTEN = (("পরিচালক", "director"), (" সচিব ", "secretary"), ("Desk Officer", "desk officer"),
           ("আইন উপদেষ্টা", "legal adviser"), ("legal adviser", "legal adviser"),
           (FOCAL_POINT.replace("\u09df", "\u09af\u09bc"), "focal point"),
           (FOCAL_POINT.replace("\u09af\u09bc", "\u09df"), "focal point"),
           ("", "focal point"), ("গাড়িচালক", "গাড়িচালক"))


def main():
    house = House(sys.argv[1])
    house.publish(CHAIN)
    house.body("secretariat", roles=["secretariat"])
    house.bodies("health")
    visitor = signed_in(house, SECRETARY)
    visitor.go("/bodies/health?lang=bn")
    for word in ("পরিচালক", "ডেস্ক কর্মকর্তা", "আইন উপদেষ্টা"):
        assert f'<option value="{word}">' in visitor.page, f"{word} is not offered"
    assert 'value="director"' not in visitor.page, "in the reader's language only"
    for number, (word, function) in enumerate(WRITTEN):
        visitor.send(("act", "add person"), **{
            "person-name": f"Person {number}", "person-email": f"p{number}@health.example",
            "person-language": "bn", "person-function": word})
        assert visitor.status == 200, visitor.text
        person = next(one for one in house.get("/bodies/health")["people"]
                      if one["name"] == f"Person {number}")
        assert person["function"] == function, (word, person)
    assert "পরিচালক · p0@health.example" in visitor.text, visitor.text
    assert "আইন উপদেষ্টা · p3@health.example" in visitor.text, visitor.text
    visitor.go("/bodies/health?lang=en")
    assert "director · p0@health.example" in visitor.text, visitor.text
    assert "legal adviser · p3@health.example" in visitor.text, visitor.text
    made = house.post("/bodies", {
        "id": "home", "name": {"en": "Home"}, "kind": "ministry", "people": [
            {"name": "By the API", "email": "api@home.example", "function": "পরিচালক"}]})
    assert made["people"][0]["function"] == "director", made
    house.verify()
    house.close()


main()
