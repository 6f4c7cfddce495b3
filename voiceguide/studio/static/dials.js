// The dials: each is one setting, by the name that the command line has for it.

import { element } from "../player/player.js";

const choice = (...options) => ({ options });
const range = (min, max, step, usual, told) => ({ min, max, step, usual, told });
const times = (value) => `× ${Number(value).toFixed(2).replace(/0$/, "")}`;

// Name, what it is called here, what it is: what is not usual is asked for, the rest left open.
const DIALS = [
  ["length", "Length in minutes", { type: "number", min: 1, max: 360, send: (value) => `${value}m` }],
  ["pace", "Pace: breath and movement", range(0.7, 1.6, 0.05, 1, (v) => `${times(v)}${v > 1 ? ", slower" : v < 1 ? ", quicker" : ""}`)],
  ["hold", "Holds", range(0.5, 2, 0.05, 1, times)],
  ["breath", "Breath in, out (seconds)", { type: "text", placeholder: "3.5, 4.5", pattern: "\\s*[0-9.]+\\s*,\\s*[0-9.]+\\s*" }],
  ["guidance", "Guidance", choice(["", "full"], ["brief", "brief"], ["minimal", "minimal"])],
  ["count", "Counting", choice(["", "aloud"], ["tones", "soft ticks"], ["none", "none"])],
  ["range", "Of “3 to 5” take", choice(["low", "the lower"], ["", "the middle"], ["high", "the higher"])],
  ["optional", "Lead what is “if you like”", { type: "checkbox" }],
  ["voice", "Voice", { voices: true }],
  ["rate", "Words a minute", range(100, 180, 5, 120, (v) => v)],
  ["chime", "Chime", choice(["", "bowl"], ["bell", "bell"], ["none", "none"])],
  ["bed", "Sound under the voice", choice(["", "none"], ["rain", "rain"], ["waves", "waves"], ["drone", "drone"], ["brown", "brown noise"])],
  ["bed-level", "How far under it", range(10, 40, 1, 20, (v) => `${v} LU`)],
  ["swell", "It swells with the breath", { type: "checkbox" }],
];

/** Build the dials that the studio has settings for; `changed` is called at every touch. */
export function dials(form, names, changed, hear) {
  const parts = new Map();
  form.addEventListener("submit", (event) => event.preventDefault());

  for (const [name, label, about] of DIALS.filter(([name]) => names.includes(name))) {
    const told = element("span", { class: "value" });
    const given = about.options || about.voices
      ? element("select", {}, ...(about.options ?? [["", "the usual one"]]).map(([value, words]) => element("option", { value }, words)))
      : element("input", about.type ? { ...about, send: null, type: about.type } : { type: "range", min: about.min, max: about.max, step: about.step });
    const usual = about.options ? "" : about.usual;
    const put = (value) => {
      if (about.type === "checkbox") given.checked = Boolean(value);
      else given.value = value === null || value === undefined || value === "" ? (usual ?? "") : value;
      told.textContent = about.told ? about.told(given.value) : "";
    };
    const get = () => {
      if (about.type === "checkbox") return given.checked ? true : "";
      if (about.usual !== undefined && Number(given.value) === about.usual) return "";
      if (!given.value || !given.validity.valid) return "";
      return about.send ? about.send(given.value) : given.value;
    };
    put("");
    given.addEventListener("input", () => {
      told.textContent = about.told ? about.told(given.value) : "";
      changed();
    });
    const extra = about.voices ? [element("button", { type: "button", onclick: hear }, "Hear it")] : [];
    form.append(element("div", { class: "dial" }, element("label", {}, element("span", {}, label, " ", told), given), ...extra));
    parts.set(name, { put, get, given });
  }
  form.append(element("button", { type: "button", class: "plain", onclick: () => { put({}); changed(); } }, "All dials as usual"));

  /** Set every dial to what settings say; what they leave open is as usual. */
  function put(settings) {
    for (const [name, part] of parts) {
      const value = settings[name];
      part.put(name === "breath" && Array.isArray(value) ? value.map((ms) => ms / 1000).join(", ") : value);
    }
  }

  return {
    put,
    get: () => Object.fromEntries([...parts].map(([name, part]) => [name, part.get()]).filter(([, value]) => value !== "")),
    voices(found) {
      const groups = [[true, "Natural"], [false, "Of the system"]].map(([natural, label]) =>
        element("optgroup", { label }, ...found.filter((each) => each.natural === natural).map((each) => element("option", { value: each.name }, `${each.name} (${each.language})`))));
      parts.get("voice")?.given.append(...groups.filter((each) => each.children.length));
    },
  };
}
