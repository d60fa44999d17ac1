// By keyboard only, without script, and at a kiosk that is left alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KIOSK, openBrowser, openHouse, signIn, visitor } from "./house.mjs";

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

test("with the keyboard only a resident finds a guide", async () => {
  const page = await visitor(browser, house);
  await page.goto("/centres/990126101");
  await page.keyboard.press("/");
  await page.keyboard.type("dibao");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/items\?/);
  const link = page.locator("main a[href*='/items/']").first();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await link.evaluate((it) => it === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/items\/[A-Z]+-\d+/);
  await page.context().close();
});

test("without script a clerk signs in and takes a case up to its form", async () => {
  const page = await visitor(browser, house, { script: false });
  await signIn(page, "clerk");
  await page.goto("/cases/new?item=MZ-001");
  await page.locator("[name=identity]").first().fill("123");
  await page.locator("form[action='/cases'] button[type=submit]").last().click();
  await page.waitForLoadState("load");
  assert.ok(await page.locator(".error-summary").isVisible());
  assert.equal(await page.locator("[name=identity]").first().inputValue(), "123", "nothing typed is lost");
  await page.context().close();
});

test("a kiosk left alone goes back to the start and keeps nothing", async () => {
  const page = await visitor(browser, house, { viewport: KIOSK });
  await page.clock.install();
  await page.goto("/kiosk");
  const link = page.locator("main a[href]").first();
  await link.click();
  await page.waitForLoadState("load");
  assert.notEqual(new URL(page.url()).pathname, "/kiosk");
  await page.clock.runFor(65_000);
  await page.waitForURL(/\/kiosk$/);
  await page.context().close();
});
