// The poses of a routine: ticked or not, and in an order of one's own.

import { clock, element } from "../player/player.js";

/** Keep a list of poses; `changed` is called whenever what is led changes. */
export function poseList(list, changed, shown) {
  let poses = [];
  let order = [];
  let left_out = new Set();
  let dragged = null;

  /** The numbers of the poses to lead, from 1; null for all of them as they stand. */
  function led() {
    const numbers = order.filter((each) => !left_out.has(each));
    const plain = poses.map((_, i) => i + 1);
    return numbers.join() === plain.join() ? null : numbers;
  }

  /** Show the poses of a text. What was chosen stays where they are still the same. */
  function show(told, fresh) {
    const same = !fresh && told.length === poses.length && told.every((pose, i) => pose.name === poses[i].name);
    poses = told;
    if (same) return;
    order = told.map((_, i) => i + 1);
    left_out = new Set();
    draw();
  }

  /** Lead these poses alone, in this order. */
  function choose(numbers) {
    if (!numbers) return;
    const rest = poses.map((_, i) => i + 1).filter((each) => !numbers.includes(each));
    left_out = new Set(rest);
    order = [...numbers, ...rest];
    draw();
  }

  /** Tell how long each takes in a plan, gone round again or not, and which it leaves out. */
  function time(plan) {
    const long = new Map();
    for (const pose of plan?.poses ?? []) long.set(pose.number, (long.get(pose.number) ?? 0) + pose.end_ms - pose.start_ms);
    for (const item of list.children) {
      const number = Number(item.dataset.number);
      const words = long.has(number) ? clock(long.get(number)) : plan && !left_out.has(number) ? "left out" : "";
      const shown = item.querySelector(".long");
      if (shown.textContent !== words) shown.textContent = words;
    }
  }

  function move(number, by) {
    const from = order.indexOf(number);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    draw();
    const buttons = list.querySelector(`[data-number="${number}"]`).querySelectorAll("button");
    // At an end its own button can't be pressed again: the other one takes the focus.
    const wanted = [...buttons].find((each) => each.dataset.by === String(by) && !each.disabled);
    (wanted ?? [...buttons].find((each) => !each.disabled))?.focus();
    changed();
  }

  function draw() {
    list.replaceChildren(...order.map((number, place) => {
      const pose = poses[number - 1];
      const tick = element("input", { type: "checkbox", onchange: () => {
        if (tick.checked) left_out.delete(number);
        else left_out.add(number);
        item.classList.toggle("out", !tick.checked);
        changed();
      } });
      tick.checked = !left_out.has(number);
      const mover = (by, sign, words, off) => {
        const made = element("button", { type: "button", "data-by": by, "aria-label": `${words}: ${pose.name}`, title: words, onclick: () => move(number, by) }, sign);
        made.disabled = off;
        return made;
      };
      const item = element("li", { "data-number": number, draggable: "true", class: tick.checked ? "" : "out" },
        element("label", {}, tick, element("span", {}, pose.name)), element("span", { class: "long" }),
        element("button", { type: "button", class: "show", "aria-label": `Show in the text: ${pose.name}`, title: "Show in the text", onclick: () => shown(pose.line) }, "¶"),
        mover(-1, "↑", "Earlier", place === 0), mover(1, "↓", "Later", place === order.length - 1));
      item.addEventListener("dragstart", (event) => {
        dragged = number;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/x-pose", String(number));
      });
      item.addEventListener("dragover", (event) => dragged && event.preventDefault());
      item.addEventListener("drop", (event) => {
        if (!dragged) return;
        event.preventDefault();
        event.stopPropagation();
        order.splice(order.indexOf(dragged), 1);
        order.splice(place, 0, dragged);
        dragged = null;
        draw();
        changed();
      });
      item.addEventListener("dragend", () => (dragged = null));
      return item;
    }));
  }

  return { show, choose, led, time };
}
