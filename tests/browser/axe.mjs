// Holds pages against axe-core in a real browser and sees that no page is wider than its screen.
// Nothing is posted, links are not followed.
//
//   node axe.mjs [--view NAME]… [--screenshots DIR] FILE|FOLDER|URL…
//
// Exit codes: 0 nothing found, 1 findings, 2 usage, 77 there is no browser here.

import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findings, startBrowser } from "./browser.mjs";

const allViews = [
  { name: "360-light", width: 360, height: 740, colorScheme: "light" },
  { name: "360-dark", width: 360, height: 740, colorScheme: "dark" },
  { name: "1280-light", width: 1280, height: 900, colorScheme: "light" },
  { name: "1280-dark", width: 1280, height: 900, colorScheme: "dark" },
];

const args = process.argv.slice(2);
const wanted = [];
let screenshots = "";
while (args[0] === "--view" || args[0] === "--screenshots") {
  const [option, value] = args.splice(0, 2);
  if (option === "--view") wanted.push(value);
  else screenshots = value;
}
const views = allViews.filter((view) => wanted.length === 0 || wanted.includes(view.name));
if (args.length === 0 || views.length === 0) {
  console.error("usage: node axe.mjs [--view NAME]… [--screenshots DIR] FILE|FOLDER|URL…");
  process.exit(2);
}
function isUrl(target) {
  return /^https?:/.test(target);
}

function pagesOf(target) {
  if (isUrl(target) || !statSync(target).isDirectory()) return [target];
  return readdirSync(target).filter((name) => name.endsWith(".html")).sort()
    .map((name) => path.join(target, name));
}

function addressOf(page) {
  return isUrl(page) ? page : pathToFileURL(path.resolve(page)).href;
}

function shotOf(page, view) {
  const name = page.replace(/^https?:\/\//, "").replace(/\.html$/, "").split("/").slice(-2);
  return path.join(screenshots, `${name.join("-")}-${view.name}.png`);
}

const browser = await startBrowser();
const targets = args.flatMap(pagesOf);
let count = 0;
if (screenshots) mkdirSync(screenshots, { recursive: true });
for (const view of views) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  for (const target of targets) {
    await page.goto(addressOf(target), { waitUntil: "load" });
    const found = await findings(page);
    for (const finding of found) console.log(`${target} [${view.name}]\n    ${finding}`);
    count += found.length;
    if (screenshots) await page.screenshot({ path: shotOf(target, view), fullPage: true });
  }
  await context.close();
}
await browser.close();
console.log(`axe: ${targets.length} pages, ${views.length} views each, ${count} findings`);
process.exit(count > 0 || targets.length === 0 ? 1 : 0);
