// Every kind of page that a link leads to, in both languages, on an office PC, a phone and a kiosk:
// no fault that axe can find, no page wider than its window, no error in the console. With GALLERY
// set, a picture of each is kept.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  KIOSK, KIOSK_WIDE, PC, PHONE, accessibilityFaults, ask, openBrowser, openHouse, overflow, signIn, visitor,
} from "./house.mjs";

const CENTRE = 990126101;
const STRANGER = "public";
const DESK = "/desk";
// Where a walk begins, besides the front page of the post: what no plain link leads to.
const STARTS = {
  [STRANGER]: [
    "/", `/centres/${CENTRE}/items?q=dibao`, `/centres/${CENTRE}/items/MZ-001?print=checklist`,
    `/centres/${CENTRE}/items/MZ-006`, "/progress", `/journal/checkpoints/${CENTRE}`, "/api",
    "/session/new", "/nowhere", "/components", "/components/public",
    `/centres/${CENTRE}/board`, `/centres/${CENTRE}/windows/W01/display`,
  ],
  clerk: [DESK, "/cases/new?item=MZ-004", "/cases?view=all"],
  approver: [DESK],
  director: [DESK, "/notices", "/notices/new", "/notices/1", "/screens"],
  supervisor: [DESK],
  catalogue: [DESK],
  county: [DESK],
  sysadmin: [DESK],
  secadmin: [DESK],
  auditadmin: [DESK],
};
// Pages that answer a walk with something other than 200.
const REFUSED = { "/nowhere": 404 };
// Not pages: files, answers for programs, and links that change what the visitor prefers.
// The kiosk has a walk of its own, on its own screen.
const NO_PAGE = /^\/centres\/\d+\/kiosk|^\/components\/kiosk|^\/(preferences|assets|health|metrics|api\/v1|openapi|kiosk)|\/(export|template|download)|\.(json|xlsx|svg|css|ics)$/;
// A kind that this many links lead to is long known.
const KINDS_MAX = 400;

let house;
let browser;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
  STARTS[STRANGER].push(await aTicket(), await anAppointment());
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** The page of a ticket that somebody takes. */
async function aTicket() {
  const ticket = await ask(house, `/centres/${CENTRE}/tickets`, { line: "A" });
  return new URL(ticket.page).pathname;
}

/** The page of an appointment, on the first day that has a time left. */
async function anAppointment() {
  const root = `/centres/${CENTRE}`;
  for (let ahead = 1; ahead < 15; ahead += 1) {
    const day = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const times = await ask(house, `${root}/appointment-times?item=MZ-002&day=${day}`);
    const time = times.find((it) => it.left > 0)?.time;
    if (!time) continue;
    const who = { item: "MZ-002", day, time, name: "奚怡达", phone: "10000000149" };
    return `/appointments/${(await ask(house, `${root}/appointments`, who)).name}`;
  }
  throw new Error("no time is left for an appointment");
}

/** The kind of an address: numbers, codes and values do not make another one. */
function kind(address) {
  const url = new URL(address, house.origin);
  const path = url.pathname.split("/").map((part) => (/\d|^[A-Z]{2,}$/.test(part) ? "*" : part)).join("/");
  const keys = [...new Set(url.searchParams.keys())].filter((key) => !/^(after|before|page|back)/.test(key)).sort();
  return keys.length ? `${path}?${keys.join("&")}` : path;
}

/** Addresses of pages of ours that the page links to. */
async function linked(page) {
  const all = await page.locator("a[href]:not([download])").evaluateAll((links) => links.map((it) => it.href));
  return all
    .map((href) => new URL(href))
    .filter((url) => url.origin === house.origin && !NO_PAGE.test(url.pathname) && !url.searchParams.has("profile"))
    .map((url) => url.pathname + url.search);
}

async function look(page, address) {
  const answer = await page.goto(address);
  assert.equal(answer.status(), REFUSED[address] ?? 200, address);
  assert.equal(await page.locator("h1").count(), 1, `${address}: one h1`);
  assert.deepEqual(await accessibilityFaults(page), [], address);
  assert.ok((await overflow(page)) <= 0, `${address} is ${await overflow(page)} px too wide`);
  assert.deepEqual(page.faults.splice(0), [], `${address}: console`);
}

async function keep(page, name) {
  if (!process.env.GALLERY) return;
  mkdirSync(process.env.GALLERY, { recursive: true });
  await page.screenshot({ path: join(process.env.GALLERY, `${name}.png`) });
}

/** The name of a picture: `/settings/calendar` on a phone is `settings-calendar-zh-phone`. */
function named(address, mark) {
  const [path, keys] = kind(address).split("?");
  const parts = path.split("/").filter((part) => part && part !== "*");
  return [...(parts.length ? parts : ["home"]), ...(path.endsWith("*") ? ["one"] : []), keys?.replaceAll(/[^a-z]+/g, "-"), mark]
    .filter(Boolean).join("-");
}

/** Walks from page to page until every kind was seen; gathers what is wrong and goes on. */
async function walk(page, login, seen, mark) {
  const faults = [];
  const [waiting, tried] = [[...STARTS[login]], new Set()];
  // Every post is looked at where it begins: another post sees other things there.
  const begins = new Set(waiting);
  while (waiting.length && seen.size < KINDS_MAX) {
    const address = waiting.shift();
    const isKnown = seen.has(kind(address)) || tried.has(kind(address));
    if (!begins.delete(address) && isKnown) continue;
    tried.add(kind(address));
    try {
      await look(page, address);
    } catch (fault) {
      faults.push(fault.message);
      page.faults.splice(0);
    }
    // Whoever was sent to sign in has not seen the page.
    if (kind(page.url()) !== kind(address)) continue;
    seen.add(kind(address));
    await keep(page, named(address, address === DESK ? `${login}-${mark}` : mark));
    waiting.push(...await linked(page));
  }
  return faults;
}

for (const language of ["zh-CN", "en"]) {
  const mark = language === "en" ? "en" : "zh";
  for (const [device, viewport] of [["pc", PC], ["phone", PHONE]]) {
    test(`every page, ${mark}, ${device}`, async () => {
      const seen = new Set();
      const faults = [];
      for (const login of Object.keys(STARTS)) {
        const page = await visitor(browser, house, { language, viewport });
        if (login !== STRANGER) await signIn(page, login);
        const before = seen.size;
        const found = await walk(page, login, seen, device === "pc" ? mark : `${mark}-${device}`);
        if (login !== STRANGER) await page.goto(DESK);
        const menu = page.locator(".office-menu a[href^='/']");
        if (login !== STRANGER) assert.ok((await menu.count()) > 0, `${login} has a menu`);
        faults.push(...found.map((fault) => `${login}: ${fault}`));
        console.log(`${mark} ${device} ${login}: ${seen.size - before} kinds of pages`);
        await page.context().close();
      }
      assert.deepEqual(faults, []);
    });
  }
  for (const [shape, viewport] of [["upright", KIOSK], ["wide", KIOSK_WIDE]]) {
    test(`every page of the kiosk, ${mark}, ${shape}`, async () => {
      const page = await visitor(browser, house, { language, viewport });
      const seen = new Set();
      const root = `/centres/${CENTRE}/kiosk`;
      const waiting = [
        "/kiosk", "/components/kiosk", root, `${root}/search?q=dibao`,
        `${root}/items/MZ-006/checklist`,
      ];
      while (waiting.length) {
        const address = waiting.shift();
        if (seen.has(kind(address))) continue;
        seen.add(kind(address));
        await look(page, address);
        await keep(page, named(address, shape === "wide" ? `${mark}-wide` : mark));
        waiting.push(...(await page.locator("a[href]").evaluateAll((all) => all.map((it) => it.getAttribute("href"))))
          .filter((href) => href.startsWith(root) && !href.includes("/search?q=")));
      }
      assert.ok(seen.size > 5, `only ${seen.size} pages at the kiosk`);
      await page.context().close();
    });
  }
}

test("large type is kept from page to page and still fits", async () => {
  const page = await visitor(browser, house, { viewport: PHONE });
  await page.goto("/preferences?text=large&back=/");
  await look(page, "/");
  await look(page, `/centres/${CENTRE}/items/MZ-001`);
  await page.context().close();
});
