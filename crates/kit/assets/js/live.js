// Live regions: <div id="…" data-live="case item" data-src="/cases?part=rows">. Fetches the region
// again when an entry of one of its kinds is committed, or when the region itself asks for it with
// a "live-again" event. What was last known stays on the page when the network is gone, and an
// element with class live-age tells how old it is.
import { say } from "./words.js";

const RETRY_MS = [1000, 2000, 5000, 10000, 30000];
// The house says every ten seconds that it is there; after so long a silence it cannot be heard.
const SILENCE_MS = 25000;
// A connection that is only being made is no alarm yet.
const BREATH_MS = 3000;

// 35 秒前, 12 分钟前, 3 小时前, 2 天前
function ago(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const told = (count, chinese, english) =>
    say(`${count} ${chinese}前`, `${count} ${english}${count === 1 ? "" : "s"} ago`);
  if (seconds < 60) return told(seconds, "秒", "second");
  if (seconds < 3600) return told(Math.floor(seconds / 60), "分钟", "minute");
  if (seconds < 86400) return told(Math.floor(seconds / 3600), "小时", "hour");
  return told(Math.floor(seconds / 86400), "天", "day");
}

export function live(root) {
  if (!root.querySelector("[data-live]")) return;
  // A screen that started without a network shows what it kept, and since when.
  const keptAt = Number(root.documentElement.dataset.keptAt || 0);
  let heardAt = keptAt || Date.now();
  let isKept = keptAt > 0;
  let tries = isKept ? 1 : 0;
  let source = null;
  let waiting = null;
  const due = new Set();
  // Pages for staff hear all of their centre; a public page names its own stream.
  const stream = root.querySelector("[data-live-source]")?.dataset.liveSource || "/live";
  const regions = () => [...root.querySelectorAll("[data-live]")];
  const from = (region) => region.dataset.src || location.href;

  const refresh = async () => {
    waiting = null;
    const wanted = regions().filter((region) => due.has(region.id));
    due.clear();
    for (const address of new Set(wanted.map(from))) {
      try {
        const answer = await fetch(address, { cache: "no-store" });
        if (!answer.ok || answer.redirected) continue;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const region of wanted.filter((it) => from(it) === address)) {
          const fresh = page.getElementById(region.id);
          // Never from under somebody's hand, nor what was ticked there.
          const isTicked = region.querySelector("input:checked:not([checked])");
          if (!fresh || isTicked || region.contains(root.activeElement)) continue;
          region.className = fresh.className;
          if (fresh.dataset.src) region.dataset.src = fresh.dataset.src;
          region.replaceChildren(...fresh.childNodes);
        }
        heardAt = Date.now();
      } catch {
        // Offline: what was known stays; its age tells.
      }
    }
  };
  const soon = (wanted) => {
    for (const region of wanted) due.add(region.id);
    if (wanted.length) waiting ??= setTimeout(refresh, 300);
  };
  const again = () => {
    source.close();
    setTimeout(connect, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
    tries += 1;
  };
  const connect = () => {
    source = new EventSource(stream);
    source.addEventListener("open", () => {
      // Something may have been missed while nobody listened.
      if (tries > 0) soon(regions());
      tries = 0;
      isKept = false;
      heardAt = Date.now();
    });
    source.addEventListener("beat", () => { heardAt = Date.now(); });
    source.addEventListener("lagged", () => soon(regions()));
    source.addEventListener("entry", (event) => {
      heardAt = Date.now();
      const kind = event.data.split(" ")[0];
      soon(regions().filter((region) => region.dataset.live.split(" ").includes(kind)));
    });
    source.addEventListener("error", again);
  };
  const tell = () => {
    const silence = Date.now() - heardAt;
    const isSilent = silence > SILENCE_MS;
    const isOpen = source.readyState === EventSource.OPEN;
    // Cut without a word: the connection looks open and carries nothing.
    if (isOpen && isSilent) again();
    const isStale = isSilent || (!isOpen && (isKept || silence > BREATH_MS));
    for (const age of root.querySelectorAll(".live-age")) {
      age.dataset.stale = isStale ? "yes" : "no";
      age.hidden = !isStale;
      const [place, text] = [age.querySelector("[data-age]"), ago(silence)];
      if (place && place.textContent !== text) place.textContent = text;
    }
  };
  connect();
  if (isKept) tell();
  setInterval(tell, 1000);
  root.addEventListener("live-again", (event) => soon([event.target]));
  addEventListener("pagehide", () => source.close());
}
