// The dials: each is one setting, by the name that the command line has for it.

import { element } from "../player/player.js";

const choice = (...options) => ({ options });
const range = (min, max, step, usual, told) => ({ min, max, step, usual, told });
const times = (value) => (Number(value) === 1 ? "as written" : `× ${Number(value).toFixed(2).replace(/0$/, "")}`);

// Name, what it is called here, what it is: what is not usual is asked for, the rest left open.
const DIALS = [
  ["client", "For", { clients: true }],
  ["length", "Length in minutes", { type: "number", min: 1, max: 360, step: "any", placeholder: "as it comes", send: (value) => `${value}m`, shown: (ms) => ms / 60000 }],
  ["fit", "To come to that length", choice(["", "take other numbers of “3 to 5”"], ["drop", "leave out optional poses, too"], ["repeat", "lead poses once more, too"])],
  ["pace", "Pace", range(0.7, 1.6, 0.05, 1, (v) => `${times(v)}${v > 1 ? ", slower" : v < 1 ? ", quicker" : ""}`)],
  ["hold", "Holds", range(0.5, 2, 0.05, 1, times)],
  ["breath", "Breath in, out (seconds)", { type: "text", placeholder: "3.5, 4.5", pattern: "\\s*[0-9.]+\\s*,\\s*[0-9.]+\\s*", shown: (ms) => ms.map((each) => each / 1000).join(", ") }],
  ["guidance", "How much is said", choice(["", "all of it"], ["brief", "less: brief"], ["minimal", "hardly anything"])],
  ["voice", "Voice", { voices: true }],
  ["bed", "Sound under the voice", choice(["", "none"], ["rain", "rain"], ["waves", "waves"], ["drone", "a deep hum"], ["brown", "brown noise"])],
];
const MORE = [
  ["optional", "Lead what is optional", { type: "checkbox" }],
  ["range", "Of “3 to 5” take", choice(["low", "the lower"], ["", "the middle"], ["high", "the higher"])],
  ["count", "Counting", choice(["", "aloud"], ["tones", "soft ticks"], ["none", "none"])],
  ["ready", "Seconds to get ready", { type: "number", min: 0, max: 600, placeholder: "0" }],
  ["announce", "Name a pose", choice(["", "as it begins"], ["next", "before it begins"])],
  ["halfway", "Tell the middle of a long hold", { ...choice(["", "yes"], ["no", "no"]), shown: (yes) => (yes ? "" : "no") }],
  ["end", "A hold ends with", choice(["", "“ten more seconds”"], ["count", "5, 4, 3, 2, 1"], ["chime", "a soft tone"], ["none", "nothing"])],
  ["chime", "Chime", choice(["", "bowl"], ["bell", "bell"], ["none", "none"])],
  ["rate", "Spoken words a minute", range(100, 180, 5, 120, (v) => v)],
  ["voice-treatment", "The voice is", choice(["", "as it is"], ["warm", "made warmer"])],
  ["bed-level", "The sound is quieter by", range(10, 40, 1, 20, (v) => `${v} dB`)],
  ["swell", "It swells with the breath", { type: "checkbox" }],
  ["loudness", "Loudness of the speech", { type: "number", min: -30, max: -14, step: "any", placeholder: "as usual" }],
];

/** Build the dials that the studio has settings for; `changed` is called at every touch. */
export function dials(form, { settings: names, clients }, changed, hear) {
  const parts = new Map();
  form.addEventListener("submit", (event) => event.preventDefault());
  let wanted_voice = ""; // it may be asked for before the voices there are known
  const client_sets = element("p", { class: "hint" });

  const there = ([name]) => (name === "client" ? clients.length : names.includes(name));
  const more = element("details", { class: "more" }, element("summary", {}, "More dials"));
  const all = [...DIALS.map((dial) => [form, ...dial]), ...MORE.map((dial) => [more, ...dial])];
  for (const [into, name, label, about] of all.filter(([, ...dial]) => there(dial))) {
    const told = element("span", { class: "value" });
    const options = about.clients ? [["", "everyone"], ...clients.map((each) => [each, each])] : about.voices ? [["", "the usual one"]] : about.options;
    const given = options
      ? element("select", {}, ...options.map(([value, words]) => element("option", { value }, words)))
      : element("input", about.type ? { ...about, send: null, shown: null } : { type: "range", min: about.min, max: about.max, step: about.step });
    const usual = about.usual;
    const set = (value) => {
      if (about.type === "checkbox") given.checked = Boolean(value);
      else given.value = value;
      if (about.voices) wanted_voice = value;
      // What is no longer among the choices is left open, not shown as nothing.
      if (options && given.selectedIndex < 0) given.selectedIndex = 0;
      told.textContent = about.told ? about.told(given.value) : "";
    };
    const put = (value) => {
      const open = value === null || value === undefined || value === "";
      set(open ? (usual ?? "") : about.shown ? about.shown(value) : value);
    };
    const get = () => {
      if (about.type === "checkbox") return given.checked ? true : "";
      if (usual !== undefined && Number(given.value) === usual) return "";
      if (!given.value || !given.validity.valid) return "";
      return about.send ? about.send(given.value) : given.value;
    };
    put("");
    given.addEventListener("input", () => {
      told.textContent = about.told ? about.told(given.value) : "";
      if (about.voices) wanted_voice = given.value;
      place();
      changed();
    });
    const extra = about.voices ? [element("button", { type: "button", title: "What is marked in the text, or a sentence", onclick: hear }, "Hear it")] : [];
    into.append(element("div", { class: "dial" }, element("label", {}, element("span", {}, label, " ", told), given), ...extra));
    if (about.clients) form.append(client_sets);
    parts.set(name, { put, set, get, given });
  }
  form.append(more, element("button", { type: "button", class: "plain", onclick: () => { put({}); changed(); } }, "All dials as usual"));

  // How to come to a length is asked where one is.
  function place() {
    const [length, fit] = [parts.get("length"), parts.get("fit")];
    if (fit) fit.given.closest(".dial").hidden = !length?.given.value;
  }

  /** Set every dial to what settings say; what they leave open is as usual. */
  function put(settings) {
    for (const [name, part] of parts) part.put(settings[name]);
    place();
    // A dial that does something is not hidden.
    if (MORE.some(([name]) => parts.has(name) && parts.get(name).get() !== "")) more.open = true;
  }

  return {
    put,
    /** How the dials stand, to be put back after a reload. */
    raw: () => Object.fromEntries([...parts].map(([name, { given }]) => [name, given.type === "checkbox" ? given.checked : given.value])),
    back(raw) {
      for (const [name, { set }] of parts) if (name in raw) set(raw[name]);
      place();
    },
    /** What is asked for: settings by their names, and the client, "" for none. */
    get() {
      const asked = [...parts].map(([name, part]) => [name, part.get()]).filter(([, value]) => value !== "");
      const { client = "", ...settings } = Object.fromEntries(asked);
      return { client, settings };
    },
    /** Tell which settings come from the client's own file. */
    sets(found) {
      client_sets.textContent = found.length ? `Their file sets: ${found.join(", ")}. A dial that you turn goes before it.` : "";
    },
    voices(found) {
      const groups = [[true, "Natural"], [false, "Of the system"]].map(([natural, label]) =>
        element("optgroup", { label }, ...found.filter((each) => each.natural === natural).map((each) => element("option", { value: each.name }, `${each.name} (${each.language})`))));
      const voice = parts.get("voice");
      voice?.given.append(...groups.filter((each) => each.children.length));
      if (wanted_voice) voice?.set(wanted_voice);
    },
  };
}
