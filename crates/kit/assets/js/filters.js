// Filters: a GET form with data-filter asks again by itself when a choice changes or typing rests.
import { submit } from "./swap.js";

export function filters(root) {
  let timer = null;
  const ask = (form) => {
    clearTimeout(timer);
    if (form.dataset.swap) submit(form, null, true);
    else form.requestSubmit();
  };
  root.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form?.hasAttribute("data-filter") || event.target.matches("[type=search], [type=text]")) return;
    ask(form);
  });
  root.addEventListener("input", (event) => {
    const form = event.target.form;
    // Only where the answer replaces a part: a new page would take the field from under the hand.
    if (!form?.dataset.swap || !form.hasAttribute("data-filter") || event.isComposing) return;
    if (!event.target.matches("[type=search], [type=text]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(form), 250);
  });
}
