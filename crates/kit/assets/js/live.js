// Live regions: <div id="…" data-live="case item" data-src="/cases?part=rows">. Fetches the region
// again when an entry of one of its kinds is committed. What was last known stays on the page when
// the network is gone, and an element with class live-age tells how old it is.
const RETRY_MS = [1000, 2000, 5000, 10000, 30000];

export function live(root) {
  if (!root.querySelector("[data-live]")) return;
  let heardAt = Date.now();
  let source = null;
  let tries = 0;
  let waiting = null;
  // Pages for staff hear all of their centre; a public page names its own stream.
  const stream = root.querySelector("[data-live-source]")?.dataset.liveSource || "/live";
  const regions = () => [...root.querySelectorAll("[data-live]")];

  const refresh = async () => {
    waiting = null;
    const sources = new Set(regions().map((region) => region.dataset.src || location.href));
    for (const from of sources) {
      try {
        const answer = await fetch(from, { cache: "no-store" });
        if (!answer.ok || answer.redirected) continue;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const region of regions()) {
          const fresh = page.getElementById(region.id);
          const isOfThis = (region.dataset.src || location.href) === from;
          // Never from under somebody's hand, nor what was ticked there.
          const isTicked = region.querySelector("input:checked:not([checked])");
          if (!fresh || !isOfThis || isTicked || region.contains(root.activeElement)) continue;
          region.className = fresh.className;
          region.replaceChildren(...fresh.childNodes);
        }
        heardAt = Date.now();
      } catch {
        // Offline: what was known stays; its age tells.
      }
    }
  };
  const soon = () => {
    waiting ??= setTimeout(refresh, 300);
  };
  const connect = () => {
    source = new EventSource(stream);
    source.addEventListener("open", () => {
      // Something may have been missed while nobody listened.
      if (tries > 0) soon();
      tries = 0;
      heardAt = Date.now();
    });
    source.addEventListener("lagged", soon);
    source.addEventListener("entry", (event) => {
      const kind = event.data.split(" ")[0];
      if (regions().some((region) => region.dataset.live.split(" ").includes(kind))) soon();
    });
    source.addEventListener("error", () => {
      source.close();
      setTimeout(connect, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
      tries += 1;
    });
  };
  connect();
  setInterval(() => {
    const isStale = source.readyState !== EventSource.OPEN;
    if (!isStale) heardAt = Date.now();
    for (const age of root.querySelectorAll(".live-age")) {
      age.dataset.stale = isStale ? "yes" : "no";
      age.hidden = !isStale;
      const seconds = Math.round((Date.now() - heardAt) / 1000);
      age.querySelector("[data-seconds]")?.replaceChildren(String(seconds));
    }
  }, 2000);
  addEventListener("pagehide", () => source.close());
}
