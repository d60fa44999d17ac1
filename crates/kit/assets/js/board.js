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

function voice(root) {
  const button = root.querySelector("[data-voice]");
  const calls = root.querySelector("[data-calls]");
  if (!button || !calls) return;
  const keys = () => [...calls.querySelectorAll("[data-call]")];
  let spoken = new Set(keys().map((it) => it.dataset.call));
  const off = button.textContent;
  button.addEventListener("click", () => {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOn));
    button.textContent = isOn ? button.dataset.on : off;
    if (isOn) {
      audio ??= new AudioContext();
      audio.resume();
      speak(say("叫号声音已打开", "Sound is on"));
    } else window.speechSynthesis?.cancel();
  });
  new MutationObserver(() => {
    const now = keys();
    if (button.getAttribute("aria-pressed") === "true") {
      for (const it of now) if (!spoken.has(it.dataset.call)) speak(it.dataset.say);
    }
    spoken = new Set(now.map((it) => it.dataset.call));
  }).observe(calls, { childList: true });
}

function rotation(root) {
  const frame = root.querySelector("[data-rotate]");
  const slides = [...(frame?.querySelectorAll("article") || [])];
  const button = root.querySelector("[data-rotation]");
  if (slides.length < 2) {
    if (button) button.hidden = true;
    return;
  }
  let at = 0;
  let isHeld = false;
  const pause = button?.textContent;
  button?.addEventListener("click", () => {
    isHeld = !isHeld;
    button.setAttribute("aria-pressed", String(isHeld));
    button.textContent = isHeld ? button.dataset.on : pause;
  });
  setInterval(() => {
    if (isHeld) return;
    slides[at].hidden = true;
    at = (at + 1) % slides.length;
    slides[at].hidden = false;
  }, 1000 * Number(frame.dataset.rotate));
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
}
