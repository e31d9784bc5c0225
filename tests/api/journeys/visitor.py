"""A person with a browser, as far as HTTP goes: follows links, fills in forms, keeps cookies."""
import html.parser
import re
import time
import urllib.error
import urllib.parse
import urllib.request


class Form:
    def __init__(self, attributes):
        self.action = attributes.get("action", "")
        self.method = attributes.get("method", "get")
        self.fields = []  # (name, value) as a browser would send them
        self.buttons = []

    def value(self, name):
        return next((value for field, value in self.fields if field == name), None)


class Reading(html.parser.HTMLParser):
    """The forms and links of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.links, self.words, self.ids = [], [], [], set()
        self.select, self.textarea = None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id"))
        if tag == "form":
            self.forms.append(Form(found))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "select":
            self.select = [found.get("name"), None]
        if tag == "option" and self.select:
            if self.select[1] is None or "selected" in found:
                self.select[1] = found.get("value", "")
        if tag == "textarea":
            self.textarea = [found.get("name"), ""]
        if tag == "button" and self.forms:
            self.forms[-1].buttons.append((found.get("name"), found.get("value", "")))
        if tag == "input" and self.forms and found.get("name"):
            ticked = found.get("type") not in ("radio", "checkbox", "file") or "checked" in found
            if ticked:
                self.forms[-1].fields.append((found["name"], found.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "select" and self.select and self.forms:
            self.forms[-1].fields.append((self.select[0], self.select[1] or ""))
            self.select = None
        if tag == "textarea" and self.textarea:
            self.forms[-1].fields.append((self.textarea[0], self.textarea[1].removeprefix("\n")))
            self.textarea = None

    def handle_data(self, data):
        if self.textarea is not None:
            self.textarea[1] += data
        elif data.strip():
            self.words.append(data.strip())


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    def __init__(self, house, **headers):
        self.house = house
        self.headers = {"Accept": "text/html",
                        **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.cookies = {}
        self.opener = urllib.request.build_opener(NoRedirect)
        self.path, self.status, self.page = "", 0, ""

    def request(self, method, target, data=None, **headers):
        url = target if target.startswith("http") else self.house.url + target
        sent = {**self.headers, **{name.replace("_", "-"): v for name, v in headers.items()}}
        if data is not None:
            sent.setdefault("Content-Type", "")  # else urllib names one
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = urllib.request.Request(url, data, sent, method=method)
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.status, self.answer_headers = answer.status, answer.headers
        self.page = answer.read().decode(errors="replace")  # a file may be anything
        parts = urllib.parse.urlsplit(url)
        self.path = parts.path
        self.address = parts.path + ("?" + parts.query if parts.query else "")
        if self.status == 303:
            return self.go(answer.headers["Location"])
        return self

    def go(self, target):
        return self.request("GET", target)

    @property
    def read(self):
        return Reading(self.page)

    @property
    def text(self):
        return " ".join(self.read.words)

    def form(self, action=""):
        found = [form for form in self.read.forms
                 if form.action != "/sign-out" and form.action.startswith(action)]
        assert found, f"no form on {self.path}: {self.status} {self.text}"
        return found[-1]

    def send(self, button=None, form=None, **values):
        """Sends the page's form with some fields set (a list: ticked boxes), by that button."""
        form = form or self.form()
        fields = [(name, value) for name, value in form.fields if name not in values]
        for name, value in values.items():
            fields += [(name, one) for one in (value if isinstance(value, list) else [value])]
        if button:
            assert button in form.buttons, f"no button {button} among {form.buttons}"
            fields.append(button)
        if form.method == "get":
            return self.go(form.action + "?" + urllib.parse.urlencode(fields))
        data = urllib.parse.urlencode(fields).encode()
        return self.request("POST", form.action, data,
                            Content_Type="application/x-www-form-urlencoded")

    def dead_links(self, start):
        """Of all pages that can be reached by links from there: those that lead nowhere."""
        waiting, seen, dead = [(start, "")], set(), []
        while waiting:
            target, source = waiting.pop()
            path, _, anchor = target.partition("#")
            if path in seen:
                continue
            seen.add(path)
            self.go(path)
            if self.status >= 400:
                dead.append((source, target, self.status))
                continue
            if not self.answer_headers["Content-Type"].startswith("text/html"):
                continue
            here, reading = self.path, self.read
            for link in reading.links:
                if link.startswith("#") and link[1:] not in reading.ids:
                    dead.append((here, link, "no such place"))
                if link.startswith(self.house.url):
                    link = link.removeprefix(self.house.url)
                # A link out of a caught mail may be used up or revoked.
                mailed = link.startswith(("/l/", "/sign-in/"))
                if link.startswith("/") and "lang=" not in link and not mailed:
                    waiting.append((link, here))
        assert len(seen) > 3, seen
        return dead


def links_mailed(house, address, words, path):
    """Newest first."""
    mails = Visitor(house).go("/demo/mail").page
    for href in re.findall(r'href="(/demo/mail/[^"]+)"', mails):
        read = Visitor(house).go(href).text
        link = re.search(rf"http://\S+/{path}/\S+", read)
        if link and address in read and words in read:
            yield link.group()


def mailed(house, address, words="", path="l", known=()):
    """The newest link to `path` that was mailed to that address in a mail with these words, and is
    none of the `known` ones: mails of one moment stand in any order."""
    for _ in range(100):
        for link in links_mailed(house, address, words, path):
            if link not in known:
                return link
        time.sleep(0.05)
    raise AssertionError(f"{address} was mailed no link about {words}")


def told(house, address, *words):
    """Somebody at that address was mailed all these words in one mail."""
    for _ in range(100):
        page = Visitor(house).go("/demo/mail").page
        for href in re.findall(r'href="(/demo/mail/[^"]+)"', page):
            read = Visitor(house).go(href).text
            if address in read and all(said in read for said in words):
                return
        time.sleep(0.05)
    raise AssertionError(f"{address} was not told {words}")


def enter(house, link):
    """By the link to the form, as a person comes to it."""
    visitor = Visitor(house).go(link)
    visitor.send(form=visitor.form("/l/"))
    assert visitor.path.startswith("/task/asg_"), f"{visitor.path}: {visitor.text}"
    return visitor


def signed_in(house, address):
    used = set(links_mailed(house, address, "", "sign-in"))
    visitor = Visitor(house).go("/sign-in")
    visitor.send(form=visitor.form("/sign-in"), email=address)
    visitor.go(mailed(house, address, path="sign-in", known=used))
    visitor.send(form=visitor.form("/sign-in/"))
    return visitor
