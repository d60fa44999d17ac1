// Every page, in both languages, on an office PC and a phone: no fault that axe can find, no page
// wider than its window, no error in the console. With GALLERY set, a picture of each is kept.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KIOSK, PC, PHONE, accessibilityFaults, openBrowser, openHouse, overflow, signIn, visitor } from "./house.mjs";

const CENTRE = 990126101;
const PUBLIC = {
  home: "/",
  centre: `/centres/${CENTRE}`,
  items: `/centres/${CENTRE}/items?q=dibao`,
  guide: `/centres/${CENTRE}/items/MZ-001`,
  "guide-print": `/centres/${CENTRE}/items/MZ-001?print=checklist`,
  disclosures: "/disclosures",
  progress: "/progress",
  checkpoints: `/journal/checkpoints/${CENTRE}`,
  api: "/api",
  "sign-in": "/session/new",
  "not-found": "/nowhere",
  components: "/components",
};
// Each post walks every entry of its own menu; these pages are reached from there.
const STAFF = {
  clerk: { intake: "/cases/new?item=MZ-004", account: "/account" },
  approver: {},
  director: {},
  supervisor: {},
  catalogue: {},
  county: {},
  sysadmin: {},
  secadmin: {},
  auditadmin: {},
};
const KIOSK_PAGES = { kiosk: "/kiosk" };

let house;
let browser;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

async function look(page, name, path) {
  const answer = await page.goto(path);
  assert.ok(answer.status() < 500, `${name}: ${answer.status()}`);
  if (name !== "not-found") assert.equal(answer.status(), 200, `${name} ${path}`);
  const heading = await page.locator("h1").count();
  assert.equal(heading, 1, `${name} has ${heading} h1`);
  assert.deepEqual(await accessibilityFaults(page), [], `${name} ${path}`);
  assert.ok((await overflow(page)) <= 0, `${name} is ${await overflow(page)} px too wide`);
  const faults = page.faults.splice(0);
  assert.deepEqual(faults, [], `${name}: console`);
}

/** The name of a picture: `/settings/calendar` of the clerk is `clerk-settings-calendar`. */
function named(login, path) {
  return [login, ...path.split("?")[0].split("/").filter(Boolean)].join("-");
}

async function keep(page, name) {
  if (!process.env.GALLERY) return;
  mkdirSync(process.env.GALLERY, { recursive: true });
  await page.screenshot({ path: join(process.env.GALLERY, `${name}.png`) });
}

for (const language of ["zh-CN", "en"]) {
  const mark = language === "en" ? "en" : "zh";
  for (const [device, viewport] of [["pc", PC], ["phone", PHONE]]) {
    test(`public pages, ${mark}, ${device}`, async () => {
      const page = await visitor(browser, house, { language, viewport });
      for (const [name, path] of Object.entries(PUBLIC)) {
        await look(page, name, path);
        await keep(page, device === "pc" ? `${name}-${mark}` : `${name}-${mark}-phone`);
      }
      await page.context().close();
    });
    test(`staff pages, ${mark}, ${device}`, async () => {
      for (const [login, pages] of Object.entries(STAFF)) {
        const page = await visitor(browser, house, { language, viewport });
        await signIn(page, login);
        const menu = await page.locator(".office-menu a[href^='/']").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
        assert.ok(menu.length > 0, `${login} has a menu`);
        const wanted = { ...Object.fromEntries(menu.map((path) => [named(login, path), path])), ...pages };
        for (const [name, path] of Object.entries(wanted)) {
          await look(page, name, path);
          if (device === "pc") await keep(page, `${name}-${mark}`);
        }
        await page.context().close();
      }
    });
  }
  test(`kiosk pages, ${mark}`, async () => {
    const page = await visitor(browser, house, { language, viewport: KIOSK });
    for (const [name, path] of Object.entries(KIOSK_PAGES)) {
      await look(page, name, path);
      await keep(page, `${name}-${mark}`);
    }
    await page.context().close();
  });
}

test("large type is kept from page to page and still fits", async () => {
  const page = await visitor(browser, house, { viewport: PHONE });
  await page.goto("/preferences?text=large&back=/");
  await look(page, "home", "/");
  await look(page, "guide", PUBLIC.guide);
  await page.context().close();
});
