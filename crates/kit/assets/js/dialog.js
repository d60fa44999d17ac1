// Dialogs: a link or button with data-dialog="id" opens <dialog id>; a link keeps leading to a page
// of its own where there is no script. data-close closes the dialog it stands in.
export function dialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && root.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    const open = event.target.closest("dialog");
    if (!open) return;
    const box = open.getBoundingClientRect();
    const isOutside = event.target === open && event.detail > 0 && (event.clientX < box.left
      || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom);
    if (isOutside || event.target.closest("[data-close]")) open.close();
  });
  // A dialog that came back with errors opens again.
  for (const dialog of root.querySelectorAll("dialog")) {
    if (dialog.querySelector(".error-summary") && dialog.showModal) dialog.showModal();
  }
}
