// A button with data-print prints the page it stands on.
export function printing(root) {
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
  // Folded parts are read on paper, too.
  addEventListener("beforeprint", () => {
    for (const fold of root.querySelectorAll("main details:not([open])")) {
      fold.open = true;
      fold.dataset.opened = "for paper";
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of root.querySelectorAll("details[data-opened]")) {
      fold.open = false;
      delete fold.dataset.opened;
    }
  });
}
