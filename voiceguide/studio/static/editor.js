// The text with its line numbers, and the problems below it.
//
// Behind the text area lies the same text, unseen, broken into the same lines: its lines are as high
// as those in front however often they wrap, and carry the numbers.

import { element } from "../player/player.js";

/** Tie a text area to its gutter and its list of problems; `changed` is called as one types. */
export function editor(area, gutter, list, changed) {
  const follow = () => (gutter.style.transform = `translateY(${-area.scrollTop}px)`);

  let told = "[]";

  /** Number the lines anew; those that changed alone are drawn anew. */
  function number() {
    const lines = area.value.split("\n");
    while (gutter.children.length > lines.length) gutter.lastChild.remove();
    for (const [i, line] of lines.entries()) {
      const drawn = gutter.children[i] ?? gutter.appendChild(element("div"));
      const shown = line || "\u200b";
      if (drawn.textContent !== shown) drawn.textContent = shown;
    }
    follow();
  }

  function mark(problems) {
    for (const drawn of gutter.querySelectorAll(".error, .warning")) drawn.className = "";
    for (const each of problems) if (each.line) gutter.children[each.line - 1]?.classList.add(each.severity);
  }

  /** Put the caret at a line and show it. */
  function go(line, column = 1) {
    if (!line) return;
    const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const end = area.value.indexOf("\n", before);
    area.focus();
    area.setSelectionRange(before + column - 1, end < 0 ? area.value.length : end);
    const drawn = gutter.children[line - 1];
    if (drawn) area.scrollTop = Math.max(0, drawn.offsetTop - area.clientHeight / 3);
    follow();
  }

  /** Tell problems, each with its line, which leads to it. */
  function tell(problems) {
    mark(problems);
    const key = JSON.stringify(problems);
    if (key === told) return;
    told = key;
    list.replaceChildren(...problems.map((each) => element("div", { class: `problem ${each.severity}` },
      each.line ? element("button", { type: "button", onclick: () => go(each.line, each.column ?? 1) }, `Line ${each.line}`) : "",
      element("p", {}, element("b", {}, each.severity === "error" ? "Error: " : "Warning: "), each.message),
      each.hint ? element("p", { class: "hint" }, each.hint) : "")));
  }

  area.addEventListener("scroll", follow);
  area.addEventListener("input", () => {
    number();
    changed();
  });
  return { go, tell, number };
}
