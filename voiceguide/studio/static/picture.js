// The session to scale: one strip, a colour for what is done, a name below each pose.

import { clock } from "../player/player.js";

export const KINDS = ["say", "inhale", "exhale", "hold", "work", "rest", "move", "pause", "chime"];
const SHOWN = { speaking: ["say", "chime"], breathing: ["inhale", "exhale"], holding: ["hold"], moving: ["move", "work"], resting: ["rest", "pause"] };
const LIGHT = { speaking: "#7b5ea7", breathing: "#2c8a86", holding: "#1f6468", moving: "#c07a2c", resting: "#c9cfca", ink: "#1d282b", soft: "#4d5b5e", line: "#ffffff" };
const DARK = { speaking: "#b79be0", breathing: "#6fd0ca", holding: "#3f9ea3", moving: "#e3a45a", resting: "#46565a", ink: "#eef3f2", soft: "#b4c2c2", line: "#0f171a" };
const NAMES = 20;

const dark = matchMedia("(prefers-color-scheme: dark)");
const colours = () => (dark.matches ? DARK : LIGHT);

/** Draw a plan on a canvas, over its whole width. */
export function draw(canvas, plan) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.clearRect(0, 0, width, height);
  if (!plan) return;
  const colour = colours();
  const kinds = KINDS.map((kind) => colour[Object.keys(SHOWN).find((name) => SHOWN[name].includes(kind))]);
  const at = (ms) => (ms / plan.length_ms) * width;
  const deep = height - NAMES;
  let start = 0;
  for (let i = 0; i < plan.ends.length; i += 1) {
    pen.fillStyle = kinds[plan.kinds[i]];
    // A hair over, so that neighbours of one colour show no seam.
    pen.fillRect(at(start), 0, at(plan.ends[i]) - at(start) + 0.3, deep);
    start = plan.ends[i];
  }
  pen.font = "13px system-ui, sans-serif";
  pen.textBaseline = "bottom";
  for (const pose of plan.poses) {
    const left = at(pose.start_ms);
    pen.fillStyle = colour.line;
    pen.fillRect(left - 1, 0, 2, deep);
    const room = at(pose.end_ms) - left - 8;
    const name = fitted(pen, pose.name, room);
    pen.fillStyle = colour.ink;
    if (name) pen.fillText(name, left + 2, height);
  }
}

function fitted(pen, name, room) {
  if (pen.measureText(name).width <= room) return name;
  let cut = name;
  while (cut.length > 2 && pen.measureText(`${cut}…`).width > room) cut = cut.slice(0, -1);
  return cut.length > 2 ? `${cut}…` : "";
}

/** Tell a plan in words, for whoever does not see it. */
export function inWords(plan) {
  if (!plan) return "No session yet: the text has errors.";
  const poses = plan.poses.map((pose) => `${pose.name} ${clock(pose.end_ms - pose.start_ms)}`);
  return `The session to scale, ${clock(plan.length_ms)} long: ${poses.join(", ")}.`;
}

/** Which pose lies under a place of the canvas, from 0; -1 for none. */
export function poseAt(canvas, plan, x) {
  const ms = (x / canvas.clientWidth) * plan.length_ms;
  return plan.poses.findIndex((pose) => pose.start_ms <= ms && ms < pose.end_ms);
}

/** Fill a list with what the colours mean; the style sheet has the colours. */
export function legend(list, element) {
  list.replaceChildren(...Object.keys(SHOWN).map((name) => element("li", { class: `is-${name}` }, name)));
}

export const onScheme = (does) => dark.addEventListener("change", does);
