// The spine's journeys in a real browser against a real server: at 360 and 1280 px, in English and
// Bangla, and once without scripts. On every page stands the check of axe and of the width.
//
//   node live.mjs PARAPH [--screenshots DIR]
//
// Exit codes: 0 all well, 1 not, 2 usage, 77 there is no browser here.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { findings, startBrowser } from "./browser.mjs";
import { House } from "./house.mjs";
import { auditor, furnish, secretary, text } from "./taskforce.mjs";

const [binary, option, screenshots] = process.argv.slice(2);
if (!binary || (option && option !== "--screenshots")) {
  console.error("usage: node live.mjs PARAPH [--screenshots DIR]");
  process.exit(2);
}
if (screenshots) mkdirSync(screenshots, { recursive: true });

/// One browser window of one person.
class Visitor {
  static async open(browser, house, view) {
    const context = await browser.newContext({
      viewport: { width: view.width, height: 800 }, bypassCSP: true,
      javaScriptEnabled: view.scripts !== false,
    });
    const visitor = Object.assign(new Visitor(), { house, view, context, seen: 0, found: [] });
    await context.addCookies([{ name: "paraph-language", value: view.language, url: house.url }]);
    visitor.page = await context.newPage();
    visitor.page.on("response", (answer) => {
      const own = answer.url().startsWith(house.url) || answer.url().startsWith("data:");
      if (!own) visitor.found.push(`a third party: ${answer.url()}`);
      if (answer.status() >= 500) visitor.found.push(`${answer.status()} ${answer.url()}`);
    });
    return visitor;
  }

  /// The page that is open, judged, and kept as a picture where that was asked for.
  async look(name) {
    const { page, view } = this;
    assert.equal(await page.locator("html").getAttribute("lang"), view.language, name);
    assert.equal(await page.locator("h1").count(), 1, `${name} has one heading`);
    this.seen += 1;
    if (view.scripts !== false) {
      for (const one of await findings(page)) this.found.push(`${name}: ${one}`);
    }
    if (!screenshots) return;
    const file = `${name}-${view.width}-${view.language}.png`;
    await page.screenshot({ path: path.join(screenshots, file), fullPage: true });
  }

  go(target) {
    return this.page.goto(target.startsWith("http") ? target : this.house.url + target);
  }
  press(selector) {
    return Promise.all([this.page.waitForLoadState("load"),
      this.page.locator(selector).first().click()]);
  }
  where() {
    return new URL(this.page.url()).pathname;
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.found, [], `${this.view.width} ${this.view.language}`);
    return this.seen;
  }
}

async function signIn(visitor, address) {
  await visitor.house.post("/clock/advance", { seconds: 60 });  // so that the newest mail is known
  await visitor.go("/");
  assert.equal(visitor.where(), "/sign-in", "the board is not for strangers");
  await visitor.look("sign-in");
  await visitor.page.fill("#email", address);
  await visitor.press("main form button");
  await visitor.look("sign-in-sent");
  const link = await visitor.house.link(address, "");
  await visitor.go(link);
  await visitor.look("sign-in-continue");
  await visitor.press("main form button");
  assert.ok(!visitor.where().startsWith("/sign-in"), visitor.where());
  return link;
}

/// The secretariat: from the board to a cycle that runs. Gives the cycle's id.
async function openCycle(visitor, title) {
  const { page } = visitor;
  await visitor.look("board");
  await visitor.press('a[href="/cycles/new"]');
  await visitor.look("open-choice");
  await page.check('input[name="definition"][value="write-round"]');
  await visitor.press("main form button");
  await visitor.look("open-form");

  await page.fill("#title", title);
  await visitor.press('button[value="preview"]');
  assert.ok(await page.locator(".govuk-error-summary li").count() >= 5, "all errors at once");
  assert.equal(await page.inputValue("#title"), title, "what was typed is kept");
  for (const link of await page.locator(".govuk-error-summary a").all()) {
    const target = await link.getAttribute("href");
    assert.equal(await page.locator(`[id="${target.slice(1)}"]`).count(), 1, target);
  }
  await visitor.look("open-errors");

  await page.check('input[name="attribute-financial"][value="no"]');
  await page.check('input[name="attribute-objectives"][value="6"]');
  await page.selectOption('select[name="role-lead"]', "labour");
  await page.selectOption('select[name="role-secretary"]', "secretariat");
  for (const body of ["home", "health", "law"])
    await page.check(`input[name="role-members"][value="${body}"]`);
  for (const body of ["foreign-affairs", "welfare"])
    await page.check(`input[name="role-chairs"][value="${body}"]`);
  await page.setInputFiles("#file",
    { name: "position.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await visitor.press('button[value="preview"]');
  assert.equal((await page.inputValue("#text")).trim(), text.trim(), "the file is in the form");
  assert.ok((await page.locator(".p-panel--preview").innerText()).length > 200);
  assert.ok((await page.locator(".p-mail-text").textContent()).includes(title));
  await visitor.look("open-preview");

  await page.fill("#title", `${title}!`);
  await visitor.press('button[value="do"]');
  assert.equal(visitor.where(), "/cycles/new", "what was not shown is not done");
  await page.fill("#title", title);
  await visitor.press('button[value="preview"]');
  await visitor.press('button[value="do"]');
  assert.match(visitor.where(), /^\/cycles\/cyc_/);
  await visitor.look("cycle");
  return visitor.where().split("/")[2];
}

/// A ministry's focal point: from the mail to a receipt, and to another answer.
async function answer(visitor, house, cycle, title) {
  const { page } = visitor;
  const link = await house.link("person@home.example", title);
  const before = await house.trailSize();
  await visitor.go(link);
  await visitor.look("link");
  assert.equal(await house.trailSize(), before, "looking is not acting");
  await visitor.press('form[action^="/l/"] button');
  assert.match(visitor.where(), /^\/task\/asg_/, "a clean address");
  await visitor.look("answer");

  await visitor.press('button[value="send"]');
  assert.equal(await page.locator(".govuk-error-summary a").count(), 1);
  await visitor.look("answer-errors");

  await page.check('input[name="position"][value="object"]');
  await page.fill("#reason", "Domestic workers are left out.");
  await visitor.press('button[value="another comment"]');
  await page.selectOption("#comment-1-paragraph", { index: 2 });
  await page.fill("#comment-1-text", "Say who pays for the medical examination.");
  await visitor.look("answer-comment");
  await visitor.press('button[value="send"]');
  assert.match(visitor.where(), /\/receipt$/);
  await visitor.look("receipt-blocks");

  await visitor.press('main a[href^="/task/"]');
  assert.equal(await page.inputValue("#reason"), "Domestic workers are left out.");
  await visitor.look("answer-again");
  await page.check('input[name="position"][value="agree"]');
  await visitor.press('button[value="send"]');
  await visitor.look("receipt");
  const state = await house.get(`/cycles/${cycle}`);
  const given = state.stages.at(-1).positions.find((one) => one.body === "home");
  assert.equal(given.position, "agree", "a change of mind counts");
  return link;
}

async function extend(visitor, cycle) {
  const { page } = visitor;
  await visitor.go(`/cycles/${cycle}`);
  await visitor.look("cycle-running");
  await visitor.press(`a[href="/cycles/${cycle}/acts/extend"]`);
  await visitor.look("extend");
  await page.fill("#date", "2026-01-05");
  await visitor.press('button[value="preview"]');
  assert.equal(await page.locator(".govuk-error-summary").count(), 1, "a reason is asked for");
  await visitor.look("extend-errors");
  await page.fill("#reason", "The ministries asked for more time over the holidays.");
  await visitor.press('button[value="preview"]');
  await visitor.look("extend-preview");
  await visitor.press('button[value="do"]');
  assert.equal(visitor.where(), `/cycles/${cycle}`);
  const due = (await visitor.house.get(`/cycles/${cycle}`)).stages.at(-1).due;
  assert.equal(due, "2026-01-05T11:00:00.000Z");
}

/// What is done to comments is shown before it is done.
async function withdrawComment(visitor, house, cycle) {
  const { page } = visitor;
  const { items } = await house.get(`/cycles/${cycle}/comments`);
  await visitor.go(`/cycles/${cycle}/comments`);
  await visitor.look("comments");
  await page.check(`#tick-${items[0].id}`);
  await page.fill("#received", "by phone");
  await visitor.press('button[value="withdraw"]');
  await visitor.look("comments-withdraw");
  assert.equal((await house.get(`/comments/${items[0].id}`)).state, "open", "nothing is done yet");
  await visitor.press('button[value="do"]');
  assert.equal(visitor.where(), `/cycles/${cycle}/comments`);
  assert.equal((await house.get(`/comments/${items[0].id}`)).state, "withdrawn");
}

async function closedAndRevoked(visitor, house, cycle, link) {
  const { items } = await house.get(`/cycles/${cycle}/assignments`);
  const law = items.find((one) => one.body === "law");
  const dead = await house.link("person@law.example", "");
  await house.post(`/assignments/${law.id}/link`, { act: "revoke", person: law.people[0] });
  const answer = await visitor.go(dead);
  assert.equal(answer.status(), 404);
  await visitor.look("link-revoked");
  await house.post("/cycles/" + cycle + "/acts", { act: "abandon", reason: "Superseded." });
  await visitor.go(link);
  await visitor.press('form[action^="/l/"] button');
  assert.equal(await visitor.page.locator('button[value="send"]').count(), 0);
  await visitor.look("closed");
  await visitor.go("/no-such-page");
  await visitor.look("not-found");
}

async function audit(visitor, cycle, title) {
  await signIn(visitor, auditor);
  assert.equal(visitor.where(), "/audit");
  await visitor.look("audits");
  await visitor.press(`a[href="/audit/cycles/${cycle}"]`);
  if (await visitor.page.locator("form .p-button").count() === 1) {  // asked once a day
    await visitor.look("reading");
    await visitor.press("form .p-button");
  }
  assert.equal(await visitor.page.locator("h1").innerText(), title);
  assert.ok(await visitor.page.locator(".p-timeline > li").count() >= 6);
  await visitor.look("audit");
}

async function rest(visitor, cycle) {
  for (const [name, target] of [["definitions", "/definitions"],
    ["definition", "/definitions/write-round"], ["bodies", "/bodies"], ["body", "/bodies/home"],
    ["body-new", "/bodies/new"], ["mails", "/demo/mail"],
    ["act-reopen", `/cycles/${cycle}/acts/suspend`]]) {
    await visitor.go(target);
    await visitor.look(name);
  }
}

const browser = await startBrowser();
const house = await House.start(binary, "2025-12-07T04:00:00Z");
await furnish(house);
const views = [];
for (const language of ["en", "bn"])
  for (const width of [360, 1280]) views.push({ language, width });
views.push({ language: "en", width: 360, scripts: false });
let pages = 0;
try {
  for (const view of views) {
    const title = `Objective 6 at ${view.width} in ${view.language}` +
      (view.scripts === false ? " without scripts" : "");
    const open = () => Visitor.open(browser, house, view);
    const [office, ministry, reader] = [await open(), await open(), await open()];
    await signIn(office, secretary);
    const cycle = await openCycle(office, title);
    const link = await answer(ministry, house, cycle, title);
    await extend(office, cycle);
    await withdrawComment(office, house, cycle);
    await rest(office, cycle);
    await audit(reader, cycle, title);
    await closedAndRevoked(ministry, house, cycle, link);
    for (const visitor of [office, ministry, reader]) pages += await visitor.close();
    console.log(`${title}: well`);
  }
} catch (failure) {
  console.error(failure, house.log().split("\n").slice(-20).join("\n"));
  process.exitCode = 1;
}
await browser.close();
await house.stop();
console.log(`live: ${pages} pages looked at`);
