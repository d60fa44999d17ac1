// The component page looks as it did: compared with the pictures in docs/gallery, coarsely, so that
// another version of a font does no harm but a style that is gone is seen. With GALLERY set, the
// pictures are taken anew.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PC, PHONE, openBrowser, openHouse, visitor } from "./house.mjs";

const KNOWN = join(import.meta.dirname, "../../../../docs/gallery");
// Mean difference of a coarse picture's points, of 255.
const DIFFERENCE_MAX = 8;
// By how much the page may be longer or shorter.
const LENGTH_MAX = 0.04;

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

/** Length of each picture for its width, and the mean difference of the points they share. */
async function compared(one, other) {
  const page = await browser.newPage();
  const urls = [one, other].map((bytes) => `data:image/png;base64,${bytes.toString("base64")}`);
  const found = await page.evaluate(async ([first, second]) => {
    const width = 160;
    const coarse = async (url) => {
      const picture = new Image();
      picture.src = url;
      await picture.decode();
      const height = Math.round((picture.height / picture.width) * width);
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const pen = canvas.getContext("2d");
      pen.imageSmoothingQuality = "high";
      pen.drawImage(picture, 0, 0, width, height);
      return { height, points: pen.getImageData(0, 0, width, height).data };
    };
    const [left, right] = [await coarse(first), await coarse(second)];
    const shared = Math.min(left.points.length, right.points.length);
    let sum = 0;
    for (let at = 0; at < shared; at += 1) sum += Math.abs(left.points[at] - right.points[at]);
    return { lengths: [left.height, right.height], difference: sum / shared };
  }, urls);
  await page.close();
  return found;
}

const LOOKS = [
  ["/components", "components", "pc", PC],
  ["/components", "components", "phone", PHONE],
  ["/components/public", "components-public", "pc", PC],
  ["/components/public", "components-public", "phone", PHONE],
  ["/components/kiosk", "components-kiosk", "standing", { width: 1080, height: 1920 }],
];

for (const [address, face, device, viewport] of LOOKS) {
  for (const language of ["zh-CN", "en"]) {
    const mark = language === "en" ? "en" : "zh";
    const name = `${face}-${mark}${device === "phone" ? "-phone" : ""}-whole.png`;
    test(`every component looks as it did, ${face}, ${mark}, ${device}`, async () => {
      const page = await visitor(browser, house, { language, viewport });
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.goto(address);
      await page.evaluate(() => document.fonts.ready.then(() => window.scrollTo(0, 0)));
      const picture = await page.screenshot({ fullPage: true });
      await page.context().close();
      if (process.env.GALLERY) {
        mkdirSync(process.env.GALLERY, { recursive: true });
        writeFileSync(join(process.env.GALLERY, name), picture);
        return;
      }
      assert.ok(existsSync(join(KNOWN, name)), `docs/gallery/${name} is missing: cargo xtask gallery`);
      const { lengths, difference } = await compared(picture, readFileSync(join(KNOWN, name)));
      const change = Math.abs(lengths[0] - lengths[1]) / lengths[1];
      assert.ok(change <= LENGTH_MAX, `the page is ${lengths[0]} long, was ${lengths[1]}`);
      assert.ok(difference <= DIFFERENCE_MAX, `differs by ${difference.toFixed(1)} of 255`);
    });
  }
}

test("a toast says what happened, and goes at a click", async () => {
  const page = await visitor(browser, house, { viewport: PC });
  await page.goto("/components");
  await page.locator("[data-toast]").click();
  const toast = page.locator(".toast-region .notice");
  assert.match(await toast.innerText(), /另一窗口受理/);
  await toast.click();
  assert.equal(await toast.count(), 0);
  await page.context().close();
});
