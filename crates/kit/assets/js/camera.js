// Taking pictures on a computer: beside a file field with capture stands a button that opens the
// camera of the window (a document camera, say). What is snapped goes into the file field; where
// there is no camera or no leave to use it, the file field alone is there.
import { say } from "./words.js";
import { toast } from "./toast.js";

const KEPT = "camera";

function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

async function start(video, device) {
  stop(video);
  const wanted = { width: { ideal: 2560 }, height: { ideal: 1920 } };
  if (device) wanted.deviceId = { exact: device };
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  await video.play();
}

// The cameras are named only once one was allowed; the one chosen last comes first.
async function list(select, video) {
  const all = await navigator.mediaDevices.enumerateDevices();
  const cameras = all.filter((it) => it.kind === "videoinput");
  const current = video.srcObject?.getVideoTracks()[0]?.getSettings().deviceId;
  select.replaceChildren(...cameras.map((it, at) => {
    const name = it.label || say(`摄像头 ${at + 1}`, `Camera ${at + 1}`);
    return new Option(name, it.deviceId, false, it.deviceId === current);
  }));
  select.hidden = cameras.length < 2;
}

function snapped(video) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
}

// Several pages go into the field that takes several; else the last picture counts.
function put(blob, field) {
  const several = document.getElementById(field.id.replace(/^camera\./, "file."));
  const target = several?.multiple ? several : field;
  const all = new DataTransfer();
  if (target.multiple) for (const file of target.files) all.items.add(file);
  const number = all.items.length + 1;
  all.items.add(new File([blob], `camera-${number}.jpg`, { type: "image/jpeg" }));
  target.files = all.files;
  target.dispatchEvent(new Event("change", { bubbles: true }));
  return number;
}

function button(text, quiet) {
  const it = document.createElement("button");
  Object.assign(it, { type: "button", textContent: text, className: quiet ? "button-quiet" : "" });
  return it;
}

function dialogOf(field) {
  const dialog = document.createElement("dialog");
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, className: "camera-view" });
  const select = document.createElement("select");
  select.setAttribute("aria-label", say("选择摄像头", "Choose the camera"));
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const row = document.createElement("p");
  row.className = "button-row";
  const snap = button(say("拍照", "Take the picture"), false);
  const close = button(say("完成", "Done"), true);
  close.dataset.close = "";
  row.append(snap, close);
  dialog.setAttribute("aria-label", say("拍照", "Take a picture"));
  dialog.append(select, video, told, row);
  select.addEventListener("change", async () => {
    localStorage.setItem(KEPT, select.value);
    await start(video, select.value).catch(() => dialog.close());
  });
  snap.addEventListener("click", async () => {
    const blob = await snapped(video);
    if (!blob) return;
    const number = put(blob, field);
    told.textContent = say(`已放入第 ${number} 张，可以继续拍。`, `${number} taken; go on or finish.`);
  });
  dialog.addEventListener("close", () => {
    stop(video);
    dialog.remove();
    field.focus();
  });
  return { dialog, video, select, snap };
}

async function open(field) {
  const { dialog, video, select, snap } = dialogOf(field);
  document.body.append(dialog);
  dialog.showModal();
  try {
    await start(video, localStorage.getItem(KEPT)).catch(() => start(video, ""));
    await list(select, video);
    snap.focus();
  } catch {
    dialog.close();
    toast(
      say("没有可用的摄像头，请改为选择文件。", "No camera can be used; choose a file instead."),
      "notice-warning",
    );
  }
}

// A phone opens its own camera by the file field itself.
const isPhone = () => matchMedia("(pointer: coarse)").matches;

export function camera(root) {
  if (!navigator.mediaDevices?.getUserMedia || !window.DataTransfer || isPhone()) return;
  for (const field of root.querySelectorAll("input[capture]:not([data-camera])")) {
    field.dataset.camera = "on";
    const opener = button(say("用摄像头拍", "Use the camera"), true);
    opener.classList.add("button-small");
    const name = field.labels?.[0]?.querySelector(".visually-hidden")?.textContent;
    if (name) opener.setAttribute("aria-label", opener.textContent + name);
    opener.addEventListener("click", () => open(field));
    field.after(opener);
  }
}

// Fields that came later by a swap get their button, too.
document.addEventListener("swapped", () => camera(document));
