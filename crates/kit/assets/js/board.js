// Screens of the hall: a clock, notices in rotation, and the spoken call. Each call is spoken once;
// sound begins with one touch, because browsers allow none before, and is remembered by the screen.
import { say } from "./words.js";

let audio = null;

function chime() {
  if (!audio) return;
  for (const [at, pitch] of [[0, 880], [0.22, 660]]) {
    const [tone, gain] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0.25, audio.currentTime + at);
    gain.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.4);
    tone.connect(gain).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.45);
  }
}

function speak(text) {
  chime();
  if (!("speechSynthesis" in window)) return;
  for (let times = 0; times < 2; times += 1) {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = document.documentElement.lang;
    words.rate = 0.9;
    speechSynthesis.speak(words);
  }
}

// Whether the screen was left with its sound on: it speaks again after a restart.
const SOUND = "screen-sound";

function remembered() {
  try {
    return localStorage.getItem(SOUND) === "on";
  } catch {
    return false;
  }
}

function remember(isOn) {
  try {
    localStorage.setItem(SOUND, isOn ? "on" : "off");
  } catch {
    // A browser that keeps nothing: one touch after each start.
  }
}

function voice(root) {
  const button = root.querySelector("[data-voice]");
  const calls = root.querySelector("[data-calls]");
  if (!button || !calls) return;
  const keys = () => [...calls.querySelectorAll("[data-call]")];
  let spoken = new Set(keys().map((it) => it.dataset.call));
  const off = button.textContent;
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  const turn = (on) => {
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? button.dataset.on : off;
    if (on) {
      audio ??= new AudioContext();
      audio.resume();
    } else window.speechSynthesis?.cancel();
  };
  button.addEventListener("click", () => {
    turn(!isOn());
    remember(isOn());
    if (isOn()) speak(say("叫号声音已打开", "Sound is on"));
  });
  if (remembered()) {
    turn(true);
    // Where the browser allows no sound before a touch, any touch will do.
    addEventListener("pointerdown", () => audio?.resume(), { once: true });
  }
  new MutationObserver(() => {
    const now = keys();
    if (isOn()) for (const it of now) if (!spoken.has(it.dataset.call)) speak(it.dataset.say);
    spoken = new Set(now.map((it) => it.dataset.call));
  }).observe(calls, { childList: true });
}

// Slides in turn. After the last one the next round is asked for, so that everything comes by and
// what was published meanwhile is among it; without a network the same round begins again.
function rotation(root) {
  const frame = root.querySelector("[data-rotate]");
  if (!frame) return;
  const slides = () => [...frame.querySelectorAll("article")];
  const button = root.querySelector("[data-rotation]");
  let at = 0;
  let isHeld = false;
  const pause = button?.textContent;
  button?.addEventListener("click", () => {
    isHeld = !isHeld;
    button.setAttribute("aria-pressed", String(isHeld));
    button.textContent = isHeld ? button.dataset.on : pause;
  });
  new MutationObserver(() => { at = 0; }).observe(frame, { childList: true });
  setInterval(() => {
    const all = slides();
    if (isHeld || !all.length) return;
    at = (at + 1) % all.length;
    all.forEach((slide, index) => { slide.hidden = index !== at; });
    if (at === 0) frame.dispatchEvent(new CustomEvent("live-again", { bubbles: true }));
  }, 1000 * Number(frame.dataset.rotate));
}

// Lets the browser keep this page, and this page alone, for a start without a network.
async function keep(root) {
  const worker = root.querySelector("[data-worker]")?.dataset.worker;
  if (!worker || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(worker, { scope: location.pathname });
    const ready = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((it) => new URL(it.name));
    const assets = loaded.filter((it) => it.pathname.startsWith("/assets/"));
    ready.active.postMessage({ assets: assets.map((it) => it.origin + it.pathname) });
  } catch {
    // The browser keeps nothing: the screen needs the network to start.
  }
}

function clock(root) {
  const face = root.querySelector("[data-clock]");
  if (!face) return;
  const tell = () => {
    face.textContent = new Date().toLocaleString(document.documentElement.lang, {
      month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit",
      hour12: false, timeZone: "Asia/Shanghai",
    });
  };
  tell();
  setInterval(tell, 5000);
}

export function board(root) {
  voice(root);
  rotation(root);
  clock(root);
  keep(root);
}
