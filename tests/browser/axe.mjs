// Holds pages against axe-core in a real browser, on a phone and on a desk, in the light and in the
// dark, and sees that no page is wider than its screen.
//
//   node axe.mjs [--screenshots DIR] FILE|URL…       exit 1: there are findings
//
// Pages must have been made for a test: nothing is posted, links are not followed.

import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const browserPath = process.env.PARAPH_CHROMIUM ?? "/usr/bin/chromium";
const views = [
  { name: "360-light", width: 360, height: 740, colorScheme: "light" },
  { name: "1280-dark", width: 1280, height: 900, colorScheme: "dark" },
];

const args = process.argv.slice(2);
let screenshots = "";
if (args[0] === "--screenshots") [, screenshots] = args.splice(0, 2);
if (args.length === 0) {
  console.error("usage: node axe.mjs [--screenshots DIR] FILE|URL…");
  process.exit(2);
}
if (!existsSync(browserPath)) {
  console.error(`axe.mjs: no browser at ${browserPath}; install chromium or set PARAPH_CHROMIUM`);
  process.exit(2);
}

function addressOf(page) {
  return /^https?:/.test(page) ? page : pathToFileURL(path.resolve(page)).href;
}

function shotOf(page, view) {
  const name = page.replace(/^https?:\/\//, "").replace(/\.html$/, "").split("/").slice(-2);
  return path.join(screenshots, `${name.join("-")}-${view.name}.png`);
}

// Chromium itself runs axe, although the pages' own policy allows no script: bypassCSP.
async function findings(page) {
  await page.addScriptTag({ path: axePath });
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  const found = result.violations.map((violation) =>
    `${violation.id}: ${violation.help}\n      ` +
    violation.nodes.map((node) => node.target.join(" ")).join("\n      "));
  const wide = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) found.push(`sideways: the page is ${wide} px wider than its screen`);
  return found;
}

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update"],
});
let count = 0;
if (screenshots) mkdirSync(screenshots, { recursive: true });
for (const view of views) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  for (const target of args) {
    await page.goto(addressOf(target), { waitUntil: "load" });
    const found = await findings(page);
    for (const finding of found) console.log(`${target} [${view.name}]\n    ${finding}`);
    count += found.length;
    if (screenshots) await page.screenshot({ path: shotOf(target, view), fullPage: true });
  }
  await context.close();
}
await browser.close();
console.log(`axe: ${args.length} pages, ${views.length} views each, ${count} findings`);
process.exit(count > 0 ? 1 : 0);
