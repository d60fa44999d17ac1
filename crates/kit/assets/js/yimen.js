// Entry: starts the small modules, each of which only adds to a page that works without it.
import { guard } from "./guard.js";
import { live } from "./live.js";
import { swap } from "./swap.js";
import { shortcuts } from "./shortcuts.js";
import { autosave } from "./autosave.js";
import { kiosk } from "./kiosk.js";

for (const start of [guard, live, swap, shortcuts, autosave, kiosk]) start(document);
document.documentElement.dataset.script = "on";
document.querySelector(".error-summary")?.focus();
