// Kept for a screen that starts without a network: its own page as it last was, with the style and
// the script of it. The call board and each window display register it for their own address
// alone, so that it sees no other page and keeps no personal data: a screen shows tickets only.
const CACHE = `yimen-screen ${self.registration.scope}`;
const OWN = new URL(self.registration.scope);

const isAsset = (url) => url.origin === OWN.origin && url.pathname.startsWith("/assets/");
const isOwn = (url) => url.origin === OWN.origin && url.pathname === OWN.pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page as it is now, marked with when that was.
async function keepPage(answer) {
  if (!answer.ok || answer.redirected) return;
  const text = await answer.text();
  const marked = text.replace("<html ", `<html data-kept-at="${Date.now()}" `);
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  const cache = await caches.open(CACHE);
  await cache.put(OWN.href, new Response(marked, { headers }));
}

// What the page was made of; what an older house was made of goes.
async function keepAssets(addresses) {
  const cache = await caches.open(CACHE);
  const wanted = new Set(addresses.filter((it) => isAsset(new URL(it))));
  for (const kept of await cache.keys()) {
    if (isAsset(new URL(kept.url)) && !wanted.has(kept.url)) await cache.delete(kept);
  }
  for (const address of wanted) if (!(await cache.match(address))) await cache.add(address);
}

self.addEventListener("message", (event) => {
  const keeping = keepAssets(event.data?.assets || [])
    .then(() => fetch(OWN.href, { cache: "no-store" }))
    .then(keepPage)
    .catch(() => {});
  event.waitUntil(keeping);
});

async function page(event) {
  const isVisit = event.request.mode === "navigate";
  const kept = async () => (isVisit ? (await caches.open(CACHE)).match(OWN.href) : undefined);
  try {
    const answer = await fetch(event.request);
    const isWhole = !new URL(event.request.url).search;
    if (isWhole) event.waitUntil(keepPage(answer.clone()).catch(() => {}));
    return answer.status < 500 ? answer : (await kept()) || answer;
  } catch (fault) {
    const last = await kept();
    if (last) return last;
    throw fault;
  }
}

async function asset(event) {
  const cache = await caches.open(CACHE);
  const address = event.request.url.split("#")[0];
  return (await cache.match(address)) || fetch(event.request);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (isAsset(url)) event.respondWith(asset(event));
  else if (isOwn(url)) event.respondWith(page(event));
});
