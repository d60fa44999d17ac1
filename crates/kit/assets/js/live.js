// Live regions: <div data-live="case item" data-src="/cases?part=rows" data-age="…id…">.
// Fetches the fragment again when an entry of one of its kinds is committed; keeps what it last
// knew and shows its age when the network is gone.
export function live(root) {
  const regions = [...root.querySelectorAll("[data-live]")];
  if (regions.length === 0) return;
  let lastHeard = Date.now();
  let waiting = null;
  const refresh = async () => {
    waiting = null;
    for (const region of regions) {
      try {
        const answer = await fetch(region.dataset.src || location.href);
        if (!answer.ok) continue;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById(region.id);
        if (fresh && !region.contains(document.activeElement)) region.replaceChildren(...fresh.childNodes);
        lastHeard = Date.now();
      } catch {
        // Offline: what was known stays; its age tells.
      }
    }
  };
  const source = new EventSource("/live");
  source.addEventListener("open", () => { lastHeard = Date.now(); });
  source.addEventListener("lagged", refresh);
  source.addEventListener("entry", (event) => {
    const kind = event.data.split(" ")[0];
    if (waiting || !regions.some((region) => region.dataset.live.split(" ").includes(kind))) return;
    waiting = setTimeout(refresh, 300);
  });
  setInterval(() => {
    const seconds = Math.round((Date.now() - lastHeard) / 1000);
    const stale = source.readyState !== EventSource.OPEN;
    if (!stale) lastHeard = Date.now();
    for (const age of root.querySelectorAll(".live-age")) {
      age.dataset.stale = stale ? "yes" : "no";
      age.hidden = !stale;
      age.querySelector("[data-seconds]")?.replaceChildren(String(seconds));
    }
  }, 5000);
}
