// What is printed at home fits on A4: the guide and the checklist.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openHouse, visitor } from "./house.mjs";

const ITEMS = ["MZ-001", "MZ-004", "MZ-006"];
// A4 in points, and the width between the margins of each kind of page in CSS pixels.
const [WIDTH, HEIGHT] = [595.28, 841.89];
const pixels = (millimetres) => Math.floor((millimetres / 25.4) * 96);
const PAPERS = { guide: pixels(210 - 2 * 14), checklist: pixels(210 - 2 * 15) };

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

/** Width and height of each page of a PDF, in points. */
function sheets(pdf) {
  const text = pdf.toString("latin1");
  return [...text.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map(([, box]) => {
    const [left, bottom, right, top] = box.trim().split(/\s+/).map(Number);
    return [right - left, top - bottom];
  });
}

for (const language of ["zh-CN", "en"]) {
  test(`guide and checklist fit on A4, ${language}`, async () => {
    const page = await visitor(browser, house, { language });
    for (const item of ITEMS) {
      for (const [paper, width] of Object.entries(PAPERS)) {
        const address = `/centres/990126101/items/${item}${paper === "checklist" ? "?print=checklist" : ""}`;
        await page.setViewportSize({ width, height: 1000 });
        await page.emulateMedia({ media: "print" });
        const answer = await page.goto(address);
        assert.equal(answer.status(), 200, address);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${address} is ${wide - width} px wider than the paper`);
        const all = sheets(await page.pdf({ preferCSSPageSize: true, printBackground: false }));
        assert.ok(all.length >= 1 && all.length <= 8, `${address}: ${all.length} pages`);
        for (const [across, down] of all) {
          assert.ok(Math.abs(across - WIDTH) < 2 && Math.abs(down - HEIGHT) < 2, `${address}: ${across} × ${down}`);
        }
        assert.deepEqual(page.faults.splice(0), [], address);
      }
    }
    await page.context().close();
  });
}
