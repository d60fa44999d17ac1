// Entry: starts the small modules, each of which only adds to a page that works without it.
import { autosave } from "./autosave.js";
import { board } from "./board.js";
import { camera } from "./camera.js";
import { dialogs } from "./dialog.js";
import { filters } from "./filters.js";
import { guard } from "./guard.js";
import { keyboard } from "./keyboard.js";
import { kiosk } from "./kiosk.js";
import { live } from "./live.js";
import { menu } from "./menu.js";
import { printing } from "./print.js";
import { shortcuts } from "./shortcuts.js";
import { signatures } from "./signature.js";
import { swap } from "./swap.js";
import { toasts } from "./toast.js";

document.documentElement.dataset.script = "on";
for (const start of [
  menu, toasts, guard, swap, filters, autosave, dialogs, shortcuts, live, keyboard, kiosk, printing,
  board, camera, signatures,
]) {
  start(document);
}
// The summary is read aloud as an alert; the caret stands where the first mistake is.
const first = document.querySelector('main form [aria-invalid="true"]');
const begin = document.querySelector("form[data-begin]")?.dataset.begin;
const field = begin && document.getElementById(begin);
const where = field?.matches("fieldset") ? field.querySelector("input") : field;
(first ?? document.querySelector(".error-summary") ?? where)?.focus();
