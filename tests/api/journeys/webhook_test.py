"""Webhooks from a real server to a real endpoint: what arrives, signed with what, and that a
private address is posted to only where the operator allows its network."""
import base64
import hashlib
import hmac
import http.server
import json
import queue
import sys
import threading
import time

from house import House

PATIENCE = 20


class Endpoint(http.server.BaseHTTPRequestHandler):
    received = queue.Queue()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.put((self.headers, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def is_signed(headers, body, secret):
    """Standard Webhooks 1.0.0."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    made = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return made in headers["webhook-signature"].split()


def allowed(binary, url):
    house = House(binary, flags=["--webhooks-allow-networks", "127.0.0.0/8"])
    subscribed = house.post("/webhooks", {"url": url, "events": ["body registered", "cycle ended"]},
                            token=house.issue("operator"))
    for number, name in enumerate(("labour", "health"), 1):
        house.body(name)
        headers, body = Endpoint.received.get(timeout=PATIENCE)
        assert is_signed(headers, body, subscribed["secret"]), dict(headers)
        event = json.loads(body)
        assert event["type"] == "paraph.body.registered", event
        assert event["id"] == headers["webhook-id"] and int(event["sequence"]) == number, event
        assert event["data"]["fact"]["id"] == name, event
        assert "paraph-checkpoint" not in headers, "only an outcome brings the log's head along"
    brings_the_head(house)
    tells_how_far_behind_it_is(house)
    house.close()


def brings_the_head(house):
    """The delivery of an outcome carries a signed checkpoint of a log that holds it."""
    house.body("home")
    Endpoint.received.get(timeout=PATIENCE)
    cycle = house.post("/cycles", {
        "definition": "silence-procedure", "title": "Decision 7", "text": "Adopted.",
        "roles": {"chair": "labour", "members": ["health", "home"]}})["id"]
    house.position(cycle, "home", "object", reason="No.")
    headers, body = Endpoint.received.get(timeout=PATIENCE)
    event = json.loads(body)
    assert event["type"] == "paraph.cycle.ended" and event["subject"] == cycle, event
    note = base64.b64decode(headers["paraph-checkpoint"]).decode()
    origin, size, _root, _empty, signature = note.splitlines()
    assert int(size) > event["data"]["entry"] and signature.startswith(f"\u2014 {origin} "), note


def tells_how_far_behind_it_is(house):
    """Not at all, once everything that happened was looked at."""
    wanted = {'paraph_outbox_lag_entries{channel="mail"}': "0",
              'paraph_outbox_lag_entries{channel="webhook"}': "0",
              "paraph_http_connections": "1"}
    end = time.monotonic() + PATIENCE
    while True:
        lines = house.ask("GET", "/metrics").text.splitlines()
        seen = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        if wanted.items() <= seen.items():
            return
        assert time.monotonic() < end, {name: seen.get(name) for name in wanted}
        time.sleep(0.05)


def not_allowed(binary, url):
    house = House(binary)
    refused = house.refused("invalid", "/webhooks", {"url": url, "events": []},
                            token=house.issue("operator"))
    assert "127.0.0.1" in refused["detail"], refused
    house.close()


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/hook"
    allowed(sys.argv[1], url)
    not_allowed(sys.argv[1], url)
    assert Endpoint.received.empty()


main()
