// A canvas in [data-signature] is signed on by hand; what is drawn becomes the file of its field.
function place(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientX - box.left) * canvas.width) / box.width,
    ((event.clientY - box.top) * canvas.height) / box.height,
  ];
}

function keep(canvas, field) {
  canvas.toBlob((blob) => {
    if (!blob) return;
    const files = new DataTransfer();
    files.items.add(new File([blob], "signature.png", { type: "image/png" }));
    field.files = files.files;
  }, "image/png");
}

function pen(canvas) {
  const context = canvas.getContext("2d");
  context.lineWidth = 4;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = "#111";
  return context;
}

export function signatures(root) {
  for (const board of root.querySelectorAll("[data-signature] .signature")) board.hidden = false;
  let drawing = null;
  root.addEventListener("pointerdown", (event) => {
    const canvas = event.target.closest?.("[data-signature] canvas");
    if (!canvas) return;
    drawing = { canvas, context: pen(canvas) };
    canvas.setPointerCapture(event.pointerId);
    drawing.context.beginPath();
    drawing.context.moveTo(...place(canvas, event));
    event.preventDefault();
  });
  root.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    drawing.context.lineTo(...place(drawing.canvas, event));
    drawing.context.stroke();
  });
  const lift = () => {
    if (!drawing) return;
    const { canvas } = drawing;
    drawing = null;
    keep(canvas, canvas.closest("[data-signature]").querySelector('input[type="file"]'));
  };
  root.addEventListener("pointerup", lift);
  root.addEventListener("pointercancel", lift);
  root.addEventListener("click", (event) => {
    const again = event.target.closest?.("[data-sign-again]");
    if (!again) return;
    const field = again.closest("[data-signature]");
    const canvas = field.querySelector("canvas");
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    field.querySelector('input[type="file"]').value = "";
  });
}
