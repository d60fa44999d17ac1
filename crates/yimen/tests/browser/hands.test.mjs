// By keyboard only, without script, and at a kiosk that is left alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KIOSK, openBrowser, openHouse, signIn, visitor } from "./house.mjs";

const CENTRE = 990126101;

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
  await page.locator("form[action='/cases'] button[data-letter=w]").click();
  await page.waitForLoadState("load");
  assert.ok(await page.locator(".error-summary").isVisible());
  assert.equal(await page.locator("[name=identity]").first().inputValue(), "123", "nothing typed is lost");
  await page.context().close();
});

test("a kiosk left alone goes back to the start and keeps nothing", async () => {
  const page = await visitor(browser, house, { viewport: KIOSK });
  const root = `/centres/${CENTRE}/kiosk`;
  await page.clock.install();
  await page.goto(root);
  const length = await page.evaluate(() => history.length);
  // In English and large type, as the person before wanted it.
  await page.locator(".preferences a[href*='language=en']").click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  await page.locator(".preferences a[href*='text=large']").click();
  await page.waitForFunction(() => document.documentElement.classList.contains("text-large"));
  await page.locator(`a[href="${root}/progress"]`).click();
  await page.waitForURL(/kiosk\/progress$/);
  const typed = { number: "101-20261123-0007", digits: "0149" };
  for (const [name, value] of Object.entries(typed)) {
    const field = page.locator(`input[name=${name}]`);
    await field.evaluate((it) => it.removeAttribute("readonly"));
    await field.fill(value);
  }
  await page.clock.runFor(65_000);
  await page.waitForURL((url) => url.pathname === root);
  await page.waitForLoadState("load");
  assert.equal(await page.evaluate(() => history.length), length, "no page stays behind in the history");
  await page.goBack().catch(() => null);
  assert.ok(!page.url().includes("progress"), "and none to go back to");
  await page.goto(`${root}/progress`);
  for (const name of Object.keys(typed)) {
    assert.equal(await page.locator(`input[name=${name}]`).inputValue(), "", name);
  }
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
  assert.ok(await page.evaluate(() => document.documentElement.classList.contains("text-normal")));
  const kept = await page.context().cookies();
  assert.ok(!kept.some((it) => it.name === "text" && it.value === "large"), "normal type again");
  assert.ok(!JSON.stringify(kept).includes(typed.digits), "nothing typed is in a cookie");
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await page.context().close();
});
